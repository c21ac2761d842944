"""A timeline made for TimelineJS, as drafts: its JSON, or the table it is made from (CSV).

A slide becomes a draft: headline, text, date, and the phase that its group names. What a draft has
no place for (picture, credit, links, what its date was shown as) is told in a comment on it, for
it is no evidence: nobody has proven an excerpt. The title slide and eras are no events.
Nothing is guessed: a slide that cannot be a draft is named with what is wrong, and nothing is read.
"""

import csv
import html
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.text import slugify
from lxml import html as lxml_html

from timeline.curation.dataset.problems import DatasetError, Problem
from timeline.text import dates

LARGEST: Final = 20_000_000  # bytes
MAX_SLIDES: Final = 5000
_SLUG_LENGTH: Final = 60  # characters of a headline that an address is made of
_COLUMNS: Final = {
    "year", "month", "day", "time", "end year", "end month", "end day", "end time", "display date",
    "headline", "text", "media", "media credit", "media caption", "media thumbnail", "alt text",
    "type", "group", "background", "link",
}  # fmt: skip
_PARTS: Final = ("year", "month", "day")
_CLOCK: Final = ("hour", "minute")
_TAG: Final = re.compile(r"<[a-zA-Z/!]")
_BREAKS: Final = re.compile(r"<(?:br|/p|/div|/li|/h[1-6])\b[^>]*>", re.IGNORECASE)
_WHOLE: Final = re.compile(r"-?[0-9]{1,6}(?:\.0+)?")  # a spreadsheet may write 2020.0
_TIME: Final = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?")


@dataclass(slots=True)
class Slide:
    """A slide: where it stands in its file, what an event takes of it, and what is left."""

    line: int
    headline: str
    text: str
    date: str  # EDTF
    time: str = ""  # HH:MM, of whatever zone
    group: str = ""
    slug: str = ""
    left: list[tuple[str, str]] = field(default_factory=list)  # what it is, and what it says


@dataclass(slots=True)
class ReadSlides:
    """What a file has: its slides, and how many title slides and eras, which are no events."""

    slides: list[Slide]
    titles: int = 0
    eras: int = 0


