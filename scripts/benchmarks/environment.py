"""The Python environment that the benchmarks install others' packages into."""

import pathlib
import subprocess
import sys

BUILD = pathlib.Path(__file__).resolve().parent.parent.parent / ".build-bench"


def python_with(*packages):
    """The path of a Python that can import `packages`, which come from PyPI where they are missing."""
    python = BUILD / "venv" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", BUILD / "venv"], check=True)
    has = [python, "-c", "import " + ", ".join(packages)]
    if subprocess.run(has, capture_output=True, check=False).returncode != 0:
        print("Installing " + ", ".join(packages), file=sys.stderr)
        subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=True)
    return python
