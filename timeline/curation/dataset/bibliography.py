"""References of reference managers as drafts of sources: Zotero’s CSV, CSL-JSON, RIS, BibTeX.

A reference that the desk has already, by its address or by its publisher and title, is left out and
named. A publisher is known by its name, in any spelling; one that is new becomes a draft, which
nobody can approve before somebody has said what it is. What is wrong is told once for each kind of
problem, with all references that have it.
"""

import csv
import html
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote, urlsplit

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from timeline.curation.dataset.problems import DatasetError, Problem
from timeline.curation.dataset.read import DatasetEntry
from timeline.curation.dataset.shapes import PUBLISHER, SOURCE, Shape
from timeline.curation.models import Publisher, Source
from timeline.curation.models.base import Stage
from timeline.curation.models.catalogue import NOT_DESCRIBED
from timeline.curation.models.sources import SourceKind
from timeline.curation.validators import validate_language, validate_plain, validate_url
from timeline.text import dates, names
from timeline.text.date_eras import read_asking
from timeline.text.languages import tag_of
from timeline.text.page_address import page_key

MOST: Final = 1_000  # references of one file
NAMED: Final = 10  # of those that have one kind of problem
SUFFIXES: Final = (".ris", ".bib", ".json")
_ZOTERO: Final = ("Item Type", "Title", "Publication Title")
_KINDS: Final = {
    "blogpost": SourceKind.BLOG_POST, "post-weblog": SourceKind.BLOG_POST,
    "blog": SourceKind.BLOG_POST,
    "forumpost": SourceKind.BLOG_POST, "post": SourceKind.BLOG_POST,
    "interview": SourceKind.INTERVIEW, "speech": SourceKind.STATEMENT,
    "presentation": SourceKind.STATEMENT, "letter": SourceKind.STATEMENT,
    "personal_communication": SourceKind.STATEMENT, "press_release": SourceKind.STATEMENT,
    "book": SourceKind.OTHER, "thesis": SourceKind.OTHER, "report": SourceKind.OTHER,
    "rprt": SourceKind.OTHER, "statute": SourceKind.OTHER, "legislation": SourceKind.OTHER,
    "legal_case": SourceKind.OTHER, "case": SourceKind.OTHER, "bill": SourceKind.OTHER,
    "document": SourceKind.OTHER, "misc": SourceKind.ARTICLE,
}  # fmt: skip


@dataclass(slots=True)
class Reference:
    """One reference as its file has it: each value is the text there, or empty."""

    line: int
    title: str = ""
    people: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""
    language: str = ""
    rights: str = ""
    kind: str = ""


@dataclass(slots=True)
class References:
    """What a file of references comes to: entries to load, and sentences on what was left out."""

    entries: dict[str, list[DatasetEntry]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)


def is_bibliography(name: str, content: bytes) -> bool:
    """Whether a file is one of references, by its name or, of a table, by Zotero’s columns."""
    if name.lower().endswith(SUFFIXES):
        return True
    if not name.lower().endswith(".csv"):
        return False
    first = content.decode("utf-8-sig", "replace").partition("\n")[0]
    header = next(csv.reader([first]), [])
    return all(column in header for column in _ZOTERO)


def read_bibliography(name: str, content: bytes) -> References:
    """The references of a file as drafts to load. Raises DatasetError, a problem for each kind."""
    found = list(_parsed(name, content))
    if not found:
        raise DatasetError([Problem(name, 1, "", "", "holds no reference.")])
    if len(found) > MOST:
        message = f"holds {len(found):,} references; at most {MOST:,} can be loaded at a time."
        raise DatasetError([Problem(name, 1, "", "", message)])
    return _Drafts(name).of(found)


# -- the four forms --------------------------------------------------------------------------------


