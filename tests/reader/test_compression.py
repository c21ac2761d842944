"""Pages are small on the wire, in whatever way a browser can take them."""

import gzip

import brotli
import pytest

from timeline.reader.door import kept


def test_a_page_is_compressed_as_the_browser_takes_it(client, published):
    plain = client.get("/").content
    by_gzip = client.get("/", headers={"Accept-Encoding": "gzip"})
    by_brotli = client.get("/", headers={"Accept-Encoding": "gzip, br"})
    by_zstandard = client.get("/", headers={"Accept-Encoding": "gzip, zstd"})
    assert [one["Content-Encoding"] for one in (by_gzip, by_brotli, by_zstandard)] == [
        "gzip", "br", "zstd",
    ]  # fmt: skip
    assert gzip.decompress(by_gzip.content) == brotli.decompress(by_brotli.content) == plain
    for one in (by_gzip, by_brotli, by_zstandard):
        assert len(one.content) < len(plain) / 4
        assert "accept-encoding" in one["Vary"].lower()


BROWSER = {"Accept-Encoding": "gzip, deflate, br, zstd"}
REFUSING = ["", "identity", "gzip, br;q=0", "zstd, br;q=0.5", "*"]


def test_a_browser_that_takes_everything_gets_the_smallest(client, published):
    assert client.get("/", headers=BROWSER)["Content-Encoding"] == "br"


@pytest.mark.parametrize("accepted", REFUSING)
def test_who_takes_less_gets_no_brotli(client, published, accepted):
    answer = client.get("/", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") != "br"


@pytest.mark.parametrize("address", ["/", "/?actor=ada", "/events/closing/", "/timeline.json"])
def test_an_answer_of_an_edition_is_made_once(
    client, published, monkeypatch, django_assert_num_queries, address
):
    kept.forget()
    first = client.get(address, headers=BROWSER)
    monkeypatch.setattr(brotli, "compress", None)  # whoever compresses again fails
    with django_assert_num_queries(1):  # the number of the latest edition
        again = client.get(address, headers=BROWSER)
    assert again.content == first.content
    headers = dict(again.headers)
    assert headers.pop("X-Request-ID") != first["X-Request-ID"]
    assert headers.pop("Content-Length") == str(len(first.content))
    assert headers == {name: first[name] for name in headers}
    assert brotli.decompress(again.content) == client.get(address).content


def test_fragment_and_page_are_kept_apart(client, published):
    kept.forget()
    page = client.get("/?actor=ada", headers=BROWSER)
    fragment = client.get("/?actor=ada", headers=BROWSER | {"HX-Request": "true"})
    assert b"<html" in brotli.decompress(page.content)
    assert b"<html" not in brotli.decompress(fragment.content)
    assert fragment["HX-Push-Url"] == "/?actor=ada"
    assert "HX-Push-Url" not in client.get("/?actor=ada", headers=BROWSER)


def test_another_edition_is_another_answer(client, republished):
    kept.forget()
    old, new = (client.get(a, headers=BROWSER).content for a in ("/?edition=1", "/"))
    assert brotli.decompress(old) != brotli.decompress(new)


def test_what_is_not_found_or_refused_is_not_kept(client, published):
    kept.forget()
    for address in ("/events/none/", "/?from=banana", "/actors/none/?edition=1"):
        assert client.get(address, headers=BROWSER).status_code in (400, 404)
    assert not kept._kept


def test_no_more_is_kept_than_there_is_room_for(client, published, monkeypatch):
    kept.forget()
    first = len(client.get("/", headers=BROWSER).content)
    monkeypatch.setattr(kept, "_room", lambda: 2 * first)
    for address in ("/?actor=ada", "/?actor=ben", "/?phase=closing", "/"):
        client.get(address, headers=BROWSER)
        assert sum(len(one.content) for one in kept._kept.values()) == kept._size <= 2 * first
    assert kept._kept


def test_a_compressed_page_is_confirmed_by_its_tag(client, published):
    headers = {"Accept-Encoding": "br"}
    tag = client.get("/", headers=headers)["ETag"]
    assert client.get("/", headers=headers | {"If-None-Match": tag}).status_code == 304
