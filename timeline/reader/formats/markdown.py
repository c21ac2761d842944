"""The view as Markdown (CommonMark with footnotes), for notes, wikis and static sites.

An event is a section, each excerpt a quotation, each source a footnote. What Markdown would read as
a sign of its own is escaped, so that no text of a source becomes a heading, a link or HTML.
"""

import re
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from timeline.editions.documents import SourceDocument
from timeline.editions.site import rights
from timeline.reader.cite.items import of_source
from timeline.reader.cite.line import in_a_line
from timeline.reader.formats.files import Addresses, answer, capital
from timeline.reader.query import labels
from timeline.reader.query.view import TimelineView
from timeline.text import dates

_SIGNS: Final = re.compile(r"([\\`*_{}\[\]<>()#+.!|~&^-])")


def render(view: TimelineView, request: HttpRequest) -> HttpResponse:
    """The whole view, in its order."""
    addresses = Addresses(view)
    documents = view.reading.snapshot.documents(view.reading.index.record_ids(view.all_ranks()))
    events, sources = view.with_sources(documents)
    lines = [f"# {plain(view.title)}", "", f"<{addresses.permanent}>", ""]
    for event in events:
        lines += _event(event, view, addresses)
    for slug, source in sorted(sources.items()):
        lines.append(f"[^{slug}]: {_note(source, view)}")
    edition = view.reading.edition
    site = view.reading.site
    said = f"{site.name}, edition {edition.number}. {rights(site)}"
    lines += ["", "---", "", plain(said), ""]
    return answer(view, "\n".join(lines), "text/markdown; charset=utf-8; variant=GFM", "md")


def plain(text: str) -> str:
    """Text of which Markdown reads nothing as a sign of its own, on one line."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))


def _event(event: Any, view: TimelineView, addresses: Addresses) -> list[str]:
    index = view.reading.index
    when = dates.parse(event["date"])
    said = f"**{plain(capital(when.phrase))}.** {plain(event['summary'])}"
    link = f"[Event]({addresses.event(event['slug'])})"
    lines = [f"## {plain(event['title'])}", "", f"{said} {link}", ""]
    for excerpt in event["excerpts"]:
        said_by = excerpt["said_by"]
        who = f" — {plain(labels.of(index, 'actor', said_by))}" if said_by else ""
        stance = {"disputes": "Disputes this. ", "context": "Context. "}.get(excerpt["stance"], "")
        lines.append(f"> {stance}“{plain(excerpt['quote'])}”{who}[^{excerpt['source']}]")
        if excerpt["translation"]:
            lines += [">", f"> *{plain(excerpt['translation'])}*"]
        lines.append("")
    return lines


def _note(source: SourceDocument, view: TimelineView) -> str:
    item = of_source(source, view.reading.index)
    url = item.get("URL", "")
    return plain(in_a_line(item)) + (f" <{url}>" if url else "")
