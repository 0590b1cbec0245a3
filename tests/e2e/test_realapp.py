"""A small real project that was not written for devstack, driven by its own check script."""
import os
import subprocess
import unittest

from support import SHARED, ProjectTest, free_port, program

CHECK = SHARED / "lab" / "realapp" / "check"


@unittest.skipUnless(CHECK.exists(), "the lab is not on this machine")
class RealApp(ProjectTest):
    def test_its_check_passes(self):
        environment = {**os.environ, "WEB_PORT": str(free_port()),
                       "XDG_STATE_HOME": str(self.folder / "state")}
        run = subprocess.run([str(CHECK), program()], env=environment, capture_output=True,
                             text=True, timeout=300, check=False)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
