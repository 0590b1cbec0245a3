// The labels by which engine objects are known. Docker Compose's come first, so that its commands,
// IDEs and Docker Desktop see our projects; then our own.
#pragma once

namespace devstack::model::labels {

inline constexpr char kProject[] = "com.docker.compose.project";
inline constexpr char kService[] = "com.docker.compose.service";
inline constexpr char kVersion[] = "com.docker.compose.version";
inline constexpr char kWorkingDir[] = "com.docker.compose.project.working_dir";
inline constexpr char kConfigFiles[] = "com.docker.compose.project.config_files";
inline constexpr char kEnvironmentFile[] = "com.docker.compose.project.environment_file";
inline constexpr char kOneOff[] = "com.docker.compose.oneoff";  // "True" or "False"
inline constexpr char kSlug[] = "com.docker.compose.slug";      // of one-offs: 64 hex digits
inline constexpr char kConfigHash[] = "com.docker.compose.config-hash";
inline constexpr char kContainerNumber[] = "com.docker.compose.container-number";
inline constexpr char kDependsOn[] = "com.docker.compose.depends_on";  // "db:service_healthy:false"
inline constexpr char kImage[] = "com.docker.compose.image";
inline constexpr char kReplace[] = "com.docker.compose.replace";  // "db-1": the one replaced
inline constexpr char kNetwork[] = "com.docker.compose.network";
inline constexpr char kVolume[] = "com.docker.compose.volume";

/// The version of Compose whose behaviour we keep to; the value of kVersion.
inline constexpr char kComposeVersion[] = "2.40.3";

inline constexpr char kProjectId[] = "devstack.project-id";  // hash of folder and project name
inline constexpr char kFolder[] = "devstack.folder";         // of networks and volumes
inline constexpr char kCreatedAt[] = "devstack.created-at";  // of volumes, RFC 3339
inline constexpr char kProfiles[] = "devstack.profiles";     // comma-separated, of the last `up`
inline constexpr char kUse[] = "devstack.use";               // role=choice,… of its --use
inline constexpr char kSpec[] = "devstack.spec";             // field hashes, for drift causes
inline constexpr char kContents[] = "devstack.contents";     // hashes of configs and secrets
inline constexpr char kStandIn[] = "devstack.stand-in";      // images that stand in for upstream's
inline constexpr char kMock[] = "devstack.mock";             // set on the mock image
inline constexpr char kFallback[] = "devstack.fallback";     // why it is not the declared image
inline constexpr char kCheck[] = "devstack.check";           // containers of `check`: their caller
inline constexpr char kMockSpec[] = "devstack.mock-spec";    // hash of what a fallback mock does

}  // namespace devstack::model::labels
