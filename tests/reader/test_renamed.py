"""Old addresses of what was given another slug."""

import pytest

from tests.corpora import corpus, make
from timeline.curation.actions import rename
from timeline.curation.errors import ActionRefusedError


@corpus
def renamed():
    desk = make("published")
    for thing, slug in (
        (desk.actors["ada"], "ada-reed"),
        (desk.places["old-bridge"], "bridge"),
        (desk.events["closing"], "bridge-closes"),
        (desk.sources["courier-bridge"], "courier"),
    ):
        rename(thing, to=slug, by=desk.editor)
    desk.publish("Better addresses")
    return desk


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/actors/ada/", "/actors/ada-reed/"),
        ("/places/old-bridge/", "/places/bridge/"),
        ("/events/closing/", "/events/bridge-closes/"),
        ("/sources/courier-bridge/", "/sources/courier/"),
    ],
)
def test_pages_redirect_for_good(client, renamed, old, new):
    response = client.get(old)
    assert (response.status_code, response["Location"]) == (301, new)
    assert client.get(new).status_code == 200


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/?actor=ada", "/?actor=ada-reed"),
        ("/?said_by=ada", "/?said_by=ada-reed"),
        ("/?place=old-bridge&actor=ada", "/?actor=ada-reed&place=bridge"),
    ],
)
def test_filters_redirect(client, renamed, old, new):
    response = client.get(old)
    assert (response.status_code, response["Location"]) == (302, new)
    assert client.get(new).status_code == 200


def test_old_editions_keep_the_old_addresses(client, renamed):
    assert client.get("/actors/ada/?edition=1").status_code == 200
    assert client.get("/?actor=ada&edition=1").status_code == 200
    assert client.get("/actors/ada-reed/?edition=1").status_code == 410


def test_events_name_the_new_slugs(client, renamed):
    event = client.get("/timeline.json?actor=ada-reed").json()["events"][1]
    assert event["slug"] == "bridge-closes"
    assert event["places"] == ["bridge"]
    assert {one["actor"] for one in event["actors"]} == {"ministry", "ada-reed"}


def test_a_renamed_event_that_is_edited_stays_public_under_its_old_slug(client, published):
    desk = published
    rename(desk.events["closing"], to="bridge-closes", by=desk.editor)
    desk.change(desk.events["closing"], stage="draft", decided_by=None, decided_at=None)
    desk.change(desk.events["review"], title="Another title, so that there is an edition")
    desk.publish("Two")
    assert client.get("/events/closing/").status_code == 200


@pytest.mark.parametrize(
    ("slug", "message"),
    [
        ("ben", "is the slug of another actor"),
        ("Ada Reed", "is no slug"),
        ("Ada", "must be in lower case"),
        ("", "is no slug"),
        ("a" * 121, "at most 120"),
    ],
)
def test_bad_slugs_are_refused(published, slug, message):
    desk = published
    with pytest.raises(ActionRefusedError, match=message):
        rename(desk.actors["ada"], to=slug, by=desk.editor)
    desk.actors["ada"].refresh_from_db()
    assert desk.actors["ada"].slug == "ada"


def test_a_former_slug_of_another_is_refused(renamed):
    with pytest.raises(ActionRefusedError, match="leads there still"):
        rename(renamed.actors["ben"], to="ada", by=renamed.editor)


def test_a_name_can_be_taken_back(renamed):
    ada = renamed.actors["ada"]
    rename(ada, to="ada", by=renamed.editor)
    assert (ada.slug, ada.former_slugs) == ("ada", ["ada-reed"])


def test_the_history_says_so(renamed):
    last = renamed.actors["ada"].history.first()
    assert last.history_change_reason == "Renamed from ada to ada-reed"
    assert last.history_user == renamed.editor
