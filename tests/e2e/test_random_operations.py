"""Random operations, ours and those of other tools, end in the state that a model predicts.
DEVSTACK_TEST_LONG=1 plays 200 rounds; DEVSTACK_TEST_SEED repeats a run."""
import os
import random
import time

import engine_api
from project_model import JOB, SERVICES, Model
from support import ProjectTest

ROUNDS = 200 if os.environ.get("DEVSTACK_TEST_LONG") == "1" else 15
SETTLE_SECONDS = 5
NUMBER_LABEL = "com.docker.compose.container-number"


class RandomOperations(ProjectTest):
    def setUp(self):
        super().setUp()
        self.model = Model()
        self.use_stack(self.model.stack())
        self.ids = {}
        self.done = []

    def test_each_round_ends_as_the_model_says(self):
        seed = int(os.environ.get("DEVSTACK_TEST_SEED", random.randrange(1 << 32)))
        chance = random.Random(seed)
        for number in range(ROUNDS):
            with self.subTest(number=number, seed=seed):
                self.done = []
                for _ in range(chance.randint(1, 4)):
                    self.take_step(chance)
                self.finish()
        print(f"random operations: {ROUNDS} rounds with DEVSTACK_TEST_SEED={seed}", flush=True)

    def take_step(self, chance):
        steps = (self.up, self.up_some, self.down, self.stop, self.stop_some, self.kill,
                 self.remove, self.scale, self.change, self.change, self.mark, self.reset)
        step = chance.choice(steps)
        self.done.append(step.__name__)
        step(chance)
        self.look()

    def finish(self):
        """From wherever it is, up brings what the file says, and then has nothing to do."""
        self.done.append("finish")
        self.up(None)
        self.look()
        self.ok("plan", "--detailed-exitcode")

    # What one can do
    def up(self, _chance):
        self.ok("up", "-t", "1")
        self.model.up()

    def up_some(self, chance):
        service = chance.choice(SERVICES)
        self.ok("up", "-t", "1", service)
        self.model.up([service])

    def down(self, _chance):
        self.ok("down", "-t", "1")
        self.model.down()

    def stop(self, _chance):
        self.ok("stop", "-t", "1")
        self.model.stop()

    def stop_some(self, chance):
        service = chance.choice(SERVICES)
        self.ok("stop", "-t", "1", service)
        self.model.stop([service])

    def scale(self, chance):
        number = chance.randint(0, 3)
        self.ok("scale", f"web={number}")
        self.model.up(["web"], {"web": number})

    def change(self, chance):
        if chance.random() < 0.3:
            self.model.scale["web"] = chance.randint(1, 3)
        else:
            self.model.levels[chance.choice(SERVICES)] += 1
        self.use_stack(self.model.stack())

    def reset(self, _chance):
        self.ok("reset", "--yes", "--no-snapshot", "-t", "1")
        self.model.reset()

    def mark(self, chance):
        """Data of the user's, to be there until a reset."""
        db = self.model.replicas.get(("db", 1))
        if db is None or not db.running:
            return
        self.model.mark = str(chance.randrange(1000))
        self.ok("exec", "-T", "db", "sh", "-c", f"echo {self.model.mark} >/data/mark")

    # What other tools do behind its back
    def kill(self, chance):
        running = sorted(key for key, replica in self.model.replicas.items() if replica.running)
        if running:
            key = chance.choice(running)
            engine_api.call("POST", f"/containers/{self.ids[key]}/kill")
            self.model.replicas[key].running = False

    def remove(self, chance):
        if self.model.replicas:
            key = chance.choice(sorted(self.model.replicas))
            engine_api.call("DELETE", f"/containers/{self.ids[key]}", {"force": 1})
            self.model.remove(key)

    # What there is
    def look(self):
        """The engine has what the model has, once its list has caught up."""
        expected = {key: (replica.running, str(replica.level))
                    for key, replica in self.model.replicas.items()}
        deadline = time.monotonic() + SETTLE_SECONDS
        while (found := self.found()) != expected and time.monotonic() < deadline:
            time.sleep(0.1)
        self.assertEqual(found, expected, self.done)
        self.compare_ids()
        volumes = [volume["Name"] for volume in engine_api.volumes(self.project)]
        self.assertEqual(volumes, [f"{self.project}_data"] if self.model.has_volume else [])
        self.compare_mark()

    def found(self):
        """Key to whether it runs, and its level."""
        found = {}
        for container in engine_api.containers(self.project):
            key = (container["Labels"][engine_api.SERVICE_LABEL],
                   int(container["Labels"][NUMBER_LABEL]))
            self.assertNotIn(key, found, f"{key} is there twice after {self.done}")
            environment = engine_api.inspect(container["Id"])["Config"]["Env"]
            level = next(entry for entry in environment if entry.startswith("LEVEL="))
            found[key] = (container["State"] == "running", level.removeprefix("LEVEL="))
        return found

    def compare_ids(self):
        """What had no reason to be made anew is the same container."""
        now = {}
        for container in engine_api.containers(self.project):
            key = (container["Labels"][engine_api.SERVICE_LABEL],
                   int(container["Labels"][NUMBER_LABEL]))
            now[key] = container["Id"]
        for key, replica in self.model.replicas.items():
            if not replica.is_new and key[0] != JOB:
                self.assertEqual(now[key], self.ids[key], f"{key} after {self.done}")
            replica.is_new = False
        self.ids = now

    def compare_mark(self):
        db = self.model.replicas.get(("db", 1))
        if db is not None and db.running and self.model.mark:
            self.assertEqual(self.ok("exec", "-T", "db", "cat", "/data/mark").out,
                             self.model.mark + "\n", self.done)
