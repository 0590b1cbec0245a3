"""workflow-platform against its requirements: S4-nn."""
import json
import subprocess

import engine_api
from stack_case import StackCase
from stack_rules import ResetRules

MINIMAL = {"postgres", "temporal"}
DEV = MINIMAL | {"redis", "minio", "user-api", "yaml-processor", "catalog-stub", "stubs",
                 "temporal-worker"}
FULL = DEV | {"agent-orchestrator", "qdrant", "dagster", "mlflow", "neo4j"}
JOBS = {"temporal-schema", "temporal-namespace", "app-databases", "minio-buckets"}
PROFILES = {"minimal": (MINIMAL, 1.5, 30), "dev": (DEV, 3, 60), "full": (FULL, 5, 90)}
GIB = 1024 ** 3
PORTS = {"POSTGRES_PORT": 15432, "TEMPORAL_PORT": 17233, "REDIS_PORT": 16379, "MINIO_PORT": 19000,
         "USER_API_PORT": 18080, "PROMETHEUS_PORT": 19090, "GRAFANA_PORT": 13000,
         "LOKI_PORT": 13100}
# Role: choice to its services and the switch.
ROLES = {
    "event-bus": {"redis": ({"redis"}, "EVENT_BUS", "redis"),
                  "pulsar": ({"pulsar-zookeeper", "pulsar-bookie", "pulsar-broker"},
                             "EVENT_BUS", "pulsar")},
    "auth": {"none": (set(), "AUTH_MODE", "none"), "keycloak": ({"keycloak"}, "AUTH_MODE",
                                                              "keycloak")},
    "data-catalog": {"json": ({"catalog-stub"}, "DATA_CATALOG", "json"),
                     "openmetadata": ({"openmetadata", "openmetadata-mysql",
                                       "openmetadata-elasticsearch"}, "DATA_CATALOG",
                                      "openmetadata")},
    "object-storage": {"minio": ({"minio", "minio-buckets"}, "AWS_ENDPOINT_URL",
                                 "http://minio:9000"),
                       "gcs": (set(), "AWS_ENDPOINT_URL", "https://storage.googleapis.com")},
    "llm": {"mock": ({"stubs"}, "LLM_API_URL", "http://stubs:8080/v1"),
            "external": (set(), "LLM_API_URL", "https://api.openai.com/v1"),
            "ollama": ({"ollama"}, "LLM_API_URL", "http://ollama:11434/v1")},
    "observability": {"console": (set(), "OBSERVABILITY", "console"),
                      "full": ({"prometheus", "grafana", "loki", "tempo"}, "OBSERVABILITY",
                               "full")},
}


class WorkflowCase(StackCase):
    stack_name = "workflow-platform"

    def model(self, *options, **settings):
        return self.json(*options, "config", "--format", "json", **settings)

    def services(self, *options, **settings):
        return set(self.model(*options, **settings)["services"]) - JOBS


