"""A command on a terminal of its own: what it shows, what is typed, how big the window is."""
import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time


class Terminal:
    """Runs with stdin, stdout and stderr on a pseudo-terminal."""

    def __init__(self, arguments, environment, folder, rows=24, columns=80):
        self.master, self.slave = pty.openpty()
        self.resize(rows, columns)
        self.before = termios.tcgetattr(self.slave)
        self.process = subprocess.Popen(arguments, env=environment, cwd=folder, stdin=self.slave,
                                        stdout=self.slave, stderr=self.slave,
                                        start_new_session=True,
                                        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        self.shown = ""

    def resize(self, rows, columns):
        """The kernel tells the foreground process."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, text):
        os.write(self.master, text.encode())

    def read(self, seconds=0.1):
        """What comes within that time."""
        ready, _, _ = select.select([self.master], [], [], seconds)
        if ready:
            self.shown += os.read(self.master, 1 << 16).decode(errors="replace")
        return bool(ready)

    def sees(self, text, seconds=30):
        """True once `text` has been shown."""
        end = time.monotonic() + seconds
        while text not in self.shown and time.monotonic() < end:
            if not self.read() and self.process.poll() is not None:
                break
        return text in self.shown

    def answers(self, question, answer, seconds=30):
        """True once the line has been answered so. It is typed again and again: a new size travels
        apart from what is typed, and nothing says which arrives first."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.type(question + "\n")
            if self.sees(answer, 1):
                return True
        return False

    def is_raw(self):
        return not termios.tcgetattr(self.slave)[3] & termios.ICANON

    def end(self, seconds=30):
        """Its exit code; what it shows until then is read."""
        end = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < end:
            self.read()
        while self.read(0):
            pass
        return self.process.wait(1)

    def is_as_before(self):
        return termios.tcgetattr(self.slave) == self.before

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(20)
        os.close(self.master)
        os.close(self.slave)
