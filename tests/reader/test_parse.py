"""From addresses to queries and back: tables by hand, and what holds for any address."""

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.timeline_data import INDEX
from timeline.reader.query.parameters import FACETS
from timeline.reader.query.parse import QueryParser, nearest


def parsed(query_string: str, edition: int | None = None):
    lists = QueryDict(query_string).lists()
    return QueryParser(INDEX, edition=edition).parse(lists)


def told(query_string: str) -> list[tuple[str, str]]:
    """The parameter and the message of each problem."""
    return [(p.parameter, p.message) for p in parsed(query_string).problems]


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("", "/"),
        ("from=2020", "/?from=2020"),
        ("from=3+Jan+2020", "/?from=2020-01-03"),
        ("from=January%202020&to=March%202020", "/?from=2020-01&to=2020-03"),
        ("to=%DB%B2%DB%B0%DB%B2%DB%B0", "/?to=2020"),  # Persian digits
        ("from=%D9%A2%D9%A0%D9%A2%D9%A0-%D9%A0%D9%A1", "/?from=2020-01"),  # Arabic-Indic ones
        ("from=late+June+2020", "/?from=%5B2020-06-21..2020-06-30%5D"),
        ("from=about+2015", "/?from=2015~"),
        ("from=44+BC", "/?from=-0043"),
        ("to=Y12000", "/?to=Y12000"),
        ("to=possibly+2015", "/?to=2015%3F"),
        ("from=winter+2019", "/?from=2019-24"),
        ("from=20%0020", "/?from=2020"),  # control characters are not part of what was typed
        ("from=2020&from=2020", "/?from=2020"),
        ("certainty=certain&from=2020", "/?from=2020&certainty=certain"),
        ("certainty=possible&from=2020", "/?from=2020"),
        ("actor=ben&actor=ada&actor=ben", "/?actor=ada&actor=ben"),
        ("kind=legal-step&phase=closing", "/?phase=closing&kind=legal-step"),
        ("importance=major&evidence=single&said_by=ada&publisher=wire&place=old-bridge&language=fa",
         ("/?language=fa&place=old-bridge&publisher=wire&said_by=ada&evidence=single"
          "&importance=major")),
        ("sort=oldest&page=1", "/"),
        ("page=3&sort=newest", "/?sort=newest&page=3"),
        ("page=0003", "/?page=3"),
        ("from=&to=&actor=&page=&sort=", "/"),
        ("from=+++&actor=+ada+", "/?actor=ada"),
        ("utm_source=mail&utm_campaign=x&fbclid=1&gclid=2&ref=home&actor=ada", "/?actor=ada"),
        ("from=2020&to=2020", "/?from=2020&to=2020"),
        ("from=2020-12&to=2020", "/?from=2020-12&to=2020"),  # 2020 ends after December begins
    ],
)  # fmt: skip
def test_an_address_has_one_canonical_form(given, canonical):
    found = parsed(given)
    assert found.problems == []
    assert found.query.url() == canonical
    assert found.query.url("/timeline.json") == canonical.replace("/", "/timeline.json", 1)


BAD_DATE = "is not a date we can use: "


