"""Demand drawn by other code than `faultline simulate`, with planted drops, and how well they are found.

    python3 shop_worlds.py TOOL FIRST..LAST STEP DRIFT

draws the world of each seed, sends its rows through `TOOL detect` without a calendar, and prints what
was found; all have steps of STEP seconds if that is not 0, and grow or shrink each week by a normal of
standard deviation DRIFT, as a natural logarithm. It needs numpy. Nothing is shared with
the simulator, so that what holds in its worlds alone shows here. Each world has 1 to 12 marketplaces in
zones of their own, with clocks that change, steps of 1, 5, 15 or 60 minutes, 3 to 26 weeks (3 where steps are shorter), and

- days of any shape, one in ten with doors that open and close over an hour, one in sixteen at once;
  one in five with an hour's sale each week;
- growth, noise of hours that marketplaces share in part, noise of days, counts of 1 to 3 times the
  variance of chance; mostly website errors;
- days off and promotions that no calendar knows, levels that change for good, marketplaces that begin
  late, feeds that stop for some hours.

What is planted: falls by 5 to 99 % over five minutes to a day, at once, coming on, in steps or coming
back slowly, in one, some or all marketplaces. The signal of a drop is the root of the sum over its
marketplaces of (orders lost / standard deviation of the total as drawn)².
"""

import csv
import datetime
import statistics
import subprocess
import sys
import zoneinfo

import numpy

from detect_worlds import seconds

csv.field_size_limit(1 << 30)

ZONES = [
    "America/New_York", "Europe/Berlin", "Europe/London", "Asia/Tokyo", "Asia/Kolkata",
    "America/Sao_Paulo", "Australia/Sydney", "America/Los_Angeles", "Asia/Riyadh", "Europe/Paris",
    "America/Mexico_City", "Asia/Singapore",
]
HOUR, DAY, WEEK = 3600, 86_400, 604_800
FALSE_DROPS = 0.5


