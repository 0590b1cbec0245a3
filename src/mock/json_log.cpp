// One write per line: lines of several threads never mix.
#include "mock/json_log.hpp"

#include <nlohmann/json.hpp>
#include <utility>

namespace devstack::mock {
namespace {

const char* name_of(Level level) {
  switch (level) {
    case Level::kInfo:
      return "info";
    case Level::kWarning:
      return "warn";
    case Level::kError:
      return "error";
  }
  return "info";
}

}  // namespace

Log::Log(std::string service, std::ostream& out) : service_(std::move(service)), out_(&out) {}

void Log::write(Level level, const std::string& message) const {
  const nlohmann::ordered_json line = {
      {"level", name_of(level)}, {"service", service_}, {"msg", message}};
  // Paths of requests may hold any bytes.
  const std::string text =
      line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
  const std::scoped_lock lock(*mutex_);
  *out_ << text << std::flush;
}

}  // namespace devstack::mock
