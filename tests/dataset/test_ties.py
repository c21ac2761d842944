"""Excerpts of other events in dataset files: references by slug, both ways byte for byte."""

import pytest

from tests.dataset.small import FILES, edited, write
from timeline.curation.dataset import DatasetError, load
from timeline.curation.dataset.dump import files as files_of_desk
from timeline.curation.models import Dispute, Event, Tie

# The opening stands on an excerpt of the closing too; the dispute is shown by the opening alone.
TIES = """\
        It is open.
  ties:
    - excerpt: closing-1
      stance: context
    - excerpt: closing-2
"""
TIED = edited("events-after.yaml", "        It is open.\n", TIES) | {
    "disputes.yaml": FILES["disputes.yaml"].replace(
        "  positions:\n", "  events:\n    - opening\n  positions:\n"
    )
}


@pytest.fixture
def tied(tmp_path, curator):
    folder = write(tmp_path / "tied", TIED)
    load(folder, by=curator)
    return folder


def problems(folder, files, by):
    with pytest.raises(DatasetError) as raised:
        load(write(folder, files), by=by)
    return [str(problem) for problem in raised.value.problems]


def test_ties_are_loaded_in_their_order(tied):
    event = Event.objects.get(slug="opening")
    assert [(t.excerpt.slug, t.stance, t.position) for t in event.ties.all()] == [
        ("closing-1", "context", 1),
        ("closing-2", "supports", 2),
    ]
    assert [(e.slug, e.stance) for e in event.evidence()] == [
        ("opening-1", "supports"),
        ("closing-1", "context"),
        ("closing-2", "supports"),
    ]
    assert [e.slug for e in Dispute.objects.get().events.all()] == ["opening"]


def test_a_dump_is_byte_for_byte_what_was_loaded(tied):
    assert dict(files_of_desk()) == TIED


def test_loading_again_changes_nothing(tied, curator):
    rows = Tie.history.count()
    report = load(tied, by=curator)
    assert (report.created, report.changed) == ({}, {})
    assert Tie.history.count() == rows


def test_a_tie_that_is_gone_from_the_file_is_removed(tied, curator):
    report = load(write(tied, FILES), by=curator)
    assert report.changed == {"events": ["opening"], "disputes": ["when"]}
    assert not Tie.objects.exists()
    assert not Dispute.objects.get().events.exists()


def test_an_event_changes_with_what_it_is_tied_to(tied, curator):
    before = Event.objects.get(slug="opening").version
    files = TIED | {
        "events-closing.yaml": FILES["events-closing.yaml"].replace("closed at noon", "shut")
    }
    report = load(write(tied, files), by=curator)
    assert report.changed == {"events": ["closing", "opening"]}
    assert "opening" not in report.unchanged["events"]
    event = Event.objects.get(slug="opening")
    assert (event.version, event.stage) == (before + 1, "approved")


def test_its_stance_to_its_own_event_changes_no_other(tied, curator):
    files = TIED | {
        "events-closing.yaml": FILES["events-closing.yaml"].replace(
            "      said_by: ada\n", "      stance: context\n      said_by: ada\n"
        ).replace("      stance: disputes\n", "")
    }  # fmt: skip
    assert load(write(tied, files), by=curator).changed == {"events": ["closing"]}


def test_a_tied_event_that_the_files_do_not_hold_is_a_draft_again(tied, curator, tmp_path):
    closing = FILES["events-closing.yaml"].replace("closed at noon", "shut")
    files = {**FILES, "events-closing.yaml": closing}
    for name in ("events-after.yaml", "disputes.yaml"):
        del files[name]
    load(write(tmp_path / "some", files), by=curator)
    assert Event.objects.get(slug="opening").stage == "draft"


MISTAKES = {
    "an unknown excerpt": (
        ("excerpt: closing-2", "excerpt: closing-3"),
        "“closing-3” is not the slug of any excerpt. Did you mean “closing-2”?",
    ),
    "its own excerpt": (
        ("excerpt: closing-2", "excerpt: opening-1"),
        "“opening-1” is an excerpt of this event itself.",
    ),
    "one twice": (
        ("excerpt: closing-2", "excerpt: closing-1"),
        "already exists.",
    ),
    "an unknown stance": (
        ("stance: context", "stance: denies"),
        "“denies” is not known. Known are: supports, disputes, context.",
    ),
    "no excerpt named": (("- excerpt: closing-2", "- stance: supports"), "is missing"),
}


@pytest.mark.parametrize(("change", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named(change, said, tmp_path, curator):
    files = TIED | {"events-after.yaml": TIED["events-after.yaml"].replace(*change)}
    (problem,) = problems(tmp_path, files, curator)
    assert problem.startswith("events-after.yaml, line ")
    assert "“opening” ties[" in problem
    assert said in problem
    assert not Event.objects.exists()


def test_an_approved_event_does_not_tell_of_one_that_nobody_approved(tmp_path, curator):
    files = TIED | {
        "events-closing.yaml": FILES["events-closing.yaml"].replace(
            "  importance: major\n  position: 2\n",
            "  importance: major\n  position: 2\n  stage: draft\n",
        )
    }
    found = problems(tmp_path, files, curator)
    assert len(found) == 2
    assert found[0].endswith(
        "The excerpt “closing-1” belongs to “The bridge closes”, which has never been approved: "
        "its name would tell of that. Approve that event first."
    )


def test_an_excerpt_that_carries_an_event_outside_the_files_cannot_go(tied, curator, tmp_path):
    closing = FILES["events-closing.yaml"]
    start, end = closing.index("    - slug: closing-2"), len(closing)
    files = {**FILES, "events-closing.yaml": closing[:start] + closing[end:]}
    for name in ("events-after.yaml", "disputes.yaml"):
        del files[name]
    found = problems(tmp_path / "some", files, curator)
    assert any(
        "“closing-2” is gone from the file, but carries “opening” too. Take it off that event "
        "first." in problem
        for problem in found
    )


def test_an_unknown_event_of_a_dispute_is_named(tmp_path, curator):
    files = TIED | {"disputes.yaml": TIED["disputes.yaml"].replace("- opening\n", "- opneing\n")}
    (problem,) = problems(tmp_path, files, curator)
    assert problem.endswith(
        "“when” events[1]: “opneing” is not the slug of any event. Did you mean “opening”?"
    )
