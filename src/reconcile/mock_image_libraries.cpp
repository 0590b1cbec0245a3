// Reads ELF files: the interpreter and the needed libraries, looked up where the dynamic loader
// looks by default. Enough for our own mock server in a build that is not static (sanitizers).
#include "mock_image_libraries.hpp"

#include <elf.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <deque>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>

#include "devstack/base/error.hpp"

namespace devstack::reconcile {
namespace {

constexpr std::array kFolders{"/lib/x86_64-linux-gnu",
                              "/usr/lib/x86_64-linux-gnu",
                              "/lib/aarch64-linux-gnu",
                              "/usr/lib/aarch64-linux-gnu",
                              "/lib64",
                              "/usr/lib64",
                              "/lib",
                              "/usr/lib"};

/// One 64-bit ELF file of this machine's byte order. Reads outside its bytes give zeros.
class ElfFile {
 public:
  explicit ElfFile(const std::string& path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) return;
    bytes_.resize(static_cast<std::size_t>(file.tellg()));
    file.seekg(0);
    file.read(bytes_.data(), static_cast<std::streamsize>(bytes_.size()));
    const auto header = at<Elf64_Ehdr>(0);
    if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 ||
        header.e_ident[EI_CLASS] != ELFCLASS64) {
      return;
    }
    for (std::size_t i = 0; i < header.e_phnum; ++i) {
      segments_.push_back(at<Elf64_Phdr>(header.e_phoff + i * sizeof(Elf64_Phdr)));
    }
  }

  [[nodiscard]] std::string interpreter() const {
    for (const Elf64_Phdr& segment : segments_) {
      if (segment.p_type == PT_INTERP) return text(segment.p_offset);
    }
    return {};
  }

  [[nodiscard]] std::vector<std::string> needed() const {
    std::vector<std::string> names;
    std::vector<std::uint64_t> offsets;
    std::uint64_t strings = 0;
    for (const Elf64_Dyn& entry : dynamic()) {
      if (entry.d_tag == DT_NEEDED) offsets.push_back(entry.d_un.d_val);
      if (entry.d_tag == DT_STRTAB) strings = file_offset(entry.d_un.d_ptr);
    }
    for (const std::uint64_t offset : offsets) names.push_back(text(strings + offset));
    return names;
  }

 private:
  template <class T>
  [[nodiscard]] T at(std::uint64_t offset) const {
    T value{};
    if (offset <= bytes_.size() && bytes_.size() - offset >= sizeof(T)) {
      std::memcpy(&value, bytes_.data() + offset, sizeof(T));
    }
    return value;
  }

  [[nodiscard]] std::string text(std::uint64_t offset) const {
    if (offset >= bytes_.size()) return {};
    const auto end = bytes_.find('\0', offset);
    return bytes_.substr(offset, end == std::string::npos ? end : end - offset);
  }

  [[nodiscard]] std::vector<Elf64_Dyn> dynamic() const {
    std::vector<Elf64_Dyn> entries;
    for (const Elf64_Phdr& segment : segments_) {
      if (segment.p_type != PT_DYNAMIC) continue;
      for (std::uint64_t i = 0; i < segment.p_filesz / sizeof(Elf64_Dyn); ++i) {
        entries.push_back(at<Elf64_Dyn>(segment.p_offset + i * sizeof(Elf64_Dyn)));
      }
    }
    return entries;
  }

  [[nodiscard]] std::uint64_t file_offset(std::uint64_t address) const {
    for (const Elf64_Phdr& segment : segments_) {
      if (segment.p_type == PT_LOAD && address >= segment.p_vaddr &&
          address - segment.p_vaddr < segment.p_filesz) {
        return segment.p_offset + (address - segment.p_vaddr);
      }
    }
    return 0;
  }

  std::string bytes_;
  std::vector<Elf64_Phdr> segments_;
};

std::string find_library(const std::string& name) {
  for (const char* folder : kFolders) {
    std::string path = std::string(folder) + "/" + name;
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored)) return path;
  }
  throw HostError("cannot find a library of the mock server,", name, ENOENT,
                  "build devstack-mock as a static program");
}

}  // namespace

std::vector<std::string> shared_libraries(const std::string& program) {
  const ElfFile main(program);
  const std::string interpreter = main.interpreter();
  if (interpreter.empty()) return {};
  const std::string loader = std::filesystem::path(interpreter).filename().string();
  std::set<std::string> found{interpreter}, names{loader};
  std::deque<std::string> open{program};
  while (!open.empty()) {
    const ElfFile file(open.front());
    open.pop_front();
    for (const std::string& name : file.needed()) {
      if (!names.insert(name).second) continue;
      open.push_back(find_library(name));
      found.insert(open.back());
    }
  }
  return {found.begin(), found.end()};
}

}  // namespace devstack::reconcile
