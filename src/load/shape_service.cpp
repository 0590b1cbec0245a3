// A service: every key of the Compose Specification and what it takes, in the order in which
// Compose prints them.
#include "load/shapes_common.hpp"

namespace devstack::load {
namespace {

using namespace shapes;  // NOLINT: the tables read like the specification

constexpr Field kWeightFields[] = {
    {.key = "path", .shape = &kString, .presence = Presence::kOmitNull, .json_key = "Path"},
    {.key = "weight",
     .shape = &kStrictInteger,
     .presence = Presence::kOmitNull,
     .json_key = "Weight"},
};
constexpr Shape kWeight{.takes = kTakesMap, .fields = kWeightFields, .expand = expand_weight};
constexpr Shape kWeights{.takes = kTakesList, .items = &kWeight};
constexpr Field kRateFields[] = {
    {.key = "path", .shape = &kString, .presence = Presence::kOmitNull, .json_key = "Path"},
    {.key = "rate", .shape = &kSize, .presence = Presence::kOmitNull, .json_key = "Rate"},
};
constexpr Shape kRate{.takes = kTakesMap, .fields = kRateFields, .expand = expand_rate};
constexpr Shape kRates{.takes = kTakesList, .items = &kRate};
constexpr Field kBlkioFields[] = {
    {.key = "weight", .shape = &kStrictInteger},   {.key = "weight_device", .shape = &kWeights},
    {.key = "device_read_bps", .shape = &kRates},  {.key = "device_read_iops", .shape = &kRates},
    {.key = "device_write_bps", .shape = &kRates}, {.key = "device_write_iops", .shape = &kRates},
};
constexpr Shape kBlkio{.takes = kTakesMap, .fields = kBlkioFields};

constexpr Shape kStorageOption{.takes = kTakesInt | kTakesString | kTakesNull,
                               .cast = Cast::kTextOrEmpty};
constexpr Shape kStorageOptions{.takes = kTakesMap, .values = &kStorageOption};

constexpr Shape kPercent{.takes = kTakesInt | kTakesString, .cast = Cast::kNumber};

constexpr std::string_view kCgroups[] = {"host", "private"};
constexpr Shape kCgroup{.takes = kTakesString, .choices = kCgroups};

constexpr Field kCredentialFields[] = {
    {.key = "config", .shape = &kString},
    {.key = "file", .shape = &kString},
    {.key = "registry", .shape = &kString},
};
constexpr Shape kCredential{.takes = kTakesMap, .fields = kCredentialFields};

constexpr std::string_view kConditions[] = {"service_started", "service_healthy",
                                            "service_completed_successfully"};
constexpr Shape kCondition{.takes = kTakesString, .choices = kConditions};
constexpr Field kDependencyFields[] = {
    {.key = "condition", .shape = &kCondition, .required = true},
    {.key = "restart", .shape = &kBoolean},
    {.key = "required", .shape = &kStrictBoolean, .presence = Presence::kOmitNull},
};
constexpr Shape kDependency{.takes = kTakesMap, .fields = kDependencyFields};
constexpr Shape kDependsOn{.takes = kTakesList | kTakesMap,
                           .items = &kString,
                           .values = &kDependency,
                           .keys = Keys::kNames,
                           .unique_items = true,
                           .expand = expand_depends_on};

constexpr Field kDeviceFields[] = {
    {.key = "source", .shape = &kString, .required = true},
    {.key = "target", .shape = &kString},
    {.key = "permissions", .shape = &kString},
};
constexpr Shape kDevice{
    .takes = kTakesString | kTakesMap, .fields = kDeviceFields, .expand = expand_device};
constexpr Shape kDevices{.takes = kTakesList, .items = &kDevice};

constexpr Shape kProviderOptionItem{.takes = kTakesScalar, .cast = Cast::kText};
constexpr Shape kProviderOption{.takes = kTakesScalar | kTakesList,
                                .items = &kProviderOptionItem,
                                .expand = expand_provider_option};
constexpr Shape kProviderOptions{
    .takes = kTakesMap, .values = &kProviderOption, .expand = expand_provider_options};
constexpr Field kProviderFields[] = {
    {.key = "type", .shape = &kString, .required = true},
    {.key = "options", .shape = &kProviderOptions},
};
constexpr Shape kProvider{.takes = kTakesMap, .fields = kProviderFields};

constexpr Field kEnvFileFields[] = {
    {.key = "path", .shape = &kString, .required = true},
    {.key = "required", .shape = &kBoolean, .presence = Presence::kOmitNull},
    {.key = "format", .shape = &kString},
};
constexpr Shape kEnvFile{.takes = kTakesString | kTakesMap, .fields = kEnvFileFields};
constexpr Shape kEnvFiles{
    .takes = kTakesString | kTakesList, .items = &kEnvFile, .expand = expand_env_file};
constexpr Shape kServers{.takes = kTakesString | kTakesList,
                         .items = &kString,
                         .unique_items = true,
                         .expand = expand_servers};
constexpr Shape kLabelFiles{
    .takes = kTakesString | kTakesList, .items = &kString, .expand = expand_list};
constexpr Shape kExpose{.takes = kTakesList, .items = &kWholeText, .expand = expand_expose};
constexpr Shape kGpu{.takes = kTakesMap,
                     .fields = kDeviceRequestFields,
                     .unknown_keys = UnknownKeys::kIgnored,
                     .expand = expand_device_request};
constexpr Shape kGpus{.takes = kTakesString | kTakesList, .items = &kGpu, .expand = expand_gpus};

constexpr Shape kHealthTest{
    .takes = kTakesString | kTakesList, .items = &kString, .expand = expand_health_test};
constexpr Field kHealthFields[] = {
    {.key = "test", .shape = &kHealthTest},
    {.key = "timeout", .shape = &kDuration, .presence = Presence::kOmitNull},
    {.key = "interval", .shape = &kDuration, .presence = Presence::kOmitNull},
    {.key = "retries", .shape = &kWholeNumber, .presence = Presence::kOmitNull},
    {.key = "start_period", .shape = &kDuration, .presence = Presence::kOmitNull},
    {.key = "start_interval", .shape = &kDuration, .presence = Presence::kOmitNull},
    {.key = "disable", .shape = &kBoolean},
};
constexpr Shape kHealthcheck{.takes = kTakesMap, .fields = kHealthFields};

constexpr Field kLoggingFields[] = {
    {.key = "driver", .shape = &kString},
    {.key = "options", .shape = &kOptions},
};
constexpr Shape kLogging{.takes = kTakesMap, .fields = kLoggingFields};

constexpr Field kModelUseFields[] = {
    {.key = "endpoint_var", .shape = &kString},
    {.key = "model_var", .shape = &kString},
};
constexpr Shape kModelUse{.takes = kTakesNull | kTakesMap, .fields = kModelUseFields};
constexpr Shape kModels{.takes = kTakesList | kTakesMap,
                        .items = &kString,
                        .values = &kModelUse,
                        .keys = Keys::kNames,
                        .unique_items = true,
                        .expand = expand_names};

constexpr Field kAttachmentFields[] = {
    {.key = "aliases", .shape = &kUniqueStrings},
    {.key = "driver_opts", .shape = &kDriverOptions},
    {.key = "gw_priority", .shape = &kStrictNumber},
    {.key = "interface_name", .shape = &kString},
    {.key = "ipv4_address", .shape = &kString},
    {.key = "ipv6_address", .shape = &kString},
    {.key = "link_local_ips", .shape = &kUniqueStrings},
    {.key = "mac_address", .shape = &kString},
    {.key = "priority", .shape = &kStrictNumber},
};
constexpr Shape kAttachment{.takes = kTakesNull | kTakesMap, .fields = kAttachmentFields};
constexpr Shape kNetworks{.takes = kTakesList | kTakesMap,
                          .items = &kString,
                          .values = &kAttachment,
                          .keys = Keys::kNames,
                          .unique_items = true,
                          .expand = expand_names};

/// Printed only when it copied nothing, as Compose does.
constexpr Field kExtendsFields[] = {
    {.key = "file", .shape = &kString},
    {.key = "service", .shape = &kString, .required = true},
};
constexpr Shape kExtends{.takes = kTakesMap, .fields = kExtendsFields};

constexpr Shape kPorts{.takes = kTakesList, .items = &kPortShape, .expand = expand_ports};
constexpr Shape kMounts{.takes = kTakesList, .items = &kMountShape};
constexpr Shape kHooks{.takes = kTakesList, .items = &kHookShape};

constexpr Field kFields[] = {
    {.key = "profiles", .shape = &kUniqueStrings},
    {.key = "annotations", .shape = &kLabels},
    {.key = "attach", .shape = &kBoolean, .presence = Presence::kOmitNull},
    {.key = "build", .shape = &kBuildShape, .presence = Presence::kOmitNull},
    {.key = "develop", .shape = &kDevelopShape, .presence = Presence::kOmitNull},
    {.key = "blkio_config", .shape = &kBlkio, .presence = Presence::kOmitNull},
    {.key = "cap_add", .shape = &kUniqueStrings},
    {.key = "cap_drop", .shape = &kUniqueStrings},
    {.key = "cgroup_parent", .shape = &kString},
    {.key = "cgroup", .shape = &kCgroup},
    {.key = "cpu_count", .shape = &kInteger},
    {.key = "cpu_percent", .shape = &kPercent},
    {.key = "cpu_period", .shape = &kWholeNumber},
    {.key = "cpu_quota", .shape = &kWholeNumber},
    {.key = "cpu_rt_period", .shape = &kWholeNumber},
    {.key = "cpu_rt_runtime", .shape = &kWholeNumber},
    {.key = "cpus", .shape = &kNumber},
    {.key = "cpuset", .shape = &kString},
    {.key = "cpu_shares", .shape = &kWholeNumber},
    {.key = "command", .shape = &kCommand, .presence = Presence::kAlwaysNull},
    {.key = "configs", .shape = &kFileReferences},
    {.key = "container_name", .shape = &kString},
    {.key = "credential_spec", .shape = &kCredential, .presence = Presence::kOmitNull},
    {.key = "depends_on", .shape = &kDependsOn},
    {.key = "deploy", .shape = &kDeployShape, .presence = Presence::kOmitNull},
    {.key = "device_cgroup_rules", .shape = &kUniqueStrings},
    {.key = "devices", .shape = &kDevices},
    {.key = "dns", .shape = &kServers},
    {.key = "dns_opt", .shape = &kUniqueStrings},
    {.key = "dns_search", .shape = &kStringOrList},
    {.key = "domainname", .shape = &kString},
    {.key = "entrypoint", .shape = &kCommand, .presence = Presence::kAlwaysNull},
    {.key = "provider", .shape = &kProvider, .presence = Presence::kOmitNull},
    {.key = "environment", .shape = &kVariables},
    {.key = "env_file", .shape = &kEnvFiles, .presence = Presence::kNever},
    {.key = "expose", .shape = &kExpose},
    {.key = "extends", .shape = &kExtends, .presence = Presence::kOmitNull},
    {.key = "external_links", .shape = &kUniqueStrings},
    {.key = "extra_hosts", .shape = &kExtraHosts},
    {.key = "group_add", .shape = &kTexts},
    {.key = "gpus", .shape = &kGpus},
    {.key = "hostname", .shape = &kString},
    {.key = "healthcheck", .shape = &kHealthcheck, .presence = Presence::kOmitNull},
    {.key = "image", .shape = &kString},
    {.key = "init", .shape = &kBoolean, .presence = Presence::kOmitNull},
    {.key = "ipc", .shape = &kString},
    {.key = "isolation", .shape = &kString},
    {.key = "labels", .shape = &kLabels},
    {.key = "label_file", .shape = &kLabelFiles, .presence = Presence::kNever},
    {.key = "links", .shape = &kUniqueStrings},
    {.key = "logging", .shape = &kLogging, .presence = Presence::kOmitNull},
    {.key = "mem_limit", .shape = &kSize},
    {.key = "mem_reservation", .shape = &kSize},
    {.key = "memswap_limit", .shape = &kSize},
    {.key = "mem_swappiness", .shape = &kSize},
    {.key = "mac_address", .shape = &kString},
    {.key = "models", .shape = &kModels},
    {.key = "network_mode", .shape = &kString},
    {.key = "networks", .shape = &kNetworks},
    {.key = "oom_kill_disable", .shape = &kBoolean},
    {.key = "oom_score_adj", .shape = &kInteger},
    {.key = "pid", .shape = &kNullableString},
    {.key = "pids_limit", .shape = &kWholeNumber},
    {.key = "platform", .shape = &kString},
    {.key = "ports", .shape = &kPorts},
    {.key = "privileged", .shape = &kBoolean},
    {.key = "pull_policy", .shape = &kString},
    {.key = "pull_refresh_after", .shape = &kString, .presence = Presence::kNever},
    {.key = "read_only", .shape = &kBoolean},
    {.key = "restart", .shape = &kString},
    {.key = "runtime", .shape = &kString},
    {.key = "scale", .shape = &kInteger, .presence = Presence::kOmitNull},
    {.key = "secrets", .shape = &kSecretReferences},
    {.key = "security_opt", .shape = &kUniqueStrings},
    {.key = "shm_size", .shape = &kSize},
    {.key = "stdin_open", .shape = &kBoolean},
    {.key = "stop_grace_period", .shape = &kDuration, .presence = Presence::kOmitNull},
    {.key = "stop_signal", .shape = &kString},
    {.key = "storage_opt", .shape = &kStorageOptions},
    {.key = "sysctls", .shape = &kLabels},
    {.key = "tmpfs", .shape = &kStringOrList},
    {.key = "tty", .shape = &kBoolean},
    {.key = "ulimits", .shape = &kUlimits},
    {.key = "use_api_socket", .shape = &kStrictBoolean},
    {.key = "user", .shape = &kString},
    {.key = "userns_mode", .shape = &kString},
    {.key = "uts", .shape = &kString},
    {.key = "volumes", .shape = &kMounts},
    {.key = "volumes_from", .shape = &kUniqueStrings},
    {.key = "working_dir", .shape = &kString},
    {.key = "post_start", .shape = &kHooks},
    {.key = "pre_stop", .shape = &kHooks},
};

}  // namespace

constinit const Shape kServiceShape{.takes = kTakesMap, .fields = kFields};

}  // namespace devstack::load
