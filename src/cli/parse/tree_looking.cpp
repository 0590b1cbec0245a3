// port, top, images, volumes, events, wait, stats.
#include "cli/parse/command_tree.hpp"

namespace devstack::cli {
namespace {

constexpr char kGroup[] = "Look";

void bind_port(CLI::App& command, PortArguments& port) {
  command.add_option("SERVICE", port.service, "whose port")->required()->type_name("");
  command.add_option("PORT", port.port, "in the container")
      ->required()
      ->check(CLI::Range(1, 65535))
      ->type_name("");
  command.add_option("--index", port.index, "which container of a scaled service")
      ->check(CLI::Range(1, 1000));
  command.add_option("--protocol", port.protocol, "tcp or udp")
      ->check(CLI::IsMember({"tcp", "udp"}));
  command.footer(
      "Example:\n"
      "  devstack port db 5432      127.0.0.1:15432");
}

void bind_top(CLI::App& command, TopArguments& top) {
  add_services(command, top.services, "only these");
  command.footer(
      "Example:\n"
      "  devstack top worker");
}

void bind_images(CLI::App& command, ImagesArguments& images) {
  add_services(command, images.services, "only these");
  command.add_flag("-q,--quiet", images.ids_only, "only ids");
  add_output(command, images.output);
  command.footer(
      "JSON has the shape of `docker compose images --format json`.\n\n"
      "Example:\n"
      "  devstack images");
}

void bind_volumes(CLI::App& command, VolumesArguments& volumes) {
  add_services(command, volumes.services, "only those that these use");
  command.add_flag("-q,--quiet", volumes.names_only, "only names");
  add_output(command, volumes.output);
  command.footer(
      "JSON has the shape of `docker compose volumes --format json`: one object a line.\n\n"
      "Example:\n"
      "  devstack volumes");
}

void bind_networks(CLI::App& command, NetworksArguments& networks) {
  command
      .add_option("NETWORK", networks.networks, "only these, by their name in the file or engine")
      ->type_name("");
  add_output(command, networks.output);
  command.footer(
      "Driver and subnets of the project's networks; members with their addresses and aliases.\n\n"
      "Example:\n"
      "  devstack networks backend");
}

void bind_events(CLI::App& command, EventsArguments& events) {
  add_services(command, events.services, "only of these");
  command.add_flag("--json", events.json, "one JSON object a line");
  command.add_option("--since", events.since, "from this time, or this long ago (10m)");
  command.add_option("--until", events.until, "end at this time, or this long ago");
  command.footer(
      "Example:\n"
      "  devstack events --json --since 10m | jq -r .action");
}

void bind_wait(CLI::App& command, WaitArguments& wait) {
  using For = WaitArguments::For;
  command.add_option("SERVICE", wait.services, "for these")->required()->type_name("");
  command
      .add_option_function<std::string>(
          "--for",
          [&wait](const std::string& text) {
            wait.what = text == "healthy"   ? For::kHealthy
                        : text == "started" ? For::kStarted
                                            : For::kStopped;
          },
          "healthy, exited (as without it) or started")
      ->check(CLI::IsMember({"healthy", "exited", "started"}));
  command.add_flag("--down-project", wait.down_project,
                   "take the project down when the first of them has ended");
  command.footer(
      "The exit code is that of the first container that ends otherwise than with 0.\n\n"
      "Examples:\n"
      "  devstack wait tests --down-project\n"
      "  devstack wait api --for healthy");
}

void bind_stats(CLI::App& command, StatsArguments& stats) {
  add_services(command, stats.services, "only these");
  command.add_flag("-a,--all", stats.all, "also containers that do not run");
  command.add_flag("--no-stream", stats.once, "once; as where output is no terminal");
  command.add_flag("--no-trunc", stats.no_trunc, "whole ids");
  add_output(command, stats.output);
  command.footer(
      "JSON has the shape of `docker compose stats --format json`: one object a line.\n\n"
      "Examples:\n"
      "  devstack stats\n"
      "  devstack stats --no-stream --format json");
}

}  // namespace

void add_looking_commands(CLI::App& app, Parsed& parsed) {
  add_command<PortArguments>(app, parsed, "port", "where a port is published", kGroup, bind_port);
  add_command<TopArguments>(app, parsed, "top", "processes in containers", kGroup, bind_top);
  add_command<StatsArguments>(app, parsed, "stats", "what containers use", kGroup, bind_stats);
  add_command<EventsArguments>(app, parsed, "events", "what happens to containers", kGroup,
                               bind_events);
  add_command<WaitArguments>(app, parsed, "wait", "until services end, start or are ready", kGroup,
                             bind_wait);
  add_command<ImagesArguments>(app, parsed, "images", "images of containers", kGroup, bind_images);
  add_command<NetworksArguments>(app, parsed, "networks", "networks of the project", kGroup,
                                 bind_networks);
  add_command<VolumesArguments>(app, parsed, "volumes", "volumes of the project", kGroup,
                                bind_volumes);
}

}  // namespace devstack::cli