@pytest.mark.parametrize(
    ("given", "canonical", "parameter", "words"),
    [
        ("from=banana", "/", "from", f"“banana” {BAD_DATE}"),
        ("to=2020-13", "/", "to", "use a month from 01 to 12"),
        ("from=2020-02-30&to=2021", "/?to=2021", "from", "use a day from 01 to 29"),
        ("from=3/1/2020", "/", "from", "it can be read in two ways"),
        ("from=yesterday", "/", "from", "it depends on the day it is read"),
        ("from=" + "9" * 5000, "/", "from", f"“{'9' * 57}...” {BAD_DATE}"),
        ("from=10000", "/", "from", BAD_DATE),
        ("from=%FF%FE", "/", "from", BAD_DATE),
        ("from=..%2F2020", "/", "from", "“../2020” has no beginning to count from."),
        ("to=2020%2F..", "/", "to", "“2020/..” has no end to count to."),
        ("from=2021&to=2020", "/", "to",
         "2020 is before 2021: the range would be empty. Exchange the two dates."),
        ("from=2020&from=2021", "/?from=2020", "from",
         "“from” takes one value; the first, “2020”, is used."),
        ("certainty=sure", "/", "certainty",
         "“sure” is not known here. Choose one of: possible, certain."),
        ("sort=relevance", "/", "sort",
         "Sorting by relevance needs a search (q); the oldest come first instead."),
        ("sort=newest&sort=oldest", "/?sort=newest", "sort",
         "“sort” takes one value; the first, “newest”, is used."),
        ("page=0", "/", "page", "“0” is not the number of a page."),
        ("page=-1", "/", "page", "“-1” is not the number of a page."),
        ("page=%2B1", "/", "page", "“+1” is not the number of a page."),
        ("page=1_0", "/", "page", "“1_0” is not the number of a page."),
        ("page=%D9%A3", "/", "page", "“٣” is not the number of a page."),
        ("page=%C2%B2", "/", "page", "“²” is not the number of a page."),
        ("page=2.0", "/", "page", "“2.0” is not the number of a page."),
        ("page=" + "1" * 5000, "/", "page", f"“{'1' * 80}” is not the number of a page."),
        ("page=2&page=3", "/?page=2", "page", "“page” takes one value; the first, “2”, is used."),
        ("actor=adda&actor=ben", "/?actor=ben", "actor",
         "“adda” is not an actor of this edition. The nearest is “ada”."),
        ("actor=Ada", "/", "actor",
         "“Ada” is not an actor of this edition. The nearest is “ada”."),
        ("actor=zzzz", "/", "actor", "“zzzz” is not an actor of this edition."),
        ("place=old_bridge", "/", "place",
         "“old_bridge” is not a place of this edition. The nearest is “old-bridge”."),
        ("kind=legal_step", "/", "kind",
         "“legal_step” is not a kind of event of this edition. The nearest is “legal-step”."),
        ("evidence=contested", "/", "evidence",
         "“contested” is not a kind of evidence of this edition."),
        ("said_by=ada&said_by=ben", "/?said_by=ada", "said_by",
         "Whose words takes one value; the first, “ada”, is used."),
        ("certainty=certain", "/", "certainty",
         "What certainly lies in a range needs a range of dates (from, to)."),
        ("importance=minor&importance=major", "/?importance=minor", "importance",
         "Importance takes one value; the first, “minor”, is used."),
        ("actors=ada", "/", "actors", "There is no parameter “actors”. Did you mean “actor”?"),
        ("form=2020", "/", "form", "There is no parameter “form”. Did you mean “from”?"),
        ("Actor=ada", "/", "Actor", "There is no parameter “Actor”. Did you mean “actor”?"),
        ("xyzzy=1", "/", "xyzzy",
         ("There is no parameter “xyzzy”. Known are: q, match, from, to, certainty, phase, kind, "
          "language, actor, place, about, publisher, said_by, evidence, importance, "
          "origin, "
          "dispute, known_by, sort, edition, page.")),
        ("wibble=", "/", "wibble", "There is no parameter “wibble”."),
        ("=1", "/", "", "There is no parameter “”."),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_named_and_the_rest_stands(given, canonical, parameter, words):
    found = parsed(given)
    assert found.query.url() == canonical
    (problem,) = found.problems
    assert problem.parameter == parameter
    assert words in problem.message
    assert len(problem.value) <= 80


@pytest.mark.parametrize(
    ("given", "suggestion"),
    [
        ("actor=adda", "ada"),
        ("actor=zzzz", ""),
        ("kind=legal_step", "legal-step"),
        ("actors=ada", "actor"),
        ("sort=newst", "newest"),
        ("page=0", "1"),
        ("from=2021&to=2020", "2021"),
    ],
)
def test_a_problem_suggests_what_would_be_right(given, suggestion):
    (problem,) = parsed(given).problems
    assert problem.suggestion == suggestion


def test_of_many_bad_values_only_the_first_have_suggestions():
    found = parsed("&".join(f"actor=ada{n}" for n in range(10)))
    assert [p.suggestion for p in found.problems] == ["ada"] * 5 + [""] * 5
    assert found.problems[9].message == "“ada9” is not an actor of this edition."


def test_all_problems_are_told_at_once_in_one_order():
    assert told("page=0&wat=1&actor=zzzz&from=banana&from=2020") == [
        (
            "wat",
            (
                "There is no parameter “wat”. Known are: q, match, from, to, certainty, phase, "
                "kind, language, actor, place, about, publisher, said_by, evidence, importance, "
                "origin, "
                "dispute, known_by, sort, edition, page."
            ),
        ),
        ("from", "“from” takes one value; the first, “banana”, is used."),
        (
            "from",
            (
                "“banana” is not a date we can use: it has no year of four digits; write it like "
                "5 March 2021, January 2020, 2020, about 2015, late June 2020, summer 2015, "
                "before 22 July 2020, from May 2018 to June 2020 or 2021-03-05."
            ),
        ),
        ("actor", "“zzzz” is not an actor of this edition."),
        ("page", "“0” is not the number of a page."),
    ]


def test_a_lone_surrogate_is_dropped_like_a_control_character():
    # It cannot come from a query string, but from whoever calls the parser otherwise.
    found = QueryParser(INDEX).parse([("actor", ["a\ud800da"]), ("kin\udfffd", ["den\x00ial"])])
    assert found.problems == []
    assert found.query.url() == "/?kind=denial&actor=ada"


def test_names_that_differ_in_control_characters_are_one_parameter():
    found = parsed("from=2020&fro%00m=2021")
    assert found.query.url() == "/?from=2020"
    (problem,) = found.problems
    assert problem.message == "“from” takes one value; the first, “2020”, is used."


def test_the_edition_is_kept_and_the_first_page_is_not():
    assert parsed("page=1&actor=ada", edition=7).query.url() == "/?actor=ada&edition=7"


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("from=2022-09-24/..", "/?from=2022-09-24"),
        ("to=../2022-09-24", "/?to=2022-09-24"),
        ("from=2020-01-03/2020-01-05&to=2021/2022", "/?from=2020-01-03&to=2022-12-31"),
    ],
)
def test_of_a_span_only_the_bound_that_counts_is_kept(given, canonical):
    found = parsed(given)
    assert found.problems == []
    assert found.query.url() == canonical