class _SlideError(ValueError):
    """What is wrong with a slide; `field` is where."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def read(content: bytes, name: str) -> ReadSlides:
    """The slides of a file. `DatasetError` names each that cannot be a draft, by its line."""
    if len(content) > LARGEST:
        message = f"has {len(content):,} bytes; at most {LARGEST:,} are read."
        raise DatasetError([Problem(name, 1, "", "", message)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DatasetError([Problem(name, line, "", "", "is not UTF-8 text.")]) from error
    rows = _of_json(text, name) if text.lstrip()[:1] == "{" else _of_table(text, name)
    problems: list[Problem] = []
    found = ReadSlides([])
    for line, row in rows:
        if row.get("type") in ("title", "era"):
            found.titles += row["type"] == "title"
            found.eras += row["type"] == "era"
            continue
        try:
            found.slides.append(_slide(line, row))
        except _SlideError as error:
            title = plain(str(row.get("headline") or ""))[:60]
            problems.append(Problem(name, line, title, error.field, str(error)))
    if not problems and not found.slides:
        problems.append(Problem(name, 1, "", "", "has no slide of an event."))
    if len(found.slides) > MAX_SLIDES:
        message = f"has {len(found.slides)} slides; at most {MAX_SLIDES} are read at a time."
        problems.append(Problem(name, 1, "", "", message))
    if problems:
        raise DatasetError(problems)
    _name(found.slides)
    return found


def plain(text: str) -> str:
    """HTML as plain text: its words, a line a paragraph. TimelineJS takes all texts for HTML."""
    if _TAG.search(text):
        broken = _BREAKS.sub("\n", text)
        text = str(lxml_html.fragment_fromstring(broken, create_parent="div").text_content())
    else:
        text = html.unescape(text)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def links(text: str) -> list[str]:
    """The addresses that HTML links to, each once."""
    if not _TAG.search(text):
        return []
    tree = lxml_html.fragment_fromstring(text, create_parent="div")
    found = [str(one) for one in tree.xpath(".//a/@href")]
    return list(dict.fromkeys(one for one in found if one.startswith(("http://", "https://"))))


# -- from both forms to one row --------------------------------------------------------------------


def _of_table(text: str, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of the table that TimelineJS is made from, by the names of its columns."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    start = 1
    try:
        for cells in reader:
            line, start = start, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = [cell.strip().casefold() for cell in cells]
                _check_header(header, name, line)
                continue
            row = {key: cell.strip() for key, cell in zip(header, cells, strict=False) if key}
            yield line, row | {"type": row.get("type", "").casefold()}
    except csv.Error as error:
        problem = Problem(name, reader.line_num, "", "", f"is not CSV here: {error}.")
        raise DatasetError([problem]) from error
    if not header:
        raise DatasetError([Problem(name, 1, "", "", "is empty.")])


def _check_header(header: list[str], name: str, line: int) -> None:
    missing = [one for one in ("year", "headline") if one not in header]
    unknown = [one for one in header if one and one not in _COLUMNS]
    problems = [
        Problem(name, line, "", "", f"has no column “{one}”, as the table of TimelineJS has it.")
        for one in missing
    ]
    problems += [
        Problem(name, line, "", "", f"“{one[:60]}” is no column of TimelineJS: take it out.")
        for one in unknown
    ]
    if problems:
        raise DatasetError(problems)


def _of_json(text: str, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The slides of TimelineJS’s JSON as rows of its table, each with the line it begins on."""
    try:
        whole = json.loads(text)
        places = list(_places(text))
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise DatasetError([Problem(name, line, "", "", f"is not JSON: {error}.")]) from error
    events = whole.get("events")
    if not isinstance(events, list):
        raise DatasetError([Problem(name, 1, "", "events", "must be a list of slides.")])
    if whole.get("title"):
        yield 1, {"type": "title"}
    for _ in whole.get("eras") or ():
        yield 1, {"type": "era"}
    for place, slide in zip(places, events, strict=True):
        line = text.count("\n", 0, place) + 1
        if not isinstance(slide, dict):
            raise DatasetError([Problem(name, line, "", "", "is no slide: {…} was expected.")])
        yield line, _row(slide)


def _places(text: str) -> Iterator[int]:
    """Where each slide begins in a JSON text that is in order."""
    decoder, at = json.JSONDecoder(), text.index("{") + 1
    while True:
        at = _after(text, at, ",")
        if text[at] == "}":
            return
        key, at = decoder.raw_decode(text, at)
        at = _after(text, at, ":")
        if key != "events" or text[at] != "[":
            _, at = decoder.raw_decode(text, at)
            continue
        at += 1
        while text[at := _after(text, at, ",")] != "]":
            yield at
            _, at = decoder.raw_decode(text, at)
        at += 1


def _after(text: str, at: int, sign: str) -> int:
    """The place of what comes after white space and a sign."""
    while text[at].isspace() or text[at] == sign:
        at += 1
    return at


def _row(slide: dict[str, Any]) -> dict[str, Any]:
    said, media = _dict(slide, "text"), _dict(slide, "media")
    start, end = _dict(slide, "start_date"), _dict(slide, "end_date")
    row: dict[str, Any] = {part: start.get(part) for part in (*_PARTS, *_CLOCK)}
    row |= {f"end {part}": end.get(part) for part in _PARTS}
    background = slide.get("background")
    return row | {
        "headline": said.get("headline"),
        "text": said.get("text"),
        "display date": slide.get("display_date") or start.get("display_date"),
        "media": media.get("url"),
        "media credit": media.get("credit"),
        "media caption": media.get("caption"),
        "media thumbnail": media.get("thumbnail"),
        "alt text": media.get("alt"),
        "link": media.get("link"),
        "group": slide.get("group"),
        "background": background.get("url") if isinstance(background, dict) else background,
        "slug": slide.get("unique_id"),
    }


def _dict(slide: dict[str, Any], name: str) -> dict[str, Any]:
    value = slide.get(name)
    return value if isinstance(value, dict) else {}


