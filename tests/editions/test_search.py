"""Search: how it is read, what is found, in which order; and that both databases find what plain
Python finds."""

import os
import random
from itertools import product
from math import log2

import pytest
from django.db import connection

from tests.timeline_data import Desk, forget_indexes
from timeline.curation.models import Term
from timeline.editions import archive
from timeline.editions import search as search_package
from timeline.editions.kinds import Kind
from timeline.editions.models import Edition, EditionIndex, Record
from timeline.editions.search import Result, find, postgresql, read_words, rules
from timeline.editions.search.clauses import Means
from timeline.editions.search.find import find_by_first_rules
from timeline.editions.search.lookups import FIELDS, Way, begun, lookups_of, name_lookups, tiers
from timeline.editions.search.store import columns_of
from timeline.editions.snapshot import PublishedSnapshot
from timeline.text import dates
from timeline.text.names import Tier
from timeline.text.names_gate import is_listed


def shape(word) -> str:
    names = ("phrase", "prefix", "excluded", "address")
    return " ".join(name for name in names if getattr(word, name))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Qasem", [("Qasem", "")]),
        ("  two   words ", [("two", ""), ("words", "")]),
        ('"arrest warrant"', [("arrest warrant", "phrase")]),
        ("“arrest warrant”", [("arrest warrant", "phrase")]),
        ("„arrest warrant“", [("arrest warrant", "phrase")]),
        ("«arrest warrant» x", [("arrest warrant", "phrase"), ("x", "")]),
        ("»arrest warrant«", [("arrest warrant", "phrase")]),
        ("‹arrest warrant›", [("arrest warrant", "phrase")]),
        ("「arrest warrant」", [("arrest warrant", "phrase")]),
        ("'arrest warrant'", [("arrest warrant", "phrase")]),
        ("‘arrest warrant’", [("arrest warrant", "phrase")]),
        ("Ra's al-Sha'abi 's", [("Ra's", ""), ("al-Sha'abi", ""), ("s", "")]),
        ('"not closed', [("not closed", "phrase")]),
        ("strike -drone", [("strike", ""), ("drone", "excluded")]),
        ("strike –drone", [("strike", ""), ("drone", "excluded")]),
        ("strike −drone", [("strike", ""), ("drone", "excluded")]),
        ("strike —drone", [("strike", ""), ("drone", "excluded")]),
        ("strike NOT drone", [("strike", ""), ("drone", "excluded")]),
        ("-drone", [("drone", "excluded")]),
        ("tit-for-tat", [("tit", ""), ("for", ""), ("tat", "")]),
        ("US - Iran", [("US", ""), ("Iran", "")]),
        ("2014 -2017", [("2014", ""), ("2017", "")]),
        ('a -"b c"', [("a", ""), ("b c", "phrase excluded")]),
        ('a NOT "b c"', [("a", ""), ("b c", "phrase excluded")]),
        ("interp*", [("interp", "prefix")]),
        ("al-Kadhimi", [("al-Kadhimi", "")]),
        ("twice twice", [("twice", "")]),
        ("one AND two", [("one", ""), ("two", "")]),
        ("one + two & three", [("one", ""), ("two", ""), ("three", "")]),
        ("one AND", [("one", "")]),
        ("NOT", [("NOT", "")]),
        ("see https://a.example/b/c?d=1 now",
         [("see", ""), ("https://a.example/b/c?d=1", "address"), ("now", "")]),
        ("a.example/b", [("a.example/b", "address")]),
        ("-", []), ("*", []), ('""', []), ("🕊", []),
    ],
)  # fmt: skip
def test_words_are_read_as_typed(text, words):
    assert [(word.text, shape(word)) for word in read_words(text).words] == words


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("a OR b", [1, 1]),
        ("a|b", [1, 1]),
        ("a | b | c d", [1, 1, 1, 0]),
        ("a OR b c OR d", [1, 1, 2, 2]),
        ("OR a", [0]),
        ("a or b", [0, 0, 0]),
        ("a OR -b", [0, 0]),
    ],
)
def test_alternatives_are_read_as_such(text, groups):
    assert [word.either for word in read_words(text).words] == groups


