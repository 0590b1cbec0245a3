// What a second file does to a key of the first: each row is what Docker Compose 2.40.3 makes of
// it.
#include <gtest/gtest.h>

#include "unit/load/table_tools.hpp"

namespace devstack::load {
namespace {

using testing::load_yaml;

struct Row {
  const char* key;
  const char* base;
  const char* over;
  const char* expected;  ///< JSON, "" when the key is gone, nullptr: refused
};

constexpr char kOthers[] =
    "\n  b: {image: b}\n  c: {image: c}\nnetworks: {n: {}, m: {}}\n"
    "secrets: {s: {file: ./s}, t: {file: ./t}}\nconfigs: {c: {file: ./c}}\n"
    "models: {m1: {model: ai/m}}\n";

testing::Answer merged(const std::string& base, const std::string& over) {
  LoadRequest request;
  request.files = {"stack.yaml", "over.yaml"};
  return load_yaml(
      base, request,
      {{"/w/p/over.yaml", over}, {"/w/p/a.env", "E=1\nF=1\n"}, {"/w/p/b.env", "F=2\nG=3\n"}});
}

void expect_row(const testing::Answer& answer, const std::vector<std::string>& path,
                const Row& row) {
  if (row.expected == nullptr) {
    EXPECT_NE(answer.codes, "") << row.base << " with " << row.over << " was taken";
    return;
  }
  EXPECT_EQ(answer.json(path), row.expected) << row.base << " with " << row.over;
}

class MergeTable : public ::testing::TestWithParam<Row> {};

TEST_P(MergeTable, OfServicesAsCompose) {
  const Row& row = GetParam();
  const std::string base = row.base;
  const std::string body = base.starts_with("image") ? base : "image: x, " + base;
  expect_row(merged("services:\n  a: {" + body + "}" + kOthers,
                    "services:\n  a: {" + std::string(row.over) + "}\n"),
             {"services", "a", row.key}, row);
}

INSTANTIATE_TEST_SUITE_P(
    Compose, MergeTable,
    ::testing::Values(
        Row{"image", "image: one", "image: two", R"("two")"},
        Row{"image", "image: one", "tty: true", R"("one")"},
        Row{"image", "image: one", "image: !reset null", nullptr},
        Row{"command", "command: a b", "command: c", R"(["c"])"},
        Row{"command", "command: [a, b]", "command: [c]", R"(["c"])"},
        Row{"command", "command: [a]", R"(command: "c d")", R"(["c","d"])"},
        Row{"command", "command: [a]", "command: null", "null"},
        Row{"command", "command: [a]", "command: []", "[]"},
        Row{"command", "command: [a]", "command: !reset null", "null"},
        Row{"entrypoint", "entrypoint: [a, b]", "entrypoint: [c]", R"(["c"])"},
        Row{"entrypoint", "entrypoint: a", R"(entrypoint: ["b c"])", R"(["b c"])"},
        Row{"entrypoint", "entrypoint: a", R"(entrypoint: "")", "[]"},
        Row{"extra_hosts", "extra_hosts: [\"h:1.1.1.1\"]", "extra_hosts: [\"h:1.1.1.1\"]",
            R"(["h=1.1.1.1"])"},
        Row{"gpus", "gpus: all", "gpus: [{driver: d}]",
            R"([{"count":-1},{"driver":"d","count":-1}])"},
        Row{"gpus", "gpus: all", "gpus: []", R"([{"count":-1}])"},
        Row{"gpus", "gpus: all", "gpus: all", nullptr},
        Row{"gpus", "gpus: [{count: 1}]", "gpus: all", nullptr},
        Row{"volumes", R"(volumes: ["v:/x"])", R"(volumes: ["w:/x"])",
            R"([{"type":"volume","target":"v:/x","volume":{}},{"type":"volume","target":"w:/x","volume":{}}])"},
        Row{"tmpfs", "tmpfs: /x", R"(tmpfs: ["/x:size=1"])", nullptr},
        Row{"security_opt", "security_opt: [a]", "security_opt: [a]", nullptr},
        Row{"group_add", "group_add: [a]", "group_add: [b, a]", nullptr},
        Row{"build", "build: {context: ., ssh: [default]}", "build: {ssh: [default]}", nullptr},
        Row{"environment", "environment: {A: 1}", "environment: {B: 2}", R"({"A":"1","B":"2"})"},
        Row{"environment", "environment: {A: 1}", "environment: {A: 2}", R"({"A":"2"})"},
        Row{"environment", "environment: [A=1]", "environment: {B: 2}", R"({"A":"1","B":"2"})"},
        Row{"environment", "environment: {A: 1}", "environment: [A=2, C=3]",
            R"({"A":"2","C":"3"})"},
        Row{"environment", "environment: [A=1, B=2]", "environment: [B=3]", R"({"A":"1","B":"3"})"},
        Row{"environment", "environment: {A: 1}", "environment: {A: null}", R"({"A":null})"},
        Row{"environment", "environment: {A: 1}", R"(environment: {A: ""})", R"({"A":""})"},
        Row{"environment", "environment: [A=1]", "environment: [A]", R"({"A":null})"},
        Row{"environment", "environment: {A: 1, B: 2}", "environment: {A: !reset null}",
            R"({"B":"2"})"},
        Row{"environment", "environment: {A: 1}", "environment: !override {B: 2}", R"({"B":"2"})"},
        Row{"environment", "environment: {A: 1}", "environment: !reset {}", ""},
        Row{"environment", "environment: {B: 1, A: 2}", "environment: {}", R"({"A":"2","B":"1"})"},
        Row{"labels", "labels: {a: 1}", "labels: [b=2]", R"({"a":"1","b":"2"})"},
        Row{"labels", "labels: [a=1]", "labels: {a: 2}", R"({"a":"2"})"},
        Row{"labels", "labels: {a: x}", "labels: {a: null}", R"({"a":""})"},
        Row{"annotations", "annotations: {a: 1}", "annotations: [b=2]", R"({"a":"1","b":"2"})"},
        Row{"build", "build: {context: ., args: {A: 1}}", "build: {args: {A: 2, B: 3}}",
            R"({"context":"/w/p","dockerfile":"Dockerfile","args":{"A":"2","B":"3"}})"},
        Row{"build", "build: .", "build: {dockerfile: D}",
            R"({"context":"/w/p","dockerfile":"D"})"},
        Row{"build", "build: {context: ., args: [A=1]}", "build: {args: {B: 2}}",
            R"({"context":"/w/p","dockerfile":"Dockerfile","args":{"A":"1","B":"2"}})"},
        Row{"build", "build: {context: ., target: a}", "build: ./other",
            R"({"context":"/w/p/other","dockerfile":"Dockerfile","target":"a"})"},
        Row{"build", "build: {context: ., tags: [a]}", "build: {tags: [b]}",
            R"({"context":"/w/p","dockerfile":"Dockerfile","tags":["a","b"]})"},
        Row{"build", "build: {context: ., labels: {a: b}}", "build: {labels: [c=d]}",
            R"({"context":"/w/p","dockerfile":"Dockerfile","labels":{"a":"b","c":"d"}})"},
        Row{"build", "build: {context: ., cache_from: [a]}", "build: {cache_from: [b]}",
            R"({"context":"/w/p","dockerfile":"Dockerfile","cache_from":["a","b"]})"},
        Row{"build", R"(build: {context: ., extra_hosts: ["a:1.1.1.1"]})",
            "build: {extra_hosts: {b: 2.2.2.2}}",
            R"({"context":"/w/p","dockerfile":"Dockerfile","extra_hosts":["a=1.1.1.1","b=2.2.2.2"]})"},
        Row{"ports", R"(ports: ["80:80"])", R"(ports: ["81:81"])",
            R"([{"mode":"ingress","target":80,"published":"80","protocol":"tcp"},{"mode":"ingress","target":81,"published":"81","protocol":"tcp"}])"},
        Row{"ports", R"(ports: ["80:80"])", R"(ports: ["80:80"])",
            R"([{"mode":"ingress","target":80,"published":"80","protocol":"tcp"}])"},
        Row{"ports", R"(ports: ["80:80"])", R"(ports: ["8080:80"])",
            R"([{"mode":"ingress","target":80,"published":"80","protocol":"tcp"},{"mode":"ingress","target":80,"published":"8080","protocol":"tcp"}])"},
        Row{"ports", R"(ports: ["80:80"])", R"(ports: ["80:80/udp"])",
            R"([{"mode":"ingress","target":80,"published":"80","protocol":"tcp"},{"mode":"ingress","target":80,"published":"80","protocol":"udp"}])"},
        Row{"ports", R"(ports: ["80:80"])", R"(ports: ["127.0.0.1:80:80"])",
            R"([{"mode":"ingress","target":80,"published":"80","protocol":"tcp"},{"mode":"ingress","host_ip":"127.0.0.1","target":80,"published":"80","protocol":"tcp"}])"},
        Row{"ports", R"(ports: ["80:80"])", R"(ports: !override ["81:81"])",
            R"([{"mode":"ingress","target":81,"published":"81","protocol":"tcp"}])"},
        Row{"ports", R"(ports: ["80:80"])", "ports: !reset []", ""},
        Row{"ports", R"(ports: ["80:80"])", "ports: []",
            R"([{"mode":"ingress","target":80,"published":"80","protocol":"tcp"}])"},
        Row{"ports", "ports: [{target: 80, published: 80, name: a}]",
            "ports: [{target: 80, published: 80, name: b}]",
            R"([{"name":"b","mode":"ingress","target":80,"published":"80","protocol":"tcp"}])"},
        Row{"volumes", R"(volumes: ["./a:/d"])", R"(volumes: ["./b:/d"])",
            R"([{"type":"bind","source":"/w/p/b","target":"/d","bind":{"create_host_path":true}}])"},
        Row{"volumes", R"(volumes: ["./a:/d"])", R"(volumes: ["./b:/e"])",
            R"([{"type":"bind","source":"/w/p/a","target":"/d","bind":{"create_host_path":true}},{"type":"bind","source":"/w/p/b","target":"/e","bind":{"create_host_path":true}}])"},
        Row{"volumes", R"(volumes: ["./a:/d:ro"])", R"(volumes: ["./b:/d"])",
            R"([{"type":"bind","source":"/w/p/b","target":"/d","bind":{"create_host_path":true}}])"},
        Row{"volumes", R"(volumes: ["./a:/d"])", "volumes: [{type: tmpfs, target: /d}]",
            R"([{"type":"tmpfs","target":"/d"}])"},
        Row{"volumes", R"(volumes: ["/d"])", R"(volumes: ["./b:/d"])",
            R"([{"type":"bind","source":"/w/p/b","target":"/d","bind":{"create_host_path":true}}])"},
        Row{"volumes", R"(volumes: ["./a:/d"])", R"(volumes: !override ["./b:/e"])",
            R"([{"type":"bind","source":"/w/p/b","target":"/e","bind":{"create_host_path":true}}])"},
        Row{"volumes", R"(volumes: ["./a:/d/"])", R"(volumes: ["./b:/d"])",
            R"([{"type":"bind","source":"/w/p/b","target":"/d","bind":{"create_host_path":true}}])"},
        Row{"expose", "expose: [80]", R"(expose: ["81"])", R"(["80","81"])"},
        Row{"expose", "expose: [80]", R"(expose: ["80"])", R"(["80"])"},
        Row{"dns", "dns: 1.1.1.1", "dns: [2.2.2.2]", R"(["1.1.1.1","2.2.2.2"])"},
        Row{"dns", "dns: [1.1.1.1]", "dns: 1.1.1.1", R"(["1.1.1.1"])"},
        Row{"dns_search", "dns_search: a", "dns_search: b", R"(["a","b"])"},
        Row{"dns_opt", "dns_opt: [a]", "dns_opt: [b]", R"(["a","b"])"},
        Row{"cap_add", "cap_add: [A]", "cap_add: [B]", R"(["A","B"])"},
        Row{"cap_add", "cap_add: [A]", "cap_add: [A]", R"(["A"])"},
        Row{"cap_drop", "cap_drop: [A]", "cap_drop: [B]", R"(["A","B"])"},
        Row{"devices", R"(devices: ["/a:/a"])", R"(devices: ["/b:/b"])",
            R"([{"source":"/a","target":"/a","permissions":"rwm"},{"source":"/b","target":"/b","permissions":"rwm"}])"},
        Row{"devices", R"(devices: ["/a:/a"])", R"(devices: ["/c:/a"])",
            R"([{"source":"/c","target":"/a","permissions":"rwm"}])"},
        Row{"security_opt", "security_opt: [a:1]", "security_opt: [b:2]", R"(["a:1","b:2"])"},
        Row{"group_add", "group_add: [a]", "group_add: [b]", R"(["a","b"])"},
        Row{"tmpfs", "tmpfs: /a", "tmpfs: [/b]", R"(["/a","/b"])"},
        Row{"extra_hosts", R"(extra_hosts: ["h:1.1.1.1"])", "extra_hosts: {i: 2.2.2.2}",
            R"(["h=1.1.1.1","i=2.2.2.2"])"},
        Row{"extra_hosts", R"(extra_hosts: ["h:1.1.1.1"])", R"(extra_hosts: ["h:2.2.2.2"])",
            R"(["h=1.1.1.1","h=2.2.2.2"])"},
        Row{"sysctls", "sysctls: {a: 1}", "sysctls: [b=2]", R"({"a":"1","b":"2"})"},
        Row{"sysctls", "sysctls: {a: 1}", "sysctls: {a: 2}", R"({"a":"2"})"},
        Row{"ulimits", "ulimits: {nofile: 1}", "ulimits: {nproc: 2}", R"({"nofile":1,"nproc":2})"},
        Row{"ulimits", "ulimits: {nofile: 1}", "ulimits: {nofile: {soft: 2, hard: 3}}",
            R"({"nofile":{"soft":2,"hard":3}})"},
        Row{"ulimits", "ulimits: {nofile: {soft: 1, hard: 2}}", "ulimits: {nofile: 5}",
            R"({"nofile":5})"},
        Row{"healthcheck", "healthcheck: {test: [CMD, a], interval: 1s}",
            "healthcheck: {test: [CMD, b]}", R"({"test":["CMD","b"],"interval":"1s"})"},
        Row{"healthcheck", "healthcheck: {test: a, interval: 1s}", "healthcheck: {interval: 2s}",
            R"({"test":["CMD-SHELL","a"],"interval":"2s"})"},
        Row{"healthcheck", "healthcheck: {test: a}", "healthcheck: {disable: true}",
            R"({"test":["CMD-SHELL","a"],"disable":true})"},
        Row{"healthcheck", "healthcheck: {test: [CMD, a, b]}", "healthcheck: {test: c}",
            R"({"test":["CMD-SHELL","c"]})"},
        Row{"logging", R"(logging: {driver: local, options: {a: "1"}})",
            R"(logging: {driver: local, options: {b: "2"}})",
            R"({"driver":"local","options":{"a":"1","b":"2"}})"},
        Row{"logging", R"(logging: {driver: local, options: {a: "1"}})",
            R"(logging: {driver: syslog, options: {b: "2"}})",
            R"({"driver":"syslog","options":{"b":"2"}})"},
        Row{"logging", R"(logging: {driver: local, options: {a: "1"}})",
            R"(logging: {options: {b: "2"}})", R"({"driver":"local","options":{"a":"1","b":"2"}})"},
        Row{"logging", R"(logging: {options: {a: "1"}})", "logging: {driver: local}",
            R"({"driver":"local","options":{"a":"1"}})"},
        Row{"logging", R"(logging: {driver: local, options: {a: "1"}})",
            "logging: {driver: syslog}", R"({"driver":"syslog"})"},
        Row{"depends_on", "depends_on: [b]", "depends_on: [c]",
            R"({"b":{"condition":"service_started","required":true},"c":{"condition":"service_started","required":true}})"},
        Row{"depends_on", "depends_on: [b]", "depends_on: {b: {condition: service_healthy}}",
            R"({"b":{"condition":"service_healthy","required":true}})"},
        Row{"depends_on", "depends_on: {b: {condition: service_healthy}}", "depends_on: [c]",
            R"({"b":{"condition":"service_healthy","required":true},"c":{"condition":"service_started","required":true}})"},
        Row{"depends_on", "depends_on: {b: {condition: service_healthy}}", "depends_on: [b]",
            R"({"b":{"condition":"service_started","required":true}})"},
        Row{"depends_on", "depends_on: {b: {condition: service_healthy}}",
            "depends_on: {b: {condition: service_started, required: false}}",
            R"({"b":{"condition":"service_started","required":false}})"},
        Row{"networks", "networks: [n]", "networks: [m]", R"({"m":null,"n":null})"},
        Row{"networks", "networks: [n]", "networks: {n: {aliases: [x]}}",
            R"({"n":{"aliases":["x"]}})"},
        Row{"networks", "networks: {n: {aliases: [x]}}", "networks: {n: {aliases: [y]}}",
            R"({"n":{"aliases":["x","y"]}})"},
        Row{"networks", "networks: {n: {ipv4_address: 1.1.1.1}}", "networks: {n: {priority: 5}}",
            R"({"n":{"ipv4_address":"1.1.1.1","priority":5}})"},
        Row{"networks", "networks: {n: {aliases: [x]}}", "networks: [m]",
            R"({"m":null,"n":{"aliases":["x"]}})"},
        Row{"secrets", "secrets: [s]", "secrets: [t]",
            R"([{"source":"s","target":"/run/secrets/s"},{"source":"t","target":"/run/secrets/t"}])"},
        Row{"secrets", "secrets: [s]", "secrets: [{source: s, target: x}]",
            R"([{"source":"s","target":"/run/secrets/s"},{"source":"s","target":"x"}])"},
        Row{"secrets", "secrets: [{source: s, target: x}]", "secrets: [{source: t, target: x}]",
            R"([{"source":"t","target":"x"}])"},
        Row{"configs", "configs: [c]", R"(configs: [{source: c, mode: "0400"}])",
            R"([{"source":"c","mode":"0400"}])"},
        Row{"deploy", "deploy: {replicas: 2}", "deploy: {replicas: 3}",
            R"({"replicas":3,"resources":{},"placement":{}})"},
        Row{"deploy", "deploy: {labels: {a: 1}}", "deploy: {labels: [b=2]}",
            R"({"labels":{"a":"1","b":"2"},"resources":{},"placement":{}})"},
        Row{"deploy", R"(deploy: {resources: {limits: {cpus: "1"}}})",
            "deploy: {resources: {limits: {memory: 1g}}}",
            R"({"resources":{"limits":{"cpus":1,"memory":"1073741824"}},"placement":{}})"},
        Row{"deploy", "deploy: {placement: {constraints: [a]}}",
            "deploy: {placement: {constraints: [b]}}",
            R"({"resources":{},"placement":{"constraints":["a","b"]}})"},
        Row{"deploy", "deploy: {resources: {reservations: {devices: [{capabilities: [gpu]}]}}}",
            "deploy: {resources: {reservations: {devices: [{capabilities: [tpu]}]}}}",
            R"({"resources":{"reservations":{"devices":[{"capabilities":["gpu"],"count":-1},{"capabilities":["tpu"],"count":-1}]}},"placement":{}})"},
        Row{"environment", "env_file: a.env", "env_file: [b.env]", R"({"E":"1","F":"2","G":"3"})"},
        Row{"environment", "env_file: a.env, environment: {F: own}", "env_file: [b.env]",
            R"({"E":"1","F":"own","G":"3"})"},
        Row{"links", "links: [b]", "links: [c]", R"(["b","c"])"},
        Row{"external_links", "external_links: [x]", "external_links: [y]", R"(["x","y"])"},
        Row{"volumes_from", "volumes_from: [b]", "volumes_from: [c]", R"(["b","c"])"},
        Row{"restart", "restart: always", R"(restart: "no")", R"("no")"},
        Row{"privileged", "privileged: true", "privileged: false", ""},
        Row{"init", "init: true", "init: false", "false"},
        Row{"mem_limit", "mem_limit: 1g", "mem_limit: 2g", R"("2147483648")"},
        Row{"stop_grace_period", "stop_grace_period: 1m", "stop_grace_period: 90s", R"("1m30s")"},
        Row{"blkio_config", "blkio_config: {weight: 1}",
            "blkio_config: {weight_device: [{path: /a, weight: 2}]}",
            R"({"weight":1,"weight_device":[{"Path":"/a","Weight":2}]})"},
        Row{"develop", "develop: {watch: [{path: ., action: rebuild}]}",
            "develop: {watch: [{path: ./b, action: rebuild}]}",
            R"({"watch":[{"path":"/w/p","action":"rebuild","exec":{"command":null}},{"path":"/w/p/b","action":"rebuild","exec":{"command":null}}]})"},
        Row{"post_start", "post_start: [{command: [a]}]", "post_start: [{command: [b]}]",
            R"([{"command":["a"]},{"command":["b"]}])"},
        Row{"models", "models: [m1]", "models: {m1: {endpoint_var: U}}",
            R"({"m1":{"endpoint_var":"U"}})"},
        Row{"storage_opt", "storage_opt: {size: 1g}", "storage_opt: {x: y}",
            R"({"size":"1g","x":"y"})"},
        Row{"device_cgroup_rules", R"(device_cgroup_rules: ["c 1:3 mr"])",
            R"(device_cgroup_rules: ["a 7:* rmw"])", R"(["c 1:3 mr","a 7:* rmw"])"},
        Row{"attach", "attach: false", "attach: true", "true"},
        Row{"scale", "scale: 1", "scale: 2", "2"},
        Row{"hostname", "hostname: a", "hostname: b", R"("b")"}));

class MergeTopTable : public ::testing::TestWithParam<Row> {};

TEST_P(MergeTopTable, OfSectionsAsCompose) {
  const Row& row = GetParam();
  expect_row(merged(row.base, row.over), {row.key}, row);
}

INSTANTIATE_TEST_SUITE_P(
    Compose, MergeTopTable,
    ::testing::Values(
        Row{"networks",
            "services: {a: {image: x, networks: [n]}}\nnetworks: {n: {driver: bridge, driver_opts: "
            "{a: 1}}}\n",
            "networks: {n: {driver_opts: {b: 2}}}\n",
            R"({"n":{"name":"p_n","driver":"bridge","driver_opts":{"a":"1","b":"2"},"ipam":{}}})"},
        Row{"networks",
            "services: {a: {image: x, networks: [n]}}\nnetworks: {n: {labels: {a: 1}}}\n",
            "networks: {n: {labels: [b=2]}}\n",
            R"({"n":{"name":"p_n","ipam":{},"labels":{"a":"1","b":"2"}}})"},
        Row{"networks",
            "services: {a: {image: x, networks: [n]}}\nnetworks: {n: {ipam: {config: [{subnet: "
            "10.0.0.0/24}]}}}\n",
            "networks: {n: {ipam: {config: [{subnet: 10.0.1.0/24}]}}}\n",
            R"({"n":{"name":"p_n","ipam":{"config":[{"subnet":"10.0.1.0/24"}]}}})"},
        Row{"networks",
            "services: {a: {image: x, networks: [n]}}\nnetworks: {n: {ipam: {config: [{subnet: "
            "10.0.0.0/24}]}}}\n",
            "networks: {n: {ipam: {config: [{subnet: 10.0.0.0/24, gateway: 10.0.0.1}]}}}\n",
            R"({"n":{"name":"p_n","ipam":{"config":[{"subnet":"10.0.0.0/24","gateway":"10.0.0.1"}]}}})"},
        Row{"networks",
            "services: {a: {image: x, networks: [n]}}\nnetworks: {n: {internal: true}}\n",
            "networks: {n: }\n", R"({"n":{"name":"p_n","ipam":{},"internal":true}})"},
        Row{"volumes",
            "services: {a: {image: x, volumes: [data:/data]}}\nvolumes: {data: {driver: local}}\n",
            "volumes: {data: {driver_opts: {a: b}}}\n",
            R"({"data":{"name":"p_data","driver":"local","driver_opts":{"a":"b"}}})"},
        Row{"volumes",
            "services: {a: {image: x, volumes: [data:/data, work:/work]}}\nvolumes: {data: {}}\n",
            "volumes: {work: {}}\n", R"({"data":{"name":"p_data"},"work":{"name":"p_work"}})"},
        Row{"volumes", "services: {a: {image: x, volumes: [data:/data]}}\nvolumes: {data: {}}\n",
            "volumes: {data: {name: own}}\n", R"({"data":{"name":"own"}})"},
        Row{"volumes", "services: {a: {image: x, volumes: [data:/data]}}\nvolumes: {data: {}}\n",
            "volumes: {data: {external: true}}\n", R"({"data":{"name":"data","external":true}})"},
        Row{"secrets", "services: {a: {image: x, secrets: [s]}}\nsecrets: {s: {file: ./a}}\n",
            "secrets: {s: {file: ./b}}\n", R"({"s":{"name":"p_s","file":"/w/p/b"}})"},
        Row{"secrets", "services: {a: {image: x, secrets: [s, t]}}\nsecrets: {s: {file: ./a}}\n",
            "secrets: {t: {environment: T}}\n",
            R"({"s":{"name":"p_s","file":"/w/p/a"},"t":{"name":"p_t","environment":"T"}})"},
        Row{"configs", "services: {a: {image: x, configs: [c]}}\nconfigs: {c: {content: a}}\n",
            "configs: {c: {content: b}}\n", R"({"c":{"name":"p_c","content":"b"}})"},
        Row{"name", "services: {a: {image: x, tty: true}}\nname: one\n", "name: two\n", R"("two")"},
        Row{"name", "services: {a: {image: x, tty: true}}\nname: one\n", "volumes: {}\n",
            R"("one")"},
        Row{"x-t", "services: {a: {image: x, tty: true}}\nx-t: {a: 1}\n", "x-t: {b: 2}\n",
            R"({"a":1,"b":2})"},
        Row{"x-t", "services: {a: {image: x, tty: true}}\nx-t: [1]\n", "x-t: [2]\n", "[1,2]"},
        Row{"volumes", "services: {a: {image: x, tty: true}}\nvolumes: {data: {}}\n",
            "volumes: !reset {}\n", ""},
        Row{"volumes", "services: {a: {image: x, tty: true}}\nvolumes: {data: {}, work: {}}\n",
            "volumes: {data: !reset null}\n", ""}));

}  // namespace
}  // namespace devstack::load
