"""Makes calls on files fail inside the program under test: `file_faults.c`, preloaded."""
import errno
import functools
import os
import pathlib
import subprocess
import tempfile

SOURCE = pathlib.Path(__file__).with_suffix(".c")
CALLS = ("open", "write", "sync", "rename", "mkdir")


@functools.cache
def library():
    """The compiled library, made once for this process; the folder goes with it."""
    folder = tempfile.TemporaryDirectory(prefix="devstack-file-faults-")
    path = pathlib.Path(folder.name) / "file_faults.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror",
                    "-o", path, SOURCE, "-ldl"], check=True)
    return folder, path


class FileFault:
    """One way to fail: which calls, with which error, once or from then on."""

    def __init__(self, name, number, calls=CALLS, lasts=False):
        self.name, self.number, self.calls, self.lasts = name, number, calls, lasts

    def environment(self, below, nth, log):
        """What makes the nth call on a file below the folder fail in a program that gets it."""
        log.unlink(missing_ok=True)
        lasting = {"FILE_FAULT_LASTS": "1"} if self.lasts else {}
        return {"LD_PRELOAD": str(library()[1]), "FILE_FAULT_BELOW": str(below),
                "FILE_FAULT_CALLS": ",".join(self.calls), "FILE_FAULT_NTH": str(nth),
                "FILE_FAULT_ERRNO": str(self.number), "FILE_FAULT_LOG": str(log),
                # A sanitizer wants to be first, and the order does not matter to this library.
                "ASAN_OPTIONS": "verify_asan_link_order=0", **lasting}

    @property
    def cause(self):
        """The words for it in an error; empty where it is none."""
        return os.strerror(self.number) if self.number else ""

    def __str__(self):
        return self.name


BROKEN = FileFault("EIO", errno.EIO)
FULL = FileFault("ENOSPC from then on", errno.ENOSPC, ("open", "write", "mkdir"), lasts=True)
SHORT = FileFault("short write", 0, ("write",))
INTERRUPTED = FileFault("EINTR", errno.EINTR, ("write",))


def failed(log):
    """(call, path) of those that failed, in order."""
    lines = [line.split(" ") for line in log.read_text().splitlines()] if log.exists() else []
    return [(line[1], line[2]) for line in lines if line[-1] == "FAULT"]
