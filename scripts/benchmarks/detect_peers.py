"""The part of `scripts/bench detect` that runs faultline and the Python ways side by side.

All get the same rows of the same worlds, orders only. Thresholds and settings of the Python ways
are those with the best F1 on the tuning worlds, on which nothing is judged; faultline runs with its
default. How windows are counted stands in detect_worlds.py, what each way does in detect_ways.py.

Ways that are too slow for all worlds run on those with the shortest series alone; a second table
has all ways on these. Time of the Python ways goes from series in memory to windows, on one core,
fitting included, without imports and reading; that of faultline is the whole process.
"""

import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import environment
import measure
from detect_worlds import SIGNAL, Score, World, seconds

HELP = "beside the Python ways"
HERE = pathlib.Path(__file__).resolve().parent
PACKAGES = ["prophet", "statsmodels", "ruptures", "sesd"]

QUICK = {"stl-quick": "STL + MAD, quick", "pelt-in-c": "PELT in C", "s-h-esd": "S-H-ESD, quick"}
SLOW = {"prophet": "Prophet", "stl": "STL + MAD", "pelt": "PELT", "sesd": "S-H-ESD of sesd"}
OURS = {
    "faultline": "faultline", "calendar": "  with calendar", "reading": "  reading alone"}

# Times the rows a CPU second of another.
TIMES = 100


def seeds(text):
    """Seeds such as 401..403,407."""
    chosen = []
    for part in text.split(","):
        first, _, last = part.partition("..")
        chosen += range(int(first), int(last or first) + 1)
    return chosen


def add_options(parser):
    parser.add_argument(
        "--tuning", type=seeds, default="304..306,311..312",
        help="seeds to tune the Python ways on")
    parser.add_argument("--worlds", type=seeds, default="401..411", help="seeds to judge all on")
    parser.add_argument("--most-rows", type=int, default=500_000, help="larger worlds are left out")
    parser.add_argument("--slow", type=int, default=3, help="worlds to judge the slow ways on")
    parser.add_argument("--slow-tuning", type=int, default=1, help="worlds to tune them on")
    parser.add_argument("--only", help="names of the Python ways to run, with commas")
    parser.add_argument("--keep", help="a folder in which the worlds stay for the next run")


def simulated(folder, chosen, most_rows):
    """The worlds of these seeds with at most so many rows, and the seeds left out."""
    worlds, left_out = [], []
    for seed in chosen:
        place = folder / str(seed)
        if not (place / "rows.csv").exists():
            subprocess.run(
                [sys.executable, "-B", HERE / "detect_worlds.py", os.environ["FAULTLINE"], place,
                 str(seed)],
                check=True)
        world = World(place)
        if world.count() <= most_rows:
            worlds.append(world)
        else:
            left_out.append(str(seed))
    return worlds, left_out


def shortest(worlds, number):
    """Those with the fewest rows a marketplace."""
    chosen = sorted(worlds, key=lambda world: world.count() / len(world.marketplaces()))[:number]
    return sorted(chosen, key=lambda world: world.folder.name)


class Result:
    """What a way found in worlds by their name: windows; rows, wall and CPU seconds; peak MB."""

    def __init__(self, windows, took, megabytes, tuning=""):
        self.windows, self.took, self.megabytes, self.tuning = windows, took, megabytes, tuning

    def score(self, worlds):
        score = Score()
        for world in worlds:
            score.add(world, self.windows[world.folder.name])
        return score

    def totals(self, worlds):
        """Rows, wall seconds, CPU seconds."""
        return [sum(column) for column in zip(*(self.took[world.folder.name] for world in worlds))]


def ours(worlds, how):
    """faultline detect as a filter, with its default settings; or what it takes to read the rows
    and judge none, which no filter of text can be faster than."""
    windows, took, peak = {}, {}, 0
    for world in worlds:
        command = [os.environ["FAULTLINE"], "detect"]
        if how == "calendar":
            command += ["--calendar", world.folder / "calendar.csv"]
        if how == "reading":
            command += ["--since", "2100-01-01T00:00:00Z"]
        with open(world.rows, "rb") as rows, tempfile.TemporaryFile("w+") as drops:
            wall, cpu, memory = measure.measured(command, stdin=rows, stdout=drops)
            drops.seek(0)
            windows[world.folder.name] = by_marketplace(csv.DictReader(drops))
        took[world.folder.name] = (world.count(), wall, cpu)
        peak = max(peak, memory / 2**20)
    return Result(windows, took, peak)


def by_marketplace(drops):
    """A drop still open never ends."""
    windows = {}
    for drop in drops:
        window = (seconds(drop["started_at"]),
                  seconds(drop["ended_at"]) if drop["ended_at"] else float("inf"))
        for marketplace in drop["marketplaces"].split(";"):
            windows.setdefault(marketplace, []).append(window)
    return windows