def _parsed(name: str, content: bytes) -> Iterable[Reference]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        said = f"is not UTF-8 text: byte {error.start + 1} is {content[error.start]:#04x}."
        raise DatasetError([Problem(name, line, "", "", f"{said} Save it as UTF-8.")]) from error
    read: dict[str, Callable[[str], Iterable[Reference]]] = {
        "csv": _zotero, "json": _csl, "ris": _ris, "bib": _bibtex,
    }  # fmt: skip
    form = name.lower().rpartition(".")[2]
    try:
        return list(read[form](text))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, csv.Error) as error:
        known = {"csv": "CSV of Zotero", "json": "CSL-JSON", "ris": "RIS", "bib": "BibTeX"}[form]
        line = int(getattr(error, "lineno", 1))
        said = str(error).partition("\n")[0][:200]
        raise DatasetError([Problem(name, line, "", "", f"is not {known}: {said}.")]) from error


def _zotero(text: str) -> Iterator[Reference]:
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    for row in rows:
        cells = {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}
        yield Reference(
            rows.line_num,
            cells.get("Title", ""),
            cells.get("Author", ""),
            cells.get("Publication Title", "") or cells.get("Publisher", ""),
            cells.get("Date", "") or cells.get("Publication Year", ""),
            cells.get("Url", "") or _doi(cells.get("DOI", "")),
            cells.get("Language", ""),
            cells.get("Rights", ""),
            cells.get("Item Type", ""),
        )


def _csl(text: str) -> Iterator[Reference]:
    items = json.loads(text)
    items = items.get("items", [items]) if isinstance(items, dict) else items
    at = 0
    for item in items:
        title = str(item.get("title") or "")
        at = max(at, text.find(json.dumps(title, ensure_ascii=False), at)) if title else at
        yield Reference(
            text.count("\n", 0, at) + 1,
            title,
            "; ".join(filter(None, map(_person, item.get("author") or ()))),
            str(item.get("container-title") or item.get("publisher") or ""),
            _csl_date(item.get("issued") or {}),
            str(item.get("URL") or _doi(str(item.get("DOI") or ""))),
            str(item.get("language") or ""),
            "",
            str(item.get("type") or ""),
        )


def _person(name: Any) -> str:
    if name.get("literal"):
        return str(name["literal"])
    return " ".join(str(name[key]) for key in ("given", "family") if name.get(key))


def _csl_date(issued: Any) -> str:
    parts = issued.get("date-parts") or []
    if not parts or not parts[0] or not parts[0][0]:
        return str(issued.get("raw") or issued.get("literal") or "")
    written = ["-".join(f"{int(one):02}" for one in day if one) for day in parts[:2]]
    return "/".join(f"{one:0>4}" for one in written)


def _ris(text: str) -> Iterator[Reference]:
    import rispy

    lines = [n for n, line in enumerate(text.splitlines(), 1) if line.startswith("TY  -")]
    for line, item in zip(lines, rispy.loads(text), strict=False):
        urls = item.get("urls") or [item.get("url") or ""]
        people = item.get("authors") or item.get("first_authors") or []
        yield Reference(
            line,
            str(item.get("title") or item.get("primary_title") or ""),
            "; ".join(_turned(one) for one in people),
            str(next((item[key] for key in _RIS_PUBLISHERS if item.get(key)), "")),
            str(item.get("date") or item.get("publication_year") or item.get("year") or ""),
            str(urls[0] if urls and urls[0] else _doi(str(item.get("doi") or ""))),
            str(item.get("language") or ""),
            "",
            str(item.get("type_of_reference") or ""),
        )


_RIS_PUBLISHERS: Final = ("journal_name", "secondary_title", "alternate_title3", "publisher")


