// `devstack images`: what the project's containers were made from.
#include <map>
#include <set>

#include "cli/commands.hpp"
#include "cli/project/find_containers.hpp"
#include "cli/show/compose_images.hpp"
#include "devstack/ui/table.hpp"

namespace devstack::cli {
namespace {

struct Used {
  engine::ContainerSummary container;
  engine::ImageDetails image;
};

Task<std::vector<Used>> look(EngineSession& engine, const model::Stack& stack,
                             std::vector<std::string> services) {
  ContainerFilter filter;
  filter.services = std::move(services);
  const auto containers = co_await find_containers(engine, stack, std::move(filter));
  std::map<std::string, engine::ImageDetails> images;
  std::vector<Used> used;
  for (const auto& container : containers) {
    if (!images.contains(container.image_id)) {
      auto found = co_await engine.client.inspect_image(container.image_id);
      // The image of a container may have been removed by force.
      engine::ImageDetails unknown;
      unknown.id = container.image_id;
      images.emplace(container.image_id, found ? std::move(*found) : std::move(unknown));
    }
    used.push_back({container, images.at(container.image_id)});
  }
  co_return used;
}

std::string ids_text(const std::vector<Used>& used) {
  std::set<std::string> seen;
  std::string text;
  for (const auto& entry : used) {
    const std::string id = entry.image.id.substr(entry.image.id.find(':') + 1);
    if (seen.insert(id).second) text += id + "\n";
  }
  return text;
}

std::string json_text(const std::vector<Used>& used) {
  Value list = Value::array();
  for (const auto& entry : used) list.push_back(compose_image_entry(entry.container, entry.image));
  return to_json(list) + "\n";
}

std::string table_text(const std::vector<Used>& used, engine::Timestamp now) {
  ui::Table table({"CONTAINER", "REPOSITORY", "TAG", "PLATFORM", "IMAGE ID", "SIZE", "CREATED"});
  for (const auto& entry : used) table.add(compose_image_row(entry.container, entry.image, now));
  return table.to_string();
}

}  // namespace

ExitCode run_images(const CommandContext& context, const ImagesArguments& arguments) {
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, arguments.services);
  const auto used = engine.loop.run(look(engine, loaded.stack, arguments.services));
  if (arguments.ids_only) {
    write_output(ids_text(used));
  } else if (arguments.output == Output::kJson) {
    write_output(json_text(used));
  } else {
    write_output(table_text(used, engine.loop.system_now()));
  }
  return ExitCode::kOk;
}

}  // namespace devstack::cli
