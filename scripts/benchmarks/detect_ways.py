"""The Python ways of finding falls of orders that `scripts/bench detect` compares with.

    python3 detect_ways.py WAY --tuning FOLDER ... --worlds FOLDER ...

Chooses the settings of a way with the best F1 on the tuning worlds, finds drops with them in the
other worlds, and prints JSON: versions, settings, windows, and what it took. Time counts from the
series in memory to the windows, fitting included; imports and reading do not count. Without tuning
worlds the first variant and the middle threshold are taken: enough to see how long it takes.
"""

import argparse
import importlib.metadata
import itertools
import json
import logging
import os
import resource
import sys
import time
import warnings

import numpy as np

from detect_worlds import Score, World

DAY = 86_400
WEEK = 7 * DAY
# The scale of a normal distribution is so many times its median absolute deviation.
MAD = 1.4826

# How flags become windows, tuned for every way: gaps up to so long are closed, then windows that
# are shorter or longer are dropped. Half a day keeps most holidays out.
GAPS_MINUTES = (0, 30, 120)
SHORTEST_MINUTES = (0, 10, 20, 40, 90)
LONGEST_MINUTES = (720, 10_000_000)
DEVIATIONS = (2, 2.5, 3, 3.5, 4, 5, 6, 8, 10, 14, 20)


