"""What a page says of itself: title, byline, day, address, language, and who put it out.

Each is a guess of a program, for a person to confirm, and comes with where it was read.
trafilatura reads the data of a page of HTML (Open Graph, JSON-LD, `meta` elements, the place where
pages have bylines), pypdf those of a PDF; langdetect tells the language of a text that does not
say it.
"""

import hashlib
import io
import re
import warnings
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from typing import Any, Final

from django.core.exceptions import ValidationError

from timeline.curation.validators import validate_language, validate_url
from timeline.desk.source_desk.intake import (
    Intake,
    IntakeError,
    decoded,
    from_paste,
    looks_html,
    refuse_others,
)
from timeline.text import dates

MOST_BYTES: Final = 2 * 1024 * 1024
MOST_PAGES: Final = 500  # of a PDF
_HTML: Final = (".html", ".htm", ".xhtml")
_LANG: Final = re.compile(r"<html\b[^>]*?\blang\s*=\s*[\"']?([A-Za-z0-9-]+)", re.IGNORECASE)
_LEAST: Final = 40  # characters of a text whose language is told
_SURE: Final = 0.8
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_TITLE_MAX, _BYLINE_MAX = 300, 200


@dataclass(frozen=True, slots=True)
class Fact:
    """A guessed value, and where in the page it was read."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A page that was read: its text, the bytes it came as, and what it says of itself.

    `facts` has a fact for each field of a source that one was found for: "title", "byline",
    "published" (EDTF), "url", "language"; `site` is what the page calls its publisher.
    """

    taken: Intake
    data: bytes
    content_type: str
    facts: dict[str, Fact] = field(default_factory=dict)
    site: str = ""


def read_page_file(name: str, data: bytes, *, address: str = "", encoding: str = "") -> PageFacts:
    """A file of HTML, PDF or plain text, or what an address answered. Raises IntakeError.

    `address` is where the page is said to be; the one that a page gives as its own comes first.
    """
    if len(data) > MOST_BYTES:
        raise IntakeError(
            f"“{name}” has {len(data):,} bytes; at most {MOST_BYTES:,} (2 MB) can be taken in "
            "here. Make the source by hand, and give its text under “Replace the text”."
        )
    if data.startswith(b"%PDF-"):
        return _pdf(name, data, address)
    refuse_others(name, data)
    text = decoded(name, data, encoding)
    if name.lower().endswith(_HTML) or looks_html(text):
        return read_html(text, data, address=address, origin=f"the file {name[-80:]}")
    taken = _named(from_paste(text, kind="text"), f"the file {name[-80:]}", data)
    return PageFacts(taken, data, "text/plain; charset=utf-8", _of_text(taken.text, address))


def read_html(html: str, data: bytes, *, address: str = "", origin: str) -> PageFacts:
    """A page of HTML: its main text, and what it says of itself. Raises IntakeError."""
    taken = _named(from_paste(html, kind="html"), origin, data)
    said = _metadata(html)
    facts = _of_text(taken.text, address)
    for name, value, words in (
        ("title", said.get("title"), "the page’s title"),
        ("byline", said.get("author"), "the page’s data or the place of its byline"),
        ("published", _day(said.get("date")), "the page’s day of publication"),
        ("url", _address(said.get("url")), "the address that the page gives as its own"),
        ("language", _language(html), "the language that the page says it is in"),
    ):
        if value:
            facts[name] = Fact(_line(name, value), words)
    return PageFacts(taken, data, "text/html; charset=utf-8", facts, said.get("sitename") or "")


def _named(taken: Intake, origin: str, data: bytes) -> Intake:
    """An intake that says which file it is from, with the digest of that."""
    said = taken.text_from.replace("typed or pasted", origin, 1)[:200]
    return replace(taken, text_from=said, file_sha256=hashlib.sha256(data).hexdigest())