def _bibtex(text: str) -> Iterator[Reference]:
    import bibtexparser
    from bibtexparser.bparser import BibTexParser
    from bibtexparser.customization import convert_to_unicode

    parser = BibTexParser(
        common_strings=True, ignore_nonstandard_types=False, customization=convert_to_unicode
    )
    for item in bibtexparser.loads(text, parser=parser).entries:
        key = text.find(str(item["ID"]))
        plain = {name: re.sub(r"[{}]", "", str(value)) for name, value in item.items()}
        yield Reference(
            text.count("\n", 0, max(0, key)) + 1,
            plain.get("title", ""),
            "; ".join(_turned(one) for one in plain.get("author", "").split(" and ") if one),
            next((plain[one] for one in _BIB_PUBLISHERS if plain.get(one)), ""),
            plain.get("date") or _bib_date(plain),
            plain.get("url") or _doi(plain.get("doi", "")),
            plain.get("langid") or plain.get("language", ""),
            "",
            plain.get("entrytype") or plain.get("ENTRYTYPE", ""),
        )


_BIB_PUBLISHERS: Final = (
    "journal", "journaltitle", "publisher", "organization", "institution", "howpublished",
)  # fmt: skip


def _bib_date(item: dict[str, str]) -> str:
    return " ".join(filter(None, (item.get("day"), item.get("month"), item.get("year"))))


def _turned(name: str) -> str:
    """“Reed, Jane” as people write it."""
    last, sign, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if sign and "," not in first else name.strip()


def _doi(doi: str) -> str:
    bare = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)\s*", "", doi.strip(), flags=re.IGNORECASE)
    return f"https://doi.org/{quote(bare, safe='/:;().-_')}" if bare.startswith("10.") else ""


# -- drafts ----------------------------------------------------------------------------------------


