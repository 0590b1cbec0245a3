"""Commands that stay: what they have written so far, and how they end."""
import os
import signal
import subprocess
import threading
import time


class LongCommand:
    """Runs until it is ended; its output is read as it comes."""

    def __init__(self, arguments, environment, folder, keep=True):
        self.process = subprocess.Popen(arguments, env=environment, cwd=folder,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE)
        self.keep = keep  # False: only counts what comes, for floods
        self.out, self.err, self.bytes = [], [], 0
        self.readers = [threading.Thread(target=self._read, args=pair, daemon=True) for pair in
                        ((self.process.stdout, self.out), (self.process.stderr, self.err))]
        for reader in self.readers:
            reader.start()

    def _read(self, stream, lines):
        if self.keep:
            for line in stream:
                lines.append(line.decode(errors="replace").rstrip("\n"))
            return
        while piece := os.read(stream.fileno(), 1 << 16):
            self.bytes += len(piece)

    def text(self):
        return "\n".join(self.out + self.err)

    def lines_with(self, word):
        return [line for line in list(self.out) if word in line]

    def wait_for(self, condition, seconds=30):
        """True as soon as `condition()` holds, False if it does not in time or the command ends."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if condition():
                return True
            if self.process.poll() is not None and not any(r.is_alive() for r in self.readers):
                return bool(condition())
            time.sleep(0.02)
        return False

    def interrupt(self, limit=20):
        """Ctrl-C; how long the end took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(limit)
        return time.monotonic() - began

    def end(self, limit=60):
        """Waits for its own end."""
        code = self.process.wait(limit)
        for reader in self.readers:
            reader.join(10)
        return code

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(20)
        for reader in self.readers:
            reader.join(10)
        self.process.stdout.close()
        self.process.stderr.close()

    def status(self, name):
        """A number out of /proc/PID/status."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as lines:
            for line in lines:
                if line.startswith(name + ":"):
                    return int(line.split()[1])
        return None
