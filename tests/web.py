"""A small web server of one's own, for what reads pages of the web."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = tuple[int, dict[str, str], bytes]


class Web:
    """Pages by their paths: each an answer, or a function that is handed the request’s handler."""

    def __init__(self, port: int) -> None:
        self.host = f"127.0.0.1:{port}"
        self.pages: dict[str, Answer | Callable[[Any], None]] = {}
        self.asked: list[str] = []

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def page(self, path: str, body: str | bytes, **headers: str) -> str:
        """Put a page there; answers its address."""
        data = body.encode() if isinstance(body, str) else body
        said = {"Content-Type": "text/html; charset=utf-8"}
        said |= {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (200, said, data)
        return self.url(path)


@contextlib.contextmanager
def web() -> Iterator[Web]:
    """A server on a port of this machine that is free, as long as the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(self.path)
            found = served.pages.get(self.path, (404, {}, b"Not here."))
            if callable(found):
                found(self)
                return
            status, headers, body = found
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(body)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served = Web(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