def told_by(way, python, tuning, worlds):
    """What detect_ways.py says of a way, on one core; the worlds by their folders."""
    environment = os.environ | {
        name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
    return json.loads(subprocess.run(
        [python, "-B", HERE / "detect_ways.py", way, "--tuning", *tuning, "--worlds", *worlds],
        check=True, stdout=subprocess.PIPE, env=environment).stdout)


def theirs(way, python, tuning, worlds):
    """A Python way."""
    told = told_by(
        way, python, [world.folder for world in tuning], [world.folder for world in worlds])
    versions = ", ".join(f"{name} {version}" for name, version in told["versions"].items())
    variant, threshold, gap, shortest, longest = told["settings"]
    tuned = (f"{versions}; F1 {told['tuned_f1']:.2f} on {len(tuning)} tuning worlds with fit "
             f"{variant}, threshold {threshold}, gaps of {gap} min closed, windows of {shortest} "
             f"to {longest} min")
    return Result(told["windows"], told["took"], told["megabytes"], tuned)


def table(title, results, names, worlds):
    print(f"\n{title}")
    print(f"{'':18}{'found':>6}{'of':>5}{'false':>7}{'precision':>11}{'recall':>8}{'F1':>6}"
          f"{'CPU s':>9}{'wall s':>8}{'rows/CPU s':>12}{'rows/wall s':>12}{'MB':>6}{'x CPU':>8}")
    base = results["faultline"].totals(worlds)
    for way, result in results.items():
        score, (rows, wall, cpu) = result.score(worlds), result.totals(worlds)
        print(f"{names[way]:18}{score.found:6}{score.planted:5}{score.false:7}"
              f"{score.precision:11.2f}{score.recall:8.2f}{score.f1:6.2f}{cpu:9.2f}{wall:8.2f}"
              f"{rows / cpu:12,.0f}{rows / wall:12,.0f}{result.megabytes:6.0f}"
              f"{cpu / base[2]:8.2f}")


def verdict(results, names, worlds):
    """Prints each target and whether it was met; true if all were."""
    lines = []
    base = results["faultline"].score(worlds)
    _, our_wall, our_cpu = results["faultline"].totals(worlds)
    for way in [way for way in results if way not in OURS]:
        score, (_, wall, cpu) = results[way].score(worlds), results[way].totals(worlds)
        times = cpu / our_cpu
        lines.append((times >= TIMES,
                      f"{times:.2f} x the rows a CPU second of {names[way]} "
                      f"({wall / our_wall:.2f} x by the clock), wanted {TIMES}"))
        lines.append((base.f1 > score.f1,
                      f"F1 {base.f1:.2f}, of {names[way]} {score.f1:.2f}, wanted more"))
    for met, text in lines:
        print(("met     " if met else "MISSED  ") + text)
    return all(met for met, _ in lines)


def run(options):
    python = environment.python_with(*PACKAGES)
    with tempfile.TemporaryDirectory(dir=environment.BUILD) as name:
        folder = pathlib.Path(options.keep or name).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        return compare(options, python, folder)


def compare(options, python, folder):
    tuning, _ = simulated(folder, options.tuning, options.most_rows)
    worlds, left_out = simulated(folder, options.worlds, options.most_rows)
    few, few_tuning = shortest(worlds, options.slow), shortest(tuning, options.slow_tuning)
    print(f"{len(worlds)} worlds (" + ", ".join(world.folder.name for world in worlds)
          + f"), {sum(map(World.count, worlds)):,} rows; over {options.most_rows:,} rows and left "
          f"out: {', '.join(left_out) or 'none'}; drops of signal {SIGNAL} and more are to be "
          f"found; {os.cpu_count()} cores", flush=True)
    wanted = options.only.split(",") if options.only else [*QUICK, *SLOW]
    results = {name: ours(worlds, name) for name in OURS}
    names = OURS | QUICK | SLOW
    for way in wanted:
        slow = way in SLOW
        results[way] = theirs(
            way, python, few_tuning if slow else tuning, few if slow else worlds)
        print(f"{names[way]}: {results[way].tuning}", flush=True)
    quick = {way: result for way, result in results.items() if way not in SLOW}
    table("All worlds", quick, names, worlds)
    met = verdict(quick, names, worlds)
    if len(quick) < len(results):
        title = "Those with the shortest series: " + ", ".join(world.folder.name for world in few)
        table(title, results, names, few)
        slow = {way: result for way, result in results.items() if way not in QUICK}
        met = verdict(slow, names, few) and met
    return met
