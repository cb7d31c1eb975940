"""Ask every page outside the site that it links to whether it still responds: `... -m macros.tools.outside_links`.

Run by .github/workflows/links.yml once a week, never by `make test`: a change must not fail because a page
elsewhere moved.
"""

from __future__ import annotations

import argparse
import http.client
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from macros.tools.markup import pages

SECONDS = 30
TRIES = 3
BETWEEN = 1.5
LONGEST_WAIT = 120
HOSTS_AT_ONCE = 8
# These say that a machine is not welcome, not that the page is gone; 999 is what LinkedIn returns.
NOT_FOR_MACHINES = frozenset({401, 403, 405, 406, 429, 451, 999})
WORTH_ANOTHER_TRY = frozenset({408, 425, 429, 500, 502, 503, 504})
# GitHub refuses an issue of more than 65,536 characters.
LONGEST_REPORT = 50_000
AGENT = "flask-or-django-links/1 (weekly link check of a static site)"


@dataclass(frozen=True)
class Answer:
    """What came back: a status, or why there was none; and how long the host asks us to wait."""

    status: int | None
    reason: str = ""
    wait: float = 0

    @property
    def broken(self) -> bool:
        """Whether a reader who follows the link finds nothing."""
        return self.status is None or (self.status >= 400 and self.status not in NOT_FOR_MACHINES)

    def __str__(self) -> str:
        return str(self.status) if self.status is not None else self.reason


Ask = Callable[[str], Answer]


def outside(site: Path) -> dict[str, tuple[str, ...]]:
    """Every page outside a built site that it links to, without fragments, and the pages that link to it."""
    found: dict[str, list[str]] = {}
    for page in pages(site).values():
        for element, address in page.links:
            if element.tag == "a" and urlsplit(address).scheme in {"http", "https"}:
                linking = found.setdefault(urldefrag(address).url, [])
                if page.address not in linking:
                    linking.append(page.address)
    return {url: tuple(sorted(found[url])) for url in sorted(found)}


def ask(url: str) -> Answer:
    """Ask one page, first for its head alone; some hosts answer that with an error, so then for the whole."""
    answer = _request(url, "HEAD")
    return _request(url, "GET") if answer.status is None or answer.status >= 400 else answer


def _request(url: str, method: str) -> Answer:
    request = urllib.request.Request(url, method=method, headers={"User-Agent": AGENT, "Accept": "*/*"})
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as response:
            return Answer(response.status)
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, wait=_wait(error.headers.get("Retry-After")))
    except urllib.error.URLError as error:
        return Answer(None, str(error.reason))
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer(None, str(error) or type(error).__name__)


def _wait(retry_after: str | None) -> float:
    return min(float(retry_after), LONGEST_WAIT) if retry_after and retry_after.isdecimal() else 0


def patiently(url: str, ask: Ask = ask, sleep: Callable[[float], None] = time.sleep) -> Answer:
    """Ask up to TRIES times, each time after a longer wait or as long as the host asks for."""
    answer = ask(url)
    for turn in range(1, TRIES):
        if answer.status is not None and answer.status not in WORTH_ANOTHER_TRY:
            break
        sleep(max(answer.wait, BETWEEN * 4**turn))
        answer = ask(url)
    return answer


def answers(urls: Iterable[str], ask: Ask = ask, sleep: Callable[[float], None] = time.sleep) -> dict[str, Answer]:
    """Ask every page: several hosts at once, but each host one page at a time with a pause between."""
    by_host: dict[str, list[str]] = {}
    for url in urls:
        by_host.setdefault(urlsplit(url).netloc.lower(), []).append(url)

    def one_host(mine: list[str]) -> dict[str, Answer]:
        found = {}
        for number, url in enumerate(mine):
            if number:
                sleep(BETWEEN)
            found[url] = patiently(url, ask, sleep)
            print(f"{found[url]} {url}", file=sys.stderr, flush=True)
        return found

    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        hosts = list(pool.map(one_host, by_host.values()))
    return {url: answer for host in hosts for url, answer in host.items()}


def report(found: Mapping[str, Answer], linking: Mapping[str, Iterable[str]]) -> str:
    """Which links to correct, as the body of an issue."""
    broken = [url for url in linking if found[url].broken]
    head = f"{len(broken)} of {len(linking)} pages outside the site do not respond."
    lines = [
        f"- [ ] {url} ({found[url]}), linked from {', '.join(f'`/{page}`' for page in linking[url])}" for url in broken
    ]
    refused = sum(1 for url in linking if found[url].status in NOT_FOR_MACHINES)
    tail = f"{refused} more respond only to people; they are not counted." if refused else ""
    return "\n\n".join(part for part in (head, _cut(lines), tail) if part)


def _cut(lines: list[str]) -> str:
    length = 0
    for number, line in enumerate(lines):
        length += len(line) + 1
        if length > LONGEST_REPORT:
            return "\n".join([*lines[:number], f"- and {len(lines) - number} more"])
    return "\n".join(lines)


def write_output(path: Path, **values: str) -> None:
    """Append what later jobs read; the end of a text is marked by a word that nobody can guess."""
    end = uuid.uuid4().hex
    with path.open("a", encoding="utf-8") as file:
        for name, value in values.items():
            file.write(f"{name}<<{end}\n{value}\n{end}\n")


def main() -> int:
    """Ask, print the report and pass it on. Broken links are no failure here: the issue lists them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, help="the built site")
    parser.add_argument(
        "--output", type=Path, help="a file that gets `broken` and `report`, as $GITHUB_OUTPUT takes them"
    )
    chosen = parser.parse_args()
    linking = outside(chosen.site)
    if not linking:
        print(f"no outside link in {chosen.site}: is the site built?", file=sys.stderr)
        return 1
    found = answers(linking)
    text = report(found, linking)
    print(text)
    if chosen.output:
        write_output(chosen.output, broken=str(sum(answer.broken for answer in found.values())), report=text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
