"""Search: what is found, in which order; and that both databases find what plain Python finds."""

import contextlib
import random

import pytest

from tests.timeline_data import Desk
from timeline.editions import archive
from timeline.editions.kinds import Kind
from timeline.editions.models import Edition, Record
from timeline.editions.search import Word, WordsError, find, read_words
from timeline.editions.search.lookups import lookups_of
from timeline.editions.search.store import FIELDS, columns_of, fields_of
from timeline.editions.snapshot import PublishedSnapshot
from timeline.text.names import Tier


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Qasem", [("Qasem", ("qasem",), "")]),
        ("  two   words ", [("two", ("two",), ""), ("words", ("words",), "")]),
        ('"arrest warrant"', [("arrest warrant", ("arrest", "warrant"), "phrase")]),
        ("“arrest warrant”", [("arrest warrant", ("arrest", "warrant"), "phrase")]),
        ('"not closed', [("not closed", ("not", "closed"), "phrase")]),
        ("strike -drone", [("strike", ("strike",), ""), ("drone", ("drone",), "excluded")]),
        ('a -"b c"', [("a", ("a",), ""), ("b c", ("b", "c"), "phrase excluded")]),
        ("interp*", [("interp", ("interp",), "prefix")]),
        ("al-Kadhimi", [("al-Kadhimi", ("kadhimi",), "")]),
        ("twice twice", [("twice", ("twice",), "")]),
    ],
)
def test_words_are_read_as_typed(text, words):
    assert [
        (
            word.text,
            word.tokens,
            " ".join(name for name in ("phrase", "prefix", "excluded") if getattr(word, name)),
        )
        for word in read_words(text)
    ] == words


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('""', "has no word to look for"),
        ("!?*", "has no word to look for"),
        ("-drone", "only says what to leave out"),
        ("x" * 201, "has 201 characters; use at most 200"),
        (" ".join(f"w{n}x" for n in range(13)), "more than 12 words"),
    ],
)
def test_a_search_that_cannot_be_run_says_why(text, message):
    with pytest.raises(WordsError, match=message):
        read_words(text)


def library(desk: Desk) -> None:
    """Events about people of many spellings."""
    desk.publisher("wire", "The Wire")
    desk.source("report", "wire", "Report on the harbour")
    desk.phase("all", "All")
    desk.actor("qasem", "Qasem Soleimani", "person", "", ("قاسم سلیمانی", "fa"))
    desk.actor("pmf", "Popular Mobilization Forces", "armed-force", "", ("Hashd al-Shaabi", "en"))
    desk.place("sulaymaniyah", "Sulaymaniyah")
    event = desk.event
    quote = {"source": "report", "quote": "the harbour was closed"}
    event("visit", "A visit to the harbour", "2020-01-01", "all", "visit",
          actors=(("qasem", "agent"),), excerpts=(quote,))  # fmt: skip
    event("title", "Soleimani speaks", "2020-01-02", "all", "statement", excerpts=(quote,))
    event("summary", "A speech", "2020-01-03", "all", "statement",
          summary="It was about General Suleimani.", excerpts=(quote,))  # fmt: skip
    event("quote", "A report", "2020-01-04", "all", "statement",
          excerpts=({"source": "report", "quote": "we met Ghasem Soleymani twice"},))  # fmt: skip
    event("city", "A meeting", "2020-01-05", "all", "meeting", places=("sulaymaniyah",),
          excerpts=({"source": "report", "quote": "defence ministers met"},))  # fmt: skip
    event("force", "Forces mobilise", "2020-01-06", "all", "meeting", actors=(("pmf", "agent"),),
          excerpts=({"source": "report", "quote": "strikes were planned"},))  # fmt: skip


def hits(text: str, edition: Edition | None = None) -> list[str]:
    """The slugs that a search finds, the best first."""
    edition = edition or archive.latest_edition()
    index = PublishedSnapshot(edition).index
    found = find(index, read_words(text))
    slugs = dict(Record.objects.values_list("pk", "slug"))
    return [slugs[index.records[rank]] for rank in found.in_order(index.all)]


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        # Exact before similar; title, then actor, then summary, then excerpt.
        ("Soleimani", ["title", "visit", "summary", "quote"]),
        ("Suleimani", ["summary", "title", "visit", "quote"]),
        ("Ghasem", ["quote", "visit"]),
        ("قاسم", ["visit", "quote"]),
        ("Qasem Soleimani", ["visit", "quote"]),
        ("Sulaymaniyah", ["city"]),
        ("Hashd", ["force"]),
        ("Hashd al-Sha'abi", ["force"]),
        ("defense", ["city"]),
        ("strike", ["force"]),
        ("mobilisation", ["force"]),
        ('"harbour was closed"', ["visit", "title", "summary"]),
        ('"closed was harbour"', []),
        ("Soleimani -harbour", []),
        ("Soleimani -twice", ["title", "visit", "summary"]),
        ("harb*", ["visit", "title", "summary", "quote", "city", "force"]),
        ("2020-01-05", ["city"]),
        ("Wire", ["visit", "title", "summary", "quote", "city", "force"]),
        ("nowhere", []),
    ],
)
def test_what_is_found_and_in_which_order(desk, text, slugs):
    library(desk)
    desk.publish()
    assert hits(text) == slugs


def test_a_phrase_does_not_run_from_one_text_into_the_next(desk):
    library(desk)
    desk.publish()
    assert hits('"Soleimani قاسم"') == []


