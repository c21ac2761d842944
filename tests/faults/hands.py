"""Those who use the site meanwhile: curators who save, publishers, and readers who look closely."""

import http.client
import re
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from tests.faults.site import Made, Site
from tests.html import Element, read

TURN = re.compile(r"turn ([0-9]+)")
PAGES = ("/", "/timeline.json", "/timeline.csv", "/events/closing/", "/?q=bridge", "/timeline.md")
SEVERAL = ("/corrections", "/editions")  # pages that tell of several editions
LOST = (OSError, http.client.HTTPException)  # of a connection that was cut


@dataclass
class Counts:
    """What became of requests: how many were tried, acknowledged, and answered amiss."""

    tried: int = 0
    acknowledged: int = 0
    refused: int = 0  # 503, or no answer: whoever asks knows that nothing was done for sure
    wrong: list[str] = field(default_factory=list)  # other answers that nobody should get


class Browser:
    """A person's browser, signed in by their session."""

    def __init__(self, site: Site, session: str = "") -> None:
        self.site = site
        self.cookies = {"sessionid": session} if session else {}

    def ask(self, path: str, data: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, text and where it leads to. Raises what LOST names when the connection is cut."""
        host = urlsplit(self.site.base).netloc
        connection = http.client.HTTPConnection(host, timeout=90)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if data is not None:
            headers |= {"Referer": self.site.base + path, "Origin": self.site.base,
                        "Content-Type": "application/x-www-form-urlencoded"}  # fmt: skip
        try:
            body = None if data is None else urlencode(data)
            connection.request("GET" if data is None else "POST", path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, text, answer.headers.get("Location") or ""
        finally:
            connection.close()

    def form(self, path: str, form: str) -> dict[str, str]:
        """What the form of an id (or the only other one) of a page would send as it stands."""
        status, text, _ = self.ask(path)
        if status != 200:
            raise ConnectionError(f"{path}: {status}")
        return fields(text, form)


def fields(text: str, name: str) -> dict[str, str]:
    page = read(text)
    (form,) = [one for one in page.all("form") if (one["id"] or "") == name and has_plan(one, name)]
    data: dict[str, str] = {}
    for one in form.all("input"):
        kind = one["type"]
        if kind in ("submit", "file", "button") or not one["name"]:
            continue
        if kind in ("checkbox", "radio") and "checked" not in one.attributes:
            continue
        data[one["name"]] = one["value"] or ""
    for one in form.all("textarea"):
        data[one["name"] or ""] = one._text().removeprefix("\n")
    for one in form.all("select"):
        chosen = [o["value"] or "" for o in one.all("option") if "selected" in o.attributes]
        if chosen:
            data[one["name"] or ""] = chosen[0]
    return data


def has_plan(form: Element, name: str) -> bool:
    return bool(name) or bool(form.all("input", name="plan"))


class Hand(threading.Thread):
    """Somebody who does one thing again and again until told to stop."""

    def __init__(self, pause: float) -> None:
        super().__init__(daemon=True)
        self.counts, self.pause, self.over = Counts(), pause, threading.Event()

    def run(self) -> None:
        while not self.over.wait(self.pause):
            self.counts.tried += 1
            try:
                self.do()
            except LOST:
                self.counts.refused += 1
                self.over.wait(0.2)

    def do(self) -> None:
        raise NotImplementedError

    def judge(self, status: int, path: str) -> None:
        """Count an answer that is not the one that was hoped for."""
        if status == 503:
            self.counts.refused += 1
        else:
            self.counts.wrong.append(f"{path}: {status}")


class Curator(Hand):
    """Saves a new word in the form of an actor of their own."""

    def __init__(self, site: Site, made: Made, number: int, pause: float = 0.3) -> None:
        super().__init__(pause)
        self.browser = Browser(site, made.sessions[number])
        self.path = f"/admin/curation/actor/{made.actors[number]}/change/"
        self.number, self.saved = number, list[str]()

    def word(self) -> str:
        return f"word {self.number}-{self.counts.tried}"

    def do(self) -> None:
        data = self.browser.form(self.path, "actor_form")
        status, _, _ = self.browser.ask(self.path, data | {"description": self.word()})
        if status == 302:
            self.saved.append(self.word())
            self.counts.acknowledged += 1
        else:
            self.judge(status, self.path)


class Looking(Hand):
    """Reads pages, each of which must be of one edition."""

    def __init__(self, site: Site, pages: tuple[str, ...] = PAGES, pause: float = 0.2) -> None:
        super().__init__(pause)
        self.browser, self.pages, self.mixed = Browser(site), pages, list[str]()
        self.seconds = list[float]()

    def do(self) -> None:
        path = self.pages[self.counts.tried % len(self.pages)]
        start = time.monotonic()
        status, text, _ = self.browser.ask(path)
        self.seconds.append(time.monotonic() - start)
        if status != 200:
            self.judge(status, path)
            return
        self.counts.acknowledged += 1
        if len(turns := set(TURN.findall(text))) > 1 and not path.startswith(SEVERAL):
            self.mixed.append(f"{path}: turns {sorted(turns)}")


def publish(browser: Browser, form: dict[str, str]) -> tuple[int, int]:
    """Publish what a form has read; the status, and the number of the edition or 0."""
    data = form | {"note": "By hand", "for_all": "It had to be."}
    status, _, leads = browser.ask("/admin/editions/edition/publish/", data)
    number = re.search(r"/edition/([0-9]+)/", leads)
    return status, int(number[1]) if number else 0


def saved(site: Site) -> set[str]:
    """All words that were ever saved."""
    return {word for (word,) in site.ask("SELECT description FROM curation_historicalactor")}


def stop(hands: list[Hand]) -> None:
    for hand in hands:
        hand.over.set()
    for hand in hands:
        hand.join(120)
