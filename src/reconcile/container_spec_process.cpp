// What runs in the container: command, environment, health test, end.
#include <fmt/format.h>

#include <chrono>

#include "reconcile/container_spec_rows.hpp"

namespace devstack::reconcile {
namespace {

using model::Service;

Value output_is_attached(const SpecInput&) { return true; }

Value input_is_attached(const SpecInput& input) {
  return input.one_off && input.one_off->stdin_open ? Value(true) : Value();
}

Value auto_remove(const SpecInput& input) {
  return input.one_off && input.one_off->auto_remove ? Value(true) : Value();
}

template <auto kMember>
Value words(const SpecInput& input) {
  const std::optional<std::vector<std::string>>& value = input.service.*kMember;
  return value ? Value::strings(*value) : Value();
}

/// A bare name takes away what the image sets.
Value environment(const SpecInput& input) {
  std::vector<std::string> lines;
  for (const auto& [name, value] : input.default_environment) {
    if (!input.service.environment.contains(name)) lines.push_back(name + "=" + value);
  }
  for (const auto& [name, value] : input.service.environment) {
    lines.push_back(value ? name + "=" + *value : name);
  }
  if (input.service.use_api_socket) {
    lines.push_back(fmt::format("DOCKER_CONFIG={}", kApiSocketConfigFolder));
  }
  return lines.empty() ? Value() : Value::strings(lines);
}

Value stop_timeout(const SpecInput& input) {
  const auto& grace = input.service.stop_grace_period;
  if (!grace) return {};
  return std::int64_t{std::chrono::ceil<std::chrono::seconds>(*grace).count()};
}

void set_duration(Value& body, const char* field,
                  const std::optional<std::chrono::nanoseconds>& duration) {
  if (duration) body.set(field, std::int64_t{duration->count()});
}

/// Durations in nanoseconds; what is left out is inherited from the image.
Value healthcheck(const SpecInput& input) {
  if (!input.service.healthcheck) return {};
  const model::Healthcheck& check = *input.service.healthcheck;
  Value body = Value::object();
  if (!check.test.empty()) body.set("Test", Value::strings(check.test));
  set_duration(body, "Interval", check.interval);
  set_duration(body, "Timeout", check.timeout);
  set_duration(body, "StartPeriod", check.start_period);
  set_duration(body, "StartInterval", check.start_interval);
  if (check.retries) body.set("Retries", *check.retries);
  return body;
}

/// "on-failure:3" is a policy and its count.
Value restart_policy(const SpecInput& input) {
  const std::string& restart = input.service.restart;
  if (restart.empty()) return {};
  const std::size_t colon = restart.find(':');
  Value policy = Value::object();
  policy.set("Name", restart.substr(0, colon));
  if (colon != std::string::npos) {
    policy.set("MaximumRetryCount", std::int64_t{std::atoi(restart.c_str() + colon + 1)});
  }
  return policy;
}

Value init(const SpecInput& input) {
  return input.service.init ? Value(*input.service.init) : Value();
}

Value logging(const SpecInput& input) {
  const Service& service = input.service;
  if (service.logging_driver.empty() && service.logging_options.empty()) return {};
  Value config = Value::object();
  config.set("Type", service.logging_driver);
  if (!service.logging_options.empty())
    config.set("Config", string_object(service.logging_options));
  return config;
}

constexpr SpecRow kRows[] = {
    {"attach", "AttachStdout", output_is_attached},
    {"attach", "AttachStderr", output_is_attached},
    {"attach", "AttachStdin", input_is_attached},
    {"attach", "StdinOnce", input_is_attached},
    {"command", "Cmd", words<&Service::command>},
    {"entrypoint", "Entrypoint", words<&Service::entrypoint>},
    {"working_dir", "WorkingDir", text<&Service::working_dir>},
    {"user", "User", text<&Service::user>},
    {"tty", "Tty", flag<&Service::tty>},
    {"stdin_open", "OpenStdin", flag<&Service::stdin_open>},
    {"environment", "Env", environment},
    {"healthcheck", "Healthcheck", healthcheck},
    {"stop_signal", "StopSignal", text<&Service::stop_signal>},
    {"stop_grace_period", "StopTimeout", stop_timeout},
    {"restart", "HostConfig.RestartPolicy", restart_policy},
    {"restart", "HostConfig.AutoRemove", auto_remove},
    {"init", "HostConfig.Init", init},
    {"logging", "HostConfig.LogConfig", logging},
    {"annotations", "HostConfig.Annotations", map<&Service::annotations>, {1, 43}},
    {"runtime", "HostConfig.Runtime", text<&Service::runtime>},
    {"isolation", "HostConfig.Isolation", text<&Service::isolation>},
};

}  // namespace

std::span<const SpecRow> process_rows() { return kRows; }

}  // namespace devstack::reconcile
