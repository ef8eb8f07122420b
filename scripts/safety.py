"""Kills, full disks, second runs and read errors against the built tool; called by scripts/safety.

Every trial starts from a known state, is disturbed, and must leave a database that opens clean and
holds whole files only; the run is then repeated without disturbance and must end in the same
content, the same report and the same list of rows set aside as one that was never disturbed.
"""
import argparse
import collections
import csv
import gzip
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zlib

TOOL = os.environ["FAULTLINE"]
# Numbers of loads differ where a load was done in two parts, and with them what is kept for
# looking back: between the parts less was known.
LOAD_COLUMNS = {"load_id", "loaded_in", "changed_in_load", "previous_load_id", "resolved_in"}
LOAD_TABLES = {"load", "sample_page_version", "page_history", "grdb_migrations"}
INPUTS = {"intake", "rejected_row", "rejected_header", "deployment", "incident", "service",
          "calendar_event", "series", "sample_page", "order_hour"}


class Broken(Exception):
    """What a trial left is not what it should be."""


def run(folder, *arguments, clock=1_800_000_000, prepare=None):
    environment = {"SOURCE_DATE_EPOCH": str(clock), "PATH": "/usr/bin:/bin"}
    return subprocess.Popen(
        [TOOL, *arguments], cwd=folder, env=environment, preexec_fn=prepare,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process, *statuses):
    out, err = process.communicate(timeout=120)
    if statuses and process.returncode not in statuses:
        raise Broken(f"status {process.returncode}, not {statuses}: {err.strip()[-300:]}")
    return err


def content(folder, name="night.sqlite"):
    """The rows of each table as they are after a crash, or nothing if there is no database.

    Looks at a copy, so that opening it does not mend what the tool is to mend."""
    tables = {}
    source = os.path.join(folder, name)
    if not os.path.exists(source):
        return tables
    with tempfile.TemporaryDirectory() as place:
        for ending in ("", "-wal"):
            if os.path.exists(source + ending):
                shutil.copy(source + ending, os.path.join(place, "copy" + ending))
        database = sqlite3.connect(os.path.join(place, "copy"))
        try:
            check(database)
            for (table,) in database.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                tables[table] = rows(database, table)
        finally:
            database.close()
    return tables


