"""How long the search takes for each key on a slow phone, beside a plain look through the same texts.

    python -m tests.benchmarks.search [--slower 6]

Both run in one page, one after the other at every key, so that a busy machine slows both. The plain look knows no word order, no
typing errors and no rank: it is what one could do without an index. The ratio is what to compare between two commits; the
milliseconds are this machine's.
"""

import argparse
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from app.settings import Settings
from tests.benchmarks.row import Row, chromium
from tests.browser.conftest import CHROMIUM_ARGUMENTS, Site, wait_until_kept

ROUNDS = 3
ASKED = ["what does the victim want", "mediaton", "who carries the work", "counselling", "there are two sides", "confidential"]

LOOK = """async ([asked, modules]) => {
  const load = (name) => import(modules + name);
  const [{ Index }, { pagesUnder }, { PLACES, texts }, { wordsOf }] =
    await Promise.all(['index.js', 'pages.js', 'texts.js', 'words.js'].map((name) => load('search/' + name)));
  const found = (await pagesUnder(...PLACES)).flatMap(([path, main]) => texts(path, main));
  const timed = (work) => {
    const begun = performance.now();
    const result = work();
    return [performance.now() - begun, result];
  };
  const index = new Index('en');
  const [built] = timed(() => { for (const text of found) index.add({ ...text, id: text.href }); });
  const lines = found.map(({ title, blocks }) => [title, ...blocks.map(({ text }) => text)].join(' '));
  // A fold of every letter at every key would be the dearer way; this one has it done beforehand.
  const folded = lines.map((text) => wordsOf(text, 'en').join(' '));
  const plain = (typed) => {
    const words = wordsOf(typed, 'en');
    return folded.filter((text) => words.every((word) => text.includes(word)));
  };
  index.find('warm'); plain('warm');
  const keys = [];
  for (const whole of asked) {
    for (let length = 2; length <= whole.length; length += 1) {
      const typed = whole.slice(0, length);
      const [search, results] = timed(() => index.find(typed));
      const [scan] = timed(() => plain(typed));
      keys.push({ typed, search, scan, results: results.length });
    }
  }
  return { texts: found.length, letters: folded.reduce((sum, text) => sum + text.length, 0), built, keys };
}"""


def measure(page: Page, slower: float) -> dict:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    modules = page.evaluate("document.querySelector('link[rel=modulepreload][href$=\"js/main.js\"]').href.replace('main.js', '')")
    rounds = [page.evaluate(LOOK, [ASKED, modules]) for _ in range(ROUNDS)]
    return {**rounds[0], "keys": [_least(same) for same in zip(*(found["keys"] for found in rounds), strict=True)]}


def _least(same: tuple[dict, ...]) -> dict:
    """What else a machine does only ever adds to a time."""
    return {**same[0], **{name: min(key[name] for key in same) for name in ("search", "scan")}}


def summary(name: str, times: list[float]) -> str:
    return f"{name:<10} median {statistics.median(times):6.1f} ms   95 of 100 {statistics.quantiles(times, n=20)[-1]:6.1f} ms   longest {max(times):6.1f} ms"


def measured(slower: float) -> dict:
    """On the shipped guide."""
    with tempfile.TemporaryDirectory() as data:
        site = Site(Settings(data=Path(data), port=0))
        try:
            return asked(site.base, slower)
        finally:
            site.stop()


def asked(base: str, slower: float, patience: float = 60) -> dict:
    """Of a guide that is served at `base`. `patience`: seconds until the phone has kept it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
        page = browser.new_page()
        page.goto(f"{base}/en/search/")
        page.wait_for_selector("html[data-offline=ready]", timeout=patience * 1000)
        wait_until_kept(page)
        found = measure(page, slower)
        browser.close()
    return found


def rows() -> Iterator[Row]:
    keys = measured(6)["keys"]
    search, scan = (max(key[name] for key in keys) for name in ("search", "scan"))
    yield Row("longest of all keys in the search, processor 6 times slower", search, 50, "ms", {"a plain look through the same texts": scan})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--slower", type=float, default=6, help="how many times slower the processor is made")
    slower = parser.parse_args().slower
    found = measured(slower)
    search, scan = ([key[name] for key in found["keys"]] for name in ("search", "scan"))
    print(f"{found['texts']} texts, {found['letters']} letters; processor {slower:g} times slower; {len(search)} keys")
    print(f"index made in {found['built']:.0f} ms, on the phone in slices")
    print(summary("search", search))
    print(summary("plain look", scan))
    print(f"ratio of all keys {sum(search) / sum(scan):.1f}")
    for key in sorted(found["keys"], key=lambda key: -key["search"])[:3]:
        print(f"  slowest: {key['typed']!r} {key['search']:.1f} ms, {key['results']} results")


if __name__ == "__main__":
    main()
