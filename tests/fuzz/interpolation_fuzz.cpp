// Variable substitution over any text.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "fuzz/fuzz_check.hpp"
#include "load/emit.hpp"
#include "load/template.hpp"

namespace {

using devstack::fuzz::require;
using devstack::fuzz::require_equal;
using devstack::load::TemplateRange;
using devstack::load::TemplateResult;

std::optional<std::string> value_of(std::string_view name) {
  if (name == "A") return "one";
  if (name == "B") return "";
  if (name == "C") return "${A}$$";
  return std::nullopt;
}

void require_within(const TemplateRange& range, std::string_view text) {
  require(range.offset <= text.size() && range.length <= text.size() - range.offset,
          "a range lies within the text");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = devstack::fuzz::text_of(data, size);
  const TemplateResult result = devstack::load::substitute(text, value_of);
  if (result.error) {
    require_within(result.error->where, text);
    require(text.find('$') != std::string_view::npos, "without a dollar there is no error");
  } else {
    // The longest value is longer than the shortest expression by a factor of 3.
    require(result.text.size() <= 3 * text.size(), "the result is bounded");
    if (text.find('$') == std::string_view::npos) {
      require_equal(result.text, text, "text without a dollar stays as it is");
    }
  }
  for (const auto& unset : result.unset) {
    require_within(unset.where, text);
    require(!unset.name.empty() && !value_of(unset.name), "only unset variables are named");
  }
  const TemplateResult doubled =
      devstack::load::substitute(devstack::load::double_dollars(std::string(text)), value_of);
  require(!doubled.error, "doubled dollars are no expressions");
  require_equal(doubled.text, text, "doubled dollars give the text");
  return 0;
}
