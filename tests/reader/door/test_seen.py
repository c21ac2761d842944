"""What was answered before is answered the same again, and only while it holds."""

import pytest

from tests.timeline_data import Desk
from timeline.editions.models import Edition
from timeline.reader.door import kept, seen

BROWSER = {"Accept-Encoding": "gzip, br", "Accept": "text/html"}


@pytest.fixture(autouse=True)
def long_ways(monkeypatch):
    """The addresses that were answered the long way, through all that is below."""
    kept.forget()
    seen.forget()
    asked: list[object] = []
    real = seen._note

    def note(key, response):
        asked.append(key)
        real(key, response)

    monkeypatch.setattr(seen, "_note", note)
    return asked


def lines(response):
    return {name: text for name, text in response.items() if name != "X-Request-ID"}


ADDRESSES = ["/", "/?actor=ada", "/events/closing/", "/events/closing/?edition=1", "/timeline.json"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_same_question_has_the_same_answer(client, two_editions, long_ways, address):
    first, again = (client.get(address, headers=BROWSER) for _ in range(2))
    assert len(long_ways) == 1
    assert (again.status_code, again.content) == (200, first.content)
    assert lines(again) == lines(first)
    assert again["X-Request-ID"] != first["X-Request-ID"]
    confirms = BROWSER | {"If-None-Match": first["ETag"]}
    slow, quick = (client.get(address, headers=confirms) for _ in range(2))
    assert len(long_ways) == 2
    assert slow.status_code == quick.status_code == 304
    assert quick.content == b""
    assert lines(quick) == lines(slow)
    other = client.get(address, headers=BROWSER | {"If-None-Match": '"of another"'})
    assert (other.status_code, other.content, len(long_ways)) == (200, first.content, 2)


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept": "application/json"}, {"HX-Request": "true"}, {"Accept-Encoding": "gzip"},
        {"Host": "localhost"}, {"Accept-Datetime": "Fri, 03 Jan 2020 00:00:00 GMT"},
        {"If-Match": '"none"'}, {"If-None-Match": "*"},
    ],
)  # fmt: skip
def test_another_question_is_answered_by_itself(client, two_editions, long_ways, headers):
    client.get("/", headers=BROWSER)
    differs = client.get("/", headers=BROWSER | headers)
    seen.forget()
    assert lines(client.get("/", headers=BROWSER | headers)) == lines(differs)
    assert client.head("/", headers=BROWSER).content == b""
    assert client.post("/", headers=BROWSER).status_code == 405


def test_a_host_that_is_not_ours_is_refused(client, two_editions):
    client.get("/", headers=BROWSER)
    assert client.get("/", headers=BROWSER | {"Host": "evil.example"}).status_code == 400


def test_a_new_edition_is_seen_at_once(client, published: Desk, long_ways):
    before = client.get("/", headers=BROWSER)
    published.change(published.events["closing"], title="Another title")
    published.publish("Second.")
    after = client.get("/", headers=BROWSER)
    assert before["ETag"] != after["ETag"]
    confirmed = client.get("/", headers=BROWSER | {"If-None-Match": before["ETag"]})
    assert confirmed.status_code == 200


@pytest.mark.parametrize("address", ["/", "/?edition=1"])
def test_a_redaction_is_seen_at_once(client, published, long_ways, address):
    before = client.get(address, headers=BROWSER)
    super(type(Edition.objects.all()), Edition.objects.all()).update(redacted=1)
    assert client.get(address, headers=BROWSER)["ETag"] != before["ETag"]


@pytest.mark.parametrize("address", ["/?from=banana", "/events/none/", "/?sort=oldest", "/healthz"])
def test_what_does_not_hold_is_never_kept(client, published, address):
    client.get(address, headers=BROWSER)
    assert not seen._sent


def test_no_more_is_kept_than_there_is_room_for(client, published, monkeypatch):
    monkeypatch.setattr(seen, "KEPT", 2)
    for address in ADDRESSES:
        client.get(address, headers=BROWSER)
        assert len(seen._sent) <= 2
    assert len(seen._sent) == 2
    seen.forget()
    monkeypatch.setattr(seen, "LONGEST", 20)
    client.get("/", headers=BROWSER)
    assert not seen._sent


@pytest.mark.parametrize("coding", ["br", "gzip", "zstd"])
def test_each_coding_has_a_strong_tag_of_its_own(client, published, coding):
    plain = client.get("/")["ETag"]
    headers = {"Accept-Encoding": coding}
    tag = client.get("/", headers=headers)["ETag"]
    assert tag == f'{plain[:-1]}-{coding}"'
    for given in (tag, f"W/{tag}", f'"x", {tag}'):
        answer = client.get("/", headers=headers | {"If-None-Match": given})
        assert (answer.status_code, answer["ETag"]) == (304, tag)
    # Who holds it in another coding holds this page.
    assert client.get("/", headers=headers | {"If-None-Match": plain}).status_code == 304
