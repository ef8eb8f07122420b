"""A database of services x marketplaces x days of minutes, made by the tool itself.

A few series are drawn and loaded (`faultline load`); the others are copies of their pages, each with
the weeks in another order, since a page tells its times from midnight on. So every series is real
pages of a plausible series, and neighbours differ.
"""

import datetime
import math
import random
import subprocess

START = datetime.date(2026, 1, 5)  # a Monday
MINUTES = 1440
# Series drawn; the others are copies.
TEMPLATES = 64
TABLE = 65_521


def day(offset):
    return (START + datetime.timedelta(days=offset)).isoformat() + "T00:00:00Z"


def template(number, days, normal, generator):
    """Orders and errors of each minute: daily and weekly shape, slow noise, more than Poisson's."""
    mean = math.exp(generator.uniform(1.5, 6))
    depth, phase = generator.uniform(0.3, 0.7), generator.random()
    weekend = generator.uniform(0.75, 1.1)
    hours = generator.uniform(1, 12)
    keep = math.exp(-1 / (60 * hours))
    kick = generator.uniform(0.01, 0.04) * math.sqrt(1 - keep * keep)
    spread, error_share = generator.uniform(1.0, 1.4), generator.uniform(0.005, 0.03)
    shape = [1 + depth * math.sin(2 * math.pi * (minute / MINUTES - phase))
             for minute in range(MINUTES)]
    at, slow = generator.randrange(TABLE), 0.0
    # One of them falls on the last day, so that there is something to find.
    falls = number == 0
    for minute in range(days * MINUTES):
        at = at + 1 if at < TABLE - 3 else generator.randrange(97)
        slow = keep * slow + kick * normal[at]
        # Saturday comes on, and Sunday goes, over six hours.
        into = minute % (7 * MINUTES)
        rest = min(1, max(0, (into - 5 * MINUTES + 180) / 360), max(0, (7 * MINUTES + 180 - into) / 360))
        if into < 180 and minute > into:
            rest = (180 - into) / 360
        usual = mean * shape[minute % MINUTES] * (1 + (weekend - 1) * rest)
        usual *= 1 + slow
        if falls and 0 <= minute - (days - 1) * MINUTES - 600 < 45:
            usual *= 0.5
        orders = int(max(0, usual + math.sqrt(spread * usual) * normal[at + 1] + 0.5))
        failed = usual * error_share
        yield orders, int(max(0, failed + math.sqrt(failed) * normal[at + 2] + 0.5))


def drawn(count, days, seed=1):
    """Of each template the name, and time, orders and errors of each minute."""
    generator = random.Random(seed)
    normal = [generator.gauss(0, 1) for _ in range(TABLE)]
    begin = datetime.datetime(START.year, START.month, START.day)
    times = [(begin + datetime.timedelta(minutes=minute)).strftime("%Y-%m-%dT%H:%M:%SZ")
             for minute in range(days * MINUTES)]
    for number in range(count):
        yield f"template-{number:03d}", zip(times, template(number, days, normal, generator))


def write(path, count, days):
    with open(path, "w", encoding="ascii", buffering=1 << 20) as file:
        file.write("timestamp,marketplace,service,orders,errors\n")
        for name, rows in drawn(count, days):
            file.writelines(
                f"{time},T,{name},{orders},{errors}\n" for time, (orders, errors) in rows)


def write_orders(path, count, days):
    """The same as marketplaces of their own, without errors."""
    with open(path, "w", encoding="ascii", buffering=1 << 20) as file:
        file.write("timestamp,marketplace,orders\n")
        for name, rows in drawn(count, days):
            file.writelines(f"{time},{name},{orders}\n" for time, (orders, _) in rows)


def build(tool, folder, services, marketplaces, days):
    """Path of the database."""
    count = min(TEMPLATES, services)
    file, database = folder / "order_metrics.csv", folder / "scale.db"
    write(file, count, days)
    subprocess.run([tool, "load", file, "--db", database, "--quiet"], check=True)
    file.unlink()
    weeks = days // 7
    first = "(SELECT min(day_at) FROM sample_page)"
    # Copy n of a template, in place of it, begins with its week n: the whole weeks go round.
    moved = f"""
      CASE WHEN (day_at - {first}) / 604800 < {weeks}
        THEN 604800 * ((((day_at - {first}) / 604800 + turn) % {weeks})
                       - (day_at - {first}) / 604800)
        ELSE 0 END"""
    subprocess.run(["sqlite3", database, f"""
      PRAGMA cache_size = -400000; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; BEGIN;
      CREATE TEMP TABLE copy AS
        WITH RECURSIVE k(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM k
                                WHERE n < {services * marketplaces - 1})
        SELECT n + 1 + {count} AS id, n % {count} + 1 AS template, (n / {count}) % {max(1, weeks)} AS turn,
               printf('M%02d', n % {marketplaces}) AS marketplace,
               printf('service-%03d', n / {marketplaces}) AS service
        FROM k;
      CREATE TEMP TABLE template AS SELECT id, row_number() OVER (ORDER BY id) AS position FROM series;
      INSERT INTO series (id, marketplace, service) SELECT id, marketplace, service FROM copy;
      INSERT INTO sample_page
        SELECT copy.id, day_at + {moved} AS day, samples, first_at + {moved}, last_at + {moved},
               changed_in_load, payload
        FROM copy JOIN template ON template.position = copy.template
        JOIN sample_page ON sample_page.series_id = template.id ORDER BY copy.id, day;
      DELETE FROM order_hour; DELETE FROM sample_page WHERE series_id IN (SELECT id FROM template);
      DELETE FROM series WHERE id IN (SELECT id FROM template);
      COMMIT; PRAGMA wal_checkpoint(TRUNCATE)"""],
      check=True, stdout=subprocess.DEVNULL)
    return database