class World:
    """Counts of each marketplace, and what was planted in them."""

    def __init__(self, seed, step=0, drift=0.02):
        random = self.random = numpy.random.default_rng(seed)
        drawn = int(random.choice([60, 300, 900, 3600], p=[0.3, 0.35, 0.25, 0.1]))
        self.step = step or drawn
        self.drift = drift
        weeks = [3] if self.step < 60 else [3, 5, 8, 12] if self.step == 60 else [3, 5, 8, 16, 26]
        self.weeks = int(random.choice(weeks))
        self.count = self.weeks * WEEK // self.step
        begin = datetime.datetime(2025, 1, 1, tzinfo=datetime.timezone.utc) + datetime.timedelta(
            days=int(random.integers(0, 300)), hours=int(random.integers(0, 24)))
        self.times = int(begin.timestamp()) + numpy.arange(self.count) * self.step
        zones = [zoneinfo.ZoneInfo(ZONES[i]) for i in random.permutation(len(ZONES))]
        zones = zones[:int(random.integers(1, len(ZONES) + 1))]
        self.names = [f"M{index:02d}" for index in range(len(zones))]
        self.slow = random.uniform(0.01, 0.08)
        self.keeps = numpy.exp(-self.step / (random.uniform(1, 12) * HOUR))
        self.daily = float(random.choice([0, 0.02, 0.05]))
        self.dispersion = random.uniform(1, 3)
        self.has_errors = random.random() < 0.7
        shared = random.uniform(0, 0.7)
        common = self.wander()
        self.begins, self.silent = {}, {}
        self.rates = numpy.array([
            self.rate(index, zone) * numpy.exp(
                shared ** 0.5 * common + (1 - shared) ** 0.5 * self.wander())
            for index, zone in enumerate(zones)])
        self.falls = numpy.zeros(self.rates.shape)
        self.faults = numpy.zeros(self.rates.shape)
        self.planted = []
        self.plant()

    def wander(self):
        """Slow noise: a first-order autoregression."""
        pushes = self.random.normal(size=self.count) * self.slow * (1 - self.keeps ** 2) ** 0.5
        state, course = self.random.normal() * self.slow, numpy.empty(self.count)
        for place, push in enumerate(pushes):
            state = self.keeps * state + push
            course[place] = state
        return course

    def rate(self, index, zone):
        """Expected orders of each step before slow noise, with what no calendar knows."""
        random = self.random
        hourly = max(1, HOUR // self.step)
        offsets = [
            datetime.datetime.fromtimestamp(int(at), zone).utcoffset().total_seconds()
            for at in self.times[::hourly]]
        local = self.times + numpy.repeat(offsets, hourly)[:self.count]
        hour, weekday = local % DAY / HOUR, (local // DAY + 3) % 7
        peak, second = random.normal(16.5, 1.5), random.uniform(0, 12)
        shape = numpy.exp(
            random.uniform(0.4, 1.3) * numpy.cos((hour - peak) / 24 * 2 * numpy.pi)
            + random.uniform(0, 0.25) * numpy.cos((hour - second) / 12 * 2 * numpy.pi))
        shape += random.uniform(0, 0.6) * numpy.exp(-(((hour - 12.5) / 0.6) ** 2))
        doors = random.random()
        if doors < 0.1:
            shape *= numpy.clip(hour - 6, 0, 1) * numpy.clip(23 - hour, 0, 1)
        elif doors < 0.16:
            shape *= (hour >= 8) & (hour < 22)
        shape *= numpy.exp(random.normal(0, 0.12, 7))[weekday.astype(int)]
        if random.random() < 0.2:
            sale = (weekday == int(random.integers(0, 7))) & (hour >= 12) & (hour < 13)
            shape *= 1 + random.uniform(0.3, 1.5) * sale
        days = (local - local[0] // DAY * DAY) / DAY
        noise = random.normal(0, self.daily, int(days.max()) + 3)
        shape *= numpy.exp(numpy.interp(days + 0.5, numpy.arange(len(noise)), noise))
        growth = numpy.exp(random.normal(0, self.drift) * numpy.arange(self.count) * self.step / WEEK)
        orders = numpy.exp(random.uniform(numpy.log(3), numpy.log(15_000))) * self.step / HOUR
        rate = orders * shape / shape.mean() * growth
        for _ in range(int(random.integers(0, 1 + self.weeks // 5))):
            at, kind = int(random.integers(0, self.count)), random.random()
            if kind < 0.4:
                off = numpy.exp(-numpy.abs((days - int(days[at]) - 0.5) / 0.55) ** 8)
                rate *= 1 - (1 - random.uniform(0.4, 0.8)) * off
            elif kind < 0.8:
                rate[at:at + int(random.integers(4, 72) * HOUR // self.step)] *= random.uniform(1.3, 2.2)
            else:
                rate[at:] *= random.uniform(0.75, 1.4)
        self.begins[index] = int(random.integers(0, self.count // 2)) if random.random() < 0.1 else 0
        at = int(random.integers(0, self.count)) if random.random() < 0.25 else self.count
        self.silent[index] = range(at, at + int(random.integers(1, 12) * HOUR // self.step) + 1)
        return rate

    def plant(self):
        random = self.random
        busy = numpy.zeros(self.count, bool)
        for _ in range(int(random.integers(4, 4 + self.weeks))):
            length = max(1, int(numpy.exp(random.uniform(numpy.log(300), numpy.log(DAY))) // self.step))
            low, high = [(0.05, 0.2), (0.2, 0.6), (0.6, 0.99)][int(random.integers(0, 3))]
            depth = random.uniform(low, high)
            if length * self.step < HOUR // 2:
                depth = max(depth, 0.4)
            start = int(random.integers(10 * DAY // self.step, self.count))
            near = 12 * HOUR // self.step
            if busy[max(0, start - near):start + length + near].any():
                continue
            end = min(self.count, start + length)
            busy[start:end] = True
            course = numpy.arange(end - start) / length
            shape = {
                "at once": numpy.ones(end - start), "ramp": numpy.minimum(1, course / 0.3),
                "steps": numpy.where(course < 0.2, 0.25, numpy.where(course < 0.4, 0.5, 1)),
                "slowly back": numpy.minimum(1, (1 - course) / 0.3),
            }[str(random.choice(["at once", "ramp", "steps", "slowly back"], p=[0.6, 0.15, 0.15, 0.1]))]
            reach = int(random.choice([1, max(1, len(self.names) // 3), len(self.names)]))
            hit = [
                index for index in random.permutation(len(self.names))[:reach]
                if start > self.begins[index] + 2 * WEEK // self.step
                and not (self.silent[index].start <= end and start <= self.silent[index].stop)]
            for index in hit:
                self.falls[index, start:end] = depth * shape
                if random.random() < 0.7:
                    self.faults[index, start:end] = depth * shape * random.uniform(0.3, 1)
            if hit:
                self.planted.append(self.drop(start, end, hit))

    def drop(self, start, end, hit):
        signal, lost, lags = 0.0, 0.0, numpy.arange(1, min(end - start, 2000))
        for index in hit:
            usual = self.rates[index, start:end]
            missing, total = (usual * self.falls[index, start:end]).sum(), usual.sum()
            together = (end - start) + 2 * ((end - start - lags) * self.keeps ** lags).sum()
            variance = (
                self.dispersion * total + (total / (end - start) * self.slow) ** 2 * together
                + (total * self.daily) ** 2)
            signal += missing ** 2 / max(variance, 1e-9)
            lost += missing
        begin = int(self.times[start])
        return {
            "start": begin, "end": begin + (end - start) * self.step, "signal": signal ** 0.5,
            "lost": lost, "in": {self.names[index] for index in hit}, "open": end == self.count}

    def lines(self):
        """CSV, rows in the order that the filter wants."""
        left = self.rates * (1 - self.falls)
        chance = 1 / self.dispersion
        orders = self.random.negative_binomial(
            numpy.maximum(left, 1e-9) * chance / (1 - chance), chance)
        errors = self.random.poisson(self.rates * (0.01 + self.faults))
        yield "timestamp,marketplace,orders" + (",errors" if self.has_errors else "") + "\n"
        stamps = [
            f"{datetime.datetime.fromtimestamp(int(at), datetime.timezone.utc):%Y-%m-%dT%H:%M:%SZ}"
            for at in self.times]
        for index, name in enumerate(self.names):
            for place in range(self.begins[index], self.count):
                if place not in self.silent[index]:
                    error = f",{errors[index, place]}" if self.has_errors else ""
                    yield f"{stamps[place]},{name},{orders[index, place]}{error}\n"


def detected(tool, world):
    run = subprocess.run(
        [tool, "detect"], input="".join(world.lines()), capture_output=True, text=True, check=True)
    return list(csv.DictReader(run.stdout.splitlines()))


class Tally:
    """What was found over all worlds."""

    def __init__(self):
        self.recall = {"8 and more": [], "4 to 8": [], "2.5 to 4": []}
        self.false, self.quarters, self.errors, self.held = 0, 0.0, [], []

    def add(self, world, found):
        told = set()
        for drop in world.planted:
            matches = [row for row in found if self.touches(drop, row, world.step)]
            told.update(row["drop_id"] for row in matches)
            signal = drop["signal"]
            if signal >= 2.5:
                kind = "8 and more" if signal >= 8 else "4 to 8" if signal >= 4 else "2.5 to 4"
                self.recall[kind].append(bool(matches))
            if signal >= 4 and matches and not drop["open"]:
                best = max(matches, key=lambda row: float(row["signal"]))
                self.errors.append(abs(float(best["lost_orders"]) / drop["lost"] - 1))
                self.held.append(
                    float(best["lost_orders_low"]) <= drop["lost"] <= float(best["lost_orders_high"]))
        self.false += sum(row["drop_id"] not in told for row in found)
        self.quarters += len(world.names) * world.weeks / 13

    @staticmethod
    def touches(drop, row, step):
        start = seconds(row["started_at"])
        end = seconds(row["ended_at"]) if row["ended_at"] else float("inf")
        return (max(start, drop["start"]) < min(max(end, start + step), drop["end"])
                and not drop["in"].isdisjoint(row["marketplaces"].split(";")))

    def print(self):
        for kind, found in self.recall.items():
            share = sum(found) / max(1, len(found))
            print(f"found, signal {kind}: {sum(found)} of {len(found)} ({share:.1%})")
        each = self.false / self.quarters
        verdict = "met" if each <= FALSE_DROPS else "MISSED"
        print(
            f"false drops: {self.false} in {self.quarters:.0f} marketplace quarters, {each:.2f} each"
            f" (wanted {FALSE_DROPS}: {verdict})")
        print(
            f"loss: median error {statistics.median(self.errors):.1%}, the 90 % interval held"
            f" {sum(self.held)} of {len(self.held)} ({sum(self.held) / len(self.held):.1%})")
        return each <= FALSE_DROPS


def main():
    tool, seeds, step, drift = sys.argv[1:]
    first, last = map(int, seeds.split(".."))
    tally = Tally()
    for seed in range(first, last + 1):
        world = World(seed, int(step), float(drift))
        tally.add(world, detected(tool, world))
    print(f"worlds {last + 1 - first}")
    sys.exit(0 if tally.print() else 1)


if __name__ == "__main__":
    main()
