"""The server of `make run`: slow connections keep nobody waiting."""

import contextlib
import http.client
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAD = b"GET / HTTP/1.1\r\nHost: a\r\nX-A: "
BODY = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\na"
READ = b"GET /long HTTP/1.1\r\nHost: a\r\n\r\n"


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Server:
    def __init__(self, port, process):
        self.port, self.process = port, process

    def open(self):
        return socket.create_connection(("127.0.0.1", self.port), 10)

    def ask(self, path="/", method="GET", body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read(), answer.headers
        finally:
            connection.close()


@contextlib.contextmanager
def running():
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "tests.deploy.small_site:application", "--workers",
               "1", "--threads", "2", "--worker-class", "tests.deploy.small_site.Worker", "--bind",
               f"127.0.0.1:{port}", "--log-level", "warning", "--no-control-socket"]  # fmt: skip
    with subprocess.Popen(command, cwd=ROOT) as process:
        made = Server(port, process)
        try:
            for _ in range(200):
                with contextlib.suppress(OSError):
                    made.ask()
                    break
                time.sleep(0.1)
            yield made
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def server():
    with running() as made:
        yield made


@pytest.mark.parametrize("sent", [HEAD, BODY, READ], ids=["headers", "bodies", "readers"])
@pytest.mark.parametrize("count", [8, 100])
def test_slow_connections_keep_nobody_waiting(server, sent, count):
    with contextlib.ExitStack() as held:
        for _ in range(count if sent != READ else 8):
            one = held.enter_context(server.open())
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            one.sendall(sent)
        start = time.monotonic()
        assert [server.ask()[0] for _ in range(5)] == [200] * 5
        assert time.monotonic() - start < 8


def _drip(one):
    for _ in range(40):
        time.sleep(0.25)
        one.sendall(b"a")


@pytest.mark.parametrize("sent", [HEAD, BODY], ids=["headers", "bodies"])
def test_a_request_that_never_comes_is_ended_however_it_drips(server, sent):
    with server.open() as one:
        one.sendall(sent)
        with pytest.raises(ConnectionError):
            _drip(one)


def test_an_idle_connection_may_ask_again(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    for _ in range(3):
        connection.request("GET", "/slow")
        assert connection.getresponse().read().startswith(b"/slow")
    connection.close()


def test_what_a_proxy_says_reaches_the_settings(server):
    named = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
    status, said, headers = server.ask("/", **named)
    assert (status, said) == (200, b"/ 0 ['https', '192.0.2.1']")
    assert "Server" not in headers


def test_a_body_comes_whole_or_is_refused(server):
    assert server.ask("/", "POST", b"a" * 11_000_000)[1].startswith(b"/ 11000000 ")
    with contextlib.suppress(ConnectionError):
        assert server.ask("/", "POST", b"a" * 11_200_000)[0] == 413


def test_what_was_begun_is_finished_when_it_is_told_to_end():
    found = []
    with running() as made:
        asking = threading.Thread(target=lambda: found.append(made.ask("/slow")[1]))
        asking.start()
        time.sleep(0.4)
        made.process.send_signal(signal.SIGTERM)
        asking.join(20)
        assert made.process.wait(20) == 0
    assert found[0].startswith(b"/slow 0")


@pytest.mark.parametrize("file", ["Makefile", "README.md", "tests/browser/served.py"])
def test_it_is_what_serves(file):
    commands = re.findall(
        r"gunicorn.*timeline\.wsgi(?:.|\n)*?(?:\n\n|\Z)", (ROOT / file).read_text()
    )
    assert commands
    assert all("timeline.worker.Worker" in command for command in commands)
