#!/usr/bin/env python3
"""What the schemas of schema/ accept and refuse, seen as an editor sees it."""
import json
import pathlib
import sys
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import jsonschema  # noqa: E402
import yaml  # noqa: E402

import validate  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]


def service(text):
    return "services: {a: {image: x, " + text + "}}"


def extension(text):
    return service("x-devstack: {" + text + "}")


GOOD_STACKS = [
    "",
    "services: {a: {image: x}}\nvolumes: {v: }\nx-mine: {anything: 1}",
    service("ports: ['80:80', 443, {target: 1, published: 8080}]"),
    service("command: run it, environment: [A=1, B], depends_on: {b: {condition: service_healthy}}"),
    service("init: '${INIT}', scale: '${N:-2}', mem_limit: '${MEM}', stop_grace_period: '${GRACE}'"),
    service("cpus: '0.5', mem_limit: 512m, privileged: 'yes', stop_grace_period: 1m30s"),
    service("cgroup: '${CGROUP}', x-note: fine"),
    service("ports: !reset [], environment: !override {A: 1}"),
    service("extends: {file: base.yaml, service: b}, develop: {watch: [{path: ., action: sync, "
            "target: /a, include: '*.py'}]}"),
    "include: [a.yaml, {path: [b.yaml, c.yaml], env_file: .env}]",
    extension("ready: {http: {port: 8080, path: /health, expect: {status: [200], json: {db: ok}}}}"),
    extension("ready: {tcp: '${PORT}', within: 30s, every: 100ms}"),
    extension("ready: {exec: [a, b]}, job: , budget: {memory: 1G, cpus: 0.5}, mock: {}"),
    "x-devstack: {default_profile: dev, tiers: [{name: t, services: [a]}], exports: {A: b}}",
]

BAD_STACKS = [
    "servces: {}",
    "services: [a]",
    "include: {path: a.yaml}",
    "services: {'a b': {image: x}}",
    service("imagee: y"),
    service("init: maybe"),
    service("scale: two"),
    service("mem_limit: lots"),
    service("stop_grace_period: 10 seconds"),
    service("cgroup: somewhere"),
    service("ports: 80"),
    service("depends_on: {b: {condition: service_ready}}"),
    service("extends: {file: base.yaml}"),
    service("build: {contxt: .}"),
    extension("redy: {tcp: 80}"),
    extension("ready: {http: {path: /}}"),
    extension("ready: {http: {port: 80, scheme: https}}"),
    extension("ready: {tcp: eighty}"),
    extension("job: {run: sometimes}"),
    extension("role: friend"),
    "x-devstack: {tiers: [{services: [a]}]}",
    "x-devstack: {checks: []}",
]

GOOD_PROFILES = [
    "",
    "description: d\nextends: dev\nproject: p\ncompose_profiles: [c]\nservices: [db]\n"
    "env_files: [.env, {path: a, required: true}]\nenv: {A: 1, B: x}\nport_offset: 0\n"
    "budget: {memory: 3G, startup: 60s, cpus: 1.5}",
    "extends: [a, b]",
    "overrides: {services: {db: {depends_on: {a: {restart: true}}}}, models: {m: {}}}",
    "overrides: {services: {db: {x-devstack: {ready: {within: 1m}}}}}",
]

BAD_PROFILES = [
    "servces: [db]",
    "services: {db: {}}",
    "env: [A=1]",
    "env: {A: [1]}",
    "env: {A: }",
    "budget: {memroy: 1G}",
    "budget: {startup: soon}",
    "overrides: {services: {db: {imagee: x}}}",
    "overrides: x",
]


class Schema(unittest.TestCase):
    def hold(self, name, good, bad):
        schema = json.loads((ROOT / "schema" / name).read_text())
        jsonschema.Draft7Validator.check_schema(schema)
        validator = jsonschema.Draft7Validator(schema)
        for expected, texts in ((True, good), (False, bad)):
            for text in texts:
                with self.subTest(text):
                    document = validate.without_resets(yaml.load(text, validate.Loader))
                    found = validate.complaint(validator, {} if document is None else document)
                    self.assertEqual(found is None, expected, found)

    def test_stacks(self):
        self.hold("stack.json", GOOD_STACKS, BAD_STACKS)

    def test_profiles(self):
        self.hold("profile.json", GOOD_PROFILES, BAD_PROFILES)

    def test_what_is_shipped_passes(self):
        for name, pattern in (("stack.json", "stacks/*/stack.yaml"),
                              ("profile.json", "stacks/*/profiles/*.yaml")):
            schema = jsonschema.Draft7Validator(json.loads((ROOT / "schema" / name).read_text()))
            files = sorted(ROOT.glob(pattern))
            self.assertTrue(files)
            for path in files:
                with self.subTest(str(path)):
                    self.assertIsNone(validate.check_file(schema, path))


if __name__ == "__main__":
    unittest.main()
