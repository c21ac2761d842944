"""What readers looked for in vain is counted as words, without anybody waiting for it."""

import sqlite3

import pytest
from django.db import DatabaseError, OperationalError, connection

from tests import factories
from tests.html import page_of
from timeline.reports import sought
from timeline.reports.models import SoughtWord


def counted() -> dict[str, int]:
    return dict(SoughtWord.objects.values_list("word", "count"))


def test_words_of_no_event_are_counted(client, published):
    client.get("/?q=zeppelin")
    client.get("/?q=Zeppelin+bridge")  # finds most of it
    client.get("/?q=zeppelin+hangar&match=all")
    assert counted() == {"zeppelin": 3, "hangar": 1}


@pytest.mark.parametrize(
    "address",
    [
        "/", "/?q=bridge", "/?q=-zeppelin", "/?q=the+of", '/?q="zeppelin+hangar"', "/?q=3+May+1950",
        "/?q=zeppelin&edition=1", "/timeline.json?q=zeppelin", "/suggest?q=zeppelin",
        "/?q=4711", "/?q=https://a.example/zeppelin", "/?q=" + "z" * 41,
    ],
)  # fmt: skip
def test_nothing_else_is(client, published, address):
    client.get(address)
    assert counted() == {}


def test_nothing_of_who_asked_is_kept():
    assert {field.name for field in SoughtWord._meta.get_fields()} == {"id", "word", "count"}


def test_few_words_of_one_search_and_few_of_all(client, published, monkeypatch):
    client.get("/?q=" + "+".join(f"zeppelin{letter}" for letter in "abcdefgh"))
    assert len(counted()) == 5
    SoughtWord.objects.all().delete()
    monkeypatch.setattr(sought, "MOST", 2)
    for word in ("zeppelin", "zeppelin", "hangar", "mooring"):
        client.get(f"/?q={word}")
    assert counted() == {"zeppelin": 2, "mooring": 1}


@pytest.mark.parametrize("error", [OperationalError("database is locked"), DatabaseError("full")])
def test_what_cannot_be_written_at_once_is_forgotten(client, published, monkeypatch, error):
    def refuse(word):
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(sought, "_count", refuse)
        assert client.get("/?q=zeppelin").status_code == 200
    assert counted() == {}
    client.get("/?q=hangar")
    assert counted() == {"hangar": 1}


@pytest.mark.django_db
def test_it_does_not_wait_for_another_writer():
    def patience() -> str:
        setting = "PRAGMA busy_timeout" if connection.vendor == "sqlite" else "SHOW lock_timeout"
        with connection.cursor() as cursor:
            cursor.execute(setting)
            return str(cursor.fetchone()[0])

    usual = patience()
    with sought._without_waiting():
        assert patience() in ("0", "50ms")
    assert patience() == usual


def test_a_held_lock_refuses_at_once(tmp_path):
    """What the statement above means to SQLite."""
    path = tmp_path / "a.sqlite3"
    holder, other = sqlite3.connect(path), sqlite3.connect(path, timeout=20)
    holder.execute("BEGIN IMMEDIATE")
    other.execute("PRAGMA busy_timeout = 0")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")


def test_the_desk_lists_them_with_a_way_to_a_term(client, curator_client, published):
    for word in ("zeppelin", "hangar", "zeppelin"):
        client.get(f"/?q={word}")
    page = page_of(curator_client.get("/admin/work/sought/"))
    assert page.texts("p", class_="review-title") == ["zeppelin", "hangar"]
    assert "2 times" in page.text
    links = page.links()
    assert links["zeppelin"] == "/?q=zeppelin"
    assert links["Make a term of it zeppelin"] == "/admin/curation/term/add/?words=zeppelin"
    form = page_of(curator_client.get("/admin/curation/term/add/?words=zeppelin"))
    assert form.one("textarea", name="words").text == "zeppelin"
    reader = factories.client_of(factories.user("rita", is_staff=True))
    assert reader.get("/admin/work/sought/").status_code == 403


def test_the_desk_lists_terms_that_find_nothing(curator_client, published):
    published.term("viaduct", "viaduct", equal=["bridge"])
    published.term("airship", "airship", words=["zeppelin"], equal=["balloon"])
    published.publish("A lexicon.")
    page = page_of(curator_client.get("/admin/work/idle-terms/"))
    assert page.texts("p", class_="review-title") == ["airship"]
    assert "zeppelin" in page.text
