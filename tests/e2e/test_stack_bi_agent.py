"""stacks/bi-agent: what its specification asks for (checklist S3), on one running copy. Servers
whose images no registry gives are mocks here, and said to be."""
import json
import re
import socket
import subprocess
import urllib.request

import engine_api
import yaml
from stack_case import StackCase
from stack_graph import levels
from stack_rules import StackRules
from support import free_port

LOCAL = {"postgres", "redis", "minio", "web"}
OBSERVABILITY = {"jaeger", "otel-collector", "prometheus", "grafana"}
BOTH = {"analytics-api", "ml-service", "celery-worker", "celery-beat"}
SERVICES = LOCAL | OBSERVABILITY | BOTH
PORTS = {"5432", "6379", "9000", "9001", "3000", "8000", "3001", "4317", "4318", "8888", "8889",
         "13133", "55679", "16686", "9090", "3002"}
VOLUMES = {"postgres": ("postgres_data", "/var/lib/postgresql/data"),
           "redis": ("redis_data", "/data"), "minio": ("minio_data", "/minio_data"),
           "prometheus": ("prometheus_data", "/prometheus"),
           "grafana": ("grafana_data", "/var/lib/grafana")}
BINDS = {"./scripts/bootstrap-db.sh": "/docker-entrypoint-initdb.d/bootstrap.sh",
         "./scripts/init-pgvector.sql": "/docker-entrypoint-initdb.d/01-pgvector.sql",
         "./observability/otel-collector-config.yml": "/etc/otel-collector-config.yml",
         "./observability/prometheus.yml": "/etc/prometheus/prometheus.yml",
         "./observability/grafana/provisioning": "/etc/grafana/provisioning",
         "./observability/grafana/dashboards": "/var/lib/grafana/dashboards",
         "./analytics-service/logs": "/app/logs", "./ml-service/logs": "/app/logs",
         "./celery-service/logs": "/app/logs"}
SNIPPET = """
services:
  my-service:
    image: devstack/test/busybox:1
    ports:
      - "%d:9999"
    networks:
      - local-dev
    depends_on:
      postgres:
        condition: service_healthy
"""
LIMITS = """
services:
  redis:
    deploy:
      resources:
        limits:
          cpus: '1'
          memory: 512M
        reservations:
          cpus: '0.5'
          memory: 256M
"""