@pytest.mark.parametrize(
    ("text", "idle"),
    [
        ("so*mani", "*"), ("*mani", "*"), ("so * mani", "*"), ("begin* so*mani", "*"),
        ('"a phrase*"', "*"), ("so?mani", "?"), ("mani~", "~"), ("mani^2", "^"),
        ("(a OR b) c", "( )"), ("(a) -b", "( )"),
        ("begin*", ""), ("begin*, more*", ""), ("Forces (PMF)", ""), ("who did it?", ""),
        ("https://a.example/*?b=~c", ""), ("a OR b", ""), ("a -b", ""), ("(begin*)", ""),
    ],
)  # fmt: skip
def test_signs_that_mean_nothing_are_known(text, idle):
    assert " ".join(read_words(text).idle) == idle


def test_a_long_text_is_cut_and_said_to_be():
    typed = read_words("word " * 1000)
    assert typed.cut
    assert len(typed.text) == 2000
    assert not read_words("word").cut


def test_sources_alone_can_be_asked_for():
    typed = read_words("harbour in:sources")
    assert typed.only_sources
    assert [word.text for word in typed.words] == ["harbour"]


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


def wordings(desk: Desk) -> None:
    """A lexicon for these events, and an excerpt that carries two of them."""
    library(desk)
    desk.term("address", "address", words=["talk", "Ansprache"], equal=["speech"],
              broader=["statement", "report"], note="Told as a speech here.")  # fmt: skip
    desk.term("hajj", "Hajj", words=["حاج"], actors=["qasem"])
    desk.tie("city", "quote-1")


def search(text: str, edition: Edition | None = None, match: str = "") -> Result:
    edition = edition or archive.latest_edition()
    return find(PublishedSnapshot(edition).index, text, match)


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        # A lone number of no event's time may be a word; any other date stays one.
        ("1907 convention", ["convention"]),
        ("1907", ["convention"]),
        ("convention 1908", []),
        ("1907-05-01 convention", []),
        ("6 March 2021", ["convention"]),  # "since" that day
        ("7 March 2022", ["convention"]),
        # A word of English that is a function word of another language.
        ("war", []),
        ("die", []),
        ("wann war die convention", ["convention"]),
    ],
)
def test_numbers_and_words_that_may_be_either(desk, text, slugs):
    library(desk)
    desk.event("convention", "Ongoing", "2021-03-06/..", "all", "statement",
               excerpts=({"source": "report", "quote": "by the convention of 1907"},))  # fmt: skip
    desk.publish()
    assert hits(text) == slugs


