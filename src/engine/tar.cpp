// Small archives from memory.
#include "devstack/engine/tar.hpp"

#include "engine/tar_writer.hpp"

namespace devstack::engine {

std::string make_tar(const std::vector<TarEntry>& entries) {
  TarWriter writer;
  for (const TarEntry& entry : entries) writer.file(entry);
  writer.finish();
  return writer.take();
}

}  // namespace devstack::engine
