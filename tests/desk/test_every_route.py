"""Every way in which the desk is written leaves a history that names who did it, and why.

To add a route, add a function with `@route`: it does the thing as `editor` and answers the rows of
history that must exist. The guard below finds code that writes past the actions.
"""

import ast
from collections import Counter
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from tests import factories
from tests.dataset.small import FILES, write
from tests.desk.pages import add_row, change_url, opened
from timeline.curation import actions
from timeline.curation.dataset.archives import pack
from timeline.curation.models import (
    Actor,
    ActorName,
    Event,
    EventLink,
    Excerpt,
    Participation,
    Source,
)

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
ROUTES = {}


def route(function):
    ROUTES[function.__name__.replace("_", " ")] = function
    return function


def save(client, thing, **values):
    response = client.post(change_url(thing), opened(client, change_url(thing)) | values)
    assert response.status_code == 302, response.context["errors"]


@route
def a_form_that_adds(client, editor, tmp_path):
    url = reverse("admin:curation_actor_add")
    data = opened(client, url) | {"name": "Ada", "slug": "ada", "kind": "person"}
    add_row(data, "names", name="Reed", language="en", kind="name", note="")
    assert client.post(url, data).status_code == 302
    return [Actor.objects.get().history.get(), ActorName.objects.get().history.get()]


@route
def a_form_that_changes(client, editor, tmp_path):
    event = factories.event()
    save(client, event, title="Another title")
    return [event.history.first()]


@route
def the_form_of_an_excerpt(client, editor, tmp_path):
    excerpt = factories.excerpt(factories.event())
    save(client, excerpt, translation="Other words")
    return [excerpt.history.first(), excerpt.event.history.first()]


@route
def inlines(client, editor, tmp_path):
    event, other = factories.event(), factories.event()
    factories.excerpt(event)
    factories.participation(event)
    data = opened(client, change_url(event))
    data["excerpts-0-translation"] = "Other words"
    data["participations-0-DELETE"] = "on"
    add_row(data, "links", kind="continues", target=str(other.pk), note="")
    assert client.post(change_url(event), data).status_code == 302
    return [
        event.history.first(),
        Excerpt.history.first(),
        Participation.history.get(history_type="-"),
        EventLink.history.get(),
    ]


@route
def a_bulk_action(client, editor, tmp_path):
    first, second = factories.event(), factories.event()
    client.post(
        reverse("admin:curation_event_changelist"),
        {
            "action": "submit_for_review",
            "_selected_action": [first.pk, second.pk],
            "confirmed": "1",
            "seen": [f"{first.pk}:1", f"{second.pk}:1"],
        },
    )
    assert set(Event.objects.values_list("stage", flat=True)) == {"in-review"}
    return [first.history.first(), second.history.first()]


@route
def a_button_of_an_event(client, editor, tmp_path):
    event = factories.submitted()
    save(client, event, _stage="approve")
    return [event.history.first()]


@route
def the_loader(client, editor, tmp_path):
    call_command("load_dataset", write(tmp_path / "files"), "--by", editor.username)
    return [
        row
        for model in (Actor, ActorName, Source, Event, Excerpt, EventLink)
        for row in model.history.all()
    ]


@route
def the_command_that_renames(client, editor, tmp_path):
    actor = factories.actor(slug="ada")
    event = factories.event()
    factories.participation(event, actor=actor)
    call_command("rename_slug", "actor", "ada", "ada-reed", "--by", editor.username)
    return [actor.history.first(), event.history.first()]


@route
def the_page_that_renames(client, editor, tmp_path):
    place = factories.place(slug="old")
    url = reverse("admin:curation_place_rename", args=(place.pk,))
    assert client.post(url, {"slug": "new", "old": "old"}).status_code == 302
    return [place.history.first()]


@route
def a_revert(client, editor, tmp_path):
    event = factories.event(title="First")
    first = event.history.get()
    event.title = "Second"
    actions.record_change(event, by=factories.curator())
    url = reverse("admin:curation_event_simple_history", args=(event.pk, first.pk))
    assert client.post(url, {"version": "2"}).status_code == 302
    return [event.history.first()]


@route
def a_merge(client, editor, tmp_path):
    kept, lost = factories.event(), factories.event()
    excerpt = factories.excerpt(lost)
    key = lost.pk
    url = reverse("admin:curation_event_merge", args=(kept.pk,))
    data = {"other": str(lost.pk), "remains": "this"}
    digest = client.get(url, data).context["digest"]
    assert client.post(url, data | {"digest": digest}).status_code == 302
    gone = Event.history.filter(id=key).first()
    assert gone.history_type == "-"
    return [kept.history.first(), gone, excerpt.history.first()]


def confirmed(client, name, content):
    sent = SimpleUploadedFile(name, content)
    url = reverse("admin:curation_upload_changelist")
    page = client.post(url, {"sent": sent}, follow=True)
    url = reverse("admin:curation_upload_confirm", args=(page.context["upload"].pk,))
    assert client.post(url, {"digest": page.context["trial"].digest}).status_code == 302


@route
def an_upload(client, editor, tmp_path):
    confirmed(client, "a.zip", pack((name, text.encode()) for name, text in FILES.items()))
    return [*Actor.history.all(), *Event.history.all(), *Excerpt.history.all()]


@route
def a_table_of_sources(client, editor, tmp_path):
    publisher = factories.publisher()
    confirmed(client, "a.csv", f"slug,title,publisher\nnew,New,{publisher.slug}\n".encode())
    return [Source.objects.get().history.get()]


@route
def deleting(client, editor, tmp_path):
    event = factories.event()
    factories.excerpt(event)
    factories.participation(event)
    factories.link(event, factories.event())
    url = reverse("admin:curation_event_delete", args=(event.pk,))
    assert client.post(url, {"post": "yes"}).status_code == 302
    return [
        model.history.get(history_type="-") for model in (Event, Excerpt, Participation, EventLink)
    ]


