// Labels of what the data commands make in the engine. None of Docker Compose's is among them: its
// commands neither list nor delete our copies.
#pragma once

namespace devstack::data::labels {

inline constexpr char kProject[] = "devstack.project";              // the project's name
inline constexpr char kSnapshot[] = "devstack.snapshot";            // the snapshot's name
inline constexpr char kKind[] = "devstack.snapshot.kind";           // manual, automatic, import
inline constexpr char kTime[] = "devstack.snapshot.time";           // RFC 3339
inline constexpr char kReason[] = "devstack.snapshot.reason";       // "before reset"
inline constexpr char kVolumeKey[] = "devstack.snapshot.volume";    // key of the source in the file
inline constexpr char kSource[] = "devstack.snapshot.of";           // engine name of the source
inline constexpr char kGeneration[] = "devstack.snapshot.created";  // when the source was made
inline constexpr char kContents[] = "devstack.snapshot.contents";   // of the seal: see snapshot.hpp
inline constexpr char kHelper[] = "devstack.data-helper";  // containers that copy: project id

}  // namespace devstack::data::labels