def test_an_edition_finds_by_its_own_names(desk):
    library(desk)
    first = desk.publish()
    desk.change(desk.actors["qasem"], name="The General")
    desk.actors["qasem"].names.all().delete()
    second = desk.publish("Renamed")
    assert "visit" in hits("Qasem", first)
    assert "visit" not in hits("Qasem", second)
    assert hits('"the general"', second) == ["visit"]
    assert hits('"the general"', first) == []


def test_what_was_withdrawn_is_not_found(desk):
    library(desk)
    first = desk.publish()
    desk.withdraw("title")
    second = desk.publish("Withdrawn")
    assert "title" in hits("speaks", first)
    assert hits("speaks", second) == []


def test_what_a_word_is_not_found_by_is_said(desk):
    library(desk)
    index = PublishedSnapshot(desk.publish()).index
    found = find(index, read_words("Ghassem nowhere harbour"))
    assert [word.text for word in found.unmatched] == ["nowhere"]
    assert [word.text for word in found.loose] == ["Ghassem"]
    assert not found.ranks


@pytest.mark.parametrize(
    "text",
    ["a-b", "don't", "AND", "OR NOT", "NEAR(a b)", "title:x", "a^2", "(", "x' OR 1=1", "%_", "a:*b",
     "!x", "<->", "\\", "{title}", "🙂 word", "ﷺ", "a" * 200],
)  # fmt: skip
def test_no_syntax_of_an_engine_reaches_it(desk, text):
    library(desk)
    desk.publish()
    with contextlib.suppress(WordsError):
        assert isinstance(hits(text), list)


def reference(index, words: tuple[Word, ...], number: int) -> list[list[int]]:
    """The same search in plain Python, over the same columns: ranks in groups of equal cost."""
    columns, ranks = {}, dict(enumerate(index.records))
    for record in Record.objects.in_edition(number):
        columns[record.pk] = columns_of(record.kind, fields_of(record.kind, record.document))
    slugs = {(r.kind, r.slug): r.pk for r in Record.objects.in_edition(number)}
    records_of = {}
    for rank, event in ranks.items():
        mine = {event}
        for kind, facets in (
            ("actor", ("actor", "said_by")), ("place", ("place",)),
            ("source", ("source",)), ("publisher", ("publisher",)),
        ):  # fmt: skip
            for facet in facets:
                for value, members in index.facets.get(facet, {}).items():
                    if rank in members:
                        mine.add(slugs[kind, value])
        records_of[rank] = mine
    lookups = lookups_of(words)
    costs: dict[int, list[int]] = {}
    for rank in ranks:
        total = 0
        for number_of_word, word in enumerate(words):
            best = min(
                (
                    (int(lookup.tier) - 1) * len(FIELDS) + field
                    for lookup in lookups
                    if number_of_word in lookup.words
                    for record in records_of[rank]
                    for field, name in enumerate(FIELDS)
                    if _matches(lookup, columns[record], name)
                ),
                default=None,
            )
            if (best is None) != word.excluded:
                break
            total += 0 if word.excluded else best
        else:
            costs.setdefault(total, []).append(rank)
    return [costs[cost] for cost in sorted(costs)]


def _matches(lookup, columns, field) -> bool:
    if not lookup.ordered:
        return not set(lookup.terms).isdisjoint(columns[f"{field}_terms"].split())
    words = columns[field].split()
    runs = (words[at : at + len(lookup.terms)] for at in range(len(words)))
    *first, last = lookup.terms
    return any(
        len(run) == len(lookup.terms)
        and run[:-1] == first
        and (run[-1].startswith(last) if lookup.prefix else run[-1] == last)
        for run in runs
    )


STEMS = [
    "harbour", "Soleimani", "Suleimani", "Qasem", "قاسم", "closed", "closing", "defense", "met",
    "ministers", "Ghasem", "general", "report", "Hashd", "Shaabi", "forces", "twice", "wire",
    "2020", "January", "speech", "speaks", "Sulaymaniyah", "strike", "nothing",
]  # fmt: skip


def test_both_engines_find_what_plain_python_finds(desk):
    """300 searches; since each engine agrees with the reference, the engines agree."""
    library(desk)
    edition = desk.publish()
    index = PublishedSnapshot(edition).index
    chance = random.Random(3)
    seen = 0
    for _ in range(300):
        parts = []
        for _ in range(chance.randint(1, 3)):
            word = chance.choice(STEMS)
            shape = chance.random()
            if shape < 0.15:
                word = f'"{word} {chance.choice(STEMS)}"'
            elif shape < 0.3 and len(word) > 3:
                word = word[: chance.randint(2, len(word) - 1)] + "*"
            parts.append("-" + word if parts and chance.random() < 0.2 else word)
        words = read_words(" ".join(parts))
        found = find(index, words)
        assert [list(ranks) for _, ranks in found.by_cost] == reference(
            index, words, edition.number
        ), parts
        seen += bool(found.ranks)
    assert seen > 60  # the searches are not all empty


def test_every_record_of_an_edition_can_be_searched(desk):
    library(desk)
    desk.publish()
    with_text = Record.objects.exclude(search_text=None).values_list("kind", flat=True)
    assert set(with_text) == {
        Kind.EVENT, Kind.ACTOR, Kind.PLACE, Kind.SOURCE, Kind.PUBLISHER,
    }  # fmt: skip


def test_tiers_are_in_the_order_of_the_cost():
    assert [int(tier) for tier in Tier] == [1, 2, 3, 4, 5]