def check(database):
    if (found := database.execute("PRAGMA integrity_check").fetchall()) != [("ok",)]:
        raise Broken(f"integrity_check: {found[:3]}")
    if found := database.execute("PRAGMA foreign_key_check").fetchall():
        raise Broken(f"foreign_key_check: {found[:3]}")
    for table in ("sample_page", "sample_page_version"):
        if not database.execute(
                "SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
            continue
        for (page,) in database.execute(
                f"SELECT payload FROM {table} WHERE payload IS NOT NULL"):
            if zlib.crc32(page[:-4]) != int.from_bytes(page[-4:], "little"):
                raise Broken(f"{table}: a page whose checksum does not fit")


def rows(database, table):
    if table in LOAD_TABLES:
        return collections.Counter()
    columns = [name for _, name, *_ in database.execute(f"PRAGMA table_info({table})")]
    shown = ", ".join(
        f"{name} IS NULL" if name == "replaced_in" else name
        for name in columns if name not in LOAD_COLUMNS)
    return collections.Counter(database.execute(f"SELECT {shown} FROM {table}").fetchall())


def part(tables, names):
    return {name: found for name, found in tables.items() if found and (name in INPUTS) == names}


def differences(found, wanted):
    lost = sum(sum((wanted.get(t, {}) - found.get(t, collections.Counter())).values())
               for t in wanted)
    double = sum(sum((found[t] - wanted.get(t, collections.Counter())).values()) for t in found)
    return lost, double


def files(folder):
    """The digest of each file of a report and of the rows set aside; each must be whole."""
    found = {}
    for root in ("reports", "night.sqlite.rejects"):
        for path, _, names in os.walk(os.path.join(folder, root)):
            for name in names:
                whole = os.path.join(path, name)
                with open(whole, "rb") as file:
                    data = file.read()
                # A run writes its files aside first; what a killed one left there nobody reads.
                aside = ".faultline-new" in path
                if not aside and name.endswith(".html") and not data.rstrip().endswith(b"</html>"):
                    raise Broken(f"{name} is half a page")
                if not aside and name.endswith(".json"):
                    json.loads(data)
                # What was written before a list of rows set aside is the user's, not the run's.
                if not name.endswith("~"):
                    found[os.path.relpath(whole, folder)] = hashlib.sha256(data).hexdigest()
    return found


class Job:
    """A command, the state it starts from, and all that it may leave."""

    def __init__(self, place, name, arguments, inputs, start=None):
        self.name, self.arguments, self.start = name, arguments, start
        self.folder = os.path.join(place, name)
        self.states = []
        for count in range(len(inputs) + 1):
            folder = self.fresh(os.path.join(place, f"{name}-{count}"))
            if count:
                finish(run(folder, "load", *inputs[:count], "--db", "night.sqlite"), 0)
            self.states.append(part(content(folder), True))
        self.by_intakes = {sum(one.get("intake", {}).values()): one for one in self.states}
        self.before = part(content(start), False) if start else {}
        folder = self.fresh(os.path.join(place, f"{name}-undisturbed"))
        began = time.monotonic()
        self.finish(folder)
        self.seconds = time.monotonic() - began
        self.after, self.files = part(content(folder), False), files(folder)
        self.size = sum(os.path.getsize(os.path.join(path, name))
                        for path, _, names in os.walk(folder) for name in names)
        if part(content(folder), True) != self.states[-1]:
            raise Broken(f"{name}: loading file by file ends otherwise than at once")

    def fresh(self, folder):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.start, folder) if self.start else os.makedirs(folder)
        return folder

    def begin(self, folder, prepare=None):
        return run(folder, *self.arguments, "--db", "night.sqlite", prepare=prepare)

    def finish(self, folder):
        finish(self.begin(folder), 0, 3)

    def whole(self, folder):
        """What is there are whole files, and findings of a whole run; what lacks or is too much."""
        found = content(folder)
        inputs, findings = part(found, True), part(found, False)
        state = self.by_intakes[sum(inputs.get("intake", {}).values())]
        results = min((differences(findings, one) for one in (self.before, self.after)), key=sum)
        return tuple(map(sum, zip(differences(inputs, state), results)))

    def same(self, folder):
        """Repeats the run; whether it ends as if nothing had happened."""
        self.finish(folder)
        found = content(folder)
        return (part(found, True) == self.states[-1] and part(found, False) == self.after
                and files(folder) == self.files)


def prepare(place, seed):
    """Two nights of a simulated world: rows that come late, corrected, moved and unusable."""
    finish(run(place, "simulate", "world", "--seed", str(seed), "--days", "21", "--step", "3600",
               "--drops", "3", "--plain"), 0)
    world = os.path.join(place, "world")
    with open(os.path.join(world, "order_metrics.csv"), newline="") as file:
        header, *metrics = csv.reader(file)
    cut = sorted(row[header.index("timestamp")] for row in metrics)[int(len(metrics) * 0.8)]
    at, orders = header.index("timestamp"), header.index("orders")
    early = [row for row in metrics if row[at] < cut]
    late, early = early[::97], [row for index, row in enumerate(early) if index % 97]
    corrected = [[*row[:orders], str(int(row[orders]) + 1), *row[orders + 1:]]
                 for row in early[::89] if row[orders]]
    bad = [[*early[5][:orders], "12,5", *early[5][orders + 1:]]]
    nights = {"first": early + bad, "second": [row for row in metrics if row[at] >= cut] + late
              + corrected}
    for night, rows_of_night in nights.items():
        folder = os.path.join(place, night)
        os.makedirs(folder)
        for name in ("deploys.csv", "incidents.csv", "services.csv", "calendar.csv"):
            if os.path.exists(os.path.join(world, name)):
                shutil.copy(os.path.join(world, name), folder)
        half = len(rows_of_night) // 2
        for number, some in enumerate((rows_of_night[:half], rows_of_night[half:]), 1):
            with open(os.path.join(folder, f"order_metrics_{number}.csv"), "w", newline="") as file:
                csv.writer(file).writerows([header, *some])
    move(os.path.join(place, "first", "deploys.csv"))


def move(path):
    """The first night's log says of some deploys that they ended a minute later."""
    with open(path, newline="") as file:
        header, *log = csv.reader(file)
    column = header.index("summary")
    for row in log[::7]:
        row[column] = row[column] + " (first draft)"
    with open(path, "w", newline="") as file:
        csv.writer(file).writerows([header, *log])


