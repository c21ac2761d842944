"""What nginx keeps by deploy/nginx.conf, before an application that has editions."""

import http.client
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.deploy.proxy import on_one_machine, running
from timeline.reader.door.caching import LATEST, OF_A_PROXY, PERMANENT

VARY = "HX-Request, HX-History-Restore-Request, Accept-Encoding"


class Editions(BaseHTTPRequestHandler):
    """Answers as public pages do: with the edition, and 304 to who has it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        site = self.server
        if site.gone:
            self.close_connection = True
            return
        site.asked.append((self.path, self.headers.get("If-None-Match")))
        pinned = "edition=" in self.path
        form = f"{self.headers.get('Accept-Encoding')} {self.headers.get('HX-Request')}"
        tag = f'W/"{1 if pinned else site.edition} {form}"'
        held = self.headers.get("If-None-Match") == tag
        body = b"" if held else f"edition {1 if pinned else site.edition}, {form}".encode()
        self.send_response(304 if held else 200)
        self.send_header("ETag", tag)
        self.send_header("Vary", VARY)
        self.send_header("Cache-Control", PERMANENT if pinned else OF_A_PROXY)
        if not held:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Editions)
    server.asked, server.gone, server.edition = [], False, 1
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def cache(tmp_path_factory, site):
    with running(tmp_path_factory.mktemp("cache"), on_one_machine(site.server_port)) as made:
        yield made


def said(cache, path, **headers):
    """How the cache answered, and with what."""
    connection = http.client.HTTPConnection("127.0.0.1", cache.port, timeout=15)
    connection.sock = cache.open()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers={"Host": "example.org", **named})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.headers["X-Cache"], body


def test_a_page_is_asked_for_once_and_then_kept(cache, site):
    before = len(site.asked)
    answers = [said(cache, "/kept") for _ in range(20)]
    assert answers[0] == ("MISS", "edition 1, None None")
    assert {how for how, _ in answers[1:]} <= {"HIT", "STALE", "UPDATING"}
    assert len(site.asked) - before < 10  # a busy machine takes some seconds for twenty


def test_what_is_published_is_seen_after_one_who_sees_what_was(cache, site):
    said(cache, "/published")
    site.edition = 2
    time.sleep(2.1)
    try:
        how, body = said(cache, "/published")
        assert (how, body) == ("STALE", "edition 1, None None")
        for _ in range(50):  # meanwhile the application is asked, with the tag of what is kept
            how, body = said(cache, "/published")
            if body.startswith("edition 2"):
                break
            time.sleep(0.1)
        assert body == "edition 2, None None"
        assert ("/published", 'W/"1 None None"') in site.asked
    finally:
        site.edition = 1


@pytest.mark.parametrize(("path", "expected"), [("/told", LATEST), ("/told?edition=1", PERMANENT)])
def test_browsers_are_told_of_no_half_minute(cache, path, expected):
    for _ in range(2):  # as it comes, and as it is kept
        connection = http.client.HTTPConnection("127.0.0.1", cache.port, timeout=15)
        connection.sock = cache.open()
        connection.request("GET", path, headers={"Host": "example.org"})
        answer = connection.getresponse()
        assert answer.headers.get_all("Cache-Control") == [expected]
        connection.close()


def test_a_pinned_edition_is_asked_for_once(cache, site):
    said(cache, "/?edition=1")
    time.sleep(2.1)
    assert said(cache, "/?edition=1")[0] == "HIT"
    assert [path for path, _ in site.asked].count("/?edition=1") == 1


def test_page_and_part_and_each_coding_are_kept_apart(cache):
    forms = [
        {}, {"Accept_Encoding": "gzip, deflate, br, zstd"}, {"Accept_Encoding": "gzip"},
        {"HX_Request": "true"}, {"HX_Request": "true", "Accept_Encoding": "br;q=1.0"},
    ]  # fmt: skip
    first = [said(cache, "/forms", **form) for form in forms]
    assert [how for how, _ in first] == ["MISS"] * 5
    assert len({body for _, body in first}) == 5
    assert said(cache, "/forms", Accept_Encoding="br, gzip")[1] == first[1][1]


def test_what_is_kept_is_sent_while_nobody_answers(cache, site):
    _, kept = said(cache, "/gone")
    time.sleep(2.1)
    site.gone = True
    try:
        assert said(cache, "/gone") in [("STALE", kept), ("UPDATING", kept)]
        assert said(cache, "/never-asked-for")[0] != "STALE"
    finally:
        site.gone = False


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/report/"])
def test_what_is_for_one_person_is_never_kept(cache, site, path):
    before = len(site.asked)
    assert [said(cache, path)[0] for _ in range(2)] == [None, None]
    assert len(site.asked) - before == 2
