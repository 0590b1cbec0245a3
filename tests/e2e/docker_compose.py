"""Docker Compose, against which the tests hold the program: where its command is, and running it."""
import functools
import shutil
import subprocess

from support import SHARED

PEERS = SHARED / "lab" / "peers"


@functools.lru_cache
def command():
    """The command of Docker Compose: the lab's, else the machine's; None where neither is."""
    if PEERS.exists():
        folder = subprocess.run([str(PEERS)], capture_output=True, text=True, check=True)
        return [folder.stdout.strip() + "/compose"]
    if shutil.which("docker") and subprocess.run(
            ["docker", "compose", "version"], capture_output=True, check=False).returncode == 0:
        return ["docker", "compose"]
    return None


def run(test, *arguments, timeout=60):
    """Runs it in the test's folder and environment; expects exit status 0. What it printed: the
    model on standard output, its progress on standard error."""
    done = subprocess.run([*command(), *arguments], capture_output=True, text=True, timeout=timeout,
                          cwd=test.folder, env=test.environment, check=False)
    test.assertEqual(done.returncode, 0, done.stdout + done.stderr)
    return done