@pytest.mark.parametrize("name", ROUTES)
def test_every_route_names_who_and_why(editor_client, editor, tmp_path, name):
    rows = ROUTES[name](editor_client, editor, tmp_path)
    assert rows
    for row in rows:
        assert row.history_user == editor, row
        assert row.history_change_reason, row
    assert User.objects.filter(username="dataset").count() == 0


def test_the_reason_of_a_form_says_what_was_edited(editor_client):
    event = factories.event()
    data = opened(editor_client, change_url(event)) | {"title": "Other", "summary": "Other."}
    add_row(data, "participations", actor=str(factories.actor().pk), role="host")
    editor_client.post(change_url(event), data)
    assert event.history.first().history_change_reason == (
        "Edited: Title, Summary, actors in this event"
    )
    save(editor_client, event, title="Again")
    assert event.history.first().history_change_reason == "Edited: Title"


# -- nothing past the actions ---------------------------------------------------------------------

# Calls that write, by the name of the method. The first kind never runs through `save`, so no
# history would know of it; the second does, but belongs into actions and the loader.
PAST_HISTORY = {
    "update", "bulk_create", "bulk_update", "save_without_historical_record", "execute", "raw",
    "executemany", "_raw_delete",
}  # fmt: skip
WRITES = {"save", "delete", "create", "get_or_create", "update_or_create"}
WRITERS = ("timeline/curation/actions/", "timeline/curation/dataset/")

# Each exception: the file, the method, how often; and why it is none.
ALLOWED = {
    # rows that have no history (remarks on an event, decisions) move with a merge, and back
    ("timeline/curation/actions/recording.py", "update"): 1,
    ("timeline/curation/actions/undoing.py", "update"): 1,
    # phases make room for each other before each is saved with its history
    ("timeline/curation/dataset/load.py", "save_without_historical_record"): 1,
    # comments and who has what open are no curated things, and have no history
    ("timeline/curation/actions/commenting.py", "update"): 1,
    # runs of words of a text, which have no history; and a counter
    ("timeline/curation/actions/finding_twins.py", "bulk_create"): 1,
    ("timeline/curation/actions/finding_twins.py", "update"): 1,
    ("timeline/curation/actions/presence.py", "update"): 1,
    # how long a connection waits for others, not a row
    ("timeline/curation/best_effort.py", "execute"): 2,
    # forms that are asked for what they hold, and save nothing
    ("timeline/desk/source_desk/views.py", "save"): 2,
    # sets of slugs and of characters, not of rows
    ("timeline/desk/source_desk/highlights.py", "update"): 1,
    ("timeline/desk/source_desk/page_data.py", "update"): 1,
    ("timeline/desk/finding.py", "update"): 1,
    ("timeline/curation/dataset/store.py", "update"): 2,
    ("timeline/curation/management/commands/verify_excerpts.py", "update"): 1,
    # an excerpt is saved in its form, and the edit of its event is recorded by the action
    ("timeline/desk/records/excerpts.py", "save"): 1,
    # what a person is told by mail is no curated thing
    ("timeline/desk/notices.py", "save"): 1,
    # rows that come with their history from another database, into an empty one
    ("timeline/desk/whole/rows.py", "bulk_create"): 2,
    ("timeline/desk/whole/whole_state.py", "execute"): 2,
    ("timeline/desk/whole/whole_state.py", "get_or_create"): 1,
    ("timeline/desk/whole/whole_state.py", "save"): 1,
    ("timeline/desk/whole/whole_state.py", "update"): 1,
    # people, their sessions and second factors are no curated things
    ("timeline/curation/users.py", "get_or_create"): 1,
    ("timeline/curation/users.py", "save"): 1,
    ("timeline/accounts/two_factor.py", "save"): 1,
    ("timeline/accounts/two_factor.py", "create"): 2,
    ("timeline/accounts/two_factor.py", "delete"): 4,
}


def calls(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            on = node.func.value
            by_super = isinstance(on, ast.Call) and getattr(on.func, "id", "") == "super"
            if not by_super and getattr(on, "id", "") != "actions":
                yield node.func.attr


def test_nothing_writes_past_the_actions():
    found: Counter[tuple[str, str]] = Counter()
    rooms = [ROOT / "timeline" / room for room in ("accounts", "curation", "desk")]
    for path in sorted(path for room in rooms for path in room.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if "/migrations/" in name:
            continue
        wrong = PAST_HISTORY if name.startswith(WRITERS) else PAST_HISTORY | WRITES
        found.update((name, call) for call in calls(path) if call in wrong)
    assert dict(found) == ALLOWED


def test_every_curated_model_has_a_history():
    from django.apps import apps

    without = {
        "Assignment",  # who does what next; it ends by itself
        "Guess",  # is confirmed once, and only that
        "PageCopy",  # is kept as it was made; a stamp is put to it once
        "SourceCheck",  # is itself the record of what a look found
        "SourcePrint",  # what a source is compared by: made of the source whenever it is saved
        "TextMark",  # the same
        "Twin",  # what the comparison found, with the reason of whoever counts both
        "Comment",  # is written once, and only resolved
        "Decision",  # is itself the record of what was decided
        "Notices",  # of what a person wants to be told by mail
        "Operation",  # is itself the record of what one act wrote
        "Presence",  # who has what open, for minutes
        "Upload",  # files on their way in, which nobody has confirmed
    }
    models = {
        model.__name__
        for model in apps.get_app_config("curation").get_models()
        if not model.__name__.startswith("Historical") and not hasattr(model, "history")
    }
    assert models == without