def named(place, night):
    folder = os.path.join(place, night)
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder))]


def jobs(place):
    first_night, second_night = os.path.join(place, "first"), os.path.join(place, "second")
    first = Job(place, "nightly, first", ["nightly", first_night, "--reports", "reports"],
                named(place, "first"))
    load = Job(place, "load", ["load", first_night], named(place, "first"))
    base = os.path.join(place, "nightly, first-undisturbed")
    second = Job(place, "nightly, second", ["nightly", second_night, "--reports", "reports"],
                 named(place, "second"), start=base)
    return [first, load, second]


class Tally:
    def __init__(self, what):
        self.what, self.trials, self.clean, self.lost, self.double, self.same = what, 0, 0, 0, 0, 0
        self.problems = []

    def trial(self, job, folder):
        self.trials += 1
        try:
            lost, double = job.whole(folder)
            files(folder)
            self.clean += 1
            self.lost += lost
            self.double += double
            self.same += job.same(folder)
        except (Broken, sqlite3.Error, KeyError, json.JSONDecodeError) as problem:
            self.problems.append(f"{job.name}: {problem!r}")

    def good(self):
        return not self.problems and self.clean == self.same == self.trials \
            and not self.lost and not self.double

    def show(self, more=""):
        print(f"{self.trials} {self.what}: {self.clean} opened clean, {self.lost} rows lost, "
              f"{self.double} double, {self.same} finished with the same bytes{more}", flush=True)
        for problem in self.problems[:5]:
            print(f"  {problem}", flush=True)
        return self.good()


def kills(every, wanted, chance):
    tally, tries, holding = Tally("kills"), 0, collections.Counter()
    while tally.trials < wanted and tries < 4 * wanted:
        job = every[tries % len(every)]
        tries += 1
        folder = job.fresh(job.folder)
        process = job.begin(folder)
        time.sleep(chance.uniform(0, job.seconds))
        process.kill()
        process.communicate()
        if process.returncode != -signal.SIGKILL:
            continue
        held = sum(content(folder).get("intake", {}).values())
        holding["before the first file" if held <= min(job.by_intakes) else
                "after the last file" if held == max(job.by_intakes) else "between files"] += 1
        tally.trial(job, folder)
    spread = ", ".join(f"{count} {where}" for where, count in sorted(holding.items()))
    return tally.show(f" ({spread})") and tally.trials == wanted


