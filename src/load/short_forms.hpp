// Short forms of the Compose language and the long forms they stand for. Each function leaves a
// value that is long already as it is; what cannot be read is reported and left out.
#pragma once

#include "devstack/load/syntax_tree.hpp"
#include "load/canonical_context.hpp"

namespace devstack::load {

/// ["A=1", "B"] to {A: "1", B: null}.
void expand_variables(Node& node, CanonicalContext& context);
/// ["a=1", "b"] to {a: "1", b: ""}.
void expand_labels(Node& node, CanonicalContext& context);
/// ["a=./b"] to {a: "./b"}; each says where it is.
void expand_contexts(Node& node, CanonicalContext& context);
/// "x" to ["x"].
void expand_list(Node& node, CanonicalContext& context);
/// The same, without empty items: of `dns`, where a variable may not be set.
void expand_servers(Node& node, CanonicalContext& context);
/// "./dir" to {context: "./dir"}.
void expand_build(Node& node, CanonicalContext& context);
/// {default: null, a: "/s"} to ["default", "a=/s"].
void expand_ssh(Node& node, CanonicalContext& context);
/// [db] to {db: {condition: service_started, required: true}}.
void expand_depends_on(Node& node, CanonicalContext& context);
/// [a, b] to {a: null, b: null}.
void expand_names(Node& node, CanonicalContext& context);
/// "a.env" to [{path: a.env, required: true}].
void expand_env_file(Node& node, CanonicalContext& context);
/// "name" to {source: name}.
void expand_file_reference(Node& node, CanonicalContext& context);
/// The same, with the target that a service's secret has by default.
void expand_secret_reference(Node& node, CanonicalContext& context);
/// "line" to [CMD-SHELL, line].
void expand_health_test(Node& node, CanonicalContext& context);
/// A line to its words, split like a shell would.
void expand_command(Node& node, CanonicalContext& context);
/// {a: 1.2.3.4} or ["a:1.2.3.4"] to ["a=1.2.3.4"], sorted.
void expand_extra_hosts(Node& node, CanonicalContext& context);
/// "/dev/a:/dev/b:r" to {source, target, permissions}.
void expand_device(Node& node, CanonicalContext& context);
/// "all" to [{count: -1}].
void expand_gpus(Node& node, CanonicalContext& context);
/// Without "device_ids", a request is for all devices.
void expand_device_request(Node& node, CanonicalContext& context);
/// 0 to {soft: 0, hard: 0}: to Compose a single limit of 0 is none.
void expand_ulimit(Node& node, CanonicalContext& context);
/// A number or text to [text].
void expand_provider_option(Node& node, CanonicalContext& context);
/// Without those that have no value.
void expand_provider_options(Node& node, CanonicalContext& context);
/// Members that are not written are "" and 0.
void expand_weight(Node& node, CanonicalContext& context);
void expand_rate(Node& node, CanonicalContext& context);
/// {external: {name: n}} to {external: true, name: n}; of a network, volume, config or secret.
void expand_external(Node& node, CanonicalContext& context);
/// Items of `ports:`, ranges included; duplicates go.
void expand_ports(Node& node, CanonicalContext& context);
/// Before that: a few ranges could stand for millions of ports (DS1107).
void bound_ports(Node& document, Diagnostics& diagnostics);
/// "./a:/b:ro" to {type: bind, source: ./a, target: /b, read_only: true, …}.
void expand_mount(Node& node, CanonicalContext& context);
/// Items that are equal once canonical, such as 80 and "80", stay once.
void expand_expose(Node& node, CanonicalContext& context);

}  // namespace devstack::load
