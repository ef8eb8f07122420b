"""The part of `scripts/bench detect` that judges demand drawn by other code than `faultline simulate`.

What is drawn stands in shop_worlds.py.
"""

import os
import pathlib
import subprocess

import environment

HELP = "in demand that other code draws"
HERE = pathlib.Path(__file__).resolve().parent


def add_options(parser):
    parser.add_argument("--shop-seeds", default="601..660", help="seeds of such worlds, FIRST..LAST")
    parser.add_argument("--shop-step", default="0", help="seconds that all have as their step")
    parser.add_argument(
        "--shop-drift", default="0.02",
        help="standard deviation of their growth a week, as a natural logarithm")


def run(options):
    python = environment.python_with("numpy")
    command = [
        python, "-B", HERE / "shop_worlds.py", os.environ["FAULTLINE"], options.shop_seeds,
        options.shop_step, options.shop_drift]
    return subprocess.run(command, check=False).returncode == 0
