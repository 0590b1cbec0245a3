"""Runs commands and says what they took."""
import os
import pathlib
import shlex
import statistics
import subprocess
import sys
import tempfile
import time

SPAWN = pathlib.Path(__file__).with_name("spawn.py")
TICKS = os.sysconf("SC_CLK_TCK")


def busy():
    """Seconds that the processors of this machine have been busy, less what its host took away."""
    with open("/proc/stat", encoding="ascii") as file:
        user, nice, system, _idle, _wait, irq, softirq = (int(word) for word in file.readline().split()[1:8])
    return (user + nice + system + irq + softirq) / TICKS


def settle(patience):
    """Waits for a second in which nothing else loads the machine; the load of the last one."""
    give_up = time.monotonic() + patience
    while True:
        before = busy()
        time.sleep(1)
        load = busy() - before
        if load < 0.2 or time.monotonic() >= give_up:
            return load


def run(command, environment=None, own_time=False, fine=(0,)):
    """Wall and processor seconds, peak MB, and the processor seconds of the whole machine, the engine's among them.
    `own_time`: the command prints its seconds. A command that ends otherwise than with one of `fine` ends everything."""
    before = busy()
    figures, write_end = os.pipe()
    with tempfile.TemporaryFile() as output:
        spawner = shlex.join([sys.executable, "-I", "-S", str(SPAWN), *command])
        subprocess.run(["sh", "-c", f"exec {spawner} 3>&{write_end}"], stdin=subprocess.DEVNULL, stdout=output,
                       stderr=subprocess.STDOUT, env=environment, pass_fds=[write_end], check=True)
        os.close(write_end)
        with os.fdopen(figures) as answer:
            wall, processor, memory, status = map(float, answer.read().split())
        output.seek(0)
        text = output.read().decode(errors="replace")
    if status not in fine:
        sys.exit(f"{' '.join(command)}: exit status {status:.0f}\n{text}")
    return {"wall": float(text.split()[-1]) if own_time else wall, "processor": processor, "memory": memory,
            "machine": busy() - before}


def median(samples, figure):
    return statistics.median(sample[figure] for sample in samples)
