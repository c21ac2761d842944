"""Bringing files into the desk: all of it or nothing, and nothing twice."""

import pytest
from django.contrib.auth.models import User

from tests.dataset.small import FILES, edited, write
from timeline.curation.dataset import DatasetError, load
from timeline.curation.dataset.dump import files as files_of_desk
from timeline.curation.models import (
    Actor,
    ActorName,
    Dispute,
    Event,
    EventLink,
    Excerpt,
    Participation,
    Phase,
    Place,
    PlaceName,
    Position,
    Publisher,
    Source,
)

SLUGS = {
    "publishers": ["courier", "wire"],
    "sources": ["wire-bridge", "courier-bridge"],  # what is republished comes first
    "actors": ["ada", "crew"],
    "places": ["land", "bridge"],
    "phases": ["closing", "after"],
    "events": ["opening", "review", "closing"],
    "disputes": ["when"],
}
MODELS = [
    Publisher, Source, Actor, ActorName, Place, PlaceName, Phase, Event, Excerpt, Participation,
    EventLink, Dispute, Position,
]  # fmt: skip


def rows_of_history():
    return sum(model.history.count() for model in MODELS)


def desk():
    """All that the desk holds, as the files of a dump."""
    return dict(files_of_desk())


def test_traits_are_stored_in_one_order_whatever_that_of_the_file(loaded, curator):
    files = edited("publishers.yaml", "    - state-owned\n    - agency\n",
                   "    - agency\n    - state-owned\n")  # fmt: skip
    assert load(write(loaded, files), by=curator).changed == {}
    assert Publisher.objects.get(slug="wire").traits == ["state-owned", "agency"]
    assert Publisher.objects.get(slug="courier").traits == []


def test_everything_is_created(folder, curator):
    report = load(folder, by=curator)
    assert report.created == SLUGS
    assert (report.changed, report.unchanged) == ({}, {})
    assert str(report) == (
        "publishers: 2 created, 0 changed, 0 unchanged\n"
        "sources: 2 created, 0 changed, 0 unchanged\n"
        "actors: 2 created, 0 changed, 0 unchanged\n"
        "places: 2 created, 0 changed, 0 unchanged\n"
        "phases: 2 created, 0 changed, 0 unchanged\n"
        "events: 3 created, 0 changed, 0 unchanged\n"
        "disputes: 1 created, 0 changed, 0 unchanged"
    )


def test_every_value_reaches_its_field(loaded, curator):
    event = Event.objects.get(slug="closing")
    assert (event.title, event.date, event.date_basis) == (
        "The bridge closes", "2020-01-03", "day stated",
    )  # fmt: skip
    assert (event.local_time.isoformat(), event.zone) == ("01:05:00", "Asia/Baghdad")
    assert (event.kind, event.importance, event.position) == ("decision", "major", 2)
    assert (event.phase.slug, event.stage) == ("closing", "approved")
    assert (event.edited_by, event.decided_by) == (curator, curator)
    assert [(p.actor.slug, p.role) for p in event.participations.all()] == [
        ("ada", "speaker"),
        ("crew", "participant"),
    ]
    first, second = event.excerpts.all()
    assert (first.slug, first.quote) == ("closing-1", "The bridge was closed at noon.")
    assert (first.said_by.slug, first.stance, first.locator) == ("ada", "supports", "paragraph 1")
    assert (second.prefix, second.suffix, second.language) == (" night. ", "after one.", "fa")
    source = Source.objects.get(slug="courier-bridge")
    assert (source.republishes.slug, source.kind, source.language) == (
        "wire-bridge", "article", "en",
    )  # fmt: skip
    place = Place.objects.get(slug="bridge")
    assert (place.within.slug, float(place.latitude), float(place.longitude)) == (
        "land", 51.5, -0.125,
    )  # fmt: skip
    assert [(p.slug, p.position) for p in Phase.objects.all()] == [("closing", 1), ("after", 2)]
    assert [(n.name, n.language, n.note) for n in Actor.objects.get(slug="ada").names.all()] == [
        ("آدا رید", "fa", ""),
        ("Reed", "en", "in headlines"),
    ]
    link = Event.objects.get(slug="opening").links.get()
    assert (link.target, link.kind, link.note) == (event, "continues", "the same works")
    review = Event.objects.get(slug="review")
    assert (review.stage, review.decided_by, review.latest) == ("draft", None, None)
    at_noon, at_one = Dispute.objects.get().positions.all()
    assert [e.slug for e in at_noon.excerpts.all()] == ["closing-1"]
    assert (at_one.answer, at_one.note) == ("At one", "It names no day.")
    assert {e.slug for e in at_one.excerpts.all()} == {"closing-2", "opening-1"}


