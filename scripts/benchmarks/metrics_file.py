"""Writes a file of order metrics with a fixed seed, row by row as an exporter would.

    python3 metrics_file.py FILE [--rows N] [--marketplaces N] [--services N]
                            [--start DATE] [--order time|series|shuffled] [--seed N]

Minute rows of marketplaces x services series: timestamp, marketplace, service, orders, errors,
latency_ms. The same arguments give the same bytes.
"""

import argparse
import datetime
import random

HEADER = "timestamp,marketplace,service,orders,errors,latency_ms\n"


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--marketplaces", type=int, default=12)
    parser.add_argument("--services", type=int, default=20)
    parser.add_argument("--start", default="2026-03-01")
    parser.add_argument("--order", choices=["time", "series", "shuffled"], default="time")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def tails(generator):
    """The last three cells of rows, drawn once: formatting each anew would take most of the time."""
    return [
        f",{generator.randrange(0, 400)},{max(0, generator.randrange(-20, 8))},"
        f"{generator.randrange(400, 4000) / 10}\n"
        for _ in range(65_521)
    ]


def lines(options):
    """The rows of the file, in blocks."""
    generator = random.Random(options.seed)
    cells = tails(generator)
    series = [
        f",M{market:02d},fulfilment-service-{service:03d}"
        for market in range(options.marketplaces)
        for service in range(options.services)
    ]
    minutes = -(-options.rows // len(series))
    start = datetime.datetime.fromisoformat(options.start)
    times = [
        (start + datetime.timedelta(minutes=minute)).strftime("%Y-%m-%dT%H:%M:%SZ")
        for minute in range(minutes)
    ]
    outer, inner = (series, times) if options.order == "series" else (times, series)
    left = options.rows
    for one in outer:
        at = generator.randrange(len(cells))
        block = []
        for other in inner[:left]:
            at += 1
            if at == len(cells):
                at = 0
            key = other + one if options.order == "series" else one + other
            block.append(key + cells[at])
        left -= len(block)
        yield block
        if left == 0:
            return


def main():
    options = arguments()
    with open(options.file, "w", encoding="ascii", buffering=1 << 20) as file:
        file.write(HEADER)
        if options.order == "shuffled":
            rows = [row for block in lines(options) for row in block]
            random.Random(options.seed).shuffle(rows)
            file.writelines(rows)
        else:
            for block in lines(options):
                file.writelines(block)


if __name__ == "__main__":
    main()
