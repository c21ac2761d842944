"""deploy/nginx.conf, started as it is but for its ports, paths and seconds."""

import contextlib
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from pathlib import Path

CONFIGURATION = Path(__file__).resolve().parents[2] / "deploy" / "nginx.conf"
QUICKER = {"client_header_timeout": "2s", "client_body_timeout": "2s"}


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Proxy:
    """nginx as it runs, and how to ask it."""

    def __init__(self, plain, port):
        self.plain, self.port = plain, port
        self.context = ssl._create_unverified_context()

    def open(self, source="127.0.0.1"):
        """A connection over TLS that has sent nothing yet."""
        tcp = socket.create_connection(("127.0.0.1", self.port), 10, (source, 0))
        return self.context.wrap_socket(tcp)

    def ask(self, path, method="GET", body=None, source="127.0.0.1", **headers):
        return self.ask_often(1, path, method, body, source, **headers)[0]

    def page(self, path):
        """The status of a page and its text, by a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        try:
            connection.sock = self.open()
            connection.request("GET", path, headers={"Host": "example.org"})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except http.client.HTTPException as error:
            raise ConnectionError from error
        finally:
            connection.close()

    def ask_often(self, times, path, method="GET", body=None, source="127.0.0.1", **headers):
        """The answers to requests over one connection, as fast as they come."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        connection.sock = self.open(source)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answers = []
        try:
            for _ in range(times):
                connection.request(method, path, body, {"Host": "example.org", **named})
                answers.append(connection.getresponse())
                answers[-1].read()
        finally:
            connection.close()
        return answers


def changed(folder, plain, port):
    """The configuration for this machine. Each change must find what it changes."""
    text = CONFIGURATION.read_text()
    changes = {
        r"listen 80;": f"listen 127.0.0.1:{plain};",
        r"listen \[::\]:80;": "",
        r"listen 443 ssl http2;": f"listen 127.0.0.1:{port} ssl http2;",
        r"listen \[::\]:443 ssl http2;": "",
        r"/etc/letsencrypt/live/example\.org/fullchain\.pem": f"{folder}/cert.pem",
        r"/etc/letsencrypt/live/example\.org/privkey\.pem": f"{folder}/key.pem",
        r"/var/cache/nginx/timeline": f"{folder}/cache",
        r"access_log /var/log/nginx/access\.log": f"access_log {folder}/access.log",
        r"worker_processes auto;": f"pid {folder}/pid; error_log {folder}/error.log info;",
    }  # fmt: skip
    if os.geteuid() == 0:  # else its workers are nobody, who may not look into this folder
        changes[r"events \{"] = "user root; events {"
    changes[r"rate=10r/s;"] = "rate=1r/s;"  # which a busy machine can go over as well
    changes |= {rf"\b{name} 10s;": f"{name} {time};" for name, time in QUICKER.items()}
    for pattern, new in changes.items():
        text, count = re.subn(pattern, new, text)
        assert count == 1, pattern
    return text


def on_one_machine(port):
    """deploy/upstreams.conf, with the port of an application."""
    text = (CONFIGURATION.parent / "upstreams.conf").read_text()
    assert text.count(":8000;") == 2
    return text.replace(":8000;", f":{port};")


@contextlib.contextmanager
def running(folder, upstreams, change=str):
    """nginx in a folder of its own, before the applications of `upstreams` (the text of that file);
    `change` makes of its configuration another."""
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=example.org", "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    made = Proxy(free_port(), free_port())
    file = folder / "nginx.conf"
    file.write_text(change(changed(folder, made.plain, made.port)))
    (folder / "upstreams.conf").write_text(upstreams)
    command = [nginx, "-c", file, "-p", folder, "-g", "daemon off;"]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(100):
                with contextlib.suppress(OSError), made.open():
                    break
                time.sleep(0.1)
            made.log = folder / "access.log"
            yield made
        finally:
            process.terminate()
