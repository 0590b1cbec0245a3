// Where the colons of "SOURCE:TARGET:OPTIONS" are: not every colon is one of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace devstack::load {

/// One letter: with a colon after it, a drive of Windows. As in Compose, a volume whose name is one
/// letter is taken for one, too.
[[nodiscard]] bool is_drive_letter(std::string_view text);

/// The parts between colons; a colon after a drive letter belongs to a path, one inside of "${…}"
/// to a variable that is not interpolated.
[[nodiscard]] std::vector<std::string> split_volume(std::string_view spec);

}  // namespace devstack::load
