"""Decisions outrank edits, and two people stand behind everything public: on every route.

To add a way in which the desk is written, add a function with `@edit`: it changes the thing that it
is given as the person of the client. To add a kind of thing, add it to KINDS.
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import factories
from tests.desk.pages import change_url, messages_of, opened
from timeline.curation import actions
from timeline.curation.dataset import dump
from timeline.curation.dataset.archives import pack
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Actor, Event
from timeline.curation.naming import STAGED
from timeline.editions import build
from timeline.editions.models import Record
from timeline.editions.publish import publish

pytestmark = pytest.mark.django_db
SAYS = {
    "draft": "It is a draft.",
    "in-review": "It was in review and is a draft again",
    "approved": "It was approved and is a draft now",
    "withdrawn": "It stays withdrawn.",
}
EDITS = {}


def edit(function):
    EDITS[function.__name__.replace("_", " ")] = function
    return function


def event_in(stage):
    """An event that has come to a stage, with an excerpt, an actor, and a version to go back to."""
    event = factories.event(title="Met")
    factories.excerpt(event)
    factories.participation(event)
    event.title = "Met again"
    actions.record_change(event, by=factories.curator("carl"))
    if stage == "draft":
        return event
    event = actions.submit_for_review(event, by=factories.curator("carl"))
    if stage == "in-review":
        return event
    event = actions.approve(event, by=factories.editor("emil"))
    if stage == "approved":
        return event
    return actions.withdraw(event, by=factories.editor("emil"), reason="The court says so.")


def saved(client, url, **values):
    response = client.post(url, opened(client, url) | values, follow=True)
    return " ".join(messages_of(response))


@edit
def the_form(client, event):
    return saved(client, change_url(event), summary="Another summary.")


@edit
def a_row_of_the_form(client, event):
    return saved(client, change_url(event), **{"participations-0-role": "host"})


@edit
def the_form_of_an_excerpt(client, event):
    return saved(client, change_url(event.excerpts.get()), translation="Other words.")


@edit
def the_history(client, event):
    url = reverse("admin:curation_event_simple_history", args=(event.pk, event.history.last().pk))
    response = client.post(url, {"version": event.version}, follow=True)
    return " ".join(messages_of(response))


@edit
def the_history_of_an_excerpt(client, event):
    excerpt = event.excerpts.get()
    row = excerpt.history.first()
    excerpt.translation = "Changed meanwhile."
    excerpt.save()
    url = reverse("admin:curation_excerpt_simple_history", args=(excerpt.pk, row.pk))
    response = client.post(url, {"version": event.version}, follow=True)
    return " ".join(messages_of(response))


@edit
def the_source_desk(client, event):
    source = event.excerpts.get().source
    url = reverse("admin:curation_source_read", args=(source.pk,))
    data = {
        "quote": "Nobody answered questions.", "prefix": "", "suffix": "", "stance": "supports",
        "language": "en", "target": "existing", "event": event.slug,
        "opened": str(Event.history.first().history_id),
    }  # fmt: skip
    response = client.post(url, data, follow=True)
    return " ".join(messages_of(response))


@edit
def a_tie(client, event):
    """An edit of the sentence of another event that carries this one too."""
    other = factories.event()
    excerpt = factories.excerpt(other)
    event.ties.create(excerpt=excerpt)
    return saved(client, change_url(excerpt), translation="Other words.")


@edit
def a_merge(client, event):
    lost = factories.event()
    url = reverse("admin:curation_event_merge", args=(event.pk,))
    data = {"other": str(lost.pk), "remains": "this"}
    digest = client.get(url, data).context["digest"]
    return " ".join(messages_of(client.post(url, data | {"digest": digest}, follow=True)))


ROUTES_OF = {"curator": [name for name in EDITS if name != "a merge"], "editor": list(EDITS)}


@pytest.mark.parametrize(
    ("who", "name"), [(who, name) for who, names in ROUTES_OF.items() for name in names]
)
@pytest.mark.parametrize("stage", SAYS)
def test_an_edit_undoes_no_decision_and_says_what_became_of_the_stage(
    name, stage, who, curator_client, editor_client
):
    event = event_in(stage)
    decided = event.decided_by
    said = EDITS[name](curator_client if who == "curator" else editor_client, event)
    now = Event.objects.get(pk=event.pk)
    assert now.version > event.version
    assert now.stage == ("withdrawn" if stage == "withdrawn" else "draft")
    assert now.decided_by == (decided if stage == "withdrawn" else None)
    assert SAYS[stage] in said
    assert [one.kind for one in now.decisions.all()][-1:] != ["returned"]


@pytest.mark.parametrize("stage", ["draft", "in-review", "approved", "withdrawn"])
def test_an_uploaded_file_undoes_no_decision(stage, editor_client, tmp_path):
    event = event_in(stage)
    dump(tmp_path)
    files = {path.name: path.read_text() for path in tmp_path.iterdir()}
    for name in files:
        files[name] = (
            files[name]
            .replace(f"  stage: {stage}\n", "")
            .replace("title: Met again", "title: Met a third time")
        )
    sent = SimpleUploadedFile("a.zip", pack((n, text.encode()) for n, text in files.items()))
    page = editor_client.post(
        reverse("admin:curation_upload_changelist"), {"sent": sent}, follow=True
    )
    url = reverse("admin:curation_upload_confirm", args=(page.context["upload"].pk,))
    editor_client.post(url, {"digest": page.context["trial"].digest})
    now = Event.objects.get(pk=event.pk)
    assert now.title == "Met a third time"
    assert now.stage == ("withdrawn" if stage == "withdrawn" else "in-review")


# -- two people, whatever it is -------------------------------------------------------------------


def public_event(**values):
    return factories.approved(**values)


def source():
    return public_event().excerpts.get().source


def publisher():
    return source().publisher


def actor():
    return factories.participation(public_event()).actor


def place():
    made = factories.place()
    public_event().places.add(made)
    return made


def phase():
    return public_event().phase


def dispute():
    excerpts = [public_event().excerpts.get() for _ in range(2)]
    return factories.dispute(*excerpts)


def term():
    public_event()
    return factories.term()


def site():
    public_event()
    return factories.site()


def story():
    return factories.story(*[public_event() for _ in range(5)])


def gap():
    public_event()
    return factories.gap()


# Each: how one is made that is approved, and a text of it that readers see.
KINDS = {
    "event": (public_event, "title"),
    "source": (source, "title"),
    "publisher": (publisher, "nature"),
    "actor": (actor, "name"),
    "place": (place, "name"),
    "phase": (phase, "name"),
    "dispute": (dispute, "note"),
    "term": (term, "note"),
    "site": (site, "name"),
    "story": (story, "heading"),
    "gap": (gap, "reason"),
}


def test_every_kind_is_here():
    assert set(KINDS) == {model._meta.model_name for model in STAGED}


def public(thing):
    return Record.objects.current().get(kind=thing._meta.model_name, slug=thing.slug).document


def by_the_form(client, thing, field):
    saved(client, change_url(thing), **{field: "New words"})


def by_the_history(client, thing, field):
    """Back to a version with other words, which somebody else wrote and nobody approved."""
    row = thing.history.first()
    type(thing).history.filter(pk=row.pk).update(**{field: "New words"})
    name = f"admin:curation_{thing._meta.model_name}_simple_history"
    client.post(reverse(name, args=(thing.pk, row.pk)), {"version": thing.version})


def by_an_upload(client, thing, field, tmp_path):
    dump(tmp_path)
    old = getattr(thing, field)
    files = {}
    for path in tmp_path.iterdir():
        files[path.name] = path.read_text()
        if thing._meta.model_name in path.name or path.name.startswith(("events-", "lexicon")):
            files[path.name] = change(files[path.name], thing, field, old)
    sent = SimpleUploadedFile("a.zip", pack((n, text.encode()) for n, text in files.items()))
    page = client.post(reverse("admin:curation_upload_changelist"), {"sent": sent}, follow=True)
    assert "trial" in page.context, page.context.get("problems")
    url = reverse("admin:curation_upload_confirm", args=(page.context["upload"].pk,))
    client.post(url, {"digest": page.context["trial"].digest})


def change(text, thing, field, old):
    """A dataset file with another text in one field of one entry."""
    entries = text.split("\n- ")
    for number, entry in enumerate(entries):
        if f"slug: {thing.slug}\n" in entry:
            if old:
                entry = entry.replace(f"{field}: {old}", f"{field}: New words")
            else:
                entry = entry.replace(
                    f"slug: {thing.slug}\n", f"slug: {thing.slug}\n  {field}: New words\n", 1
                )
            entries[number] = entry
    return "\n- ".join(entries)


ROUTES = {
    "form": by_the_form,
    "history": by_the_history,
    "upload": by_an_upload,
}


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_public_on_the_word_of_one_person(kind, route, editor_client, editor, tmp_path):
    make, field = KINDS[kind]
    thing = make()
    publish(by=editor, note="First.")
    before = public(thing)[field]
    arguments = (tmp_path,) if route == "upload" else ()
    ROUTES[route](editor_client, type(thing).objects.get(pk=thing.pk), field, *arguments)
    now = type(thing).objects.get(pk=thing.pk)
    assert (getattr(now, field), now.stage in ("draft", "in-review")) == ("New words", True)
    assert not build.plan()  # so nothing can be published of it

    if now.stage == "draft":
        actions.submit_for_review(now, by=editor)
    with pytest.raises(ActionRefusedError, match="holds changes of yours"):
        actions.approve(now, by=editor)
    url = reverse("desk:review", args=[now.pk])
    if kind != "event":
        url = reverse(f"admin:curation_{kind}_review", args=[now.pk])
    page = editor_client.get(url)
    assert "approve" not in [move.name for move in page.context["deciding"].moves]
    assert public(thing)[field] == before

    other = factories.client_of(factories.editor("emil"))
    page = other.get(url)
    version = page.context["thing" if kind != "event" else "event"].version
    said = other.post(url, {"do": "approve", "version": version}, follow=True)
    assert "was approved" in " ".join(messages_of(said))
    assert [(key[0], one.document[field]) for key, one in build.plan().changed.items()] == [
        (kind, "New words")
    ]


def test_a_table_of_sources_waits_for_another_person(curator_client, editor):
    thing = source()
    publish(by=editor, note="First.")
    content = f"slug,title\n{thing.slug},Another title\n".encode()
    page = curator_client.post(
        reverse("admin:curation_upload_changelist"),
        {"sent": SimpleUploadedFile("a.csv", content)},
        follow=True,
    )
    url = reverse("admin:curation_upload_confirm", args=(page.context["upload"].pk,))
    curator_client.post(url, {"digest": page.context["trial"].digest})
    thing.refresh_from_db()
    assert (thing.title, thing.stage) == ("Another title", "in-review")
    assert not build.plan()


def test_whoever_changed_it_since_its_last_approval_does_not_approve(editor, curator):
    """Edited by an editor, then by a curator: the last editor is not the only one who counts."""
    event = factories.approved()
    actions.record_change(event, by=editor)
    actions.record_change(event, by=curator)
    actions.submit_for_review(event, by=curator)
    with pytest.raises(ActionRefusedError, match="holds changes of yours"):
        actions.approve(event, by=editor)
    event = actions.approve(event, by=factories.editor("emil"))
    actions.record_change(event, by=curator)
    actions.submit_for_review(event, by=curator)
    actions.approve(event, by=editor)  # what was hers has been approved by another


def test_an_event_waits_for_what_it_names(editor_client, editor, curator):
    event = factories.submitted()
    new = factories.participation(event, actor=factories.actor(stage="draft")).actor
    with pytest.raises(ActionRefusedError, match="which nobody has approved yet"):
        actions.approve(event, by=editor)
    url = reverse("desk:review", args=[event.pk])
    page = editor_client.get(url)
    [named] = page.context["deciding"].names
    assert (named.thing, named.public) == (new, None)
    data = {"do": "approve", "version": event.version, "along": [named.key]}
    said = messages_of(editor_client.post(url, data, follow=True))
    assert "together with 1 that it names" in said[0]
    assert Actor.objects.get(pk=new.pk).is_approved
    publish(by=editor, note="First.")
    assert Record.objects.current().filter(kind="actor", slug=new.slug).exists()


def test_what_was_changed_since_is_not_approved_along(editor_client, curator):
    event = factories.submitted()
    new = factories.participation(event, actor=factories.actor(stage="draft")).actor
    url = reverse("desk:review", args=[event.pk])
    [named] = editor_client.get(url).context["deciding"].names
    actions.record_change(new, by=curator)
    data = {"do": "approve", "version": event.version, "along": [named.key]}
    response = editor_client.post(url, data, follow=True)
    assert "was changed since you opened the page" in response.context["refused"][0]
    assert Event.objects.get(pk=event.pk).stage == "in-review"


def test_an_approved_event_is_held_back_while_what_it_names_is_not(editor_client, editor, curator):
    event = factories.approved(title="Met")
    new = factories.participation(event).actor
    actions.record_change(new, by=curator)  # before any edition had it
    Actor.history.filter(id=new.pk).update(stage="draft")
    assert ("event", event.slug) in build.plan().waiting
    assert not build.plan().added.keys() & {("event", event.slug)}
    tiles = dict(editor_client.get("/admin/").context["desk_queues"])
    assert tiles["held-back"].count == 1
    page = editor_client.get("/admin/work/held-back/").content.decode()
    assert f"It names the actor {new.slug}" in page


def test_a_merge_shows_only_once_somebody_else_approved_it(editor_client, editor):
    kept, lost = factories.actor(slug="kept"), factories.actor(slug="lost")
    first, second = factories.approved(slug="one"), factories.approved(slug="two")
    factories.participation(first, actor=kept)
    factories.participation(second, actor=lost)
    publish(by=editor, note="First.")
    actions.merge(lost, into=kept, by=editor)
    assert not build.plan()
    kept.refresh_from_db()
    actions.submit_for_review(kept, by=editor)
    actions.approve(kept, by=factories.editor("emil"))
    plan = build.plan()
    assert plan.withdrawn == [("actor", "lost")]
    assert set(plan.changed) == {("actor", "kept"), ("event", "two")}


# -- many at once ---------------------------------------------------------------------------------

LIST = "admin:curation_{}_changelist"
MOVES = {
    "approve": "in-review", "return_to_draft": "approved", "withdraw": "approved",
    "take_back_approval": "approved", "submit_for_review": "draft",
}  # fmt: skip


def pick(client, kind, action, *things, **values):
    data = {"action": action, "_selected_action": [one.pk for one in things]}
    data["seen"] = [f"{one.pk}:{one.version}" for one in things]
    return client.post(reverse(LIST.format(kind)), data | values, follow=True)


@pytest.mark.parametrize("action", MOVES)
@pytest.mark.parametrize("kind", ["event", "actor"])
def test_a_list_shows_what_it_decides_on_and_asks_first(kind, action, editor_client):
    thing = factories.event() if kind == "event" else factories.actor(stage="draft")
    if kind == "event":
        factories.excerpt(thing)
    if MOVES[action] != "draft":
        thing = actions.submit_for_review(thing, by=factories.curator())
    if MOVES[action] == "approved":
        thing = actions.approve(thing, by=factories.editor("emil"))
    page = pick(editor_client, kind, action, thing)
    assert "Nothing is done yet." in page.content.decode()
    assert type(thing).objects.get(pk=thing.pk).stage == thing.stage
    assert [row["read"].thing for row in page.context["rows"]] == [thing]
    pick(editor_client, kind, action, thing, confirmed="1", reason="It has to be.")
    assert type(thing).objects.get(pk=thing.pk).stage != thing.stage


def test_a_list_decides_on_nothing_that_was_changed_meanwhile(editor_client):
    event = factories.submitted(title="Met")
    unseen = Event.objects.get(pk=event.pk)
    actions.record_change(unseen, by=factories.curator())
    actions.submit_for_review(unseen, by=factories.curator())
    page = pick(editor_client, "event", "approve", event)
    assert page.context["rows"][0]["changed_since"]
    said = pick(editor_client, "event", "approve", event, confirmed="1")
    assert "somebody changed “Met” since you opened the page" in messages_of(said)[0]
    assert Event.objects.get(pk=event.pk).stage == "in-review"


def test_a_list_withdraws_nothing_without_a_reason(editor_client):
    event = factories.approved(title="Met")
    said = pick(editor_client, "event", "withdraw", event, confirmed="1", reason=" ")
    assert "Say why it is withdrawn" in messages_of(said)[0]
    assert Event.objects.get(pk=event.pk).is_approved


# -- one count ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_dashboard_list_and_publish_page_count_alike(kind, editor_client, editor, curator):
    make, field = KINDS[kind]
    thing = make()
    for change in (None, "Once more"):
        if change:
            publish(by=editor, note="First.")
            setattr(thing, field, change)
            actions.record_change(thing, by=curator)
            factories.reviewed(thing)
        shown = editor_client.get(reverse("admin:editions_edition_publish"))
        lines = sum(len(group.lines) for group in shown.context["groups"])
        tiles = dict(editor_client.get("/admin/").context["desk_queues"])
        [(_, _, found)] = editor_client.get("/admin/work/unpublished/").context["sections"]
        assert tiles["unpublished"].count == found.count == lines > 0
