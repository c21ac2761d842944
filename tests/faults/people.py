"""Two who publish at once, and sixteen who save at once."""

import threading
from collections.abc import Callable
from functools import partial

from tests.faults.hands import LOST, Browser, Looking, publish, saved, stop
from tests.faults.site import Made, Site
from tests.faults.table import Row

PUBLISH = "/admin/editions/edition/publish/"


def at_once(does: list[Callable[[], None]]) -> None:
    """Run all at the same moment, and wait for them."""
    ready = threading.Barrier(len(does))

    def wait_and(do: Callable[[], None]) -> None:
        ready.wait(120)
        do()

    threads = [threading.Thread(target=wait_and, args=(do,)) for do in does]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


def press(browser: Browser, form: dict[str, str], answers: list[tuple[int, int]]) -> None:
    answers.append(publish(browser, form))


def two_publishers(site: Site, made: Made, times: int, first: int) -> Row:
    """Each time two have read the same plan, and press the button together: one publishes."""
    row = Row("two publishers at once")
    reader = Looking(site)
    reader.start()
    for turn in range(first, first + times):
        done = site.run("-m", "tests.faults.work", str(made.dataset), str(turn), "load")
        if "loaded" not in done.stdout:
            raise RuntimeError(done.stderr)
        before = len(site.ask("SELECT number FROM editions_edition"))
        answers: list[tuple[int, int]] = []
        browsers = [Browser(site, made.sessions[number]) for number in (0, 1)]
        forms = [(browser, browser.form(PUBLISH, "")) for browser in browsers]
        at_once([partial(press, browser, form, answers) for browser, form in forms])
        row.tried += 2
        numbers = [number for _, number in answers if number]
        row.acknowledged += len(numbers)
        row.wrong += [f"{PUBLISH}: {status}" for status, _ in answers if status not in (200, 302)]
        held = [number for (number,) in site.ask("SELECT number FROM editions_edition")]
        row.lost += [f"edition {number}" for number in numbers if number not in held]
        if len(held) != before + 1 or len(numbers) != 1:
            row.mixed.append(f"{len(numbers)} published at once, {len(held) - before} editions")
    stop([reader])
    row.mixed += reader.mixed
    if wrong := site.is_whole():
        row.lost.append(wrong)
    row.said = "one of the two each time; the other is told"
    return row


def sixteen(site: Site, made: Made, *, same: bool) -> Row:
    """Sixteen save what they opened at the same time: of one thing the first alone."""
    people = len(made.sessions)
    row = Row(f"{people} curators, {'one thing' if same else 'a thing each'}")
    word = "same" if same else "each"
    done: list[tuple[int, int]] = []

    def save(number: int, browser: Browser, path: str, data: dict[str, str]) -> None:
        try:
            status, _, _ = browser.ask(path, data | {"description": f"{word} {number}"})
        except LOST:
            status = 0
        done.append((number, status))

    forms = []
    for number in range(people):
        browser = Browser(site, made.sessions[number])
        path = f"/admin/curation/actor/{made.actors[0 if same else number]}/change/"
        forms.append((number, browser, path, browser.form(path, "actor_form")))
    at_once([partial(save, *one) for one in forms])
    row.tried = people
    row.acknowledged = sum(status == 302 for _, status in done)
    there = saved(site)
    row.lost = [f"{word} {n}" for n, s in done if s == 302 and f"{word} {n}" not in there]
    row.mixed = [f"{word} {n}, not acknowledged" for n, s in done
                 if s != 302 and f"{word} {n}" in there]  # fmt: skip
    row.wrong = [f"saving: {status}" for _, status in done if status not in (200, 302, 503)]
    if row.acknowledged != (1 if same else people):
        row.wrong.append(f"{row.acknowledged} of {people} saved")
    row.said = "the others are shown what changed" if same else "nobody is in another's way"
    return row
