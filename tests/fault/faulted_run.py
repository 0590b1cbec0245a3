"""A command under a fault: how it ended, how long it took, what it needed, and what it left running."""
import os
import pathlib
import re
import resource
import signal
import subprocess
import termios
import threading
import time

HANG_SECONDS = 5  # how long after its deadline a run counts as hanging


def as_a_shell_says(status):
    """Before there is anything to undo, the signals that ask for an end just end it."""
    asking = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)
    return 128 - status if -status in asking else status


class Terminal:
    """A terminal of its own for a run: keeps what is written to it, and sees what is left of its state."""

    #: What a program switches on must be off again at its end: cursor hidden, other screen, mouse,
    #: bracketed paste.
    MODES = {"25": "h", "1049": "l", "47": "l", "1000": "l", "1006": "l", "2004": "l"}

    def __init__(self):
        self.master, self.slave = os.openpty()
        self._before = termios.tcgetattr(self.slave)
        self._written = bytearray()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self):
        while True:
            try:
                piece = os.read(self.master, 65536)
            except OSError:
                return  # nobody has it open any more
            self._written += piece

    def end(self):
        """After the run: what it wrote, and what is not as it was."""
        changed = [name for name, before, after in zip(
            ("input", "output", "control", "local"), self._before, termios.tcgetattr(self.slave))
            if before != after]
        os.close(self.slave)
        self._reader.join()
        os.close(self.master)
        text = self._written.decode(errors="replace")
        left = [f"{name} modes changed" for name in changed]
        last = dict(re.findall(r"\x1b\[\?([0-9]+)([hl])", text))
        left += [f"mode ?{mode}{last[mode]} was left" for mode, off in self.MODES.items()
                 if last.get(mode, off) != off]
        colours = re.findall(r"\x1b\[([0-9;]*)m", text)
        if colours and colours[-1] not in ("", "0"):
            left.append(f"colour {colours[-1]!r} was left")
        return text, left


class FaultedRun:
    """Runs to its end, or is killed as `hung` when it is overdue. With `terminal`, all that it writes is
    in `screen`, and in `err` without what steers a screen."""

    def __init__(self, command, environment, folder, deadline_seconds, terminal=None):
        self.command = command
        self.deadline_seconds = deadline_seconds
        self.hung = False
        self.screen, self.terminal_left = "", []
        out, err = folder / "out", folder / "err"
        began = time.monotonic()
        with open(out, "wb") as out_file, open(err, "wb") as err_file:
            streams = {"stdin": subprocess.DEVNULL, "stdout": out_file, "stderr": err_file}
            if terminal:
                streams = dict.fromkeys(streams, terminal.slave)
            # A session of its own: whoever is in it afterwards was left behind by this run.
            process = subprocess.Popen(command, env=environment, cwd=folder, start_new_session=True,
                                       **streams)
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
        if terminal:
            self.screen, self.terminal_left = terminal.end()
            self.err = re.sub(r"\x1b\[[0-?]*[ -/]*[@-~]|\r", "", self.screen)

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