class WorkflowFiles(WorkflowCase):
    """What needs no engine."""

    def test_s4_01_services_of_each_profile_and_dev_is_the_default(self):
        for profile, (services, _, _) in PROFILES.items():
            self.assertEqual(self.services("--profile", profile), services, profile)
        self.assertEqual(self.services(), DEV)

    def test_s4_02_budgets_of_each_profile(self):
        document = self.json("profiles", "-o", "json")
        for profile in document["profiles"]:
            services, memory, startup = PROFILES[profile["name"]]
            self.assertEqual(profile["default"], profile["name"] == "dev")
            self.assertEqual(set(profile["services"]), services)
            self.assertEqual(profile["budget"]["memory"], int(memory * GIB))
            self.assertEqual(profile["budget"]["startup_ms"], startup * 1000)
            self.assertLessEqual(profile["declared"]["memory"], profile["budget"]["memory"])

    def test_s4_05_s4_06_ports_are_the_usual_ones_and_10000(self):
        document = json.loads(subprocess.run(
            self.command("--use", "observability=full", "--use", "data-catalog=openmetadata",
                         "--use", "llm=ollama", "config", "--format", "json"),
            env=self.as_shipped(), cwd=self.folder, capture_output=True, text=True, check=True,
            timeout=30).stdout)
        published = {entry["published"] for service in document["services"].values()
                     for entry in service.get("ports", [])}
        self.assertLessEqual({str(port) for port in PORTS.values()}, published)
        targets = {service: {port["target"] for port in document["services"][service]["ports"]}
                   for service in ("openmetadata", "ollama")}
        self.assertEqual(targets, {"openmetadata": {8585}, "ollama": {11434}})

    def test_s4_19_s4_20_a_choice_brings_its_services_and_its_variable(self):
        for role, choices in ROLES.items():
            everything = set().union(*(services for services, _, _ in choices.values()))
            for choice, (services, variable, value) in choices.items():
                with self.subTest(role=role, choice=choice):
                    document = self.model("--profile", "full", "--use", f"{role}={choice}",
                                          environment={"LLM_API_KEY": "k"})
                    self.assertEqual(set(document["services"]) & everything, services)
                    users = [service["environment"][variable]
                             for service in document["services"].values()
                             if variable in (service.get("environment") or {})]
                    self.assertEqual(set(users) - {value}, set())

    def test_s4_15_the_external_model_needs_its_key(self):
        run = self.devstack("--use", "llm=external", "plan")
        self.assertEqual(run.code, 2, str(run))
        self.says(run, "LLM_API_KEY")

    def test_s4_16_s4_29_roles_with_choices_costs_and_status(self):
        document = self.json("substitutions", "-o", "json")
        roles = {role["role"]: role for role in document["roles"]}
        self.assertEqual(set(roles), set(ROLES))
        for name, choices in ROLES.items():
            self.assertEqual([choice["name"] for choice in roles[name]["choices"]], list(choices))
        self.assertEqual(roles["event-bus"]["status"], "under evaluation")
        self.assertEqual(roles["event-bus"]["candidates"], ["Pulsar", "Kafka"])
        self.assertEqual(roles["data-catalog"]["candidates"],
                         ["OpenMetadata", "Apache Atlas", "DataHub"])

    def test_s4_17_the_comparison_of_each_role(self):
        for role, fact in (("event-bus", "2 GB (broker, BookKeeper, ZooKeeper)"),
                           ("auth", "JWT refresh, rotation, revocation"),
                           ("data-catalog", "full web UI"), ("object-storage", "$0.02/GB/month"),
                           ("llm", "16 GB (70B model)"), ("observability", "PromQL/LogQL")):
            self.says(self.ok("substitutions", role), fact)

    def test_s4_18_the_checklist_has_six_groups_and_24_items(self):
        text = self.ok("substitutions", "--checklist").out
        self.assertEqual(sum(line.lstrip().startswith(("[ ]", "- [ ]")) for line in
                             text.splitlines()), 24, text)
        for role in ROLES:
            self.assertIn(role, text)
        self.assertIn("7 weeks", text)

    def test_s4_10_object_storage_cannot_be_left_out_of_dev(self):
        profile = self.stack.parent / "profiles" / "bare.yaml"
        profile.write_text("extends: dev\nservices: [postgres, temporal, redis, user-api]\n")
        try:
            run = self.exits(2, "--profile", "dev", "--profile", "bare", "plan")
            self.says(run, "object-storage")
        finally:
            profile.unlink()

    def test_s4_22_a_choice_over_the_budget_is_refused_with_the_sums(self):
        run = self.exits(6, "--profile", "full", "--use", "llm=ollama", "up")
        self.says(run, "ollama", "5 GiB")
        self.assertEqual(engine_api.containers(self.project), [])

    def test_s4_23_the_variable_does_the_same_as_the_option(self):
        used = self.model("--use", "event-bus=pulsar")
        env_file = self.stack.parent / ".env"
        env_file.write_text("EVENT_BUS=pulsar\n")
        try:
            self.assertEqual(self.model(), used)
        finally:
            env_file.unlink()