def test_loading_again_changes_nothing_and_adds_no_history(loaded, curator):
    before, rows = desk(), rows_of_history()
    versions = list(Event.objects.order_by("slug").values_list("version", "decided_at"))
    report = load(loaded, by=User.objects.create_user("other"))
    assert (report.created, report.changed) == ({}, {})
    assert {kind: sorted(slugs) for kind, slugs in report.unchanged.items()} == {
        kind: sorted(slugs) for kind, slugs in SLUGS.items()
    }
    assert (desk(), rows_of_history()) == (before, rows)
    assert list(Event.objects.order_by("slug").values_list("version", "decided_at")) == versions


def test_the_order_of_entries_and_of_places_does_not_matter(folder, curator):
    def turned(text):
        head, *entries = text.split("\n\n")
        return "\n\n".join([head, *(entry.rstrip("\n") for entry in reversed(entries))]) + "\n"

    in_order = {"phases.yaml"}  # whose order is that of the chapters
    files = {name: t if name in in_order else turned(t) for name, t in FILES.items()}
    load(write(folder, files), by=curator)
    assert desk() == FILES
    assert load(write(folder), by=curator).changed == {}


# -- changes --------------------------------------------------------------------------------------

# What is edited in which file; and what is reported as changed.
CHANGES = {
    "a publisher": ("publishers.yaml", "name: North Wire", "name: Wire", "publishers", "wire"),
    "a source": ("sources.yaml", "byline: J. Hill", "byline: Hill", "sources", "courier-bridge"),
    "what a source repeats": (
        "sources.yaml", "  republishes: wire-bridge\n", "", "sources", "courier-bridge",
    ),
    "an actor": ("actors.yaml", "Mayor.", "Mayor until 2021.", "actors", "ada"),
    "a name": ("actors.yaml", "- name: Reed", "- name: Mrs Reed", "actors", "ada"),
    "a name less": (
        "actors.yaml", "    - name: Reed\n      note: in headlines\n", "", "actors", "ada",
    ),
    "a place": ("places.yaml", "'51.5'", "'51.25'", "places", "bridge"),
    "what a place lies in": ("places.yaml", "  within: land\n", "", "places", "bridge"),
    "a phase": ("phases.yaml", "What happened first.", "First.", "phases", "closing"),
    "a title": ("events-closing.yaml", "title: The bridge", "title: A bridge", "events", "closing"),
    "a date": ("events-closing.yaml", "'2020-01-03'", "'2020-01-04'", "events", "closing"),
    "a role": ("events-closing.yaml", "role: speaker", "role: agent", "events", "closing"),
    "a place less": ("events-closing.yaml", "  places:\n    - bridge\n", "", "events", "closing"),
    "a quote": ("events-closing.yaml", "closed at noon.", "shut at noon.", "events", "closing"),
    "who says it": ("events-closing.yaml", "      said_by: ada\n", "", "events", "closing"),
    "a link": ("events-after.yaml", "kind: continues", "kind: part-of", "events", "opening"),
    "a stage": ("events-after.yaml", "  stage: draft", "  stage: in-review", "events", "review"),
    "a question": ("disputes.yaml", "When did it close?", "When?", "disputes", "when"),
    "an answer": ("disputes.yaml", "answer: At one", "answer: At 1", "disputes", "when"),
    "a note of an answer": ("disputes.yaml", "It names no day.", "None.", "disputes", "when"),
    "an excerpt of an answer": (
        "disputes.yaml", "        - opening-1\n", "", "disputes", "when",
    ),
}  # fmt: skip


def versions():
    models = {"publishers": Publisher, "sources": Source, "actors": Actor, "places": Place}
    models |= {"phases": Phase, "events": Event, "disputes": Dispute}
    return {
        (kind, slug): version
        for kind, model in models.items()
        for slug, version in model.objects.values_list("slug", "version")
    }


@pytest.mark.parametrize(("file", "old", "new", "kind", "slug"), CHANGES.values(), ids=CHANGES)
def test_a_changed_entry_is_changed_alone(loaded, curator, file, old, new, kind, slug):
    files = edited(file, old, new)
    before = versions()
    report = load(write(loaded, files), by=curator)
    assert (report.created, report.changed) == ({}, {kind: [slug]})
    assert desk() == files
    assert load(loaded, by=curator).changed == {}
    risen = [key for key, version in versions().items() if version > before[key]]
    assert risen == [(kind, slug)]


def test_history_names_who_loaded_what(loaded, curator):
    other = User.objects.create_user("other")
    files = edited("events-closing.yaml", "title: The bridge closes", "title: It closes")
    load(write(loaded, files), by=other)
    latest, _, *rest = Event.objects.get(slug="closing").history.all()
    assert (latest.title, latest.history_user) == ("It closes", other)
    assert latest.history_change_reason == "Loaded from a dataset"
    assert {(row.title, row.history_user) for row in rest} == {("The bridge closes", curator)}
    for model in MODELS:
        assert set(model.history.values_list("history_user__username", flat=True)) <= {
            "cora",
            "other",
        }