def hits(text: str, edition: Edition | None = None, match: str = "") -> list[str]:
    """The slugs that a search finds, the best first."""
    edition = edition or archive.latest_edition()
    index = PublishedSnapshot(edition).index
    slugs = dict(Record.objects.values_list("pk", "slug"))
    found = search(text, edition, match)
    return [slugs[index.records[rank]] for rank in found.in_order(index.all)]


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        # Title, then names, then summary, then excerpt; exact before similar.
        ("General", ["summary"]),
        ("Suleimani", ["title", "visit", "summary", "quote"]),
        ("Ghasem", ["visit", "quote"]),
        ("قاسم", ["visit", "quote"]),
        ("Qasem Soleimani", ["visit"]),
        ("Kassem Suleymani", ["visit"]),
        ("قاسم سلیمانی", ["visit"]),
        ("Касем Сулеймани", ["visit"]),
        ("Sulaymaniyah", ["city"]),
        ("Hashd", ["force"]),
        ("Hashd al-Sha'abi", ["force"]),
        ("Popular Mobilisation Forces", ["force"]),
        ("defense", ["city"]),
        ("strike", ["force"]),
        ("mobilisation", ["force"]),
        ('"harbour was closed"', ["visit", "title", "summary"]),
        ('"closed was harbour"', []),
        ("Soleimani -harbour", ["quote"]),
        ("Soleimani -twice", ["title", "visit", "summary"]),
        ("-harbour", ["quote", "city", "force"]),
        ("harb*", ["visit", "title", "summary"]),
        ("harb", ["visit", "title", "summary"]),
        ("speaks OR mobilise", ["force", "title"]),
        ("meeting OR speech twice", ["quote"]),
        ("meeting|speech", ["city", "summary", "quote"]),
        # Sources count only where no event says it, never beside, and never to exclude.
        ("Report", ["quote"]),
        ("Wire", ["visit", "title", "summary", "quote", "city", "force"]),
        ("report in:sources", ["visit", "title", "summary", "quote", "city", "force"]),
        ("speaks -wire", ["title"]),
        # Dates filter: those certainly in it.
        ("2020-01-05", ["city"]),
        ("5 January 2020", ["city"]),
        ("5 January", ["city"]),
        ("5/1/2020", ["city"]),
        ("Soleimani 2 January 2020", ["title"]),
        ("Soleimani 2019", []),
        ("2020", ["visit", "title", "summary", "quote", "city", "force"]),
        ("nowhere 5 January 2020", ["city"]),
        ("closed mobilise 6 January 2020", ["force"]),
        ("closed 6 January 2020", []),
        # A word too many, of no weight or of no event, does not empty the answer.
        ("who was the General", ["summary"]),
        ("General nowhere", ["summary"]),
        ("nowhere", []),
        ("and or the", []),
        ("-", []),
        # A slip of the pen; never of what is there, of a number or of a common word.
        ("ministres", ["city"]),
        ("Sulaymaniyyaj", ["city"]),
        ("visitor", []),
        # Of three words or more, more than half are there, unless one is a name.
        ("nowhere nothing General", []),
        ("nowhere nothing Qasem", []),
        ("nowhere nothing Qasem Soleimani", ["visit"]),
        ("nowhere ministres closed", []),
        # A headline finds what stands on its source, from its first word to its last.
        ("Report on the Harbour.", ["visit", "title", "summary", "quote", "city", "force"]),
        ("report on the", ["quote"]),
        # What is pasted finds itself first.
        ("A visit to the harbour", ["visit"]),
        ("https://wire.example/report", ["visit", "title", "summary", "quote", "city", "force"]),
        ("/events/city/", []),
        ("https://timeline.example/events/city/", ["city"]),
        ("https://timeline.example/actors/qasem/?edition=1", ["visit"]),
    ],
)  # fmt: skip
def test_what_is_found_and_in_which_order(desk, text, slugs):
    library(desk)
    desk.publish()
    assert hits(text) == slugs


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("address", ["summary", "quote"]),  # a wording that says less comes after
        ("talk", ["summary", "quote"]),
        ("Ansprache", ["summary", "quote"]),
        ("speech", ["summary", "quote"]),  # it means the same
        ("report", ["quote"]),  # it says less: looking for it does not find more
        ("hajj", ["visit"]),
        ("حاج", ["visit"]),
        ("adress", ["summary", "quote"]),
        ("address -talk", ["quote"]),
    ],
)
def test_terms_of_the_lexicon_find_what_is_told_in_other_words(desk, text, slugs):
    wordings(desk)
    desk.publish()
    assert hits(text) == slugs


def test_exactly_as_typed_does_not_look_for_wordings_that_say_less(desk):
    wordings(desk)
    desk.publish()
    assert hits("address", match="all") == ["summary"]


def test_an_excerpt_of_another_event_finds_an_event_only_where_nothing_else_is_found(desk):
    wordings(desk)
    desk.publish()
    assert hits("Ghasem") == ["visit", "quote"]
    assert hits("twice") == ["quote"]
    assert hits("ministers -twice") == ["city"]
    # What is pasted finds both, that to which it belongs first.
    assert hits("we met Ghasem Soleymani twice") == ["quote", "city"]


def test_an_edition_keeps_its_lexicon(desk):
    wordings(desk)
    first = desk.publish()
    term = Term.objects.get(slug="address")
    desk.change(term, equal="harbour", words="")
    second = desk.publish("Reworded")
    assert hits("talk", first) == ["summary", "quote"]
    assert hits("talk", second) == []
    assert hits("address", second)[0] in ("visit", "title", "summary")
    assert hits("address", first) == ["summary", "quote"]