class Series:
    """Orders on a grid. Where there is no row, `orders` says what came a week before, or else what
    lies on a line between the neighbours, and `known` is false: nothing is flagged there."""

    def __init__(self, times, counts):
        times = np.array(times)
        self.step = int(np.diff(times).min())
        self.start = int(times[0])
        at = (times - self.start) // self.step
        orders = np.full(at[-1] + 1, np.nan)
        orders[at] = counts
        self.known = ~np.isnan(orders)
        self.rows = len(times)
        week = WEEK // self.step
        for hole in np.flatnonzero(~self.known):
            if hole >= week:
                orders[hole] = orders[hole - week]
        holes = np.isnan(orders)
        orders[holes] = np.interp(
            np.flatnonzero(holes), np.flatnonzero(~holes), orders[~holes])
        self.orders = orders

    def windows(self, flags, gap, shortest, longest):
        """Runs of flags as pairs of seconds; the rest in minutes."""
        at = np.flatnonzero(flags & self.known)
        if at.size == 0:
            return []
        apart = np.flatnonzero(np.diff(at) > 1 + gap * 60 // self.step)
        first = at[np.concatenate(([0], apart + 1))]
        last = at[np.concatenate((apart, [at.size - 1]))] + 1
        minutes = (last - first) * self.step / 60
        kept = (shortest <= minutes) & (minutes <= longest)
        return [
            (self.start + int(a) * self.step, self.start + int(b) * self.step)
            for a, b in zip(first[kept], last[kept])
        ]


def standardised(values):
    """Deviations from the median, in standard deviations by the MAD."""
    off = values - np.median(values)
    scale = MAD * np.median(np.abs(off)) or off.std() or 1.0
    return off / scale


SCALES = {"log": np.log1p, "sqrt": np.sqrt, "plain": np.asarray}


def decomposed(series, scale, period_seconds, robust, **more):
    """STL. Loess is evaluated at every tenth of its window and interpolated between, as R's stl
    does by default: several times faster than the default of statsmodels, with the same result."""
    from statsmodels.tsa.seasonal import STL

    values = SCALES[scale](series.orders)
    period = period_seconds // series.step
    return values, STL(
        values, period=period, robust=robust, low_pass_jump=period // 10 + 1,
        trend_jump=period // 6 + 1, **more).fit()


class StlQuick:
    """STL; points whose residual lies below zero by so many MADs."""

    packages = ("statsmodels",)
    # Scale of the counts, period, robust.
    variants = (
        ("log", DAY, False), ("log", WEEK, False), ("sqrt", DAY, False), ("plain", DAY, False),
        ("log", DAY, True))
    thresholds = DEVIATIONS

    def fit(self, series, variant, _):
        return standardised(decomposed(series, *variant)[1].resid)

    def flags(self, deviations, threshold):
        return deviations < -threshold


class StlDefault(StlQuick):
    """STL with all its defaults, on counts as they are."""

    variants = (DAY,)

    def fit(self, series, variant, _):
        from statsmodels.tsa.seasonal import STL

        return standardised(STL(series.orders, period=variant // series.step).fit().resid)


class PeltInC:
    """PELT with a quadratic cost, in units of the noise, on the logarithm less its median at the
    same time of the week; segments of a day at most whose mean lies below zero by so much. This is
    the PELT in C of ruptures, KernelCPD with a linear kernel."""

    packages = ("ruptures",)
    # The penalty of a change.
    variants = (20, 80, 320, 1280)
    thresholds = (0.3, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 12)

    def fit(self, series, penalty, _):
        values = np.log1p(series.orders)
        week = WEEK // series.step
        padded = np.full(-(-len(values) // week) * week, np.nan)
        padded[: len(values)] = values
        usual = np.nanmedian(padded.reshape(-1, week), axis=0)
        off = standardised(values - np.resize(usual, len(values)))
        ends = self.ends(off.reshape(-1, 1), penalty)
        starts = [0, *ends[:-1]]
        lengths = np.diff([0, *ends])
        means = np.add.reduceat(off, starts) / lengths
        means[lengths * series.step > DAY] = 0
        return np.repeat(means, lengths)

    def ends(self, values, penalty):
        import ruptures

        return ruptures.KernelCPD(kernel="linear", min_size=2).fit(values).predict(pen=penalty)

    def flags(self, means, threshold):
        return means < -threshold


class Pelt(PeltInC):
    """The same with the class Pelt of ruptures, which looks at every fifth point."""

    variants = (20, 80)

    def ends(self, values, penalty):
        import ruptures

        return ruptures.Pelt(model="l2").fit(values).predict(pen=penalty)


class SeasonalHybridEsd:
    """S-H-ESD (Hochenbaum, Vallis and Kejariwal 2017): the seasonal part of a robust periodic STL
    and the median of each two weeks taken off, then the generalised ESD test by median and MAD for
    low values. Written here, since the packages test both directions and look at all values again
    for each that they take away (as `SesdPackage` does): the lowest left is always the next, so that
    the test is a walk through the sorted values."""

    packages = ("statsmodels", "scipy")
    # Scale of the counts, period.
    variants = (("log", DAY), ("log", WEEK), ("sqrt", DAY))
    # The largest share of anomalies.
    thresholds = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05)
    alpha = 0.05

    def fit(self, series, variant, threshold):
        from scipy import stats

        values, parts = decomposed(
            series, *variant, True, seasonal=10 * len(series.orders) + 1, seasonal_deg=0,
            seasonal_jump=len(series.orders))
        off = values - parts.seasonal
        fortnight = 2 * WEEK // series.step
        blocks = max(1, len(off) // fortnight)
        for block in np.array_split(np.arange(len(off)), blocks):
            off[block] -= np.median(off[block])
        order = np.argsort(off, kind="stable")
        ascending = off[order]
        count = len(off)
        most = max(1, int(count * (threshold or max(self.thresholds))))
        size = count - np.arange(most)
        t = stats.t.ppf(1 - self.alpha / size, size - 2)
        critical = (size - 1) * t / np.sqrt((size - 2 + t * t) * size)
        passed = np.zeros(most, bool)
        for taken in range(most):
            left = ascending[taken:]
            middle = left[len(left) // 2]
            spread = MAD * np.median(np.abs(left - middle))
            passed[taken] = spread > 0 and middle - left[0] > critical[taken] * spread
        return order, passed

    def flags(self, evidence, threshold):
        order, passed = evidence
        most = max(1, int(len(order) * threshold))
        outliers = np.flatnonzero(passed[:most])
        flags = np.zeros(len(order), bool)
        if outliers.size:
            flags[order[: outliers[-1] + 1]] = True
        return flags


class SesdPackage:
    """S-H-ESD as the package sesd does it: a robust STL with all its defaults and the test that takes
    away one value after the other, in both directions; of what it takes, the low values."""

    packages = ("sesd", "statsmodels")
    # The period.
    variants = (DAY, WEEK)
    # The largest share of anomalies.
    thresholds = (0.001, 0.002, 0.005, 0.01, 0.02)

    def fit(self, series, period, threshold):
        import sesd
        from statsmodels.tsa.seasonal import STL

        orders = series.orders
        seasonal = STL(orders, period=period // series.step, robust=True).fit().seasonal
        off = orders - seasonal - np.median(orders)
        most = max(1, int(len(off) * (threshold or max(self.thresholds))))
        return off, sesd.generalized_esd(off, max_anomalies=most, hybrid=True)

    def flags(self, evidence, threshold):
        off, taken = evidence
        flags = np.zeros(len(off), bool)
        flags[taken[: max(1, int(len(off) * threshold))]] = True
        return flags & (off < np.median(off))


class Prophet:
    """Prophet with daily and weekly seasons; points below its interval, which is widened by so
    much. In the past the interval is equally wide everywhere but for the draws that it is made of,
    so its median width is taken."""

    packages = ("prophet", "cmdstanpy")
    # Scale of the counts, how seasons enter.
    variants = (("plain", "multiplicative"), ("log", "additive"))
    thresholds = (1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5, 6, 8)

    def fit(self, series, variant, _):
        import pandas
        import prophet

        scale, mode = variant
        values = SCALES[scale](series.orders)
        times = pandas.to_datetime(series.start + series.step * np.arange(len(values)), unit="s")
        frame = pandas.DataFrame({"ds": times, "y": np.where(series.known, values, np.nan)})
        model = prophet.Prophet(
            seasonality_mode=mode, daily_seasonality=True, weekly_seasonality=True,
            yearly_seasonality=False)
        model.fit(frame, seed=1)
        np.random.seed(1)
        told = model.predict(frame[["ds"]])
        middle, low = told["yhat"].to_numpy(), told["yhat_lower"].to_numpy()
        return (values - middle) / np.median(middle - low)

    def flags(self, deviations, threshold):
        return deviations < -threshold


WAYS = {
    "prophet": Prophet, "stl": StlDefault, "stl-quick": StlQuick, "pelt": Pelt,
    "pelt-in-c": PeltInC, "s-h-esd": SeasonalHybridEsd, "sesd": SesdPackage,
}


def read(folders):
    return [
        (world, {name: Series(*rows) for name, rows in world.series().items()})
        for world in map(World, folders)
    ]


def tuned(way, worlds):
    """The best F1, and its settings: variant, threshold, gap, shortest and longest window."""
    best, settings = -1.0, None
    for variant in way.variants:
        fits = [
            (world, [(name, one, way.fit(one, variant, None)) for name, one in series.items()])
            for world, series in worlds
        ]
        for threshold in way.thresholds:
            flagged = [
                (world, [(name, one, way.flags(fit, threshold)) for name, one, fit in rest])
                for world, rest in fits
            ]
            for shape in itertools.product(GAPS_MINUTES, SHORTEST_MINUTES, LONGEST_MINUTES):
                score = Score()
                for world, rest in flagged:
                    score.add(
                        world,
                        {name: one.windows(flags, *shape) for name, one, flags in rest})
                if score.f1 > best:
                    best, settings = score.f1, (variant, threshold, *shape)
    return best, settings


def untuned(way):
    return way.variants[0], way.thresholds[len(way.thresholds) // 2], 0, 0, LONGEST_MINUTES[-1]


def cpu_seconds():
    """Of this process and the programs it started."""
    return sum(os.times()[:4])


def judged(way, worlds, settings):
    """The windows of each world by its folder, and rows, wall and CPU seconds likewise."""
    variant, threshold, *shape = settings
    windows, took = {}, {}
    for world, series in worlds:
        wall, cpu = time.monotonic(), cpu_seconds()
        windows[world.folder.name] = {
            name: one.windows(way.flags(way.fit(one, variant, threshold), threshold), *shape)
            for name, one in series.items()
        }
        took[world.folder.name] = (
            sum(one.rows for one in series.values()), time.monotonic() - wall,
            cpu_seconds() - cpu)
    return windows, took


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("way", choices=WAYS)
    parser.add_argument("--tuning", nargs="*", default=[])
    parser.add_argument("--worlds", nargs="+", required=True)
    options = parser.parse_args()
    warnings.filterwarnings("ignore")
    # Prophet tells of each fit, and of a plotting package that it misses.
    logging.disable(logging.ERROR)
    way = WAYS[options.way]()
    for package in way.packages:
        __import__(package)
    tuning, worlds = read(options.tuning), read(options.worlds)
    f1, settings = None, untuned(way)
    if tuning:
        one = next(iter(tuning[0][1].values()))
        way.fit(one, way.variants[0], None)
        f1, settings = tuned(way, tuning)
    windows, took = judged(way, worlds, settings)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    json.dump(
        {
            "versions": {name: importlib.metadata.version(name) for name in way.packages},
            "tuned_f1": f1, "settings": settings, "windows": windows, "took": took,
            "megabytes": memory,
        },
        sys.stdout)


if __name__ == "__main__":
    main()