def test_a_removed_name_is_in_the_history(loaded, curator):
    files = edited("actors.yaml", "    - name: Reed\n      note: in headlines\n", "")
    load(write(loaded, files), by=curator)
    rows = ActorName.history.filter(name="Reed", history_type="-")
    assert [row.history_user for row in rows] == [curator]


def test_what_no_file_names_stays(loaded, curator):
    files = edited("actors.yaml", "\n- slug: crew\n  name: The crew\n  kind: collective\n", "")
    files["events-closing.yaml"] = files["events-closing.yaml"].replace("    - actor: crew\n", "")
    for name in ("places.yaml", "publishers.yaml"):
        del files[name]
        (loaded / name).unlink()
    load(write(loaded, files), by=curator)
    assert Actor.objects.filter(slug="crew").exists()
    assert Place.objects.count() == 2


def test_phases_can_change_places(loaded, curator):
    text = FILES["phases.yaml"]
    head, first, second = text.split("\n\n")
    third = "- slug: between\n  name: Between"
    files = {"phases.yaml": "\n\n".join([head, second.rstrip(), third, first]) + "\n"}
    report = load(write(loaded, files), by=curator)
    assert report.created == {"phases": ["between"]}
    assert report.changed == {"phases": ["after", "closing"]}
    assert list(Phase.objects.values_list("slug", "position")) == [
        ("after", 1), ("between", 2), ("closing", 3),
    ]  # fmt: skip
    assert load(loaded, by=curator).changed == {}


def test_an_event_moves_to_another_phase(loaded, curator):
    entry = "\n" + FILES["events-after.yaml"].split("\n\n")[2]
    files = FILES | {
        "events-after.yaml": FILES["events-after.yaml"].removesuffix(entry),
        "events-closing.yaml": FILES["events-closing.yaml"] + entry,
    }
    report = load(write(loaded, files), by=curator)
    assert report.changed == {"events": ["review"]}
    assert Event.objects.get(slug="review").phase.slug == "closing"


@pytest.mark.parametrize("back", [False, True])
def test_an_excerpt_moves_to_another_event(loaded, curator, back):
    """Whichever of the two events is read first."""
    excerpt = """\
    - slug: opening-1
      source: wire-bridge
      quote: |-
        It is open.
"""
    extra = """\
    - slug: {}
      source: wire-bridge
      quote: |-
        Another passage.
"""
    here, there = ("events-after.yaml", "events-closing.yaml")
    files = edited(here, excerpt, extra.format("opening-2"))
    files[there] += excerpt
    load(write(loaded, files), by=curator)
    assert Excerpt.objects.get(slug="opening-1").event.slug == "closing"
    assert desk() == files
    assert load(loaded, by=curator).changed == {}
    if back:
        load(write(loaded, FILES), by=curator)
        assert desk() == FILES
        assert not Excerpt.objects.filter(slug="opening-2").exists()


def test_answers_are_kept_in_the_order_of_the_file(loaded, curator):
    third = "    - answer: At half past\n      excerpts:\n        - opening-1\n"
    between = edited("disputes.yaml", "    - answer: At one\n", third + "    - answer: At one\n")
    load(write(loaded, between), by=curator)
    assert desk() == between
    assert load(loaded, by=curator).changed == {}
    load(write(loaded, FILES), by=curator)
    assert desk() == FILES


def test_an_answer_keeps_its_history_when_its_note_changes(loaded, curator):
    before = Position.objects.get(answer="At one").pk
    load(write(loaded, edited("disputes.yaml", "It names no day.", "None.")), by=curator)
    assert Position.objects.get(answer="At one").pk == before


def test_a_changed_event_is_approved_by_whoever_loads_it(loaded, curator):
    """The files are reviewed where they are kept; a stage in them is a decision."""
    other = User.objects.create_user("other")
    files = edited("events-closing.yaml", "closed at noon.", "shut at noon.")
    load(write(loaded, files), by=other)
    event = Event.objects.get(slug="closing")
    assert (event.stage, event.decided_by, event.edited_by) == ("approved", other, other)


def test_an_edit_at_the_desk_is_taken_back_by_the_files(loaded, curator):
    event = Event.objects.get(slug="closing")
    event.title, event.stage, event.decided_at, event.decided_by = "Other", "draft", None, None
    event.save()
    report = load(loaded, by=curator)
    assert report.changed == {"events": ["closing"]}
    assert desk() == FILES


# -- excerpts that are gone -----------------------------------------------------------------------

FIRST_EXCERPT = """\
    - slug: closing-1
      source: wire-bridge
      quote: |-
        The bridge was closed at noon.
      said_by: ada
      locator: paragraph 1
"""


