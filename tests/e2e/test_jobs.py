"""Jobs: when they run again, by hand and by themselves, and what is left of them."""
import json

import engine_api
from support import BUSYBOX, ProjectTest

JOBS = f"""
services:
  db:
    image: {BUSYBOX}
    command: ["serve"]
    x-devstack: {{ready: {{http: {{port: 80, path: /health}}}}}}
  seed:
    image: {BUSYBOX}
    command: ["sh", "-c", "echo seeding; date +%s%N"]
    depends_on: {{db: {{condition: service_healthy}}}}
    x-devstack: {{job: {{run: once}}}}
  verify:
    image: {BUSYBOX}
    command: ["sh", "-c", "date +%s%N"]
    depends_on: {{seed: {{condition: service_completed_successfully}}}}
    x-devstack: {{job: {{run: always}}}}
  load:
    image: {BUSYBOX}
    command: ["sh", "-c", "echo loading"]
    profiles: [manual]
    depends_on: {{db: {{condition: service_healthy}}}}
    x-devstack: {{job: {{run: once}}}}
"""


class Jobs(ProjectTest):
    def jobs(self):
        listed = json.loads(self.ok("job", "ls", "-o", "json").out)
        self.assertEqual(listed["schema"], "devstack.job-ls/1")
        return {job["job"]: job for job in listed["jobs"]}

    def id_of(self, service):
        return engine_api.service_ids(self.project)[service]

    def test_always_is_due_after_a_start_and_not_before(self):
        self.use_stack(JOBS)
        self.ok("up")
        first = self.id_of("verify")
        self.says(self.ok("up"), "up to date: 1 service ready, 2 jobs current")
        self.assertEqual(self.id_of("verify"), first)
        seed = self.id_of("seed")
        self.ok("restart", "db")
        self.assertIn("started since", self.jobs()["verify"]["cause"])
        self.says(self.ok("up"), "verify")
        self.assertNotEqual(self.id_of("verify"), first)
        self.assertEqual(self.id_of("seed"), seed)
        self.assertEqual(self.jobs()["verify"]["state"], "current")

    def test_by_hand(self):
        self.use_stack(JOBS)
        self.ok("up")
        self.assertNotIn("load", self.states())
        before = self.jobs()
        self.assertEqual((before["load"]["state"], before["load"]["cause"]),
                         ("due", "has not run yet"))
        self.assertEqual((before["seed"]["mode"], before["seed"]["exit_code"]), ("once", 0))
        self.ok("job", "run", "load")
        self.says(self.ok("logs", "load"), "loading")
        first = self.id_of("load")
        self.says(self.ok("job", "run", "load"), "unchanged: load")
        self.assertEqual(self.id_of("load"), first)
        self.ok("job", "run", "load", "--force")
        self.assertNotEqual(self.id_of("load"), first)
        verify = self.id_of("verify")
        self.ok("job", "run", "verify")
        self.assertNotEqual(self.id_of("verify"), verify, "always runs at any time")
        self.assertEqual(self.jobs()["load"]["state"], "current")
        self.says(self.ok("job", "ls"), "JOB", "LAST RUN", "current")
        self.says(self.exits(2, "job", "run", "db"), "db is a service, not a job")
        self.says(self.exits(2, "job", "run"), "needs the name of a job")

    def test_a_job_brings_up_what_it_requires(self):
        self.use_stack(JOBS)
        self.ok("job", "run", "seed")
        self.assertEqual(self.states(), {"db": "running", "seed": "exited"})

    def test_a_failed_job_keeps_its_output_and_runs_again(self):
        self.use_stack(JOBS.replace("echo seeding;", "echo no table; exit 3;"))
        run = self.exits(1, "up")
        self.says(run, "DS3201", "no table")
        self.says(self.ok("logs", "seed"), "no table")
        job = self.jobs()["seed"]
        self.assertEqual((job["state"], job["exit_code"]), ("due", 3))
        self.assertIn("exit code 3", job["cause"])
        self.assertNotIn("verify", [service for service, state in self.states().items()
                                    if state == "running"])

    def test_an_optional_job_may_fail(self):
        self.use_stack(f"""
services:
  demo:
    image: {BUSYBOX}
    command: ["sh", "-c", "echo no data; exit 4"]
    x-devstack: {{job: {{run: once}}, optional: true}}
  web:
    image: {BUSYBOX}
    command: ["serve"]
""")
        run = self.ok("up")
        self.says(run, "failed (optional)", "no data", "failed, and optional: demo")
        self.assertEqual(self.states()["web"], "running")
        self.ok("health")