def test_an_edition_is_searched_by_its_own_rules(client, desk, monkeypatch):
    """A made-up set 0, by which nothing is read but the first word."""
    wordings(desk)

    def by_rules_0(index, text, match):
        return find_by_first_rules(index, text.split()[0], "all")

    monkeypatch.setitem(rules.RULES, 0, by_rules_0)
    monkeypatch.setattr(search_package, "LATEST", 0)
    first = desk.publish()
    monkeypatch.setattr(search_package, "LATEST", 1)
    desk.change(desk.actors["pmf"], description="Forces.")
    second = desk.publish("By other rules")
    assert (first.search_rules, second.search_rules) == (0, 1)
    for _ in range(2):  # as it was kept, and made anew from its records
        assert set(hits("harbour twice", first)) == {"visit", "title", "summary"}
        assert hits("harbour twice", second) == ["quote"]
        for edition, total in ((1, 3), (2, 1)):  # at its address too
            asked = {"q": "harbour twice", "edition": edition}
            assert client.get("/timeline.json", asked).json()["total"] == total
        EditionIndex.objects.all()._raw_delete("default")
        forget_indexes()


def test_rules_that_the_program_does_not_have_are_named(desk):
    wordings(desk)
    index = PublishedSnapshot(desk.publish()).index
    index.catalogue["search_rules"] = 7
    with pytest.raises(rules.UnknownRulesError, match="rules 7; this program has rules 1"):
        find(index, "harbour")


def test_every_name_of_a_thing_finds_the_same(desk):
    library(desk)
    desk.actor("daesh", "Daesh", "armed-group", "", ("ISIS", "en"), ("داعش", "ar"))
    desk.event("tagged", "A raid", "2020-02-01", "all", "attack", actors=(("daesh", "target"),))
    desk.event("said", "A speech", "2020-02-02", "all", "statement", summary="Against ISIS.")
    desk.publish()
    found = [set(hits(name)) for name in ("Daesh", "ISIS", "داعش", "daesh", "Da’esh")]
    assert found == [{"tagged", "said"}] * len(found)


def test_the_first_name_of_a_thing_is_not_meant_as_a_by_name_of_another(desk):
    library(desk)
    desk.actor("land", "The Land", "state", "", ("Sulaymaniyah", "en"))
    desk.event("land-acts", "An act", "2020-02-01", "all", "attack", actors=(("land", "agent"),))
    desk.publish()
    assert hits("Sulaymaniyah") == ["city"]


def test_most_of_it_is_enough_where_nothing_has_all(desk):
    library(desk)
    desk.publish()
    found = search("ministers met speech")
    assert not found.full
    assert hits("ministers met speech") == ["city"]
    assert hits("ministers met speech", match="all") == []
    assert hits("Soleimani twice", match="all") == ["quote"]
    assert hits("Qasem closed") == ["visit"]
    assert hits("Qasem closed", match="most") == ["visit", "quote"]


def test_exactly_as_typed_corrects_and_widens_nothing(desk):
    library(desk)
    desk.publish()
    assert hits("ministres", match="all") == []
    assert hits("harb", match="all") == []
    assert hits("wire", match="all") == []
    assert hits("General nowhere", match="all") == []


def test_only_the_rarest_of_many_words_are_looked_for(desk):
    library(desk)
    desk.publish()
    many = " ".join(f"w{chr(97 + n)}ndering{chr(97 + n)}" for n in range(26))
    found = search(f"{many} harbour")
    assert len(found.read.clauses) == 24
    assert "harbour" in found.read.left_out
    assert len(found.read.left_out) == 3


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


def test_what_became_of_each_part_is_told(desk):
    library(desk)
    desk.publish()
    found = search("who Ghassem nowhere ministres wire 2020")
    assert found.read.without_weight == ("who",)
    by = {part.clause.text: part for part in found.parts}
    assert by["nowhere"].dropped
    assert by["ministres"].corrected == ("ministers",)
    assert by["wire"].only_sources
    assert by["2020"].clause.means is Means.DATE
    assert {way for way, _ in by["Ghassem"].hits} == {Way.KEY}