class _Drafts:
    """The entries that references come to, against what the desk has."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.known = {
            names.fold(said): one.slug
            for one in Publisher.objects.order_by("pk")
            for said in (one.slug, one.name)
        }
        homes = Publisher.objects.exclude(homepage="").values_list("homepage", "slug")
        self.hosts = {_host(home): slug for home, slug in homes}
        sources = Source.objects.order_by("pk").values_list(
            "slug", "url", "title", "publisher__slug"
        )
        self.addresses = {page_key(url): slug for slug, url, _, _ in sources if url}
        self.titles = {(own, title.casefold()): slug for slug, _, title, own in sources}
        self.slugs = {slug for slug, *_ in sources}
        for former in Source.objects.values_list("former_slugs", flat=True):
            self.slugs |= set(former)
        self.makers = set(Publisher.objects.values_list("slug", flat=True))
        self.wrong: dict[str, list[str]] = {}
        self.weak: dict[str, list[str]] = {}
        self.there: list[str] = []

    def of(self, found: list[Reference]) -> References:
        made = References({"publishers.yaml": [], "sources.yaml": []})
        for one in found:
            self._one(one, made)
        if self.wrong:
            raise DatasetError(
                [Problem(self.file, 1, "", "", _told(kind, of)) for kind, of in self.wrong.items()]
            )
        kinds = {"is here already, and left out": self.there} | self.weak
        made.said = [_told(kind, of) for kind, of in kinds.items() if of]
        return made

    def _one(self, one: Reference, made: References) -> None:
        title = _plain(one.title)[:300]
        label = f"“{title[:60]}”" if title else f"line {one.line}"
        if not title:
            self.wrong.setdefault("has no title", []).append(label)
            return
        url = self._address(one, label)
        if url and page_key(url) in self.addresses:
            self.there.append(f"{label} ({self.addresses[page_key(url)]})")
            return
        publisher = self._publisher(one, url, label, made)
        if not publisher:
            return
        if (publisher, title.casefold()) in self.titles and not url:
            self.there.append(f"{label} ({self.titles[publisher, title.casefold()]})")
            return
        if url:
            self.addresses[page_key(url)] = "in this file"
        published, note = self._date(one, label)
        values = _plain_values(SOURCE) | {
            "slug": _free(f"{publisher} {title}", self.slugs, "source"),
            "title": title,
            "publisher": publisher,
            "byline": _plain(one.people)[:200],
            "published": published,
            "published_note": note,
            "url": url,
            "language": self._language(one, label),
            "kind": str(_KINDS.get(one.kind.lower(), SourceKind.ARTICLE)),
            "rights": _plain(one.rights)[:300],
            "stage": str(Stage.DRAFT),
        }
        made.entries["sources.yaml"].append(DatasetEntry(self.file, one.line, values))

    def _publisher(self, one: Reference, url: str, label: str, made: References) -> str:
        name = _plain(one.publisher)[:200]
        host = _host(url)
        found = self.known.get(names.fold(name)) if name else None
        found = found or self.hosts.get(host)
        if found or not (name or host):
            if not found:
                self.wrong.setdefault("names neither a publisher nor an address", []).append(label)
            return found or ""
        slug = _free(name or host, self.makers, "publisher")
        values = _plain_values(PUBLISHER) | {
            "slug": slug,
            "name": name or host,
            "nature": NOT_DESCRIBED,
            "stage": str(Stage.DRAFT),
        }
        made.entries["publishers.yaml"].append(DatasetEntry(self.file, one.line, values))
        self.known[names.fold(name or host)] = slug
        return slug

    def _address(self, one: Reference, label: str) -> str:
        url = one.url.strip()
        try:
            if url:
                validate_url(url)
        except ValidationError:
            self.weak.setdefault(
                "has an address that cannot be used, which is left out", []
            ).append(f"{label} ({url[:80]})")
            return ""
        return url[:1000]

    def _date(self, one: Reference, label: str) -> tuple[str, str]:
        said = _plain(one.date).strip("/ ")
        said = re.sub(r"^(\d{4})/(\d{1,2})(?:/(\d{1,2}))?(?:/.*)?$", _dashed, said)
        said = re.sub(r"^(\d{4}-\d\d-\d\d)[T ].*$", r"\1", said)
        if not said:
            return "", ""
        try:
            return read_asking(said).edtf, ""
        except dates.DateError:
            kind = "has a date that cannot be read, which is kept as a note"
            self.weak.setdefault(kind, []).append(f"{label} (“{said[:40]}”)")
            return "", f"The reference says “{said[:200]}”."

    def _language(self, one: Reference, label: str) -> str:
        said = one.language.strip()
        tag = tag_of(said) or said
        try:
            validate_language(tag)
        except ValidationError:
            if said:
                kind = "has a language that is not known, and is taken for English"
                self.weak.setdefault(kind, []).append(f"{label} (“{said[:40]}”)")
            return "en"
        return tag[:35]


def _dashed(match: re.Match[str]) -> str:
    return "-".join(f"{int(part):02}" for part in match.groups() if part)


def _told(kind: str, of: list[str]) -> str:
    """One sentence for all references that have a kind of problem."""
    shown = ", ".join(of[:NAMED])
    more = f" and {len(of) - NAMED} more" if len(of) > NAMED else ""
    if len(of) == 1:
        return f"1 reference {kind}: {shown}."
    verb, _, rest = kind.partition(" ")
    many = {"has": "have", "is": "are", "names": "name"}[verb]
    return f"{len(of)} references {many} {rest}: {shown}{more}."


def _plain(text: str) -> str:
    """A value without markup and control characters, in one line."""
    bare = html.unescape(re.sub(r"</?(?:i|b|sub|sup|span|em)\b[^>]*>", "", text))
    line = " ".join(bare.split())
    try:
        validate_plain(line)
    except ValidationError:
        line = "".join(filter(str.isprintable, line))
    return line


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _free(text: str, used: set[str], noun: str) -> str:
    """A slug that nothing has, which then is taken."""
    base = slugify(text)[:90].strip("-") or noun
    number, slug = 1, base
    while slug in used:
        number += 1
        slug = f"{base}-{number}"
    used.add(slug)
    return slug


def _plain_values(shape: Shape) -> dict[str, Any]:
    return {
        one.name: list(one.default) if one.many and one.default is not None else one.default
        for one in shape
    }