def full_disks(every, wanted):
    disk = tempfile.mkdtemp()
    can_mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True).returncode == 0
    if not can_mount:
        print("  no right to mount a small disk; files are limited in size instead")
    tally, full = Tally("full disks" if can_mount else "files at their limit"), 0
    try:
        for number in range(wanted):
            job = every[number % len(every)]
            least = sum(on_disk(os.path.join(path, name)) for path, _, names in os.walk(job.start)
                        for name in names) if job.start else 0
            size = least + 8192 + (job.size - least) * number // wanted
            folder = os.path.join(disk, "place") if can_mount else job.folder
            remount(disk, 1 << 28) if can_mount else None
            job.fresh(folder)
            remount(disk, size) if can_mount else None
            process = job.begin(folder, None if can_mount else lambda: limit(size // 2))
            try:
                err = finish(process, 0, 3, 73, 74)
                full += process.returncode in (73, 74)
                if process.returncode in (73, 74) and not err.startswith("faultline: "):
                    raise Broken(f"no sentence: {err[:200]}")
            except Broken as problem:
                tally.problems.append(f"{job.name}, {size} bytes: {problem}")
            remount(disk, 1 << 28) if can_mount else None
            tally.trial(job, folder)
    finally:
        if can_mount:
            subprocess.run(["umount", disk], check=True)
        os.rmdir(disk)
    return tally.show(f" ({full} runs ended by it)") and full > 0


def on_disk(path):
    """Bytes that a file takes there: whole blocks."""
    return -(-os.path.getsize(path) // 4096) * 4096


def remount(disk, size):
    subprocess.run(["mount", "-o", f"remount,size={size}", disk], check=True)


def limit(size):
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def second_runs(job, wanted):
    tally, refused = Tally("second runs"), 0
    for _ in range(4 * wanted):
        folder = job.fresh(job.folder)
        process = job.begin(folder)
        lock = os.path.join(folder, "night.sqlite.lock")
        while process.poll() is None:
            try:
                with open(lock) as file:
                    if f"pid {process.pid}," in file.read():
                        break
            except FileNotFoundError:
                pass
        other = job.begin(folder)
        err = finish(other)
        ended = process.poll() is not None
        finish(process, 0, 3)
        if other.returncode == 75 and "Another run (pid" in err:
            refused += 1
            tally.trial(job, folder)
        elif not ended:
            tally.problems.append(f"status {other.returncode} beside another run: {err[:200]}")
        if tally.trials == wanted:
            break
    return tally.show(f" ({refused} refused with 75)") and refused == wanted


def second_writer(job):
    tally = Tally("other writer")
    folder = job.fresh(job.folder)
    database = sqlite3.connect(os.path.join(folder, "night.sqlite"), isolation_level=None)
    database.execute("BEGIN IMMEDIATE")
    try:
        err = finish(job.begin(folder), 75)
        if "another program is writing to it" not in err:
            tally.problems.append(err[:200])
    except Broken as problem:
        tally.problems.append(str(problem))
    database.execute("ROLLBACK")
    database.close()
    tally.trial(job, folder)
    return tally.show(" (refused with 75)")


def read_errors(place, job):
    """A file cut short, one that cannot be read, one that shrinks while it is read."""
    tally = Tally("read errors")
    victim = os.path.join(place, "first", "order_metrics_2.csv")
    whole = victim + ".whole"
    os.rename(victim, whole)

    def cut(folder):
        with open(whole, "rb") as file:
            data = gzip.compress(file.read(), mtime=0)
        with open(victim + ".gz", "wb") as file:
            file.write(data[:len(data) // 2])
        try:
            return finish(job.begin(folder), 65)
        finally:
            os.remove(victim + ".gz")

    def unreadable(folder):
        # Reading the memory of a process at 0 is an input/output error.
        os.symlink("/proc/self/mem", victim)
        try:
            return finish(job.begin(folder), 74)
        finally:
            os.remove(victim)

    def shrinking(folder):
        with open(whole) as file:
            text = file.read()
        while len(text) < 40_000_000:
            text += text[text.index("\n") + 1:]
        with open(victim, "w") as file:
            file.write(text)
        try:
            process = job.begin(folder)
            while process.poll() is None and position(process.pid, victim) <= 0:
                pass
            process.send_signal(signal.SIGSTOP)
            os.truncate(victim, len(text) // 2)
            process.send_signal(signal.SIGCONT)
            return finish(process, 65, 74)
        finally:
            os.remove(victim)

    disturbed = []
    for disturb in (cut, unreadable, shrinking):
        folder = job.fresh(job.folder)
        try:
            disturbed.append(disturb(folder))
        except Broken as problem:
            tally.problems.append(f"{disturb.__name__}: {problem}")
        os.rename(whole, victim)
        tally.trial(job, folder)
        os.rename(victim, whole)
    os.rename(whole, victim)
    return tally.show()


def position(pid, path):
    """How far a process has read in a file; -1 if it has not opened it."""
    try:
        for number in os.listdir(f"/proc/{pid}/fd"):
            if os.path.realpath(f"/proc/{pid}/fd/{number}") == os.path.realpath(path):
                with open(f"/proc/{pid}/fdinfo/{number}") as file:
                    return int(file.readline().split()[1])
    except (OSError, ValueError):
        pass
    return -1


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--full-disks", type=int, default=20)
    options.add_argument("--seed", type=int, default=3)
    chosen = options.parse_args()
    place = tempfile.mkdtemp(prefix="faultline-safety-")
    try:
        prepare(place, chosen.seed)
        every = jobs(place)
        print(", ".join(f"{job.name}: {job.seconds:.2f} s, {job.size / 1e6:.1f} MB, "
                        f"{len(job.states) - 1} files" for job in every), flush=True)
        good = [
            kills(every, chosen.kills, random.Random(chosen.seed)),
            full_disks(every, chosen.full_disks),
            second_runs(every[0], 5), second_writer(every[2]), read_errors(place, every[0]),
        ]
        print("Nothing lost, nothing double." if all(good) else "Something is wrong, see above.")
        return 0 if all(good) else 1
    finally:
        shutil.rmtree(place, ignore_errors=True)


sys.exit(main())
