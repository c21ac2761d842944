"""Reading a page of the web: off by default, and then nowhere but on the public internet."""

import gzip
import socket
import time

import pytest

from tests.web import web
from timeline.curation import fetching
from timeline.curation.fetching import FetchError, fetch, is_public


@pytest.fixture(scope="module")
def site():
    with web() as served:
        yield served


@pytest.fixture
def on(settings, site):
    settings.FETCH = True
    settings.FETCH_ALSO = frozenset({site.host})
    return site


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "0.0.0.0", "192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "64:ff9b::7f00:1",
        "2002:7f00:1::", "::127.0.0.1", "not-an-address",
    ],
)  # fmt: skip
def test_what_is_not_of_the_public_internet(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8"])
def test_what_is(address):
    assert is_public(address)


def test_it_is_off_by_default(site, settings):
    assert settings.FETCH is False
    with pytest.raises(FetchError, match="its operator has not set FETCH=on"):
        fetch(site.url("/"))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ftp://example.org/", "is not an http or https address"),
        ("file:///etc/passwd", "is not an http or https address"),
        ("http://me:secret@example.org/", "contains a user name"),
        ("http://example.org:22/", "names port 22; pages are read from 80 and 443 alone"),
        ("http://[::1", "is not an address"),
        ("http://127.0.0.1/", "leads to 127.0.0.1, which is not on the public internet"),
        ("http://127.1/", "leads to 127.0.0.1, which is not on the public internet"),
        ("http://0x7f000001/", "leads to 127.0.0.1, which is not on the public internet"),
        ("http://[::1]/", "leads to ::1, which is not on the public internet"),
        ("http://[::ffff:10.0.0.1]/", "which is not on the public internet"),
        ("http://169.254.169.254/latest/meta-data", "which is not on the public internet"),
        ("http://localhost/", "which is not on the public internet"),
    ],
)
def test_addresses_that_are_refused_before_anybody_is_asked(on, monkeypatch, address, said):
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: pytest.fail("It connected."))
    with pytest.raises(FetchError, match=said):
        fetch(address)


def test_a_name_is_resolved_once_and_all_that_it_has_must_be_public(on, monkeypatch):
    asked = []

    def resolve(host, port, **kwargs):
        asked.append(host)
        found = ["93.184.216.34", "10.0.0.1"] if host == "mixed.example" else ["93.184.216.34"]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found]

    connected = []

    def connect(address, timeout):
        connected.append(address)
        raise OSError("nobody is there")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(FetchError, match=r"leads to 10\.0\.0\.1"):
        fetch("http://mixed.example/")
    assert connected == []
    with pytest.raises(FetchError, match="nobody is there"):
        fetch("http://public.example/")
    assert connected == [("93.184.216.34", 80)]  # the address that was checked, not the name again
    assert asked == ["mixed.example", "public.example"]


def test_a_page_is_read_with_its_headers_and_its_path_is_sent_encoded(on):
    url = on.page("/a%C3%A9/%D9%86?x=1", "<p>Sehr schön</p>", X_Note="n")
    answer = fetch(url.replace("%C3%A9", "é"))
    assert (answer.status, answer.body, answer.header("x-note")) == (
        200, "<p>Sehr schön</p>".encode(), "n",
    )  # fmt: skip


def test_compressed_pages_are_unpacked_up_to_the_limit(on):
    packed = fetch(on.page("/gz", gzip.compress(b"words"), Content_Encoding="gzip"))
    assert packed.body == b"words"
    bomb = on.page("/bomb", gzip.compress(b"0" * 50_000_000), Content_Encoding="gzip")
    with pytest.raises(FetchError, match="is larger than 2 MB"):
        fetch(bomb)
    with pytest.raises(FetchError, match="compressed by “br”"):
        fetch(on.page("/br", b"", Content_Encoding="br"))
    with pytest.raises(FetchError, match="is larger than 2 MB"):
        fetch(on.page("/large", b"0" * (2 * 1024 * 1024 + 1)))


def test_redirects_are_followed_and_each_is_checked(on):
    on.page("/end", "The end.")
    on.pages["/moved"] = (301, {"Location": "/end"}, b"")
    assert fetch(on.url("/moved")).url == on.url("/end")
    for number, to in enumerate(
        ["http://127.0.0.2/", "http://[::1]/", "file:///etc/passwd", "http://example.org:8080/"]
    ):
        on.pages[f"/out{number}"] = (302, {"Location": to}, b"")
        with pytest.raises(FetchError, match=r"public internet|not an http|names port 8080"):
            fetch(on.url(f"/out{number}"))
    on.pages["/loop"] = (302, {"Location": "/loop"}, b"")
    with pytest.raises(FetchError, match="leads on more than 5 times"):
        fetch(on.url("/loop"))


def test_who_sends_slowly_is_cut_off(on, monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS", 0.4)

    def drip(handler):
        for _ in range(40):
            try:
                handler.wfile.write(b"H")
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    on.pages["/slow"] = drip
    began = time.monotonic()
    with pytest.raises(FetchError, match=r"took longer than 0\.4 seconds"):
        fetch(on.url("/slow"))
    assert time.monotonic() - began < 1.5


def test_an_answer_that_breaks_off_is_no_page(on):
    def broken(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")

    on.pages["/broken"] = broken
    with pytest.raises(FetchError, match=r"broke off|could not be read"):
        fetch(on.url("/broken"))