# -- what holds for any address --------------------------------------------------------------------

DATES = ["2020", "2020-01", "2020-01-03", "2015~", "2015?", "2019-24", "201X", "2020-XX",
         "[2020-06-21..2020-06-30]", "[2023-02-23,2023-02-24]", "late June 2020", "3 Jan 2020",
         "banana", "2020-02-30", "../2020", "2022-09-24/.."]  # fmt: skip
VALUES = {
    "from": DATES,
    "to": DATES,
    "certainty": ["certain", "possible", "x"],
    "phase": ["closing", "after", "x"],
    "kind": ["denial", "legal-step", "x"],
    "language": ["en", "fa", "x"],
    "actor": ["ada", "ben", "ministry", "x"],
    "place": ["old-bridge", "x"],
    "publisher": ["courier", "wire", "x"],
    "said_by": ["ada", "ben", "x"],
    "evidence": ["single", "disputed", "corroborated", "x"],
    "importance": ["major", "minor", "x"],
    "q": ["bridge", "a  b", '"two words"', "-a", "x" * 201],
    "known_by": ["2020-01-03", "2020", "banana"],
    "sort": ["oldest", "newest", "relevance", "x"],
    "page": ["1", "2", "999999", "0", "x"],
    "utm_source": ["mail"],
}
PAIRS = st.lists(
    st.one_of(
        [st.tuples(st.just(name), st.sampled_from(values)) for name, values in VALUES.items()]
    )
)
# Control characters and surrogates among them.
WILD = st.lists(
    st.tuples(
        st.one_of(st.sampled_from([*FACETS, "from", "to", "page", "sort"]), st.text()), st.text()
    ),
    max_size=8,
)


def lists_of(pairs: list[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    lists: dict[str, list[str]] = {}
    for name, value in pairs:
        lists.setdefault(name, []).append(value)
    return list(lists.items())


@settings(deadline=None)
@given(PAIRS, st.sampled_from([None, 1, 42]))
def test_the_canonical_address_asks_for_the_same(pairs, edition):
    query = QueryParser(INDEX, edition=edition).parse(lists_of(pairs)).query
    again = QueryParser(INDEX, edition=edition).parse(
        (name, values)
        for name, values in QueryDict(query.query_string).lists()
        if name != "edition"
    )
    assert again.problems == []
    assert again.query == query
    assert again.query.url() == query.url()


@settings(deadline=None)
@given(st.data(), PAIRS)
def test_the_order_of_parameters_changes_nothing(data, pairs):
    single = [name for name in VALUES if name not in FACETS or name in
              ("said_by", "evidence", "importance")]  # fmt: skip
    pairs = [*{n: (n, v) for n, v in pairs if n in single}.values(),
             *((n, v) for n, v in pairs if n not in single)]  # fmt: skip
    other = data.draw(st.permutations(pairs))
    assert (
        QueryParser(INDEX).parse(lists_of(pairs)).query.url()
        == QueryParser(INDEX).parse(lists_of(other)).query.url()
    )


@settings(deadline=None)
@given(WILD)
def test_any_text_gives_a_query_whose_address_is_plain(pairs):
    found = QueryParser(INDEX).parse(lists_of(pairs))
    assert found.query.url().isascii()
    assert found.query.url().isprintable()
    for problem in found.problems:
        assert problem.message
        problem.message.encode()  # no lone surrogate is left in what a page will show
        problem.value.encode()
        problem.parameter.encode()


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("qasem", "qasem-soleimani"),  # some of its words, rather than what is as short
        ("soleimani", "qasem-soleimani"),
        ("qassem-soleimani", "qasem-soleimani"),
        ("Tasnin", "tasnim"),
        ("araji", "qasim-al-araji"),
        ("", ""),
        ("zzzzzz", ""),
    ],
)
def test_the_nearest_value(typed, near):
    known = ["qasem-soleimani", "zainab-soleimani-daughter", "tasnim", "qasim-al-araji"]
    assert nearest(typed, known) == near
