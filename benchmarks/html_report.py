"""Measures the HTML report of a three-hour recording with 2,000 claims: size, time to make, to open and to scroll.

    python benchmarks/html_report.py

The audit is the made-up one of the tests. Opening and scrolling are measured in Chromium through Playwright.
"""

from __future__ import annotations

import importlib.util
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType

from auditor.reports.html import render

CLAIMS, LINES, RUNS = 2000, 2160, 5  # 2,160 lines of five seconds
SCROLL = """async () => {
  const pane = document.querySelector('.docs'), gaps = [];
  let before = performance.now();
  for (let frame = 0; frame < 120; frame++) {
    pane.scrollTop += 120;
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    gaps.push(now - before);
    before = now;
  }
  return gaps.slice(5).sort((a, b) => a - b);
}"""


def _maker() -> ModuleType:
    path = Path(__file__).parent.parent / "tests" / "reports" / "html" / "conftest.py"
    spec = importlib.util.spec_from_file_location("html_report_audit", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> int:
    """Prints the figures; 1 where a limit (5 MB, 2 s) is broken."""
    audit = _maker().make_audit(CLAIMS, LINES)
    begin = time.perf_counter()
    page = render(audit)
    made = time.perf_counter() - begin
    size = len(page.encode())
    print(f"{CLAIMS} claims, {LINES} lines in each of two transcripts: {size / 1e6:.2f} MB, made in {made:.2f} s")
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        print("no Chromium: not opened")
        return int(size >= 5_000_000)
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        path = Path(folder) / "audit.html"
        path.write_text(page, encoding="utf-8")
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        opened = []
        for _ in range(RUNS):
            tab = browser.new_page(viewport={"width": 1440, "height": 900})
            begin = time.perf_counter()
            tab.goto(path.as_uri())
            tab.evaluate("() => new Promise(requestAnimationFrame)")
            opened.append(time.perf_counter() - begin)
            tab.close()
        tab = browser.new_page(viewport={"width": 1440, "height": 900})
        tab.goto(path.as_uri() + "#r0-document")
        gaps = tab.evaluate(SCROLL)
        browser.close()
    middle = statistics.median(opened)
    print(f"opens in {middle:.2f} s (median of {RUNS}; worst {max(opened):.2f} s)")
    print(f"scrolling: {statistics.median(gaps):.0f} ms a frame, 95 % under {gaps[int(0.95 * len(gaps))]:.0f} ms")
    return int(size >= 5_000_000 or middle >= 2)


if __name__ == "__main__":
    sys.exit(main())