def without_first_excerpt():
    files = edited("events-closing.yaml", FIRST_EXCERPT, "")
    files["events-closing.yaml"] = files["events-closing.yaml"].replace(
        "      stance: disputes\n", ""
    )
    return files


def test_an_excerpt_that_another_dispute_stands_on_may_not_go(loaded, curator):
    other = Dispute.objects.create(slug="why", question="Why?")
    other.positions.create(answer="Because").excerpts.set(Excerpt.objects.filter(slug="closing-1"))
    files = without_first_excerpt()
    files["disputes.yaml"] = files["disputes.yaml"].replace(
        "        - closing-1", "        - opening-1"
    )
    before = desk()
    with pytest.raises(DatasetError) as raised:
        load(write(loaded, files), by=curator)
    assert str(raised.value) == (
        "events-closing.yaml, line 20: “closing” excerpts: “closing-1” is gone from the file, but "
        "gives the answer “Because” in the dispute “why”. Take it out of that dispute first."
    )
    assert desk() == before


def test_an_excerpt_may_go_with_what_the_files_say_of_their_own_disputes(loaded, curator):
    files = without_first_excerpt()
    files["disputes.yaml"] = files["disputes.yaml"].replace(
        "        - closing-1", "        - opening-1"
    )
    report = load(write(loaded, files), by=curator)
    assert report.changed == {"events": ["closing"], "disputes": ["when"]}
    assert not Excerpt.objects.filter(slug="closing-1").exists()
    row = Excerpt.history.filter(slug="closing-1").latest()
    assert (row.history_type, row.history_user) == ("-", curator)
    assert desk() == files


def test_a_dispute_in_the_files_may_not_name_an_excerpt_that_is_gone(loaded, curator):
    with pytest.raises(DatasetError) as raised:
        load(write(loaded, without_first_excerpt()), by=curator)
    assert str(raised.value) == (
        "disputes.yaml, line 9: “when” positions[1].excerpts[1]: “closing-1” is not the slug of "
        "any excerpt. Did you mean “closing-2”?"
    )


def test_a_passage_is_proven_where_the_desk_has_the_text(loaded, curator):
    source = Source.objects.get(slug="wire-bridge")
    source.text = "The bridge was closed at noon. It is open."
    source.text_sha256 = ""
    source.full_clean()
    source.save()
    files = edited("events-closing.yaml", "title: The bridge closes", "title: It closes")
    files["sources.yaml"] = files["sources.yaml"].replace(
        "6dcd4ce23d88e2ee9568ba546c007c63d9131c1b3d8c8d1d4a0fdb9a6e1fb1f2", source.text_sha256
    )
    assert load(write(loaded, files), by=curator).changed == {
        "events": ["opening", "closing"]  # whose place in the text is known now
    }
    assert Source.objects.get(slug="wire-bridge").text == source.text


# -- where an excerpt stands ----------------------------------------------------------------------


def test_a_place_that_the_text_does_not_show_is_refused(loaded, curator):
    source = Source.objects.get(slug="wire-bridge")
    source.text = "No news.\nThe bridge was closed at noon. It is open."
    source.save()
    with pytest.raises(DatasetError) as raised:
        load(loaded, by=curator)
    assert str(raised.value) == (
        "events-closing.yaml, line 26: “closing” excerpts[1].locator: “paragraph 1” is not where "
        "the quote stands: that is paragraph 2. Leave it out; it is worked out from the text."
    )
    load(
        write(loaded, edited("events-closing.yaml", "      locator: paragraph 1\n", "")), by=curator
    )
    assert Excerpt.objects.get(slug="closing-1").locator == "paragraph 2"


def test_a_place_in_other_words_is_refused(loaded, curator):
    files = edited("events-closing.yaml", "locator: paragraph 1", "locator: page 3, above")
    with pytest.raises(DatasetError) as raised:
        load(write(loaded, files), by=curator)
    assert "“page 3, above” is not a place that the program writes" in str(raised.value)


def test_without_a_text_the_place_of_the_same_passage_is_kept(loaded, curator):
    files = edited("events-closing.yaml", "      locator: paragraph 1\n", "")
    assert load(write(loaded, files), by=curator).changed == {}
    assert Excerpt.objects.get(slug="closing-1").locator == "paragraph 1"


# -- places that an event concerns ----------------------------------------------------------------


def test_places_that_it_concerns_are_another_list(loaded, curator):
    files = edited("events-closing.yaml", "  places:\n    - bridge\n",
                   "  places:\n    - bridge\n  about:\n    - land\n")  # fmt: skip
    assert load(write(loaded, files), by=curator).changed == {"events": ["closing"]}
    event = Event.objects.get(slug="closing")
    assert [p.slug for p in event.about.all()] == ["land"]
    assert desk() == files