@pytest.mark.parametrize(
    "text",
    ["a-b", "don't", "AND", "OR NOT", "NEAR(a b)", "title:x", "a^2", "(", "x' OR 1=1", "%_", "a:*b",
     "!x", "<->", "\\", "{title}", "🙂 word", "ﷺ", "a" * 200, "https://", "http://[::1", "//",
     "a.b/" + "c" * 3000, "\x00", "0/0/0000", "99999999", "1" * 500, "in:sources", "NOT NOT",
     "OR OR", "| | |", "-- -", "« »", "'a b", "\u200f\u202b"],
)  # fmt: skip
def test_no_syntax_of_an_engine_reaches_it(desk, text):
    library(desk)
    desk.publish()
    assert isinstance(hits(text), list)


WAYS = {
    Way.EXACT: 10, Way.FOLDED: 10, Way.STEM: 9, Way.TERM: 8, Way.KEY: 8, Way.SCRIPT: 8,
    Way.BEGINNING: 6, Way.BROADER: 5,
}  # fmt: skip
POINTS = {"source": 1, "tied": 3, "date": 10, "title": 10, "name": 8, "summary": 6, "excerpt": 5}


class Reference:
    """The same search in plain Python, event by event, over the same columns."""

    def __init__(self, index, number: int) -> None:
        self.index = index
        self.columns, self.events, self.named = {}, {}, {}
        slugs = {}
        for record in Record.objects.in_edition(number):
            self.columns[record.pk] = columns_of(record.kind, record.document)
            slugs[record.kind, record.slug] = record.pk
        for rank, event in enumerate(index.records):
            self.events[rank] = event
            self.named[rank] = {
                kind: {
                    slugs[kind, value]
                    for facet in facets
                    for value, members in index.facets.get(facet, {}).items()
                    if rank in members
                }
                for kind, facets in (
                    ("actor", ("actor", "said_by")), ("place", ("place",)),
                    ("source", ("source",)), ("publisher", ("publisher",)),
                )
            }  # fmt: skip

    def found(self, text: str) -> list[list[int]]:
        """Ranks in groups of equal score, the best first."""
        read = find(self.index, text).read
        clauses = read.clauses
        met = [self._met(number, clauses) for number in range(len(clauses))]
        sought = [n for n, clause in enumerate(clauses) if not clause.excluded]
        groups: dict[int, list[int]] = {}
        for n in sought:
            groups.setdefault(clauses[n].either or -1 - n, []).append(n)
        weight, has = {}, {}
        for key, numbers in groups.items():
            has[key] = {rank for rank in self.events if any(met[n].get(rank) for n in numbers)}
            df = len(has[key])
            weight[key] = max(1, int(16 * log2(len(self.events) / df))) if df else 0
            if weight[key] > 1 and all(self._is_common(clauses[n]) for n in numbers):
                weight[key] //= 2
        gone = {r for n, c in enumerate(clauses) if c.excluded for r in met[n]}
        left = set(self.events) - gone
        pasted, carried = set(), set()
        if (
            clauses
            and len(read.verbatim) >= 3
            and not (len(clauses) == 1 and clauses[0].means is not Means.WORD)
        ):
            own = ("title", "summary", "excerpt")
            pasted = {rank for rank in self.events if self._says(rank, read.verbatim, own)}
            carried = {rank for rank in self.events if self._says(rank, read.verbatim, ("name",))}
        if not groups:
            full = (left if clauses else set()) | pasted | carried
        else:
            full = {rank for rank in left if all(rank in has[key] for key in groups)}
            full |= pasted | carried
        if not full and groups and self._are_known(clauses, met, has, groups):
            required = [k for k, ns in groups.items() if all(clauses[n].required for n in ns)]
            counted = [key for key in groups if has[key] and key not in required]
            within = {rank for rank in left if all(rank in has[key] for key in required)}
            if not counted and required:
                full = within
            total = sum(weight[key] for key in counted)
            for enough in (60, 40) if counted else ():
                full = full or {
                    rank for rank in within
                    if 100 * sum(weight[k] for k in counted if rank in has[k]) >= enough * total
                }  # fmt: skip
        scored: dict[tuple[int, ...], list[int]] = {}
        for rank in sorted(full):
            score = (
                2 * (rank in pasted) + (rank in carried),
                sum(weight[key] for key in groups if rank in has[key]),
                sum(
                    weight[key] * self._points([(clauses[n], met[n].get(rank)) for n in numbers])
                    for key, numbers in groups.items()
                ),
                rank in self.index.having("importance", "major"),
            )
            scored.setdefault(score, []).append(rank)
        return [scored[score] for score in sorted(scored, reverse=True)]

    def _is_common(self, clause) -> bool:
        return clause.means is Means.WORD and is_listed(clause.tokens[0])

    def _are_known(self, clauses, met, has, groups) -> bool:
        """More than half of the parts, where none is a name or a date; of two, one is enough."""
        if any(
            has[key] and (clauses[n].meant.things or clauses[n].means is Means.DATE)
            for key, numbers in groups.items()
            for n in numbers
            if met[n]
        ):
            return True
        known = sum(bool(ranks) for ranks in has.values())
        return len(groups) <= 2 or 2 * known > len(groups)

    def _points(self, met: list[tuple]) -> int:
        """The best way and field, and more for each field; of a name, not for excerpts."""
        pairs = set().union(*(one for _, one in met if one))
        if not pairs:
            return 0
        best = max(WAYS[way] * POINTS[field] for way, field in pairs)
        fields = {
            field
            for clause, one in met
            for _, field in one or ()
            if field != "excerpt" or clause.means is not Means.NAME
        }
        return best + 10 * len(fields & set(FIELDS))

    def _met(self, number: int, clauses) -> dict[int, set]:
        clause = clauses[number]
        if clause.means is Means.DATE:
            return self._dated(clause)
        lookups = [one for one in lookups_of(clauses) if number in one.clauses] + begun(clause)
        found: dict[int, set] = {}
        beside: dict[int, set] = {}
        sources: dict[int, set] = {}
        for rank, event in self.events.items():
            tied = {
                (one.way, "tied")
                for one in lookups if _matches(one, self.columns[event], "name")
            }  # fmt: skip
            pairs = {
                (one.way, field)
                for one in lookups
                for field in ("title", "summary", "excerpt")
                if _matches(one, self.columns[event], field)
            } | {
                (one.way, "name")
                for one in lookups
                for kind in ("actor", "place")
                for record in self.named[rank][kind]
                if _matches(one, self.columns[record], "name")
            }  # fmt: skip
            named = [(Way.EXACT, thing) for thing in clause.meant.things]
            named += [(Way.TERM, t) for term in clause.meant.terms for t in term.things]
            for way, thing in named:
                if any(rank in self.index.having(*fact) for fact in thing.facts):
                    pairs.add((way, "name"))
                pairs |= {
                    (way, field)
                    for name in thing.names
                    for one in name_lookups(0, name)
                    for field in ("title", "summary", "excerpt")
                    if _matches(one, self.columns[event], field)
                }
            found[rank] = pairs
            beside[rank] = tied
            sources[rank] = {
                (Way.EXACT, "source")
                for one in lookups
                for kind in ("source", "publisher")
                for record in self.named[rank][kind]
                if _matches(one, self.columns[record], "excerpt")
            }
        if clause.excluded or any(w <= Way.STEM for pairs in found.values() for w, _ in pairs):
            found = {r: {p for p in ps if p[0] is not Way.BEGINNING} for r, ps in found.items()}
        if clause.excluded:
            found = {r: {p for p in ps if p[0] is not Way.BROADER} for r, ps in found.items()}
        elif not any(found.values()):
            found = beside if any(beside.values()) else sources
        return {rank: pairs for rank, pairs in found.items() if pairs}

    def _dated(self, clause) -> dict[int, set]:
        """The dates of this timeline are days: in a date, or not."""
        days = {
            rank: dates.parse(Record.objects.get(pk=event).document["date"]).earliest
            for rank, event in self.events.items()
        }
        return {
            rank: {(Way.EXACT, "date")}
            for rank, day in days.items()
            if any(one.within(day, day) or one.overlaps(day, day) for one in clause.date.readings)
        }

    def _says(self, rank: int, words: tuple[str, ...], fields: tuple[str, ...]) -> bool:
        return any(
            f" {' '.join(words)} " in f" {self.columns[self.events[rank]][field]} "
            for field in fields
        )


