#include "host_report.hpp"

#include <fmt/format.h>

namespace devstack::reconcile {

StepFailed process_does_not_end(const std::string& service, int pid) {
  StepFailed failed;
  failed.report.code = "DS4003";
  failed.report.title = fmt::format("the process of {} does not end", service);
  failed.report.lines.push_back({"process", fmt::format("pid {}, after TERM and KILL", pid), {}});
  failed.report.next = {fmt::format("ps -o pid,stat,wchan,cmd {}", pid), "devstack down"};
  return failed;
}

StepFailed mock_not_installed(const model::Service& service) {
  StepFailed failed;
  failed.report.code = "DS4002";
  failed.report.title = service.name + ": devstack-mock is not installed beside devstack";
  failed.report.lines.push_back({"image", service.image, service.image_span.file_and_line()});
  failed.report.next = {"devstack explain DS4002"};
  return failed;
}

}  // namespace devstack::reconcile
