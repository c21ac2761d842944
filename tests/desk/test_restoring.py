"""What was removed comes back; a merge and an upload are undone as one."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from tests import factories
from tests.desk.pages import change_url, messages_of, opened
from timeline.curation import actions
from timeline.curation.dataset import dump
from timeline.curation.dataset.archives import pack
from timeline.curation.models import Actor, Event, Operation, Source, Term

pytestmark = pytest.mark.django_db


def excerpt():
    made = factories.excerpt(factories.event(), translation="Words")
    return made.event, made, "excerpts"


def tie():
    event = factories.event()
    return event, event.ties.create(excerpt=factories.excerpt(factories.event())), "ties"


def participation():
    made = factories.participation(factories.event(), role="host")
    return made.event, made, "participations"


def eventlink():
    made = factories.link(factories.event(), factories.event())
    return made.event, made, "links"


def actorname():
    actor = factories.actor()
    return actor, actor.names.create(name="Ada Rede"), "names"


def placename():
    place = factories.place()
    return place, place.names.create(name="Old Quay"), "names"


def position():
    excerpts = [factories.excerpt(factories.event()) for _ in range(3)]
    dispute = factories.dispute(*excerpts)
    return dispute, dispute.positions.last(), "positions"


def clock():
    site = factories.site()
    return site, site.clocks.create(name="London", zone="Europe/London"), "clocks"


def storystep():
    story = factories.story(factories.event(), factories.event(), approve=False)
    return story, story.steps.last(), "steps"


def gapaddress():
    gap = factories.gap()
    return gap, gap.addresses.get(), "addresses"


PARTS = [
    excerpt, tie, participation, eventlink, actorname, placename, position, clock, storystep,
    gapaddress,
]  # fmt: skip


def remove(client, thing, part, prefix):
    """Take a part off on the form of what it hangs on."""
    data = opened(client, change_url(thing))
    number = next(
        n for n in range(10) if data.get(f"{prefix}-{n}-id") == str(part.pk)
    )  # fmt: skip
    data[f"{prefix}-{number}-DELETE"] = "on"
    response = client.post(change_url(thing), data)
    assert response.status_code == 302, response.context["errors"]


def history(client, thing):
    name = thing._meta.model_name
    return client.get(reverse(f"admin:curation_{name}_history", args=(thing.pk,)))


@pytest.mark.parametrize("make", PARTS)
def test_every_part_that_was_removed_can_be_brought_back(editor_client, editor, make):
    thing, part, prefix = make()
    fields = [field.attname for field in part._meta.concrete_fields if field.name != "position"]
    before = [getattr(part, name) for name in fields]
    linked = [excerpt.pk for excerpt in part.excerpts.all()] if make is position else []
    remove(editor_client, thing, part, prefix)
    assert not type(part).objects.filter(pk=part.pk).exists()
    page = history(editor_client, thing)
    [gone] = [change for change in page.context["part_changes"] if change.restore]
    assert gone.url is None
    if gone.history_url:  # in which no link leads to nothing
        shown = editor_client.get(gone.history_url).content.decode()
        assert "bring it back from the history of what it belonged to" in shown
        links = re.findall(rf'href="({gone.history_url}[^"]+)"', shown)
        assert [editor_client.get(link).status_code for link in links] == [200] * len(links)
    url = reverse(f"admin:curation_{thing._meta.model_name}_restore", args=(thing.pk,))
    said = messages_of(editor_client.post(url, {"part": gone.restore}, follow=True))
    assert "is back. It is a draft." in said[0]
    back = type(part).objects.get(pk=part.pk)
    assert [getattr(back, name) for name in fields] == before
    if make is position:
        assert [one.pk for one in back.excerpts.all()] == linked
    row = back.history.first()
    assert (row.history_user, row.history_change_reason) == (editor, "Brought back")
    again = messages_of(editor_client.post(url, {"part": gone.restore}, follow=True))
    assert "Not brought back" in again[0]


def test_what_it_names_must_be_there(editor_client, editor):
    event, part, prefix = participation()
    remove(editor_client, event, part, prefix)
    Actor.objects.filter(pk=part.actor_id).delete()
    [gone] = [one for one in history(editor_client, event).context["part_changes"] if one.restore]
    url = reverse("admin:curation_event_restore", args=(event.pk,))
    said = messages_of(editor_client.post(url, {"part": gone.restore}, follow=True))
    assert f"names a actor that is gone (number {part.actor_id})" in said[0].replace(" an ", " a ")
    assert editor_client.post(url, {"part": "excerpt:1"}).status_code == 404
    assert editor_client.post(url, {"part": "user:1"}).status_code == 404


# -- merges and uploads ---------------------------------------------------------------------------


def state():
    """All that the files of the desk say, but for stages and former slugs of what came back."""
    from timeline.curation.dataset.dump import files

    lines = [line for name, text in files() for line in (f"== {name}", *text.splitlines())]
    return [line for line in lines if not line.strip().startswith("stage:")]


def everything():
    """Two of each kind that can be merged, with all that can hang on them."""
    kept, lost = factories.actor(slug="kept", name="Ada Reed"), factories.actor(slug="lost")
    lost.names.create(name="A. Reed")
    for actor in (kept, lost):
        event = factories.approved()
        factories.participation(event, actor=actor)
        factories.excerpt(event, said_by=actor, quote="Nobody answered questions.")
    factories.participation(event, actor=kept)  # is there with both
    factories.term().actors.add(lost)
    first, second = factories.place(slug="here"), factories.place(slug="there")
    factories.place(within=second)
    event.places.set([first, second])
    event.about.add(second)
    one, two = factories.approved(slug="one"), factories.approved(slug="two")
    twin = two.excerpts.get()  # which folds
    twin.source = one.excerpts.get().source
    twin.save()
    factories.dispute(two.excerpts.get(), factories.excerpt(factories.event()))
    factories.link(two, factories.event())
    factories.link(factories.event(), two)
    actions.comment(two, by=factories.curator(), text="Look.")
    return {"actor": (lost, kept), "place": (second, first), "event": (two, one)}


@pytest.mark.parametrize("kind", ["actor", "place", "event"])
def test_a_merge_is_undone(kind, editor_client, editor):
    lost, kept = everything()[kind]
    before = state()
    decisions = lost.decisions.count()
    actions.merge(lost, into=kept, by=editor)
    assert state() != before
    [operation] = Operation.objects.all()
    url = reverse("admin:curation_operation_undo", args=(operation.pk,))
    page = editor_client.get(url)
    assert (page.context["problems"], page.context["may_undo"]) == ([], True)
    said = messages_of(editor_client.post(url, follow=True))
    assert "is undone" in said[0]
    assert state() == before
    back = type(lost).objects.get(pk=lost.pk)
    assert (back.slug, back.stage, back.decisions.count()) == (lost.slug, "draft", decisions)
    if kind == "event":
        assert back.comments.count() == 1
    assert "was undone already" in messages_of(editor_client.post(url, follow=True))[0]


def test_a_merge_that_somebody_built_upon_is_not_undone(editor_client, editor, curator):
    lost, kept = factories.actor(), factories.actor(name="Ada")
    actions.merge(lost, into=kept, by=editor)
    kept.refresh_from_db()
    kept.description = "Mayor."
    actions.record_change(kept, by=curator)
    url = reverse("admin:curation_operation_undo", args=(Operation.objects.get().pk,))
    said = messages_of(editor_client.post(url, follow=True))
    assert "since then somebody changed actor “Ada”" in said[0]
    assert not Actor.objects.filter(pk=lost.pk).exists()


def upload(client, name, content):
    sent = SimpleUploadedFile(name, content)
    page = client.post(reverse("admin:curation_upload_changelist"), {"sent": sent}, follow=True)
    url = reverse("admin:curation_upload_confirm", args=(page.context["upload"].pk,))
    client.post(url, {"digest": page.context["trial"].digest})


def test_an_upload_is_undone(editor_client, small_dataset, tmp_path):
    before = state()
    dump(tmp_path)
    files = {path.name: path.read_text() for path in tmp_path.iterdir()}
    files["actors.yaml"] = files["actors.yaml"].replace("Ada Reed", "Ada Hale", 1)
    files["actors.yaml"] += "\n- slug: new\n  name: New\n  kind: person\n"
    upload(editor_client, "a.zip", pack((n, text.encode()) for n, text in files.items()))
    assert Actor.objects.filter(slug="new").exists()
    url = reverse("admin:curation_operation_undo", args=(Operation.objects.latest("pk").pk,))
    assert "is undone" in " ".join(messages_of(editor_client.post(url, follow=True)))
    assert state() == before


def test_a_load_by_the_command_is_undone(editor_client, small_dataset, tmp_path):
    before = state()
    dump(tmp_path)
    actors = tmp_path / "actors.yaml"
    changed = actors.read_text().replace("Ada Reed", "Ada Hale", 1)
    actors.write_text(changed + "\n- slug: new\n  name: New\n  kind: person\n")
    call_command("load_dataset", tmp_path)
    assert Actor.objects.get(slug="new").name == "New"
    operation = Operation.objects.latest("pk")
    assert operation.said == f"Load of {tmp_path.name}"
    url = reverse("admin:curation_operation_undo", args=(operation.pk,))
    assert "is undone" in " ".join(messages_of(editor_client.post(url, follow=True)))
    assert state() == before


def test_who_imported_a_table_undoes_it_and_nobody_elses(curator_client):
    publisher = factories.publisher()
    upload(curator_client, "a.csv", f"slug,title,publisher\nnew,New,{publisher.slug}\n".encode())
    url = reverse("admin:curation_operation_undo", args=(Operation.objects.get().pk,))
    other = factories.client_of(factories.curator("carl"))
    assert other.post(url).status_code == 403
    curator_client.post(url)
    assert not Source.objects.filter(slug="new").exists()


def test_nothing_is_kept_of_a_preview(editor):
    lost, kept = factories.actor(), factories.actor()
    actions.preview_merge(lost, into=kept, by=editor)
    assert not Operation.objects.exists()
    assert Event.objects.count() == Term.objects.count() == 0