def _matches(lookup, columns, field) -> bool:
    if not lookup.ordered:
        there = set(columns[f"{field}_terms"].split())
        return not there.isdisjoint(lookup.terms) and there.isdisjoint(lookup.but)
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
    "2020", "January", "speech", "address", "talk", "hajj", "speaks",
    "Sulaymaniyah", "strike", "nothing",
]  # fmt: skip


def test_both_engines_find_what_plain_python_finds(desk):
    """As each engine agrees with the reference, the engines agree. `EVERY_SEARCH=1` tries 300."""
    wordings(desk)
    edition = desk.publish()
    index = PublishedSnapshot(edition).index
    reference = Reference(index, edition.number)
    chance = random.Random(3)
    seen = most = 0
    searches = 300 if os.environ.get("EVERY_SEARCH") else 150
    for _ in range(searches):
        parts = []
        for _ in range(chance.randint(1, 4)):
            word = chance.choice(STEMS)
            shape = chance.random()
            if shape < 0.15:
                word = f'"{word} {chance.choice(STEMS)}"'
            elif shape < 0.3 and len(word) > 3:
                word = word[: chance.randint(2, len(word) - 1)] + "*"
            elif shape < 0.4:
                word = f"{word} OR {chance.choice(STEMS)}"
            elif shape < 0.5:
                word = word[: max(3, len(word) - 2)]
            parts.append("-" + word if parts and chance.random() < 0.2 else word)
        text = " ".join(parts)
        found = find(index, text)
        assert not any(part.corrected for part in found.parts), text
        assert [list(ranks) for ranks in found.groups(index.all)] == reference.found(text), text
        seen += bool(found.ranks)
        most += bool(found.ranks) and not found.full
    assert seen > searches / 3  # the searches are not all empty
    assert most > searches / 15


