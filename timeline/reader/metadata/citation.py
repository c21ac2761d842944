"""The reference of a page in its head, for the button of a reference manager in the browser.

Highwire's names (`citation_…`), which Zotero, Mendeley, Google Scholar and others read, are made of
the same CSL item that `/cite/` shows. To Zotero `z:itemType` says what kind of thing it is: from
the other names it would guess an article of a journal. A date stands there only if it is exact.
"""

from typing import Final

from timeline.editions.documents import SourceDocument
from timeline.editions.site import rights
from timeline.reader.cite.items import Item, of_view
from timeline.reader.cite.items import of_source as of_source_item
from timeline.reader.query.reading import Reading

Tag = tuple[str, str]  # a name, and its content
_TYPES: Final = {"article-newspaper": "newspaperArticle", "post-weblog": "blogPost"}
_PARTS_OF_NAMES: Final = (",", ";")  # at which Zotero cuts one name into several


def tags(item: Item, terms: str = "") -> tuple[Tag, ...]:
    """The reference of a CSL item as names and contents of `<meta>`; what it has not is left out.

    The address is the one in the item: of a page of ours that of its edition, of a source its own.
    """
    found = [
        ("z:itemType", _TYPES.get(item["type"], "webpage")),
        ("citation_title", item["title"]),
        *(("citation_author", f"{one},") for one in _authors(item)),
        # Of whatever kind it is, Zotero takes this for the name of the site or the newspaper.
        ("citation_journal_title", "" if "publisher" in item else item.get("container-title", "")),
        ("citation_publisher", item.get("publisher", "")),
        ("citation_publication_date", _date(item)),
        ("citation_language", item.get("language", "")),
        ("citation_public_url", item.get("URL", "")),
        ("DC.rights", terms),
    ]
    return tuple((name, content) for name, content in found if content)


def of_page(reading: Reading, title: str, url: str) -> tuple[Tag, ...]:
    """The reference of a page of ours in the edition that is read; `url` names it for ever. Nothing
    for a preview, which nobody else can open."""
    if reading.snapshot.is_preview:
        return ()
    item = of_view(title, url, reading.edition, "", reading.site.name)
    return tags(item, rights(reading.site))


def of_pinned(reading: Reading, title: str, url: str) -> tuple[Tag, ...]:
    """The same, of a page that can be cited only where its address names its edition."""
    return () if reading.asked is None else of_page(reading, title, url)


def of_record(reading: Reading, source: SourceDocument) -> tuple[Tag, ...]:
    """The reference of a source: that of the original, not of its record here."""
    if reading.snapshot.is_preview:
        return ()
    return tags(of_source_item(source, reading.index), source["rights"])


def _authors(item: Item) -> list[str]:
    """The names that stay whole when a comma follows them, which tells Zotero not to look for a
    family name in “Ferry Watch”; one with a comma or semicolon in it would be torn all the same."""
    names = [one["literal"] for one in item.get("author", [])]
    return [name for name in names if not any(sign in name for sign in _PARTS_OF_NAMES)]


def _date(item: Item) -> str:
    """YYYY/MM/DD, YYYY/MM or YYYY; empty for a span, a season, and what is not sure."""
    issued = item.get("issued", {})
    parts = issued.get("date-parts", [])
    if len(parts) != 1 or issued.get("circa") or "season" in issued:
        return ""
    year, *rest = parts[0]
    return "/".join([f"{year:04}", *(f"{one:02}" for one in rest)])
