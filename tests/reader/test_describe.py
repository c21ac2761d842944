"""A view said in English: heading, title and chips, typed by hand."""

import pytest
from django.http import QueryDict

from tests.timeline_data import INDEX
from timeline.curation.models import Event
from timeline.editions.index import Entry, Index
from timeline.reader.query.describe import _KINDS, chips, describe, title
from timeline.reader.query.parse import QueryParser


def query(query_string: str, edition: int | None = None):
    found = QueryParser(INDEX, edition=edition).parse(QueryDict(query_string).lists())
    assert found.problems == []
    return found.query


@pytest.mark.parametrize(
    ("address", "english"),
    [
        ("", "The whole timeline"),
        ("sort=newest&page=2", "The whole timeline"),
        ("kind=denial", "Denials"),
        ("kind=denial&kind=legal-step", "Denials and legal steps"),
        ("importance=major", "Major events"),
        ("importance=minor&kind=legal-step", "Minor legal steps"),
        ("phase=closing", "Events of the phase “The closing”"),
        ("phase=closing&phase=after", "Events of the phases “Afterwards” or “The closing”"),
        ("actor=ada", "Events that name Ada Reed"),
        ("actor=ada&actor=ben", "Events that name Ada Reed and Ben Cole"),
        ("actor=ada&actor=ben&actor=ministry",
         "Events that name Ada Reed, Ben Cole and Ministry of Works"),
        ("place=old-bridge", "Events located in Old Bridge"),
        ("said_by=ben", "Events with words of Ben Cole"),
        ("publisher=wire", "Events as published by North Wire"),
        ("language=fa", "Events with excerpts in Persian"),
        ("language=fa&language=en", "Events with excerpts in English or Persian"),
        ("evidence=disputed", "Events on which sources differ"),
        ("evidence=corroborated", "Events with two or more independent origins"),
        ("evidence=single", "Events with one origin"),
        ("evidence=single&evidence=disputed",
         "Events with one origin and on which sources differ"),
        ("from=2020", "Events, from 2020"),
        ("to=late+June+2020", "Events, to late June 2020"),
        ("from=2020-01&to=2021", "Events, January 2020 to 2021"),
        ("from=2020&to=2020", "Events, 2020"),
        ("from=2020&certainty=certain", "Events, certainly from 2020"),
        ("from=2020&to=2020&certainty=certain", "Events, certainly 2020"),
        ("from=1398&to=1401", "Events, AD 1398 to AD 1401"),
        ("from=2022-09-24/..", "Events, from 24 September 2022"),
        ("kind=legal-step&actor=ada&from=January+2020&to=2021",
         "Legal steps that name Ada Reed, January 2020 to 2021"),
        (("importance=major&kind=denial&phase=after&actor=ada&place=old-bridge&said_by=ada"
          "&publisher=wire&language=fa&evidence=single&to=3+Jan+2020"),
         ("Major denials of the phase “Afterwards” that name Ada Reed located in Old Bridge with "
          "words of Ada Reed as published by North Wire with excerpts in Persian with one origin, "
          "to 3 January 2020")),
    ],
)  # fmt: skip
def test_a_view_in_english(address, english):
    assert describe(query(address), INDEX) == english


@pytest.mark.parametrize(
    ("address", "edition", "english"),
    [
        ("", None, "The whole timeline"),
        ("page=2", None, "The whole timeline, page 2"),
        ("", 3, "The whole timeline (edition 3)"),
        ("actor=ada&page=2", 3, "Events that name Ada Reed (edition 3), page 2"),
    ],
)
def test_a_title_says_edition_and_page_too(address, edition, english):
    assert title(query(address, edition), INDEX) == english


def test_a_kind_of_event_without_a_plural_of_its_own_is_still_said():
    index = Index.build([Entry(1, None, None, {"kind": ["far-fetched-thing"]})])
    found = QueryParser(index).parse([("kind", ["far-fetched-thing"])])
    assert describe(found.query, index) == "Far fetched thing"


def test_every_kind_of_event_has_a_plural():
    assert set(_KINDS) == set(Event.Kind.values)


def test_no_chips_without_filters():
    assert chips(query("sort=newest&page=2"), INDEX) == []


def test_each_chip_leads_to_the_view_without_its_filter_at_the_first_page():
    asked = query(
        "from=2020&to=2021&certainty=certain&actor=ada&actor=ben&evidence=single&sort=newest&page=2"
    )
    assert chips(asked, INDEX) == [
        ("from", "From 2020",
         "/?to=2021&certainty=certain&actor=ada&actor=ben&evidence=single&sort=newest"),
        ("to", "To 2021",
         "/?from=2020&certainty=certain&actor=ada&actor=ben&evidence=single&sort=newest"),
        ("certainty", "Certainly in the range",
         "/?from=2020&to=2021&actor=ada&actor=ben&evidence=single&sort=newest"),
        ("actor", "Ada Reed",
         "/?from=2020&to=2021&certainty=certain&actor=ben&evidence=single&sort=newest"),
        ("actor", "Ben Cole",
         "/?from=2020&to=2021&certainty=certain&actor=ada&evidence=single&sort=newest"),
        ("evidence", "One origin",
         "/?from=2020&to=2021&certainty=certain&actor=ada&actor=ben&sort=newest"),
    ]  # fmt: skip


def test_a_chip_keeps_the_edition():
    assert chips(query("actor=ada", 3), INDEX) == [("actor", "Ada Reed", "/?edition=3")]
