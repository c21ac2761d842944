"""A copy of an edition as plain files, for any file server, a memory stick or an archive.

Every page of the edition with its data beside it, a page for each value that one may filter by, all
editions up to it as files that `verify.py` checks, and a search in the page. Links lead within the
copy where it has the page, and to the living site where it has not, as for filters that combine.
Nothing in it needs a server: scripts of the pages are left out, as pages work without them.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from lxml import html as lxml_html

from timeline.editions import archive, files, verifier
from timeline.editions.kinds import KINDS, WITH_PAGE, Kind, in_edition
from timeline.editions.models import Edition
from timeline.editions.snapshot import PublishedSnapshot
from timeline.progress import Told
from timeline.reader.formats import FORMATS
from timeline.reader.query.parameters import FACETS, PAGE_SIZE
from timeline.site_url import absolute

SUMS: Final = "SHA256SUMS"
_LISTS: Final = ("editions/", "gaps/", "about/", "corrections/", "api/")
_DATA: Final = ("gaps.json", "editions.json", "corrections.atom", "openapi.json")
_IN_CSS: Final = re.compile(r"""url\(["']?([^"')]+)["']?\)""")
_SCRIPT: Final = Path(__file__).with_name("mirror_search.js")


class MirrorError(Exception):
    """The copy could not be made whole; the message says at which address."""


@dataclass(slots=True)
class Mirror:
    """A copy that is being made: `pages` are the addresses of the site that it has, with the file
    of each; all addresses without the edition, which is that of the copy."""

    folder: Path
    edition: Edition
    told: Told
    pages: dict[str, str] = field(default_factory=dict)
    statics: dict[str, bytes] = field(default_factory=dict)

    @property
    def pinned(self) -> int | None:
        latest = archive.latest_edition()
        return None if latest and latest.number == self.edition.number else self.edition.number


def export(folder: Path, edition: Edition, told: Told) -> int:
    """Write the copy; how many files it has. Files that are there are written anew."""
    mirror = Mirror(folder, edition, told)
    mirror.pages = dict(_plan(edition))
    client = Client(headers={"host": urlsplit(settings.SITE_URL).netloc})
    for number, (address, name) in enumerate(mirror.pages.items(), 1):
        _write(mirror, name, _answer(mirror, client, address, name))
        told(f"Page {number} of {len(mirror.pages)}")
    for one in archive.editions_until(edition.number):
        files.write_edition(folder, one)
        told(f"Edition {one.number}")
    for name, content in mirror.statics.items():
        _write(mirror, f"static/{name}", content)
    _write(mirror, "verify.py", Path(verifier.__file__).read_bytes())
    _write(mirror, "search-index.js", _search_index(mirror).encode())
    _write(mirror, "search.js", _SCRIPT.read_bytes())
    told("Digests of all files")
    return _sums(folder)


def _plan(edition: Edition) -> Iterator[tuple[str, str]]:
    """Every address that the copy has, and its file."""
    snapshot = PublishedSnapshot(edition)
    index = snapshot.index
    yield from _pages_of("", "index.html", len(index))
    for facet in FACETS:
        for value, ranks in sorted(index.facets.get(facet, {}).items()):
            if len(ranks) and _is_plain(value):
                query = f"{facet}={quote(value)}"
                yield from _pages_of(query, f"views/{facet}-{value}/index.html", len(ranks))
    for path in _LISTS:
        yield f"/{path}", f"{path}index.html"
    for name in _DATA:
        yield f"/{name}", name
    for suffix in FORMATS:
        yield f"/timeline.{suffix}", f"timeline.{suffix}"
    for kind in WITH_PAGE:
        yield from _things(kind, snapshot)
    for one in archive.editions_until(edition.number):
        yield f"/editions/{one.number}/", f"editions/{one.number}/index.html"
        if one.number > 1:
            between = f"editions/{one.number - 1}...{one.number}/"
            yield f"/{between}", f"{between}index.html"


def _is_plain(value: str) -> bool:
    return re.fullmatch(r"[a-z0-9-]+", value) is not None


def _pages_of(query: str, first: str, total: int) -> Iterator[tuple[str, str]]:
    folder = PurePosixPath(first).parent
    for page in range(1, max(1, -(-total // PAGE_SIZE)) + 1):
        more = f"page={page}" if page > 1 else ""
        asked = "&".join(part for part in (query, more) if part)
        name = str(folder / f"page-{page}.html") if page > 1 else first
        yield f"/?{asked}" if asked else "/", name


def _things(kind: str, snapshot: PublishedSnapshot) -> Iterator[tuple[str, str]]:
    told = KINDS[kind]
    if told.list_page:
        yield f"/{told.list_page}/", f"{told.list_page}/index.html"
        yield f"/{told.list_page}.json", f"{told.list_page}.json"
    for document in snapshot.all_of(kind):
        path = reverse(kind, args=[document["slug"]])
        yield path, f"{path[1:]}index.html"
        yield reverse(f"{kind}-data", args=[document["slug"]]), f"{path[1:-1]}.json"
        if kind == Kind.EVENT:
            yield f"{path}excerpts/", f"{path[1:]}excerpts/index.html"


def _answer(mirror: Mirror, client: Client, address: str, name: str) -> bytes:
    asked = address if address.startswith("/editions/") else in_edition(address, mirror.pinned)
    response: Any = client.get(asked, secure=settings.HTTPS)
    if response.status_code != 200:
        raise MirrorError(f"{asked} answered {response.status_code}")
    content = b"".join(response)
    is_page = name.endswith(".html") and not name.startswith("timeline.")
    return _local_page(mirror, content, name) if is_page else content


def _local_page(mirror: Mirror, content: bytes, name: str) -> bytes:
    """A page whose links lead within the copy, without its scripts."""
    tree = lxml_html.document_fromstring(content, parser=lxml_html.HTMLParser(encoding="utf-8"))
    for script in tree.xpath("//script[not(@type='application/ld+json')]"):
        script.drop_tree()
    for element in tree.iter():
        for attribute in [one for one in element.attrib if one.startswith(("hx-", "data-"))]:
            del element.attrib[attribute]  # they are for scripts
        _lead(mirror, element, name)
    _add_search(tree, name)
    text: bytes = lxml_html.tostring(tree, encoding="utf-8", doctype="<!doctype html>")
    return text


def _lead(mirror: Mirror, element: Any, name: str) -> None:
    if element.tag == "link" and element.get("rel") == "canonical":
        return
    for attribute in ("href", "src", "action", "data"):
        value = element.get(attribute)
        if not value or not value.startswith(("/", "?")):
            continue
        if value.startswith("?"):
            value = f"{_address_of(mirror, name)}{value}"
        element.set(attribute, _leads_to(mirror, value, name))


def _address_of(mirror: Mirror, name: str) -> str:
    found = next(address for address, file in mirror.pages.items() if file == name)
    return found.partition("?")[0]


def _leads_to(mirror: Mirror, value: str, name: str) -> str:
    """Where a link of a page leads in the copy, or else on the living site."""
    parts = urlsplit(value)
    static = f"/{settings.STATIC_URL.strip('/')}/"
    if parts.path.startswith(static):
        file = parts.path.removeprefix(static)
        _take_static(mirror, file)
        return _relative(f"static/{file}", name)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [
        (key, one) for key, one in pairs if (key, one) != ("edition", str(mirror.edition.number))
    ]
    address = f"{parts.path}?{urlencode(kept, quote_via=quote)}" if kept else parts.path
    file = mirror.pages.get(address) or _OWN.get(address, "") or _edition_file(mirror, address)
    if not file:
        return absolute(value)
    return _relative(file, name) + (f"#{parts.fragment}" if parts.fragment else "")


_EDITION_FILES: Final = "|".join(map(re.escape, files.NAMES))
_OWN: Final = {"/verify.py": "verify.py"}


def _edition_file(mirror: Mirror, address: str) -> str:
    found = re.fullmatch(rf"/(editions/([0-9]+)/(?:{_EDITION_FILES}))", address)
    return found[1] if found and int(found[2]) <= mirror.edition.number else ""


def _relative(file: str, name: str) -> str:
    return "../" * name.count("/") + quote(file)


def _take_static(mirror: Mirror, file: str) -> None:
    """Read a static file, and what it names if it is a style sheet."""
    if file in mirror.statics:
        return
    root = Path(settings.STATIC_ROOT or ".")
    found = root / file if (root / file).is_file() else finders.find(file)
    if not found:
        raise MirrorError(f"The static file {file} is not there: run collectstatic")
    content = Path(str(found)).read_bytes()
    mirror.statics[file] = content
    if file.endswith(".css"):
        for url in _IN_CSS.findall(content.decode()):
            if not url.startswith(("data:", "http:", "https:", "/", "#")):
                inner = PurePosixPath("/") / PurePosixPath(file).parent / url.partition("#")[0]
                _take_static(mirror, _normal(str(inner))[1:])


def _normal(path: str) -> str:
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _add_search(tree: Any, name: str) -> None:
    """Put the search of the copy in place of that of the site, which needs a server."""
    up = "../" * name.count("/")
    for form in tree.xpath("//form[@role='search' or .//input[@name='q']]"):
        form.drop_tree()
    for head in tree.xpath("//header")[:1]:
        head.append(
            lxml_html.fragment_fromstring(
                '<div class="search" id="mirror-search" data-up="'
                + up
                + '"><label>Search this copy '
                '<input type="search" autocomplete="off"></label><ol hidden></ol></div>'
            )
        )
    for body in tree.xpath("//body"):
        for script in ("search-index.js", "search.js"):
            body.append(lxml_html.fragment_fromstring(f'<script src="{up}{script}"></script>'))


def _search_index(mirror: Mirror) -> str:
    """All events with the folded words that find them, as a script: a page on a disk can load no
    data, but scripts."""
    rows = []
    for event in PublishedSnapshot(mirror.edition).all_of(Kind.EVENT):
        text = [event["title"], event["summary"], event["date"]]
        text += [part for one in event["excerpts"] for part in (one["quote"], one["translation"])]
        words = sorted({word for part in text for word in _folded(part)})
        page = mirror.pages[reverse("event", args=[event["slug"]])]
        rows.append([event["title"], event["date"], page, " ".join(words)])
    index = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return f"window.MIRROR = {index};\n"


def _folded(text: str) -> list[str]:
    """The words of a text as the script of the search folds what is typed."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", plain.lower())


def _write(mirror: Mirror, name: str, content: bytes) -> None:
    path = mirror.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _sums(folder: Path) -> int:
    """Write the digest of every file, as `sha256sum --check` reads it; how many there are."""
    found = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name != SUMS
    )
    lines = [
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in found
    ]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")
    return len(found) + 1
