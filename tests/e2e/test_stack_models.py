"""The model servers of multidb-chatbot: processes of the host where its needs are met, their mocks
where they are not. The GPU is a test library that says so, the model server a stand-in below."""
import json
import os
import pathlib
import signal
import subprocess

import engine_api
from stack_case import StackCase
from support import ROOT

FAKE_NVML = ROOT / "tests" / "fakes" / "fake_nvml_for_tests.cpp"
WEIGHTS = "models--BAAI--bge-large-en-v1.5"
SERVICES = ("bge-server", "embedding-service")
# NOT a model: answers as the embedding server would, and leaves a grandchild in a session of its own.
STAND_IN = """
import http.server, json, os, subprocess
subprocess.Popen(["sleep", "600"], start_new_session=True)
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("X-Stand-In", "model server of the tests")
        self.end_headers()
        self.wfile.write(json.dumps({"status": "ok", "pid": os.getpid()}).encode())
    def log_message(self, *arguments):
        print("stand-in answers", self.path, "on", os.environ["DEVICE"], flush=True)
print("stand-in for a model server, no model in it", flush=True)
http.server.HTTPServer(("0.0.0.0", int(os.environ["PORT"])), Answer).serve_forever()
"""


class Models(StackCase):
    stack_name = "multidb-chatbot"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.library = cls.shared.folder / "libfake-nvml.so"
        subprocess.run([os.environ.get("CXX", "c++"), "-shared", "-fPIC", "-o", str(cls.library),
                        str(FAKE_NVML)], check=True, timeout=60)
        cls.shared.prepare_host()

    def prepare_host(self):
        """A home with weights (an empty folder), a command, and a GPU of 8 GiB as NVIDIA counts."""
        hub = self.folder / "home" / ".cache" / "huggingface" / "hub"
        (hub / WEIGHTS).mkdir(parents=True)
        server = self.folder / "stand_in.py"
        server.write_text(STAND_IN)
        self.logs = self.folder / "ai-logs"
        self.environment.update({
            "HOME": str(self.folder / "home"), "AI_LOG_DIR": str(self.logs),
            "BGE_COMMAND": f"exec python3 -u {server}", "LLAMA_COMMAND": "echo no llama; exit 3",
            "DEVSTACK_NVML_LIBRARY": str(self.library), "FAKE_NVML_MEMORY_MIB": "8188"})

    def setUp(self):
        super().setUp()
        self.logs = self.shared.logs
        self.addCleanup(self.kill_what_is_left)
        self.addCleanup(self.devstack, "--profile", "prod", "down", "-t", "2")
        self.ok("--profile", "prod", "trust")

    def up(self, *arguments, **options):
        return self.ok("--profile", "prod", "up", *(arguments or SERVICES), **options)

    def ours(self):
        """Pids of all that was started from this test's folder as a host process."""
        found = []
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                environment = (folder / "environ").read_bytes()
                state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
            except OSError:
                continue
            if state != "Z" and b"DEVSTACK_PROCESS=" in environment \
                    and str(self.folder).encode() in environment:
                found.append(int(folder.name))
        return found

    def kill_what_is_left(self):
        for pid in self.ours():
            os.kill(pid, signal.SIGKILL)

    def row(self, service):
        document = json.loads(self.devstack("health", "-o", "json").out)
        return next(row for row in document["services"] if row["service"] == service)

    def is_mock(self, environment):
        """The service runs as its mock; what `up` and `ps` said."""
        run = self.up(environment=environment)
        shown = self.ok("ps")
        self.assertIn("bge-server", engine_api.service_ids(self.project))
        self.assertEqual(self.ours(), [])
        return run, shown

    def test_s0_31_s0_33_s0_34_s0_35_with_a_gpu_the_model_server_is_a_process(self):
        run = self.up()
        self.assertNotIn("▲ bge-server", run.err)
        self.assertNotIn("bge-server", engine_api.service_ids(self.project))
        status, headers, answer = self.fetch("BGE_PORT")
        self.assertEqual((status, headers["X-Stand-In"]), (200, "model server of the tests"))
        self.says(self.ok("ps"), f"process {answer['pid']}")
        self.assertEqual(self.row("bge-server")["implementation"], "process")
        # The container reaches it by the name of the host.
        _, _, health = self.fetch("EMBEDDING_PORT")
        self.assertTrue(health["dependencies"]["bge-server"]["ok"], health)
        found = self.environment_of("embedding-service")
        self.assertEqual(found["BGE_SERVER_URL"],
                         f"http://host.docker.internal:{self.ports['BGE_PORT']}")
        # One log, in the document's file and in ours.
        lines = (self.logs / "embedding.log").read_text().splitlines()
        self.assertIn("stand-in answers /health on auto", lines)
        shown = self.ok("logs", "--no-log-prefix", "bge-server").out.splitlines()
        self.assertEqual(shown[:len(lines)], lines)
        self.assertEqual(len(self.ours()), 2, "the server and its grandchild")
        self.ok("--profile", "prod", "down")
        self.assertEqual(self.ours(), [])

    def test_s0_32_without_what_it_needs_the_mock_runs_and_says_why(self):
        for environment, reason in (
                ({"DEVSTACK_NVML_LIBRARY": "/nonexistent.so"}, "gpu: needs 8 GiB, none found"),
                ({"FAKE_NVML_MEMORY_MIB": "4096"}, "gpu: needs 8 GiB, the largest has 4 GiB"),
                ({"USE_REAL_EMBEDDINGS": "false"}, "USE_REAL_EMBEDDINGS"),
                ({"HOME": str(self.folder)}, WEIGHTS)):
            with self.subTest(reason=reason):
                run, shown = self.is_mock(environment)
                self.says(run, "▲", reason)
                self.says(shown, "▲ bge-server", "mock")
                self.assertEqual(self.fetch("BGE_PORT")[1]["X-Devstack-Mock"], "bge-server")

    def test_s0_32_the_gpu_comes_and_goes(self):
        self.is_mock({"DEVSTACK_NVML_LIBRARY": "/nonexistent.so"})
        self.up()
        self.assertIn("X-Stand-In", self.fetch("BGE_PORT")[1])
        self.assertNotIn("bge-server", engine_api.service_ids(self.project))
        self.is_mock({"FAKE_NVML_BROKEN": "1"})
        self.assertIn("X-Devstack-Mock", self.fetch("BGE_PORT")[1])

    def test_s0_48_a_llama_that_fails_never_blocks(self):
        hub = self.folder / "home" / ".cache" / "huggingface" / "hub"
        (hub / "models--meta-llama--any").mkdir(exist_ok=True)
        run = self.up("llama-server", *SERVICES, environment={"COMPOSE_PROFILES": "llama"})
        self.says(run, "llama-server       failed (optional)", "ready in")
        self.assertEqual(self.fetch("EMBEDDING_PORT")[0], 200)
