"""The stand-in images keep to the contract of the images that they stand in for."""
import engine_api
from support import ProjectTest

POSTGRES = "devstack/stand-in/postgres:15-alpine"
REDIS = "devstack/stand-in/redis:7-alpine"
# No registry has this name: its pull fails at once.
NOWHERE = "127.0.0.1:9/redis:7-alpine"


class StandIns(ProjectTest):
    def psql(self, statement):
        return self.ok("exec", "db", "psql", "-U", "owner", "-d", "shop", "-XAtc",
                       statement).out.strip()

    def test_postgres_takes_its_settings_init_files_and_options(self):
        self.use_stack(f"""
services:
  db:
    image: {POSTGRES}
    command: ["-c", "max_connections=33"]
    environment:
      POSTGRES_USER: owner
      POSTGRES_DB: shop
      POSTGRES_PASSWORD_FILE: /run/password
    volumes:
      - ./init:/docker-entrypoint-initdb.d:ro
      - ./password:/run/password:ro
      - data:/var/lib/postgresql/data
    healthcheck: {{test: [CMD, pg_isready, -h, 127.0.0.1], interval: 1s}}
volumes: {{data: {{}}}}
""")
        folder = self.stack.parent
        (folder / "init").mkdir()
        (folder / "init" / "1.sql").write_text("CREATE TABLE goods (name text);\n")
        (folder / "init" / "2.sh").write_text(
            "psql -d shop -c \"INSERT INTO goods VALUES ('tea')\"\n")
        (folder / "password").write_text("secret")
        self.ok("up")
        self.assertEqual(self.psql("SELECT name FROM goods"), "tea")
        self.assertEqual(self.psql("SHOW max_connections"), "33")
        over_tcp = "postgres://owner:secret@db/shop"
        self.assertEqual(self.ok("exec", "db", "psql", over_tcp, "-Atc", "SELECT 1").out, "1\n")
        wrong = over_tcp.replace("secret", "wrong")
        self.assertNotEqual(self.devstack("exec", "db", "psql", wrong, "-c", "SELECT 1").code, 0)
        database = engine_api.inspect(engine_api.service_ids(self.project)["db"])
        self.assertEqual(database["Config"]["StopSignal"], "SIGINT")
        self.ok("down")
        self.ok("up")
        self.assertEqual(self.psql("SELECT count(*) FROM goods"), "1")

    def test_redis_takes_its_options_and_is_not_root(self):
        self.use_stack(f"""
services:
  cache:
    image: {REDIS}
    command: ["--appendonly", "yes"]
    healthcheck: {{test: [CMD, redis-cli, ping], interval: 1s}}
""")
        self.ok("up")
        answer = self.ok("exec", "cache", "redis-cli", "config", "get", "appendonly").out
        self.assertEqual(answer.split(), ["appendonly", "yes"])
        owner = self.ok("exec", "cache", "stat", "-c", "%U", "/proc/1").out.strip()
        self.assertEqual(owner, "redis")

    def test_one_is_used_only_where_it_is_allowed_and_the_pull_fails(self):
        stack = f"services: {{cache: {{image: '{NOWHERE}'%s}}}}\n"
        self.use_stack(stack % "")
        refused = self.devstack("up", timeout=60)
        self.assertNotEqual(refused.code, 0, str(refused))
        self.says(refused, NOWHERE)
        self.assertEqual(self.states(), {})
        self.use_stack(stack % ", x-devstack: {image_fallback: {local: true}}")
        run = self.ok("up", timeout=60)
        self.says(run, "▲", REDIS)
        self.assertEqual(self.states(), {"cache": "running"})
