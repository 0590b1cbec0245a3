"""multidb-chatbot against its requirements: S0-nn, and the SX lines that need it running."""
import json
import socket
import subprocess
import time

import docker_compose
import engine_api
from stack_case import StackCase, subnet
from stack_rules import ResetRules
from support import free_port, program

DATABASES = {"postgres", "mongodb", "redis", "scylla", "scylla-node2", "scylla-node3"}
TIERS = (
    DATABASES,
    {"pg-migrate", "mongo-indexes", "scylla-init", "db-verify", "seed-knowledge",
     "seed-demo-users"},
    {"bge-server", "qwen-server", "llama-server"},
    {"embedding-service", "generation-service", "search-service", "ai-gateway"},
    {"auth-rbac", "chat-history", "audit-logging", "content-safety", "billing",
     "consent-management", "emergency-access"},
    {"api-gateway"},
)
OPTIONAL = {"seed-knowledge", "seed-demo-users", "llama-server"}
SERVICES = set().union(*TIERS) - TIERS[1] - {"llama-server"}
APPLICATION_PORTS = {
    "ai-gateway": ("AI_GATEWAY_PORT", 8000), "search-service": ("SEARCH_PORT", 8001),
    "chat-history": ("CHAT_HISTORY_PORT", 8002), "embedding-service": ("EMBEDDING_PORT", 8005),
    "generation-service": ("GENERATION_PORT", 8006), "content-safety": ("CONTENT_SAFETY_PORT", 8007),
    "auth-rbac": ("AUTH_PORT", 8080), "billing": ("BILLING_PORT", 8081),
    "consent-management": ("CONSENT_PORT", 8083), "audit-logging": ("AUDIT_PORT", 8084),
    "emergency-access": ("EMERGENCY_PORT", 8085), "api-gateway": ("API_GATEWAY_PORT", 8090),
    "bge-server": ("BGE_PORT", 8008), "qwen-server": ("QWEN_PORT", 8009),
}
DATABASE_PORTS = {
    "prod": {"postgres": 5432, "mongodb": 27017, "redis": 6379, "scylla": 9042,
             "scylla-node2": 9043, "scylla-node3": 9044},
    "demo": {"postgres": 5433, "mongodb": 27018, "redis": 6380, "scylla": 9045,
             "scylla-node2": 9046, "scylla-node3": 9047},
}
GIB = 1024 ** 3
LIMITS = {"postgres": (GIB, 0.5), "mongodb": (2 * GIB, 1), "redis": (GIB // 2, 0.25),
          "scylla": (GIB, 1 / 3), "scylla-node2": (GIB, 1 / 3), "scylla-node3": (GIB, 1 / 3)}
VOLUMES = {"postgres_data", "mongo_data", "mongo_config", "mongo_mongot", "redis_data",
           "scylla_data1", "scylla_data2", "scylla_data3", "sentence_transformers_cache",
           "huggingface_cache"}
COMMON = {"ENABLE_POSTGRESQL": "true", "ENABLE_MONGODB": "true", "ENABLE_ATLAS_SEARCH": "auto",
          "ENABLE_PHI_DETECTION": "true", "ENABLE_AUDIT_LOGGING": "true", "CACHE_TTL": "3600",
          "MAX_CONNECTIONS": "100", "REQUEST_TIMEOUT": "30", "CUDA_VISIBLE_DEVICES": "0",
          "PYTORCH_MPS_ENABLED": "1", "POSTGRES_HOST": "localhost", "MONGO_HOST": "localhost",
          "REDIS_HOST": "localhost", "MONGO_USER": "root"}
HOST_VIEW = {
    "prod": {
        **COMMON, "POSTGRES_DB": "chatbot_app", "POSTGRES_USER": "chatbot_user",
        "POSTGRES_PASSWORD": "secure_password", "MONGO_PASSWORD": "example",
        "MONGO_DB": "chatbot_app", "REDIS_DB": "0", "SCYLLA_HOSTS": "127.0.0.1:9042",
        "SCYLLA_KEYSPACE": "chatbot_ks", "USE_REAL_EMBEDDINGS": "true",
        "USE_REAL_GENERATION": "true", "EMBEDDING_DEVICE": "auto", "GENERATION_DEVICE": "auto",
        "CACHE_EMBEDDINGS": "true", "MOCK_RESPONSES": "", "HIPAA_AUDIT_LEVEL": "strict"},
    "demo": {
        **COMMON, "POSTGRES_DB": "demo_v1_chatbot_app", "POSTGRES_USER": "demo_v1_user",
        "POSTGRES_PASSWORD": "demo_password_v1", "MONGO_PASSWORD": "demo_example_v1",
        "MONGO_DB": "demo_v1_chatbot_app", "REDIS_DB": "10",
        "SCYLLA_HOSTS": "localhost:9045,localhost:9046,localhost:9047",
        "SCYLLA_KEYSPACE": "demo_v1_chatbot_ks", "USE_REAL_EMBEDDINGS": "false",
        "USE_REAL_GENERATION": "false", "EMBEDDING_DEVICE": "cpu", "GENERATION_DEVICE": "cpu",
        "CACHE_EMBEDDINGS": "", "MOCK_RESPONSES": "true", "HIPAA_AUDIT_LEVEL": "simulation"},
}


class MultidbCase(StackCase):
    stack_name = "multidb-chatbot"

    def query(self, statement, user="demo_v1_user", database="demo_v1_chatbot_app",
              password="demo_password_v1", ports=None):
        port = str((ports or self.ports)["POSTGRES_PORT"])
        answer = subprocess.run(
            ["psql", "-h", "127.0.0.1", "-p", port, "-U", user, "-d", database, "-XAtc", statement],
            env={**self.environment, "PGPASSWORD": password}, capture_output=True, text=True,
            timeout=20, check=False)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        return answer.stdout.strip()


class MultidbFiles(MultidbCase):
    """What needs no engine."""

    def config(self, *profiles, environment=None):
        chosen = [word for name in profiles for word in ("--profile", name)]
        done = subprocess.run(
            [program(), "-f", str(self.stack), *chosen, "config", "--format", "json"],
            env={**self.as_shipped(), **(environment or {})}, cwd=self.folder,
            capture_output=True, text=True, timeout=30, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_s0_01_twenty_services_and_llama_is_the_twenty_first(self):
        jobs = TIERS[1]
        self.assertEqual(set(self.config("demo")["services"]) - jobs, SERVICES)
        self.assertEqual(len(SERVICES), 20)
        with_llama = self.config("demo", environment={"COMPOSE_PROFILES": "llama"})
        self.assertEqual(set(with_llama["services"]) - jobs, SERVICES | {"llama-server"})

    def test_s0_02_images_of_the_four_database_systems(self):
        images = set(self.ok("--no-profile", "config", "--images").out.split())
        self.assertLessEqual({"pgvector/pgvector:pg15", "mongodb/mongodb-atlas-local",
                              "redis:6-alpine", "scylladb/scylla:latest"}, images)

    def published(self, document):
        return {service: int(entry["ports"][0]["published"])
                for service, entry in document["services"].items() if entry.get("ports")}

    def test_s0_03_s0_04_s0_05_ports_of_prod_and_demo(self):
        applications = {service: port for service, (_, port) in APPLICATION_PORTS.items()}
        for profile, databases in DATABASE_PORTS.items():
            with self.subTest(profile=profile):
                self.assertEqual(self.published(self.config(profile)), {**databases, **applications})

    def test_s0_07_s0_13_names_and_networks_of_each_environment(self):
        for profile, project, addresses in (("prod", "multidb-chatbot", "172.20.0.0/16"),
                                            ("demo", "demo-v1", "172.21.0.0/16"),
                                            ("test", "test-v1", "172.22.0.0/16")):
            with self.subTest(profile=profile):
                document = self.config(profile)
                self.assertEqual(document["name"], project)
                for service, entry in document["services"].items():
                    self.assertEqual(entry["container_name"], f"{project}-{service}")
                network = document["networks"]["multidb-chatbot-network"]
                self.assertEqual((network["name"], network["driver"]),
                                 (f"{project}-network", "bridge"))
                self.assertEqual(network["ipam"]["config"], [{"subnet": addresses}])

    def test_s0_10_beside_moves_application_and_host_ports_by_20000(self):
        moved = self.published(self.config("demo", "beside"))
        for service, (_, port) in APPLICATION_PORTS.items():
            self.assertEqual(moved[service], port + 20000)
        for service, port in DATABASE_PORTS["demo"].items():
            self.assertEqual(moved[service], port)
        needs = self.config("demo", "beside")["services"]["embedding-service"]["environment"]
        self.assertIn("host.docker.internal:28008", needs["DEVSTACK_MOCK_NEEDS"])

    def test_s0_17_settings_of_the_databases(self):
        services = self.config("prod")["services"]
        for node in ("scylla", "scylla-node2", "scylla-node3"):
            self.assertEqual(services[node]["command"],
                             ["--seeds=scylla", "--smp", "1", "--memory", "750M",
                              "--overprovisioned", "1"])
        self.assertEqual(services["mongodb"]["hostname"], "mongodb")
        self.assertIn("scylla-node1",
                      services["scylla"]["networks"]["multidb-chatbot-network"]["aliases"])

    def test_s0_26_the_later_env_file_wins_and_explain_shows_the_losers(self):
        folder = self.stack.parent
        (folder / ".env").write_text("CACHE_TTL=1\n")
        demo = folder / "demo" / "config" / ".env.demo_v1"
        before = demo.read_text()
        demo.write_text(before + "CACHE_TTL=2\n")
        (folder / ".env.local").write_text("CACHE_TTL=3\n")
        try:
            run = self.ok("--profile", "demo", "env", "--explain", "CACHE_TTL")
            self.assertRegex(run.out, r"(?s)CACHE_TTL = 3.*\.env\.local:1.*\.env\.demo_v1:\d+.*\.env:1")
            prod = self.ok("--profile", "prod", "env", "--explain", "CACHE_TTL").out
            self.assertNotIn("demo_v1", prod)
        finally:
            demo.write_text(before)
            (folder / ".env").unlink()
            (folder / ".env.local").unlink()

    def test_s0_27_the_profile_test_has_no_seed_and_mock_models(self):
        document = self.config("test")
        self.assertEqual(document["name"], "test-v1")
        self.assertNotIn("seed-demo-users", document["services"])
        self.assertNotIn("seed-knowledge", document["services"])
        self.assertEqual(
            document["services"]["ai-gateway"]["environment"]["USE_REAL_EMBEDDINGS"], "false")

    def test_s0_30_toggles_reach_the_services_that_use_them(self):
        for profile, real, device, level in (("prod", "true", "auto", "strict"),
                                             ("demo", "false", "cpu", "simulation")):
            services = self.config(profile)["services"]
            embedding = services["embedding-service"]["environment"]
            generation = services["generation-service"]["environment"]
            self.assertEqual((embedding["USE_REAL_EMBEDDINGS"], embedding["EMBEDDING_DEVICE"]),
                             (real, device))
            self.assertEqual((generation["USE_REAL_GENERATION"], generation["GENERATION_DEVICE"]),
                             (real, device))
            self.assertEqual(services["search-service"]["environment"]["ENABLE_ATLAS_SEARCH"],
                             "auto")
            for service in ("audit-logging", "content-safety", "consent-management"):
                found = services[service]["environment"]
                self.assertEqual(
                    (found["HIPAA_AUDIT_LEVEL"], found["ENABLE_PHI_DETECTION"],
                     found["ENABLE_AUDIT_LOGGING"]), (level, "true", "true"))


class MultidbDemo(ResetRules, MultidbCase):
    """The default environment, started once."""

    profile = "demo"

    def test_sx_02_everything_is_ready_and_each_stand_in_is_marked(self):
        last = self.progress()[-1]
        self.assertTrue(last["ok"], last)
        health = self.ok("health")
        marked = {line.split()[1] for line in health.out.splitlines() if line.startswith("▲")}
        self.assertLessEqual(set(APPLICATION_PORTS), marked)

    def test_s0_05_s0_06_each_application_answers_with_its_own_name(self):
        for service, (variable, _) in APPLICATION_PORTS.items():
            with self.subTest(service=service):
                status, headers, document = self.fetch(variable)
                self.assertEqual(status, 200, document)
                self.assertEqual(headers["X-Devstack-Mock"], service)

    def test_s0_04_each_database_accepts(self):
        for variable in ("POSTGRES_PORT", "MONGO_PORT", "REDIS_PORT", "SCYLLA_PORT_1",
                         "SCYLLA_PORT_2", "SCYLLA_PORT_3"):
            with socket.create_connection(("127.0.0.1", self.ports[variable]), timeout=5):
                pass

    def test_s0_07_s0_13_containers_and_network_carry_the_project(self):
        names = {name for entry in engine_api.containers(self.project) for name in entry["Names"]}
        self.assertTrue(all(name.startswith(f"/{self.project}-") for name in names), names)
        networks = engine_api.networks(self.project)
        self.assertEqual([(n["Name"], n["Driver"], n["IPAM"]["Config"][0]["Subnet"])
                          for n in networks],
                         [(f"{self.project}-network", "bridge", subnet(0))])

    def test_s0_11_no_layer_starts_before_the_one_before_is_ready(self):
        started, ready = {}, {}
        for event in self.progress():
            if event["type"] != "service":
                continue
            if event["state"] == "starting":
                started.setdefault(event["service"], event["elapsed_ms"])
            if event["state"] in ("ready", "job_done", "skipped"):
                ready.setdefault(event["service"], event["elapsed_ms"])
        for earlier, later in zip(TIERS, TIERS[1:]):
            needed = [ready[service] for service in earlier - OPTIONAL if service in ready]
            begun = [started[service] for service in later if service in started]
            if needed and begun:
                self.assertLessEqual(max(needed), min(begun), f"{earlier} before {later}")
        for first, second in (("scylla", "scylla-node2"), ("scylla-node2", "scylla-node3"),
                              ("embedding-service", "search-service"),
                              ("search-service", "ai-gateway")):
            self.assertLessEqual(ready[first], started[second], f"S0-12: {first} before {second}")
        self.assertEqual(max(ready, key=lambda service: ready[service]), "api-gateway")

    def test_s0_15_ten_volumes_of_this_project(self):
        names = {volume["Name"] for volume in engine_api.volumes(self.project)}
        self.assertLessEqual({name.removeprefix(f"{self.project}_") for name in names}, VOLUMES)
        declared = set(self.ok("--no-profile", "config", "--volumes").out.split())
        self.assertEqual(declared, VOLUMES)

    def test_s0_16_limits_of_the_databases_and_the_sum_of_budgets(self):
        for service, (memory, cpus) in LIMITS.items():
            limits = self.inspect(service)["HostConfig"]
            self.assertEqual(limits["Memory"], memory, service)
            self.assertAlmostEqual(limits["NanoCpus"] / 1e9, cpus, places=2, msg=service)
        demo = next(profile for profile in self.json("profiles", "-o", "json")["profiles"]
                    if profile["name"] == "databases")
        self.assertAlmostEqual(demo["declared"]["memory"] / GIB, 5.70, places=1)
        self.assertAlmostEqual(demo["declared"]["cpus"], 2.75, places=2)
        self.assertEqual(demo["declared"]["storage"] / GIB, 31)

    def test_s0_17_s0_18_settings_and_schemas_of_postgresql(self):
        self.assertEqual(self.query("SHOW shared_buffers"), "256MB")
        self.assertEqual(self.query("SHOW effective_cache_size"), "1GB")
        schemas = self.query("SELECT string_agg(schema_name, ' ' ORDER BY schema_name) FROM "
                             "information_schema.schemata WHERE schema_name LIKE 'chatbot%'")
        self.assertEqual(schemas, "chatbot_app chatbot_auth chatbot_compliance chatbot_knowledge "
                                  "chatbot_memory")
        self.assertEqual(self.query("SELECT count(DISTINCT table_schema) FROM "
                                    "information_schema.tables WHERE table_schema LIKE 'chatbot%'"),
                         "5")
        self.assertEqual(self.query("SELECT count(*) FROM public.schema_migrations"), "6")

    def test_s0_19_vectors_are_there_with_and_without_pgvector(self):
        kind = self.query("SELECT udt_name FROM information_schema.columns WHERE table_schema = "
                          "'chatbot_knowledge' AND column_name = 'embedding'")
        has_vector = self.query("SELECT count(*) FROM pg_extension WHERE extname = 'vector'") == "1"
        self.assertEqual(kind, "vector" if has_vector else "_float4")
        if not has_vector:
            self.says(self.ok("logs", "pg-migrate"), "no pgvector")

    def test_s0_23_five_demo_users_and_seeded_content(self):
        self.assertEqual(self.query("SELECT count(*) FROM chatbot_auth.users WHERE synthetic"), "5")
        self.assertEqual(self.query("SELECT count(*) FROM chatbot_auth.users"), "5")
        self.assertGreaterEqual(
            int(self.query("SELECT count(*) FROM chatbot_knowledge.documents")), 10)

    def test_s0_22_db_verify_names_each_system(self):
        self.says(self.ok("logs", "db-verify"), "postgres: ok as demo_v1_user", "redis: ok",
                  "mongodb:", "scylla:", "scylla-node2:", "scylla-node3:")

    def test_s0_28_the_host_view_has_the_values_of_the_table(self):
        for profile in ("demo", "prod"):
            document = self.json("--profile", profile, "env", "--format", "json",
                                 environment={"DEVSTACK_SUBNET": subnet(1)})
            values = document.get("variables", document.get("exports", document))
            if profile == "demo":
                self.assertEqual(values["POSTGRES_PORT"], str(self.ports["POSTGRES_PORT"]))
                self.assertEqual(values["EMBEDDING_SERVICE_URL"],
                                 f"http://localhost:{self.ports['EMBEDDING_PORT']}")
            for name, value in HOST_VIEW[profile].items():
                if name == "SCYLLA_HOSTS" and profile == "prod":
                    value = f"127.0.0.1:{self.ports['SCYLLA_PORT_1']}"
                self.assertEqual(values[name], value, f"{profile} {name}")

    def test_s0_29_containers_see_service_names_and_container_ports(self):
        found = self.environment_of("auth-rbac")
        self.assertEqual((found["POSTGRES_HOST"], found["POSTGRES_PORT"]), ("postgres", "5432"))
        self.assertIn("@postgres:5432/", found["DATABASE_URL"])
        self.assertEqual(self.environment_of("search-service")["MONGO_URL"],
                         "mongodb://root:demo_example_v1@mongodb:27017/demo_v1_chatbot_app"
                         "?authSource=admin&directConnection=true")
        self.assertEqual(self.environment_of("chat-history")["SCYLLA_HOSTS"],
                         "scylla:9042,scylla-node2:9042,scylla-node3:9042")

    def test_s0_33_containers_reach_the_models_at_host_docker_internal(self):
        _, _, document = self.fetch("EMBEDDING_PORT")
        self.assertTrue(document["dependencies"]["bge-server"]["ok"], document)
        needs = self.environment_of("embedding-service")["DEVSTACK_MOCK_NEEDS"]
        self.assertIn(f"host.docker.internal:{self.ports['BGE_PORT']}", needs)

    def test_s0_38_the_way_through_the_ai_services(self):
        _, _, document = self.fetch("AI_GATEWAY_PORT")
        self.assertEqual(set(document["dependencies"]), {"embedding-service", "generation-service",
                                                         "search-service", "redis"})
        _, _, answer = self.fetch("EMBEDDING_PORT", "/v1/embeddings", {"input": "calm"})
        self.assertEqual(len(answer["data"][0]["embedding"]), 1024)
        _, _, answer = self.fetch("QWEN_PORT", "/v1/models")
        self.assertEqual(answer["data"][0]["id"], "qwen2.5-7b")

    def test_sx_03_an_unchanged_up_changes_nothing(self):
        before = engine_api.service_ids(self.project)
        run = self.ok("--profile", "demo", "up")
        self.says(run, "up to date")
        after = engine_api.service_ids(self.project)
        self.assertEqual({s: i for s, i in after.items() if s in SERVICES},
                         {s: i for s, i in before.items() if s in SERVICES}, str(run))
        self.says(run, "up to date")

    def test_sx_07_s0_36_without_redis_its_dependents_name_it(self):
        redis = engine_api.service_ids(self.project)["redis"]
        engine_api.call("POST", f"/containers/{redis}/stop", {"t": 2})
        try:
            for variable in ("AUTH_PORT", "CHAT_HISTORY_PORT", "AUDIT_PORT", "BILLING_PORT",
                             "CONSENT_PORT", "EMERGENCY_PORT", "EMBEDDING_PORT", "GENERATION_PORT",
                             "AI_GATEWAY_PORT", "API_GATEWAY_PORT", "SEARCH_PORT"):
                status, _, document = self.fetch(variable)
                self.assertEqual(status, 503, variable)
                self.assertFalse(document["dependencies"]["redis"]["ok"], variable)
            self.assertEqual(self.fetch("CONTENT_SAFETY_PORT")[0], 200)
            self.says(self.exits(4, "health"), "redis")
        finally:
            engine_api.call("POST", f"/containers/{redis}/start")
        self.ok("health", "--wait", "20s")
        self.assertEqual(self.fetch("API_GATEWAY_PORT")[0], 200)

    def test_sx_14_passwords_are_in_no_output(self):
        outputs = [json.dumps(self.progress())]
        for command in (("ps",), ("plan",), ("env", "--explain", "POSTGRES_PASSWORD"), ("up",)):
            run = self.ok("--profile", "demo", *command)
            outputs.append(run.out + run.err)
        for output in outputs:
            for secret in ("demo_password_v1", "demo_example_v1"):
                self.assertNotIn(secret, output)

    def test_zz_sx_04_s0_50_down_keeps_the_data_and_up_finds_it_quickly(self):
        self.query("INSERT INTO chatbot_memory.contexts VALUES ('e2e', 'kept', 'yes')")
        volumes = len(engine_api.volumes(self.project))
        self.ok("--profile", "demo", "down")
        self.assert_nothing_left(volumes)
        began = time.monotonic()
        run = self.ok("--profile", "demo", "up", "--progress", "plain")
        self.assertLess(time.monotonic() - began, 60)
        self.assertEqual(self.query("SELECT value FROM chatbot_memory.contexts WHERE key = 'kept'"),
                         "yes")
        self.assertEqual(self.query("SELECT count(*) FROM chatbot_auth.users"), "5")
        for job in ("pg-migrate", "seed-knowledge", "seed-demo-users"):
            self.assertRegex(run.err + run.out, rf"{job} +unchanged")


class MultidbSideBySide(MultidbCase):
    """Databases of prod and demo at once."""

    def test_s0_09_databases_of_both_run_together_and_share_nothing(self):
        other = {"DEVSTACK_SUBNET": subnet(2)}
        prod_ports = {name: str(free_port()) for name in self.ports}
        prod = f"{self.project}-prod"
        self.addCleanup(engine_api.remove_project, prod)
        self.ok("--profile", "demo", "--profile", "databases", "up")
        real, self.project = self.project, prod
        try:
            self.ok("--profile", "prod", "--profile", "databases", "up",
                    environment={**other, **prod_ports})
        finally:
            self.project = real
        for project in (self.project, prod):
            self.assertLessEqual(DATABASES, set(engine_api.service_ids(project)))
        self.query("CREATE TABLE only_demo ()")
        found = self.query("SELECT count(*) FROM pg_tables WHERE tablename = 'only_demo'",
                           user="chatbot_user", database="chatbot_app",
                           password="secure_password", ports=prod_ports)
        self.assertEqual(found, "0")
        # S0-08: the document's commands, on the names of this test's prod.
        for words, expected in ((["postgres", "pg_isready", "-U", "chatbot_user"], "accepting"),
                                (["redis", "redis-cli", "ping"], "PONG")):
            answer = subprocess.run(["docker", "exec", f"{prod}-{words[0]}", *words[1:]],
                                    capture_output=True, text=True, timeout=20, check=True)
            self.assertIn(expected, answer.stdout)
        before = engine_api.service_ids(prod)
        self.ok("--profile", "demo", "down")
        self.assertEqual(engine_api.service_ids(prod), before)



class MultidbRefused(MultidbCase):
    """What is found before anything starts."""

    def test_s0_39_a_taken_port_is_named_with_its_owner(self):
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", self.ports["POSTGRES_PORT"]))
            listener.listen()
            run = self.exits(6, "--profile", "demo", "--profile", "databases", "up")
        self.says(run, "DS2101", str(self.ports["POSTGRES_PORT"]), "python")
        self.assertEqual(engine_api.containers(self.project), [])

    def test_s0_14_a_subnet_that_overlaps_is_named(self):
        name = f"{self.project}-foreign"
        network = engine_api.call("POST", "/networks/create", body={
            "Name": name, "IPAM": {"Config": [{"Subnet": subnet(3)}]}})
        self.addCleanup(engine_api.call, "DELETE", f"/networks/{network['Id']}")
        run = self.exits(6, "--profile", "demo", "--profile", "databases", "up",
                         environment={"DEVSTACK_SUBNET": subnet(3)})
        self.says(run, "DS2109", name, subnet(3), "stack.yaml:",
                  "DEVSTACK_SUBNET=ANOTHER.RANGE/24 devstack up")
        self.assertEqual(engine_api.containers(self.project), [])