class WorkflowRuns(ResetRules, WorkflowCase):
    """minimal, dev, full and back, in this order, in one project."""

    profile = "minimal"

    def running(self):
        return {service for service, state in self.states().items() if state == "running"}

    def ids(self):
        return {service: found for service, found in engine_api.service_ids(self.project).items()
                if service not in JOBS}

    def redis(self, *words):
        return self.ok("exec", "redis", "redis-cli", *words).out.strip()

    def test_1_s4_01_minimal_is_postgres_and_temporal(self):
        self.assertEqual(self.running(), MINIMAL)
        self.ok("exec", "postgres", "psql", "-U", "workflow", "-d", "postgres", "-c",
                "CREATE TABLE kept AS SELECT 1 AS one")

    def test_2_s4_04_dev_adds_to_minimal_and_touches_nothing_else(self):
        before = self.ids()
        self.ok("--profile", "dev", "up")
        self.assertEqual(self.running(), DEV)
        after = self.ids()
        self.assertEqual({service: after[service] for service in MINIMAL}, before)
        self.redis("SET", "kept", "yes")

    def test_3_s4_11_s4_12_the_catalog_is_the_file(self):
        _, headers, methods = self.fetch("CATALOG_STUB_PORT", "/methods")
        self.assertEqual(headers["X-Devstack-Mock"], "catalog-stub")
        self.assertIn("crawler_twitter_profile", [method["method_id"] for method in methods])
        self.assertEqual(methods[0]["inputs"], {"username": "string"})
        self.assertIn("entities", self.fetch("CATALOG_STUB_PORT", "/ontology")[2])
        file = self.stack.parent / "data" / "catalog-metadata" / "stub-catalog.json"
        catalog = json.loads(file.read_text())
        catalog["methods"].append({"method_id": "e2e", "name": "e", "inputs": {}, "outputs": {}})
        file.write_text(json.dumps(catalog))
        self.ok("restart", "catalog-stub")
        _, _, methods = self.fetch("CATALOG_STUB_PORT", "/methods")
        self.assertIn("e2e", [method["method_id"] for method in methods])

    def test_3_s4_13_everybody_is_in_the_fixed_workspace(self):
        self.assertEqual(self.fetch("USER_API_PORT", "/context")[2],
                         {"workspace_id": "ws-local", "auth_mode": "none"})

    def test_3_s4_14_the_model_answers_without_a_key(self):
        status, _, answer = self.fetch("STUBS_PORT", "/v1/chat/completions",
                                       {"messages": [{"role": "user", "content": "ping"}]})
        self.assertEqual(status, 200)
        self.assertIn("ping", answer["choices"][0]["message"]["content"])
        self.assertEqual(self.fetch("STUBS_PORT", "/qdrant/health")[2], {"stub_of": "qdrant"})

    def test_3_s4_08_buckets_are_made_or_the_job_is_shown_as_skipped(self):
        run = self.ok("up", "--progress", "plain")
        if self.inspect("minio")["Config"]["Image"].startswith("devstack/mock"):
            self.says(run, "minio is a mock")
        else:
            self.says(self.ok("logs", "minio-buckets"), "bronze", "silver", "gold", "mlflow")

    def test_3_s4_09_objects_in_the_way_of_delta_lake(self):
        run = self.ok("check", "delta")
        if self.inspect("minio")["Config"]["Image"].startswith("devstack/mock"):
            self.says(run, "minio is a mock")
        else:
            self.assertRegex(run.err, r"[1-9]\d* passed")
            self.assertNotIn("skip", run.out)

    def test_3_s4_24_mocks_log_json_lines(self):
        text = self.ok("logs", "--no-log-prefix", "user-api").out.splitlines()
        first = json.loads(text[0])
        self.assertEqual((first["level"], first["service"]), ("info", "user-api"))
        self.assertIn("msg", first)

    def test_3_s4_27_without_temporal_its_users_name_it(self):
        temporal = engine_api.service_ids(self.project)["temporal"]
        engine_api.call("POST", f"/containers/{temporal}/stop", {"t": 1})
        try:
            status, _, document = self.fetch("USER_API_PORT")
            self.assertEqual(status, 503)
            self.assertFalse(document["dependencies"]["temporal"]["ok"])
            self.says(self.exits(4, "health"), "temporal-worker")
        finally:
            engine_api.call("POST", f"/containers/{temporal}/start")
        self.ok("health", "--wait", "20s")

    def test_3_sx_03_an_unchanged_up_changes_nothing(self):
        before = self.ids()
        self.ok("--profile", "dev", "up")  # what the tests before this one started is waited for
        run = self.ok("--profile", "dev", "up")
        self.assertEqual(self.ids(), before, str(run))
        self.says(run, "up to date")

    def test_4_s4_04_s4_28_full_adds_five_and_shows_what_stands_in(self):
        before = self.ids()
        run = self.ok("--profile", "full", "up")
        self.assertEqual(self.running(), FULL, str(run))
        after = self.ids()
        self.assertEqual({service: after[service] for service in DEV}, before)
        self.ok("health", "qdrant", "neo4j", "dagster", "mlflow")
        self.says(self.ok("check", "connectivity"), "17 pass")  # S4-27

    def test_5_s4_04_and_back_to_dev_and_minimal(self):
        before = self.ids()
        self.ok("--profile", "dev", "up")
        self.assertEqual(self.running(), DEV)
        self.assertEqual(self.redis("GET", "kept"), "yes")
        self.ok("--profile", "minimal", "up")
        self.assertEqual(self.running(), MINIMAL)
        after = self.ids()
        self.assertEqual({service: after[service] for service in MINIMAL},
                         {service: before[service] for service in MINIMAL})
        found = self.ok("exec", "postgres", "psql", "-U", "workflow", "-d", "postgres", "-Atc",
                        "SELECT one FROM kept").out.strip()
        self.assertEqual(found, "1")
        names = {volume["Name"] for volume in engine_api.volumes(self.project)}
        self.assertLessEqual({f"{self.project}_{key}" for key in
                              ("postgres_data", "redis_data", "minio_data")}, names)

    def test_6_s4_04_redis_finds_its_keys_again(self):
        self.ok("--profile", "dev", "up")
        self.assertEqual(self.redis("GET", "kept"), "yes")

    def test_7_s4_19_pulsar_takes_the_place_of_redis_and_back(self):
        # Pulsar's 2 GB fit into no shipped profile.
        (self.stack.parent / "profiles" / "big.yaml").write_text(
            "extends: dev\nbudget: {memory: 8G}\n")
        pulsar, variable, _ = ROLES["event-bus"]["pulsar"]
        users = {"user-api", "temporal-worker"}
        self.ok("--profile", "big", "up")
        before = self.ids()
        self.ok("--profile", "big", "--use", "event-bus=pulsar", "up")
        self.assertEqual(self.running(), DEV - {"redis"} | pulsar)
        self.assertEqual(self.environment_of("user-api")[variable], "pulsar")
        after = self.ids()
        untouched = DEV - users - {"redis"}
        self.assertEqual({service: after[service] for service in untouched},
                         {service: before[service] for service in untouched})
        self.assertTrue(all(after[service] != before[service] for service in users))
        # S4-30: the other choice's data is kept, and marked.
        self.assertRegex(self.ok("volumes").out, rf"{self.project}_redis_data .*unused")
        self.ok("--profile", "big", "--use", "event-bus=redis", "up")
        self.assertEqual(self.running(), DEV)
        self.assertEqual(self.redis("GET", "kept"), "yes")
