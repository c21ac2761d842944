"""The terms of a published document, as the search holds them."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection

from timeline.editions.kinds import Kind
from timeline.editions.models import Record
from timeline.editions.search.addresses import address_terms, slug_term
from timeline.editions.search.engines import ENGINES
from timeline.editions.search.lookups import FIELDS, key_of
from timeline.text import names_columns

_BATCH = 500
# Stands between two texts of one field, so that no phrase runs from one into the other.
_BREAK = " x0x0 "


def store(records: Iterable[Record]) -> None:
    """Make new records findable. Their identifiers must be set."""
    engine, batch = ENGINES[connection.vendor], []
    for record in records:
        for part, columns in parts_of(record.kind, record.document):
            if any(columns.values()):
                batch.append((key_of(record.pk, part), columns))
        if len(batch) >= _BATCH:
            engine.keep(batch)
            batch = []
    if batch:
        engine.keep(batch)


def parts_of(kind: str, document: Any) -> Iterator[tuple[int, dict[str, str]]]:
    """The columns of a document, by the number of its part.

    What an event quotes of each of its sources is a part of its own where there are several, in the
    order of their slugs: of a day, only what had been published by then is found.
    """
    sources = sorted({e["source"] for e in document["excerpts"]} if kind == Kind.EVENT else ())
    if len(sources) < 2:
        yield 0, columns_of(kind, document)
        return
    yield 0, columns_of(kind, {**document, "excerpts": []})
    for number, source in enumerate(sources, start=1):
        quoted = [e for e in document["excerpts"] if e["source"] == source]
        columns = columns_of(kind, {**document, "title": "", "summary": "", "excerpts": quoted})
        yield number, {**columns, "title_terms": ""}


def fields_of(kind: str, document: Any) -> dict[str, str]:
    """The text of a document by search field. An actor's names are found by the actor's record.

    The fields of an event are its title, its summary, and its excerpts with translations; in the
    place of names stand excerpts of other events that carry it too, whose words are first of all
    those of the other event. Its date is not among them: a date is looked for in the index.
    """
    if kind == Kind.EVENT:
        return {
            "title": document["title"],
            "name": _quoted(e for e in document["excerpts"] if e.get("tied")),
            "summary": document["summary"],
            "excerpt": _quoted(e for e in document["excerpts"] if not e.get("tied")),
        }
    if kind in (Kind.ACTOR, Kind.PLACE):
        spellings = [document["name"], *(name["name"] for name in document["names"])]
        return {"title": "", "name": "\n".join(spellings), "summary": "", "excerpt": ""}
    if kind == Kind.SOURCE:
        return {"title": "", "name": "", "summary": "", "excerpt": document["title"]}
    if kind == Kind.PUBLISHER:
        return {"title": "", "name": "", "summary": "", "excerpt": document["name"]}
    return dict.fromkeys(FIELDS, "")


def _quoted(excerpts: Iterable[Any]) -> str:
    return "\n".join(
        text for excerpt in excerpts for text in (excerpt["quote"], excerpt["translation"]) if text
    )


def columns_of(kind: str, document: Any) -> dict[str, str]:
    """Each field of a document as two columns: its folded words in order, and its other terms.

    Words in order answer phrases and prefixes. The other terms are those of the exact and folded
    tiers (with `e0` and `f0` before them, so that they differ), stems, keys and script keys; one
    that is there twice says no more than one that is there once.
    """
    curated = kind in (Kind.ACTOR, Kind.PLACE, Kind.PUBLISHER)
    columns: dict[str, str] = {}
    for name, text in fields_of(kind, document).items():
        lines = text.split("\n") if text else ()
        cut = [names_columns.words_and_terms(line, curated=curated) for line in lines]
        columns[name] = _BREAK.join(words for words, _ in cut)
        columns[f"{name}_terms"] = " ".join(terms for _, terms in cut if terms)
    return columns | _addressed(kind, document, columns)


def _addressed(kind: str, document: Any, columns: dict[str, str]) -> dict[str, str]:
    """The columns that a source is found in by its addresses, and an event by its own."""
    if kind == Kind.EVENT:
        return {"title_terms": f"{columns['title_terms']} {slug_term(document['slug'])}".strip()}
    if kind == Kind.SOURCE:
        both = (address_terms(document[name]) for name in ("url", "archived_url"))
        return {"title": _BREAK.join(" ".join(terms) for terms in both if terms)}
    return {}
