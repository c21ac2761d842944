"""deploy/nginx.conf before an application that only says what it was asked."""

import contextlib
import http.client
import re
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.deploy.proxy import on_one_machine, running


class Application(BaseHTTPRequestHandler):
    """Remembers what reached it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.server.gone:
            self.close_connection = True
            return
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append((self.command, self.path, dict(self.headers), len(body)))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    do_POST = do_GET  # noqa: N815

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def application():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Application)
    server.asked, server.gone = [], False
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def proxy(tmp_path_factory, application):
    with running(tmp_path_factory.mktemp("nginx"), on_one_machine(application.server_port)) as made:
        yield made


def ends_within(connection, seconds):
    """Whether the other side ends a connection in this time."""
    connection.settimeout(seconds)
    try:
        return connection.recv(1000) == b"" or connection.recv(1000) == b""
    except ConnectionError:
        return True
    except TimeoutError:
        return False


def test_a_request_reaches_the_application(proxy, application):
    assert proxy.ask("/events/closing/?story=3").status == 200
    method, path, headers, _ = application.asked[-1]
    assert (method, path) == ("GET", "/events/closing/?story=3")
    assert headers["Host"] == "example.org"


def test_visitors_of_http_are_sent_to_https(proxy):
    connection = http.client.HTTPConnection("127.0.0.1", proxy.plain, timeout=10)
    connection.request("GET", "/?q=a", headers={"Host": "evil.example"})
    answer = connection.getresponse()
    connection.close()
    assert (answer.status, answer.headers["Location"]) == (301, "https://example.org/?q=a")


def test_what_a_stranger_says_of_himself_is_not_passed_on(proxy, application):
    proxy.ask("/", X_Forwarded_For="10.0.0.1", X_Forwarded_Proto="http", X_Forwarded_Host="evil",
              X_Request_ID="mine")  # fmt: skip
    headers = application.asked[-1][2]
    assert headers["X-Forwarded-For"] == "127.0.0.1"
    assert headers["X-Forwarded-Proto"] == "https"
    assert "X-Forwarded-Host" not in headers
    assert re.fullmatch("[0-9a-f]{32}", headers["X-Request-ID"])


def test_slow_headers_keep_nobody_waiting_and_come_to_an_end(proxy):
    """300 connections, each with half a header and a letter now and then."""
    held = []
    with contextlib.ExitStack() as stack:
        for number in range(300):
            one = stack.enter_context(proxy.open(f"127.0.0.{2 + number % 100}"))
            one.sendall(b"GET / HTTP/1.1\r\nHost: example.org\r\nX-A: ")
            held.append(one)
        start = time.monotonic()
        assert [proxy.ask("/about/", source="127.0.1.1").status for _ in range(8)] == [200] * 8
        assert time.monotonic() - start < 5
        for _ in range(3):
            for one in held[:3]:
                with contextlib.suppress(OSError):
                    one.sendall(b"a")
            time.sleep(1)
        assert all(ends_within(one, 5) for one in (held[0], held[150], held[299]))


def test_a_slow_body_never_reaches_the_application(proxy, application):
    before = len(application.asked)
    with proxy.open("127.0.2.1") as one:
        one.sendall(b"POST /report/ HTTP/1.1\r\nHost: example.org\r\nContent-Length: 5000\r\n\r\n")
        one.sendall(b"message=a")
        assert ends_within(one, 8)
    assert len(application.asked) == before


@pytest.mark.parametrize(
    ("path", "method", "taken", "source"),
    [
        ("/about/", "GET", range(101, 150), "127.0.3.1"),  # 100 at once
        ("/timeline.csv", "GET", range(21, 25), "127.0.3.2"),
        ("/editions/1...2/", "GET", range(21, 25), "127.0.3.3"),
        ("/report/", "POST", range(7, 10), "127.0.3.4"),
        ("/admin/login/", "POST", range(13, 17), "127.0.3.5"),
    ],
)
def test_a_flood_is_cut_and_others_are_answered(proxy, application, path, method, taken, source):
    before = len(application.asked)
    answers = proxy.ask_often(taken[-1] + 30, path, method, b"", source)
    found = [one.status for one in answers]
    assert set(found) == {200, 429}
    assert found.count(200) in taken
    assert len(application.asked) - before == found.count(200)
    assert proxy.ask(path, method, b"", source="127.0.4.1").status == 200


def test_reading_reports_is_not_sending_them(proxy):
    answers = proxy.ask_often(30, "/report/", source="127.0.5.1")
    assert {one.status for one in answers} == {200}


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [("/report/", 100_001, 200), ("/report/", 110_000, 413), ("/", 110_000, 413),
     ("/admin/curation/upload/", 10_500_000, 200), ("/admin/curation/upload/", 12_000_000, 413)],
)  # fmt: skip
def test_a_body_has_its_limit(proxy, path, size, status):
    with contextlib.suppress(ConnectionError, ssl.SSLError):
        assert proxy.ask(path, "POST", b"a" * size, source="127.0.6.1").status == status


def test_no_search_and_no_address_is_logged(proxy):
    proxy.ask("/?q=something-private", source="127.0.7.1")
    time.sleep(0.3)
    log = proxy.log.read_text()
    assert "GET / 200" in log
    assert "private" not in log
    assert "127.0.7.1" not in log


def test_readiness_is_for_the_server_itself(proxy):
    assert proxy.ask("/readyz").status == 200
    assert proxy.ask("/readyz", source="127.0.8.1").status == 403


def test_without_the_application_it_says_what_is_safe(proxy, application):
    application.gone = True
    answer = proxy.ask("/", source="127.0.9.1")
    assert answer.status == 503
    assert answer.headers["Retry-After"] == "30"
    assert answer.headers["Cache-Control"] == "no-store"
