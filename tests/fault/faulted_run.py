"""A command under a fault: how it ended, how long it took, what it needed, and what it left running."""
import os
import pathlib
import resource
import signal
import subprocess
import threading
import time

HANG_SECONDS = 5  # how long after its deadline a run counts as hanging


def as_a_shell_says(status):
    """Before there is anything to undo, the signals that ask for an end just end it."""
    asking = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)
    return 128 - status if -status in asking else status


class FaultedRun:
    """Runs to its end, or is killed as `hung` when it is overdue."""

    def __init__(self, command, environment, folder, deadline_seconds):
        self.command = command
        self.deadline_seconds = deadline_seconds
        self.hung = False
        out, err = folder / "out", folder / "err"
        began = time.monotonic()
        with open(out, "wb") as out_file, open(err, "wb") as err_file:
            # A session of its own: whoever is in it afterwards was left behind by this run.
            process = subprocess.Popen(command, env=environment, cwd=folder, stdout=out_file,
                                       stderr=err_file, stdin=subprocess.DEVNULL,
                                       start_new_session=True)
        timer = threading.Timer(deadline_seconds + HANG_SECONDS, self._end, [process])
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        self.code = as_a_shell_says(process.returncode)
        self.seconds = time.monotonic() - began
        # The kernel begins a new program's peak with that of the process which started it.
        ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        self.peak_kib = usage.ru_maxrss if usage.ru_maxrss > ours else 0
        self.session = process.pid
        self.out = out.read_text(errors="replace")
        self.err = err.read_text(errors="replace")

    def _end(self, process):
        self.hung = True
        os.kill(process.pid, signal.SIGKILL)

    @property
    def killed(self):
        return self.code == -signal.SIGKILL

    def left_processes(self):
        """Command lines of the processes of its session that still run."""
        found = []
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                after_name = (folder / "stat").read_text().rpartition(")")[2].split()
                if int(after_name[3]) == self.session and after_name[0] not in "ZX":
                    found.append((folder / "cmdline").read_text().replace("\0", " "))
            except OSError:
                pass  # it has ended meanwhile
        return found

    def __str__(self):
        return (f"{' '.join(self.command[1:])}\nexit {self.code} after {self.seconds:.1f} s"
                f"{' (hung)' if self.hung else ''}\n--- stdout\n{self.out[-3000:]}"
                f"\n--- stderr\n{self.err[-3000:]}")
