// Options of the commands that keep data and bring it back.
#include "cli/parse/command_tree.hpp"

namespace devstack::cli {
namespace {

constexpr char kGroup[] = "Data";

void set_action(SnapshotArguments& snapshot, const std::string& text) {
  using Action = SnapshotArguments::Action;
  snapshot.action = text == "save"      ? Action::kSave
                    : text == "restore" ? Action::kRestore
                    : text == "rm"      ? Action::kRemove
                                        : Action::kList;
}

void bind_snapshot(CLI::App& command, SnapshotArguments& snapshot) {
  command
      .add_option_function<std::string>(
          "ACTION", [&snapshot](const std::string& text) { set_action(snapshot, text); },
          "save, ls, restore or rm")
      ->required()
      ->type_name("")
      ->check(CLI::IsMember({"save", "ls", "restore", "rm"}));
  command.add_option("NAME", snapshot.name, "of the snapshot; save names it by the time")
      ->type_name("");
  add_repeated(command, "--services", snapshot.services,
               "of save: only the volumes of this service; repeat");
  command.add_flag("-y,--yes", snapshot.yes, "do not ask; needed where nobody can answer");
  add_output(command, snapshot.output);
  command.footer(
      "Copies of the project's volumes, inside the engine. What writes them is stopped meanwhile.\n"
      "restore keeps what is there first and prints the command that undoes it.\n\n"
      "Examples:\n"
      "  devstack snapshot save before-migration\n"
      "  devstack snapshot ls\n"
      "  devstack snapshot restore before-migration\n"
      "  devstack snapshot rm before-migration --yes");
}

void bind_backup(CLI::App& command, BackupArguments& backup) {
  add_services(command, backup.services, "only the data of these");
  command.add_option("-o,--output", backup.file, "the file; named by project and time otherwise")
      ->type_name("FILE");
  command.footer(
      "By each service's x-devstack.backup; databases without one by their volumes.\n\n"
      "Examples:\n"
      "  devstack backup\n"
      "  devstack backup db -o db.backup.tar.gz");
}

void bind_restore(CLI::App& command, RestoreArguments& restore) {
  command.add_option("FILE", restore.file, "what backup wrote")->required()->type_name("");
  add_services(command, restore.services, "only the data of these");
  command.add_flag("-y,--yes", restore.yes, "do not ask; needed where nobody can answer");
  command.add_flag("--no-snapshot", restore.no_snapshot, "keep no copy of what is there");
  command.add_flag("--from-other", restore.from_other, "although it is of another project");
  command.add_flag("--force-version", restore.force_version,
                   "although another major version wrote it");
  command.footer(
      "Verifies all of the file before anything is touched, keeps a snapshot, puts the data back,\n"
      "starts again what ran.\n\n"
      "Examples:\n"
      "  devstack restore shop-20261121-113955.backup.tar.gz\n"
      "  devstack restore shop.backup.tar.gz db --yes");
}

}  // namespace

void add_data_commands(CLI::App& app, Parsed& parsed) {
  add_command<SnapshotArguments>(app, parsed, "snapshot", "copies of all volumes, to go back to",
                                 kGroup, bind_snapshot);
  add_command<BackupArguments>(app, parsed, "backup", "data of services into one file", kGroup,
                               bind_backup);
  add_command<RestoreArguments>(app, parsed, "restore", "a backup put back", kGroup, bind_restore);
}

}  // namespace devstack::cli
