"""What one run of a command takes, as the benchmarks of this folder measure it."""

import os
import subprocess
import sys
import time


def measured(command, accepted=(0,), **options):
    """Runs a command to its end: wall seconds, CPU seconds, peak resident bytes.

    Its output is thrown away unless `options`, which go to Popen, say where to. Ends the benchmark if
    the command ends with a status that is not accepted.
    """
    words = [str(part) for part in command]
    options.setdefault("stdout", subprocess.DEVNULL)
    began = time.monotonic()
    child = subprocess.Popen(words, **options)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in accepted:
        sys.exit(f"bench: {' '.join(words)} ended with {child.returncode}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024
