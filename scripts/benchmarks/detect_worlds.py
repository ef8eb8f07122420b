"""Simulated worlds for `scripts/bench detect`: their series, their planted drops, and the score.

    python3 detect_worlds.py TOOL FOLDER SEED

makes the world of a seed with the faultline at TOOL.

A way of finding drops gives windows, a list of (start, end) in seconds since 1970 for each
marketplace. How they are counted, for every way alike:

- Windows that overlap in time, in whatever marketplaces, are one event: an outage in five
  marketplaces is one alarm, not five.
- An event matches a planted drop if one of its windows overlaps the drop in time in a marketplace
  that the drop hit, from its onset to its end there. Each event matches one drop and each drop one
  event, so that as many as possible are matched.
- To be found are the planted drops whose orders lost are at least SIGNAL standard deviations of the
  total. An event that touches only a weaker drop, or a drop that another event matched, counts
  neither for nor against. An event that touches no planted drop is false.
"""

import bisect
import datetime
import json
import pathlib
import subprocess
import sys

SIGNAL = 2.5


def seconds(text):
    return int(datetime.datetime.fromisoformat(text).timestamp())


class World:
    """A folder with rows.csv (timestamp, marketplace, orders; each once, sorted) and truth.json."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.rows = self.folder / "rows.csv"
        truth = json.loads((self.folder / "truth.json").read_text())
        self.planted = [drop for drop in truth["drops"] if drop["observed_share"] > 0]

    def series(self):
        """Times and orders of each marketplace, in order of time."""
        found = {}
        with open(self.rows, encoding="utf-8") as file:
            next(file)
            for row in file:
                time, marketplace, orders = row.rstrip("\n").split(",")
                times, counts = found.setdefault(marketplace, ([], []))
                times.append(seconds(time))
                counts.append(int(orders))
        return found

    def count(self):
        with open(self.rows, "rb") as file:
            return sum(1 for _ in file) - 1

    def marketplaces(self):
        with open(self.rows, encoding="utf-8") as file:
            next(file)
            return {row.split(",")[1] for row in file}


def simulate(tool, folder, seed):
    """Makes the world of a seed; its rows are put in order, each once."""
    folder = pathlib.Path(folder)
    subprocess.run(
        [tool, "simulate", folder, "--seed", seed, "--plain", "--quiet"], check=True)
    rows = set()
    with open(folder / "order_metrics.csv", encoding="utf-8") as file:
        columns = next(file).rstrip("\n").split(",")
        time, marketplace, orders = (
            columns.index(name) for name in ("timestamp", "marketplace", "orders"))
        for row in file:
            cells = row.rstrip("\n").split(",")
            rows.add((cells[marketplace].encode(), seconds(cells[time]), cells[orders]))
    with open(folder / "rows.csv", "w", encoding="utf-8") as file:
        file.write("timestamp,marketplace,orders\n")
        for name, at, count in sorted(rows):
            moment = datetime.datetime.fromtimestamp(at, datetime.timezone.utc)
            file.write(f"{moment:%Y-%m-%dT%H:%M:%SZ},{name.decode()},{count}\n")
    (folder / "order_metrics.csv").unlink()


class Score:
    """Counts over worlds, and what is made of them."""

    def __init__(self):
        self.planted = self.found = self.false = 0

    def add(self, world, windows):
        events, number = joined(windows)
        touched = set()
        edges = []
        for drop in world.planted:
            reached = {
                event
                for part in drop["parts"]
                for event in touching(
                    events.get(part["marketplace"], ([], [], [])), seconds(part["onset"]),
                    seconds(part["end"]))
            }
            touched |= reached
            if drop["signal"] >= SIGNAL:
                edges.append(sorted(reached))
        self.planted += len(edges)
        self.found += matching(edges)
        self.false += number - len(touched)

    @property
    def precision(self):
        return self.found / max(1, self.found + self.false)

    @property
    def recall(self):
        return self.found / max(1, self.planted)

    @property
    def f1(self):
        return 2 * self.found / max(1, self.planted + self.found + self.false)


def joined(windows):
    """Starts, ends and events of the windows of each marketplace, and the number of events."""
    events, last, number = {}, None, 0
    flat = sorted(
        (start, end, name) for name, pairs in windows.items() for start, end in pairs)
    for start, end, name in flat:
        if last is None or start >= last:
            number, last = number + 1, end
        last = max(last, end)
        starts, ends, numbers = events.setdefault(name, ([], [], []))
        starts.append(start)
        ends.append(end)
        numbers.append(number)
    return events, number


def touching(events, start, end):
    """The events of one marketplace with a window that overlaps the time from `start` to `end`."""
    starts, ends, numbers = events
    before = bisect.bisect_left(starts, max(end, start + 1))
    return {numbers[at] for at in range(bisect.bisect_right(ends, start), before)}


def matching(edges):
    """The most pairs of a drop and an event that can be made, by augmenting paths."""
    taken = {}

    def place(drop, tried):
        for event in edges[drop]:
            if event not in tried:
                tried.add(event)
                if event not in taken or place(taken[event], tried):
                    taken[event] = drop
                    return True
        return False

    return sum(place(drop, set()) for drop in range(len(edges)))


if __name__ == "__main__":
    simulate(*sys.argv[1:])
