"""A WSGI application for trying the server, and the server with less patience."""

import time

from timeline import worker

worker.WHOLE = 2
SAID = ("HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR")


def application(environ, start_response):
    """Says how much it was sent; takes a second for /slow; has ten megabytes at /long."""
    body = environ["wsgi.input"].read()
    path = environ["PATH_INFO"]
    if path == "/slow":
        time.sleep(1)
    said = f"{path} {len(body)} {[environ.get(name) for name in SAID]}".encode()
    answer = b"a" * 10_000_000 if path == "/long" else said
    start_response("200 OK", [("Content-Length", str(len(answer)))])
    return [answer]


class Worker(worker.Worker):
    """The same, from this module."""