def test_every_record_of_an_edition_can_be_searched(desk):
    library(desk)
    desk.publish()
    with_text = Record.objects.exclude(search_text=None).values_list("kind", flat=True)
    assert set(with_text) == {
        Kind.EVENT, Kind.ACTOR, Kind.PLACE, Kind.SOURCE, Kind.PUBLISHER,
    }  # fmt: skip


def test_tiers_are_in_the_order_of_the_cost():
    assert [int(tier) for tier in Tier] == [1, 2, 3, 4, 5]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL’s way to look up")
def test_no_row_is_read_that_has_a_word_in_another_field_only(desk):
    """To read such rows was nearly all of what a search cost."""
    library(desk)
    desk.publish()
    read = []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for lookup, letter in product(tiers((0,), "report"), postgresql.LETTERS):
            cursor.execute(
                "EXPLAIN (ANALYZE, FORMAT JSON)"
                " SELECT key FROM editions_searchtext WHERE terms @@ %s::tsquery",
                [postgresql.tsquery(lookup, letter)],
            )
            plan = cursor.fetchone()[0][0]["Plan"]
            assert plan["Node Type"] == "Bitmap Heap Scan"
            assert plan["Rows Removed by Index Recheck"] == 0
            read.append(plan["Actual Rows"])
    assert any(read)
    assert not all(read)


def test_a_common_word_with_an_article_names_somebody_and_none_without(desk):
    library(desk)
    desk.actor("envoy", "Marta Lind", "person", "", ("the envoy", "en"))
    desk.event("letter", "A letter", "2020-02-01", "all", "visit", actors=(("envoy", "agent"),),
               excerpts=({"source": "report", "quote": "brought by boat"},))  # fmt: skip
    desk.publish()
    assert hits("the envoy") == ["letter"]
    assert search("envoy").parts[0].clause.means is Means.WORD
    assert search("an envoy").parts[-1].clause.means is Means.WORD