class BiAgent(StackRules, StackCase):
    stack_name = "bi-agent"
    profile = "local"
    secrets = ("a-password-of-ours", "another-of-ours")
    secret_variables = ("DB_PASSWORD", "MINIO_ROOT_PASSWORD")

    settings = {"DB_USER": "admin", "DB_PASSWORD": secrets[0], "MINIO_ROOT_USER": "myadmin",
                "MINIO_ROOT_PASSWORD": secrets[1], "JWT_SECRET": "my-production-secret"}

    def setUp(self):
        super().setUp()
        self.links = (f"MinIO: http://localhost:{self.ports['MINIO_CONSOLE_PORT']} "
                      f"(myadmin/{self.secrets[1]})",)

    def psql(self, statement):
        return self.ok("exec", "postgres", "psql", "-U", "admin", "-d", "analytics_db", "-XAtc",
                       statement).out.strip()

    def with_file(self, name, text):
        """Options that merge one more file over the stack."""
        path = self.stack.parent / name
        path.write_text(text)
        return ("-f", str(path))

    def test_twelve_services_with_the_images_of_the_document(self):  # S3-01
        services = self.shipped()["services"]
        self.assertEqual(set(services), SERVICES | {"minio-buckets"})
        images = {name: services[name]["image"] for name in services}
        self.assertEqual({images[name] for name in BOTH | {"web"}}, {"devstack/mock:1"})
        self.assertEqual({images[name] for name in SERVICES - BOTH - {"web"}}, {
            "postgres:15-alpine", "redis:7-alpine",
            "quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z", "jaegertracing/all-in-one:1.52",
            "otel/opentelemetry-collector-contrib:0.91.0", "prom/prometheus:v2.48.1",
            "grafana/grafana:10.2.3"})

    def test_sixteen_ports_answer(self):  # S3-02
        self.assertEqual(self.published(self.shipped()), PORTS)
        for service in ("celery-worker", "celery-beat"):
            self.assertEqual(self.inspect(service)["HostConfig"]["PortBindings"] or {}, {})
        for port in self.ports.values():
            with socket.create_connection(("127.0.0.1", port), timeout=5):
                pass

    def test_two_networks_of_eight(self):  # S3-03
        for service in SERVICES:
            networks = set(self.inspect(service)["NetworkSettings"]["Networks"])
            expected = set()
            if service in LOCAL | BOTH:
                expected.add(f"{self.project}_local-dev")
            if service in OBSERVABILITY | BOTH:
                expected.add(f"{self.project}_observability")
            self.assertEqual(networks, expected, service)
        self.assertEqual(len(LOCAL | BOTH), 8)
        self.assertEqual(len(OBSERVABILITY | BOTH), 8)

    def test_the_declared_checks_pass(self):  # S3-04, S3-12, S3-13, S3-20, S3-23
        self.says(self.ok("check", "connectivity"), "24 pass")
        run = self.ok("check")
        self.says(run, "this image has no pgvector", "jaeger is a mock")

    def test_networks_name_their_members(self):  # S3-03
        run = self.ok("networks")
        self.assertEqual(run.out.count("8 members"), 2, str(run))

    def test_restarts_and_no_limits(self):  # S3-05
        for service in SERVICES:
            host = self.inspect(service)["HostConfig"]
            self.assertEqual(host["RestartPolicy"]["Name"], "unless-stopped", service)
            self.assertEqual((host["Memory"], host["NanoCpus"]), (0, 0), service)

    def test_volumes_and_bind_mounts(self):  # S3-06, S3-07
        services = self.shipped()["services"]
        binds = set()
        for name, service in services.items():
            mounts = service.get("volumes", [])
            binds |= {(mount["source"], mount["target"]) for mount in mounts
                      if mount["type"] == "bind"}
            if name in VOLUMES:
                self.assertIn(VOLUMES[name], [(mount["source"], mount["target"])
                                              for mount in mounts if mount["type"] == "volume"])
        folder = self.stack.parent
        for source, target in BINDS.items():
            self.assertIn((str((folder / source).resolve()), target), binds)
            self.assertTrue((folder / source).exists(), source)

    def test_a_moved_port_moves_nothing_else(self):  # S3-08
        moved = {name: str(self.ports[name] + 1)
                 for name in ("DB_PORT", "REDIS_PORT", "MINIO_PORT")}
        plan = self.json("plan", "-o", "json", environment=moved)
        due = {entry["service"]: entry["change"] for entry in plan["services"]
               if entry["change"] != "unchanged"}
        self.assertEqual(due, {"postgres": "recreate", "redis": "recreate", "minio": "recreate"})

    def test_credentials_are_in_effect(self):  # S3-09
        self.assertEqual(self.psql("SELECT current_user"), "admin")
        answer = subprocess.run(
            ["psql", "-h", "127.0.0.1", "-p", str(self.ports["DB_PORT"]), "-U", "admin", "-d",
             "analytics_db", "-XAtc", "SELECT 1"], capture_output=True, text=True, timeout=20,
            env={**self.environment, "PGPASSWORD": self.secrets[0]}, check=False)
        self.assertEqual(answer.stdout, "1\n", answer.stderr)
        self.assertEqual(self.environment_of("minio")["MINIO_ROOT_USER"], "myadmin")
        self.assertEqual(self.environment_of("analytics-api")["JWT_SECRET"], "my-production-secret")

    def test_the_settings_are_documented(self):  # S3-10
        example = (self.stack.parent / ".env.example").read_text()
        self.assertEqual(len(re.findall(r"^## ", example, re.MULTILINE)), 11)
        own = [name for name in self.shipped()["services"]["analytics-api"]["environment"]
               if not name.startswith("DEVSTACK_")]
        self.assertGreaterEqual(len(own), 30)

    def test_init_scripts_ran_in_order(self):  # S3-11, S3-12
        log = self.ok("logs", "postgres").out
        self.assertLess(log.index("01-pgvector.sql"), log.index("bootstrap.sh"))
        self.assertEqual(self.psql("SELECT length(uuid_generate_v4()::text)"), "36")
        self.assertEqual(self.psql("SELECT nspname FROM pg_namespace WHERE nspname = 'analytics'"),
                         "analytics")
        self.assertEqual(self.psql("SELECT rolname FROM pg_roles WHERE rolname = 'analytics_ro'"),
                         "analytics_ro")
        self.assertIn("has no pgvector", log)

    def test_buckets(self):  # S3-13
        listed = self.ok("exec", "minio", "mc", "ls", "local").out
        for bucket in ("models", "datasets", "logs"):
            self.assertIn(bucket + "/", listed)

    def test_minios_image_can_be_chosen(self):  # S3-14
        config = self.ok("config", environment={"MINIO_IMAGE": "example.com/minio:1"}).out
        self.assertEqual(config.count("image: example.com/minio:1"), 2)

    def test_twelve_probes(self):  # S3-15, S3-25
        run = self.ok("health", "-o", "json")
        services = {s["service"]: s for s in json.loads(run.out)["services"]}
        self.assertLessEqual(SERVICES, set(services))
        for service in SERVICES:
            self.assertTrue(services[service].get("probe"), services[service])

    def test_the_web_page_links_to_everything(self):  # S3-16
        url = f"http://127.0.0.1:{self.ports['WEB_PORT']}/"
        with urllib.request.urlopen(url, timeout=10) as answer:
            self.assertTrue(answer.headers["Content-Type"].startswith("text/html"))
            page = answer.read().decode()
        for name in ("ANALYTICS_PORT", "WEB_PORT", "ML_PORT", "GRAFANA_PORT", "JAEGER_PORT",
                     "PROMETHEUS_PORT", "MINIO_CONSOLE_PORT"):
            self.assertIn(f"http://localhost:{self.ports[name]}'", page)

    def test_celery_says_its_queues_and_its_schedule(self):  # S3-17
        run = self.ok("logs", "celery-worker", "celery-beat")
        self.says(run, "queue analytics: refresh_analytics_views, calculate_kpis",
                  "queue ml: update_ml_models, train_model",
                  "queue data: import_data, process_data",
                  "schedule refresh-analytics: hourly", "schedule update-ml-models: daily")

    def test_prometheus_keeps_thirty_days_and_asks_the_collector(self):  # S3-18
        _, _, flags = self.fetch("PROMETHEUS_PORT", "/api/v1/status/flags")
        self.assertEqual(flags["data"]["storage.tsdb.retention.time"], "30d")
        _, _, targets = self.fetch("PROMETHEUS_PORT", "/api/v1/targets")
        addresses = {target["discoveredLabels"]["__address__"]
                     for target in targets["data"]["activeTargets"]}
        self.assertEqual(addresses, {"localhost:9090", "otel-collector:8888",
                                     "otel-collector:8889"})

    def test_the_collectors_exporters(self):  # S3-21
        file = self.stack.parent / "observability" / "otel-collector-config.yml"
        exporters = yaml.safe_load(file.read_text())["exporters"]
        self.assertEqual(set(exporters), {"otlp/jaeger", "prometheus"})
        self.assertEqual(exporters["otlp/jaeger"]["endpoint"], "jaeger:4317")

    def test_order_of_the_starts(self):  # S3-24, SX-10
        times = {(event["service"], event["state"]): event["elapsed_ms"]
                 for event in self.progress() if event["type"] == "service"}
        for later, earlier in (("analytics-api", ("otel-collector", "ready")),
                               ("analytics-api", ("minio-buckets", "job_done")),
                               ("web", ("analytics-api", "ready")),
                               ("grafana", ("prometheus", "ready"))):
            self.assertGreaterEqual(times[later, "ready"], times[earlier])
        self.assertEqual(levels(self.json("graph", "-o", "json")), {
            "postgres": 0, "redis": 0, "minio": 0, "jaeger": 0, "otel-collector": 1,
            "minio-buckets": 1, "celery-beat": 1, "prometheus": 2, "analytics-api": 2,
            "ml-service": 2, "celery-worker": 2, "grafana": 3, "web": 3})

    def test_one_stopped_service_fails_the_health(self):  # S3-25, SX-07
        redis = engine_api.service_ids(self.project)["redis"]
        engine_api.call("POST", f"/containers/{redis}/stop", {"t": 5})
        self.says(self.exits(4, "health"), "redis")
        status, _, document = self.fetch("ANALYTICS_PORT")
        self.assertEqual(status, 503)
        self.assertFalse(document["dependencies"]["redis"]["ok"])
        self.ok("up")
        self.ok("health")

    def test_links_after_up(self):  # 4.6
        hints = self.progress()[-1]["hints"]
        for name in ("Analytics API", "Web UI", "ML Service", "Grafana", "Jaeger", "Prometheus",
                     "MinIO"):
            self.assertEqual(sum(hint.startswith(name + ": http://localhost:") for hint in hints),
                             1, hints)

    def test_health_ends_with_the_seven_addresses(self):  # S3-25
        lines = self.ok("health").out.splitlines()[-7:]
        self.assertEqual([line.split(": http://localhost:")[0] for line in lines],
                         ["Analytics API", "Web UI", "ML Service", "Grafana", "Jaeger",
                          "Prometheus", "MinIO"])

    def test_a_new_service_is_all_that_starts(self):  # S3-29
        extra = self.with_file("extra.yaml", SNIPPET % free_port())
        before = engine_api.service_ids(self.project)
        self.says(self.ok(*extra, "plan"), "my-service")
        self.ok(*extra, "up")
        after = engine_api.service_ids(self.project)
        self.assertIn("my-service", after)
        self.assertEqual({s: after[s] for s in before}, before)
        self.ok("up", "--remove-orphans")

    def test_limits_reach_the_engine(self):  # S3-30
        extra = self.with_file("limits.yaml", LIMITS)
        before = engine_api.service_ids(self.project)
        self.ok(*extra, "up")
        after = engine_api.service_ids(self.project)
        host = self.inspect("redis")["HostConfig"]
        self.assertEqual((host["NanoCpus"], host["Memory"], host["MemoryReservation"]),
                         (10**9, 512 * 2**20, 256 * 2**20))
        self.assertEqual({s for s in before if before[s] != after[s]}, {"redis"})
        self.ok("up")

    def test_predict_train_and_list(self):  # S3-33
        self.assertIn("prediction", self.fetch("ML_PORT", "/predict", {})[2])
        self.assertEqual(self.fetch("ML_PORT", "/train", {})[0], 202)
        self.assertTrue(self.fetch("ML_PORT", "/models")[2]["models"])

    def test_when_it_is_taken_down_the_volumes_stay(self):  # S3-27, S3-32, SX-04
        self.psql("CREATE TABLE IF NOT EXISTS analytics.kept (n int)")
        self.ok("down")
        self.assert_nothing_left(volumes=5)
        self.ok("up")
        self.assertEqual(self.psql("SELECT count(*) FROM analytics.kept"), "0")
