"""Leaving things out of an edition: they stay as they are public, and so does what needs them."""

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from timeline.curation import actions
from timeline.editions import build
from timeline.editions.models import Edition, Record
from timeline.editions.publish import PublishRefusedError, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return factories.editor()


def lines(plan):
    return {(kind, slug): verb for kind, slug, verb, _ in plan.lines()}


def left(held):
    return {"/".join(one.key): (one.verb, one.why) for one in held.left_out}


def public(kind):
    return set(Record.objects.current().of_kind(kind).values_list("slug", flat=True))


def edit(thing, **values):
    for name, value in values.items():
        setattr(thing, name, value)
    actions.record_change(thing, by=factories.curator())
    return factories.reviewed(thing)


GOES = "It goes with what is left out: nothing else in the edition needs it to change."


def test_a_new_event_is_left_out_with_what_it_alone_names(editor):
    factories.phase(slug="p")
    source = factories.source(slug="paper", publisher=factories.publisher(slug="press"))
    kept, left_out = factories.event(slug="kept"), factories.event(slug="left-out")
    factories.excerpt(kept)
    factories.excerpt(left_out, source=source)
    for one in (kept, left_out):
        factories.reviewed(one)
    held = build.hold_back([("event", "left-out")])
    assert left(held) == {
        "event/left-out": ("added", ""),
        "publisher/press": ("added", GOES),
        "source/paper": ("added", GOES),
    }
    assert held.left_out[0].document["slug"] == "left-out"
    publish(by=editor, note="First.", hold=[("event", "left-out")], plan=held.plan.digest())
    assert public("event") == {"kept"}
    assert "paper" not in public("source")
    # It waits as it did before, and comes with the next edition.
    assert set(lines(build.plan())) == {
        ("event", "left-out"), ("source", "paper"), ("publisher", "press"),
    }  # fmt: skip


def test_a_change_and_a_withdrawal_are_left_out(editor):
    changed = factories.approved(slug="changed", title="Old")
    hoax = factories.approved(slug="hoax")
    renamed = factories.approved(slug="renamed")
    publish(by=editor, note="First.")
    edit(changed, title="New")
    actions.withdraw(hoax, by=editor, reason="A hoax.")
    actions.rename(renamed, to="another", by=editor)
    assert left(build.hold_back([("event", "hoax")])) == {
        "event/hoax": ("withdrawn", ""),
        f"publisher/{hoax.excerpts.get().source.publisher.slug}": ("withdrawn", GOES),
        f"source/{hoax.excerpts.get().source.slug}": ("withdrawn", GOES),
    }
    held = build.hold_back([("event", "changed"), ("event", "another")])
    assert set(left(held)) == {"event/changed", "event/another", "event/renamed"}
    publish(by=editor, note="Second.", hold=[("event", "changed"), ("event", "another")])
    assert public("event") == {"changed", "renamed"}
    title = Record.objects.current().get(kind="event", slug="changed").document["title"]
    assert title == "Old"


def test_what_names_something_left_out_waits_with_it_and_says_so(editor):
    event = factories.approved(slug="met")
    source = event.excerpts.get().source
    held = build.hold_back([("source", source.slug)])
    why = f"It names the source “{source.slug}”, which readers cannot be shown without it."
    assert left(held)["event/met"] == ("added", why)
    with pytest.raises(PublishRefusedError, match="Nothing differs from what is public"):
        publish(by=editor, note="First.", hold=[("source", source.slug)] + [
            (kind, slug) for kind, slug in lines(held.plan)])  # fmt: skip
    # What is public already stays as it was, and the event is shown with it.
    publish(by=editor, note="First.")
    edit(source, title="Another title")
    edit(event, title="New")
    held = build.hold_back([("source", source.slug)])
    assert left(held) == {f"source/{source.slug}": ("changed", "")}
    assert lines(held.plan) == {("event", "met"): "changed"}


@pytest.mark.parametrize("make", [factories.term, factories.gap, factories.site])
def test_what_no_event_names_is_left_out(editor, make):
    factories.approved()
    made = make()
    kind = made._meta.model_name
    assert left(build.hold_back([(kind, made.slug)])) == {f"{kind}/{made.slug}": ("added", "")}
    publish(by=editor, note="First.")
    actions.withdraw(made, by=editor, reason="No more.")
    held = build.hold_back([(kind, made.slug)])
    assert left(held) == {f"{kind}/{made.slug}": ("withdrawn", "")}
    assert not held.plan


def test_the_story_tells_no_event_that_is_left_out(editor):
    events = [factories.approved(slug=f"e{number}") for number in range(6)]
    factories.story(*events)
    held = build.hold_back([("event", "e0")])
    story = next(draft for (kind, _), draft in held.plan.added.items() if kind == "story")
    assert [step["event"] for step in story.document["steps"]] == ["e1", "e2", "e3", "e4", "e5"]


def test_what_follows_from_the_rest_cannot_be_left_out_by_itself(editor):
    hoax = factories.approved(slug="hoax")
    factories.approved()
    publish(by=editor, note="First.")
    actions.withdraw(hoax, by=editor, reason="A hoax.")
    source = ("source", hoax.excerpts.get().source.slug)
    held = build.hold_back([source])
    assert (held.left_out, held.in_vain) == ([], [source])
    with pytest.raises(PublishRefusedError, match="cannot be left out"):
        publish(by=editor, note="Second.", hold=[source])


def test_what_is_not_in_the_edition_cannot_be_left_out(editor):
    factories.approved()
    with pytest.raises(PublishRefusedError, match="event/nothing cannot be left out"):
        publish(by=editor, note="First.", hold=[("event", "nothing")])
    assert not Edition.objects.exists()


def test_the_command_leaves_out(editor, capsys):
    factories.approved(slug="met")
    factories.approved(slug="left")
    call_command("publish", "--note", "First.", "--by", "edith", "--leave-out", "event/left")
    assert public("event") == {"met"}
    with pytest.raises(CommandError, match="“left” names nothing"):
        call_command("publish", "--note", "x", "--by", "edith", "--leave-out", "left")
