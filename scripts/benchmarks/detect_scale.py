"""One new day of 335 x 20 series judged against eight weeks of minutes.

Builds the database (64 series drawn, the others copies of them with the weeks in another order), lets
`faultline nightly` judge the fortnight before the last day in one go, and then measures how it judges that
day, a Tuesday: of a seventh of the series it learns anew what they usually do, as every night does. Beside
it stands merely reading the same pages by the same code; and, with `--beside`, what the Python ways of the
other part take for series as these have been drawn, which they have to fit anew, all eight weeks, to judge
the day. Needs Python 3, sqlite3 and 6 GB of disk in .build-bench.
"""

import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

import detect_peers
import environment
import measure
import scale_data

ROOT = pathlib.Path(__file__).resolve().parents[2]

HELP = "one new day of 335 x 20 series against eight weeks of minutes"

# For the whole size: a night's detection is done before anybody waits for it, beside other jobs.
SECONDS = 20.0
MEGABYTES = 1000.0


def measured(command):
    """Wall seconds, CPU seconds, peak resident megabytes."""
    # 3 is "done on incomplete input": the feeds of deploys and the calendar are missing here.
    wall, cpu, peak = measure.measured(command, accepted=(0, 3))
    return wall, cpu, peak / 1e6


def median(runs):
    return tuple(statistics.median(column) for column in zip(*runs))


def row(name, figures, samples):
    wall, cpu, memory = figures
    print(f"{name:<28} {wall:8.2f} s wall {cpu:8.2f} s CPU {cpu / samples * 1e9:7.1f} ns a sample "
          f"{memory:6.0f} MB", flush=True)


def night(database, folder, first, end):
    """Judges the days from `first` to before `end`."""
    return [os.environ["FAULTLINE"], "nightly", "--db", database, "--reports", folder / "reports",
            "--since", scale_data.day(first), "--until", scale_data.day(end), "--quiet"]


def beside(options, folder, night_seconds):
    """Prints how much faster a night is, by the CPU time of a sample; whether as much as wanted."""
    python = environment.python_with(*detect_peers.PACKAGES)
    world = folder / "world"
    world.mkdir()
    (world / "truth.json").write_text('{"drops": []}')
    scale_data.write_orders(world / "rows.csv", options.beside, options.days)
    print(f"{options.beside} series with all their days, each way on one core:")
    met = True
    for way, name in (detect_peers.QUICK | detect_peers.SLOW).items():
        told = detect_peers.told_by(way, python, [], [world])
        rows, _, cpu = told["took"][world.name]
        times = cpu / rows / night_seconds
        met = met and times >= detect_peers.TIMES
        print(f"{'met    ' if times >= detect_peers.TIMES else 'MISSED '} {name:20} "
              f"{cpu / rows * 1e9:10,.0f} ns a sample, the night is {times:,.0f} x faster, wanted "
              f"{detect_peers.TIMES}", flush=True)
    return met


def scale(options, folder):
    """Whether the targets were met."""
    kept = environment.BUILD / f"scale-{options.services}x{options.marketplaces}x{options.days}.db"
    if not kept.exists():
        print(f"building {options.services} x {options.marketplaces} series of {options.days} days",
              flush=True)
        made = scale_data.build(
            os.environ["FAULTLINE"], folder, options.services, options.marketplaces, options.days)
        made.rename(kept)
    samples = options.services * options.marketplaces * options.days * scale_data.MINUTES
    reader = subprocess.run(
        ["scripts/build", "pages"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout.strip()
    before, database = folder / "before.db", folder / "night.db"
    shutil.copyfile(kept, before)
    last = options.days - 1
    measured(night(before, folder, last - 15, last))
    reads, nights = [], []
    for _ in range(options.runs):
        shutil.copyfile(before, database)
        reads.append(measured([reader, database]))
        nights.append(measured(night(database, folder, last, last + 1)))
    print(f"{samples / 1e6:.0f} million samples, {os.cpu_count()} cores, "
          f"load {os.getloadavg()[0]:.1f}, medians of {options.runs}")
    row("reading the pages", median(reads), samples)
    row("the night, report included", median(nights), samples)
    wall, cpu, memory = median(nights)
    if not options.keep_database:
        for file in environment.BUILD.glob(kept.name + "*"):
            file.unlink()
    is_whole = samples >= 335 * 20 * 56 * scale_data.MINUTES
    met = wall < SECONDS and memory < MEGABYTES
    if is_whole:
        print(f"targets {SECONDS:.0f} s, {MEGABYTES:.0f} MB: {'met' if met else 'MISSED'}")
    if options.beside:
        met = beside(options, folder, cpu / samples) and met
    return met or not is_whole


def add_options(parser):
    parser.add_argument("--services", type=int, default=335)
    parser.add_argument("--marketplaces", type=int, default=20)
    parser.add_argument("--days", type=int, default=58)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--keep-database", action="store_true", help="for the next run")
    parser.add_argument(
        "--beside", type=int, default=0, metavar="SERIES",
        help="so many series for the Python ways too")


def run(options):
    """Whether the targets were met."""
    if not shutil.which("sqlite3"):
        sys.exit("bench: no sqlite3; install it with apt-get")
    environment.BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=environment.BUILD) as name:
        return scale(options, pathlib.Path(name))