def _metadata(html: str) -> dict[str, str]:
    with warnings.catch_warnings():
        # As in `page_text`: it says that it could not fetch through a proxy, and fetches nothing.
        warnings.simplefilter("ignore")
        from trafilatura.metadata import extract_metadata

        try:
            found: Any = extract_metadata(html)
        except (RecursionError, ValueError, TypeError, AttributeError):
            return {}
    if found is None:
        return {}
    names = ("title", "author", "date", "url", "sitename")
    return {name: str(value) for name in names if (value := getattr(found, name, None))}


def _pdf(name: str, data: bytes, address: str) -> PageFacts:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if len(reader.pages) > MOST_PAGES:
            raise IntakeError(
                f"“{name}” has {len(reader.pages)} pages; at most {MOST_PAGES} can be taken in. "
                "Paste the text of those that matter."
            )
        text = "\n".join(page.extract_text() for page in reader.pages)
        said: Any = reader.metadata or {}
        made = {key: str(said.get(key) or "").strip() for key in ("/Title", "/Author")}
        language = str(reader.root_object.get("/Lang") or "")
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, OSError) as error:
        raise IntakeError(f"“{name}” is a PDF that cannot be read: {error}.") from error
    if not text.strip():
        raise IntakeError(
            f"“{name}” is a PDF of pictures, without text. Paste its text as you read it."
        )
    origin = f"the file {name[-80:]}, text by pypdf {version('pypdf')}"
    taken = _named(from_paste(_without_controls(text), kind="text"), origin, data)
    facts = _of_text(taken.text, address)
    if made["/Title"]:
        facts["title"] = Fact(_line("title", made["/Title"]), "the title in the data of the PDF")
    if made["/Author"]:
        facts["byline"] = Fact(_line("byline", made["/Author"]), "the author in its data")
    if _is_language(language):
        facts["language"] = Fact(language, "the language that the PDF says it is in")
    return PageFacts(taken, data, "application/pdf", facts)


def _without_controls(text: str) -> str:
    return "\n".join(_CONTROLS.sub(" ", line) for line in text.splitlines())


def _of_text(text: str, address: str) -> dict[str, Fact]:
    """What a text alone gives: its first line as title, its language; and the address it is at."""
    facts = {}
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    if first:
        facts["title"] = Fact(_line("title", first), "the first line of the text")
    if _address(address):
        facts["url"] = Fact(address, "the address that it was read at")
    if language := _told(text):
        facts["language"] = Fact(language, "the words of the text")
    return facts


def _told(text: str) -> str:
    """The language of a text by its words, as a tag of BCP 47; empty where it is not sure."""
    if len(text) < _LEAST:
        return ""
    from langdetect import DetectorFactory, LangDetectException, detect_langs

    DetectorFactory.seed = 0  # else it answers now this, now that
    try:
        best = detect_langs(text[:5_000])[0]
    except LangDetectException:
        return ""
    return str(best.lang) if best.prob >= _SURE and _is_language(best.lang) else ""


def _language(html: str) -> str:
    found = _LANG.search(html[:5_000])
    tag = found[1] if found else ""
    main, sign, rest = tag.partition("-")
    tag = f"{main.lower()}{sign}{rest}"
    return tag if _is_language(tag) else ""


def _is_language(tag: str) -> bool:
    try:
        validate_language(tag)
    except ValidationError:
        return False
    return len(tag) <= 35


def _day(text: str | None) -> str:
    try:
        return dates.read(text or "").edtf if text else ""
    except dates.DateError:
        return ""


def _address(url: str | None) -> str:
    try:
        validate_url(url or "")
    except ValidationError:
        return ""
    return url or "" if len(url or "") <= 1000 else ""


def _line(name: str, value: str) -> str:
    most = {"title": _TITLE_MAX, "byline": _BYLINE_MAX}.get(name, 1000)
    return " ".join(_CONTROLS.sub(" ", value).split())[:most]
