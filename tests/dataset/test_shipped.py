"""The dataset that this project ships: that it loads, stands, and keeps its own rules."""

import re

import pytest

from tests.corpora import SHIPPED
from timeline.curation.dataset import load
from timeline.curation.dataset.dump import files as files_of_desk
from timeline.curation.models import (
    Actor,
    Dispute,
    Event,
    Excerpt,
    Gap,
    Phase,
    Publisher,
    Site,
    Source,
    Story,
    StoryStep,
    Tie,
)
from timeline.curation.users import dataset_user

LOADED = re.compile(r"\b(martyr\w*|terroris\w*|assassinat\w*|regime)\b", re.IGNORECASE)
QUOTED = re.compile(r"“[^”]*”|‘.*?’(?!\w)")


def test_it_loads_whole(shipped):
    assert (shipped.changed, shipped.unchanged) == ({}, {})
    assert Event.objects.count() == 82
    assert Event.objects.filter(importance="major").count() == 23
    assert Actor.objects.count() == 66
    assert Dispute.objects.count() == 11
    assert load(SHIPPED, by=dataset_user()).changed == {}


def test_every_event_is_approved_and_dated_with_its_reasons(shipped):
    for event in Event.objects.all():
        assert event.stage == Event.Stage.APPROVED, event.slug
        assert event.date_basis, event.slug
        assert event.date_note, event.slug


def test_every_excerpt_is_short_and_has_a_source_of_a_known_text(shipped):
    assert (Excerpt.objects.count(), Tie.objects.count()) == (75, 74)
    for excerpt in Excerpt.objects.select_related("source"):
        assert 0 < len(excerpt.quote) <= 400, excerpt.slug
        assert excerpt.source.text_sha256, excerpt.source.slug
        assert (excerpt.language == "en") == (not excerpt.translation), excerpt.slug


def test_no_text_of_a_source_is_shipped(shipped):
    assert set(Source.objects.values_list("text", flat=True)) == {""}


def test_what_is_said_of_each_publisher(shipped):
    assert dict(Publisher.objects.values_list("slug", "traits")) == {
        "andrew-the-prophet": ["reposts", "personal"],
        "asharq-al-awsat": ["affiliated"],
        "globalsecurity": ["reposts"],
        "iranian-news-outlet": [],  # not identified, so nothing is claimed
        "sputnik": ["state-owned", "agency"],
        "the-news-line": ["party"],
    }


def test_everything_is_used(shipped):
    used = set(Event.objects.values_list("actors", flat=True))
    used |= set(Excerpt.objects.values_list("said_by", flat=True))
    assert sorted(Actor.objects.exclude(pk__in=used - {None}).values_list("slug", flat=True)) == []
    assert [p.slug for p in Phase.objects.filter(events=None)] == []


# Loaded words that are part of a proper name; outside them the rule holds.
NAMES = ("Popular Mobilization",)


def titles():
    yield from Event.objects.values_list("title", flat=True)
    yield from Dispute.objects.values_list("question", flat=True)
    yield from Phase.objects.values_list("name", flat=True)
    yield from StoryStep.objects.values_list("caption", flat=True)
    yield from Gap.objects.values_list("line", flat=True)
    yield from Site.objects.values_list("title", flat=True)
    yield from Site.objects.values_list("heading", flat=True)


def test_loaded_words_stand_in_quotation_marks_only(shipped):
    found = []
    for title in titles():
        plain = QUOTED.sub("", title)
        for name in NAMES:
            plain = plain.replace(name, "")
        if LOADED.search(plain):
            found.append(title)
    assert found == []


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Iran calls it “state terrorism”", []),
        ("A minister says ‘the martyr’s blood’ counts", []),
        ("Iran's assassination claim", ["assassination"]),
        ("“Regime” officials and the regime", ["regime"]),
        ("Regiments meet", []),
    ],
)
def test_the_rule_for_loaded_words_finds_them(title, words):
    assert LOADED.findall(QUOTED.sub("", title)) == words


def test_a_dump_is_byte_for_byte_the_shipped_files(shipped):
    shipped_files = {path.name: path.read_text(encoding="utf-8") for path in SHIPPED.glob("*.yaml")}
    dumped = dict(files_of_desk())
    assert sorted(dumped) == sorted(shipped_files)
    differing = [name for name in dumped if dumped[name] != shipped_files[name]]
    assert differing == [], "write them anew: manage.py dump_dataset timeline/dataset"


# -- what it says of itself ------------------------------------------------------------------------


def test_its_own_words_are_approved_and_its_story_has_eight_steps(shipped):
    site, story = Site.objects.get(), Story.objects.get()
    assert (site.is_approved, story.is_approved) == (True, True)
    assert site.clocks.count() == 4
    assert story.steps.count() == 8
    assert story.steps.first().event.slug == "strike-at-baghdad-airport"


def test_what_is_missing_is_listed_and_nobody_claims_to_have_opened_it(shipped):
    gaps = list(Gap.objects.prefetch_related("addresses"))
    assert len(gaps) > 20
    assert all(gap.is_approved and gap.addresses.all() for gap in gaps)
    assert {gap.checked for gap in gaps} == {None}
    read = {source.url for source in Source.objects.all()}
    assert read & {address.url for gap in gaps for address in gap.addresses.all()} == set()