# -- one slide -------------------------------------------------------------------------------------

_LEFT: Final = {
    "media": "Picture or film", "media caption": "Its caption", "media credit": "Its credit",
    "alt text": "Its description", "media thumbnail": "Its thumbnail", "link": "Its link",
    "background": "Background",
}  # fmt: skip


def _slide(line: int, row: dict[str, Any]) -> Slide:
    texts = {name: str(value).strip() for name, value in row.items() if value not in (None, "")}
    headline = plain(texts.get("headline", "")).replace("\n", " ")
    if not headline:
        raise _SlideError("headline", "is empty: an event needs a title.")
    shown = plain(texts.get("display date", ""))
    date, is_shown = _date(texts, shown)
    left = [(said, plain(texts[name])) for name, said in _LEFT.items() if name in texts]
    linked = links(texts.get("text", "")) + links(texts.get("media caption", ""))
    left += [("Link", one) for one in dict.fromkeys(linked)]
    if shown and not is_shown:
        left.append(("Date, as it was shown", shown))
    return Slide(
        line=line,
        headline=headline,
        text=plain(texts.get("text", "")) or headline,
        date=date,
        time=_time(texts),
        group=plain(texts.get("group", "")),
        slug=texts.get("slug", ""),
        left=left,
    )


def _date(texts: dict[str, str], shown: str) -> tuple[str, bool]:
    """The date of a slide in EDTF, and whether it says all that it was shown as.

    Where the words that are shown mean the very days between which the slide lies, they are the
    better date: “late June 2020”.
    """
    start, end = _point(texts, ""), _point(texts, "end ")
    if not start:
        raise _SlideError("year", "is empty: an event needs a date.")
    date = f"{start}/{end}" if end and end != start else start
    try:
        placed = dates.parse(date)
    except dates.DateError as error:
        raise _SlideError("year", str(error)) from error
    try:
        said = dates.read(shown) if shown else placed
    except dates.DateError:
        return date, False
    between = placed.earliest, placed.latest
    if shown and (said.earliest or between[0], said.latest or between[1]) == between:
        return said.edtf, True
    return date, not shown


def _point(texts: dict[str, str], before: str) -> str:
    """Year, month and day in EDTF; empty without a year."""
    given = {part: texts.get(f"{before}{part}", "") for part in _PARTS}
    for part, text in given.items():
        if text and not _WHOLE.fullmatch(text):
            raise _SlideError(f"{before}{part}", f"“{text[:40]}” is not a whole number.")
    if not given["year"] and (given["month"] or given["day"]):
        raise _SlideError(f"{before}year", "is empty, but there is a month or a day.")
    if given["day"] and not given["month"]:
        raise _SlideError(f"{before}month", "is empty, but there is a day.")
    if not given["year"]:
        return ""
    year, month, day = (int(float(text)) if text else 0 for text in given.values())
    sign = "-" if year < 0 else ""
    wide = f"{sign}{abs(year):04}" if abs(year) <= 9999 else f"Y{year}"
    return wide + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")


def _time(texts: dict[str, str]) -> str:
    if "hour" in texts:
        given = f"{texts['hour']}:{texts.get('minute', '0').zfill(2)}"
    else:
        given = texts.get("time", "")
    found = _TIME.fullmatch(given)
    if given and (found is None or int(found[1]) > 23 or int(found[2]) > 59):
        raise _SlideError("time", f"“{given[:40]}” is not a time of day. Write 01:05.")
    return f"{int(found[1]):02}:{found[2]}" if found else ""


def _name(slides: Iterable[Slide]) -> None:
    """Give each slide a slug: its own where it has one, else of its headline; each once."""
    taken: set[str] = set()
    for number, slide in enumerate(slides, 1):
        wanted = slugify(slide.slug or slide.headline)[:_SLUG_LENGTH].strip("-")
        wanted = wanted or f"slide-{number}"
        slug, more = wanted, 2
        while slug in taken:
            slug, more = f"{wanted}-{more}", more + 1
        taken.add(slug)
        slide.slug = slug
