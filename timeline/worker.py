"""A worker of gunicorn that nobody can keep waiting: waitress reads and writes, threads answer.

gunicorn's own threads read a request as it comes, so that as many connections as there are threads,
each with half a request, keep everybody out. Here one loop holds all connections, and a thread gets
a request when all of it is there, and leaves its answer when it is made. gunicorn starts the
processes, watches over them, and ends them: `gunicorn --worker-class timeline.worker.Worker`.
"""

import contextlib
import ctypes
import os
import socket
import time
from typing import Any, Final

from gunicorn.workers.base import Worker as GunicornWorker
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import create_server

from timeline.bodies import DESK

CONNECTIONS: Final = 1000  # of one process; a proxy in front holds many more
QUIET: Final = 30  # seconds of nothing on a connection, until it is closed
WHOLE: Final = 60  # seconds in which all of a request must have come
_ARENAS: Final = -8  # M_ARENA_MAX of glibc's mallopt
LOOP: Final = 1.0  # seconds that the loop waits for something to do


class Worker(GunicornWorker):  # type: ignore[misc]
    """The loop of waitress, which tells gunicorn that it is alive."""

    def run(self) -> None:
        """Serve until gunicorn says to end, or is gone; then finish what was begun."""
        _hold_memory_together()
        sockets = [_plain(one) for one in self.sockets]
        connections: dict[int, Any] = {}
        server = create_server(
            self.wsgi,
            map=connections,
            sockets=sockets,
            threads=self.cfg.threads,
            connection_limit=CONNECTIONS,
            channel_timeout=QUIET,
            max_request_body_size=DESK + 100_000,  # what is less is refused by a page of ours
            # Whether these are believed is for BEHIND_PROXY to say.
            clear_untrusted_proxy_headers=False,
            asyncore_use_poll=True,
            ident=None,
        )
        begun: dict[int, float] = {}
        while self.alive and self.ppid == os.getppid():
            self.notify()
            self._once(connections)
            _end_what_never_comes(connections, begun, time.monotonic())
        self._finish(server, connections)

    def _once(self, connections: dict[int, Any]) -> None:
        wasyncore.loop(timeout=LOOP, use_poll=True, map=connections, count=1)

    def _finish(self, server: Any, connections: dict[int, Any]) -> None:
        """Take no new connection, and let the answers that are being made go out."""
        for one in [one for one in connections.values() if getattr(one, "accepting", False)]:
            one.accepting = False
        until = time.monotonic() + self.cfg.graceful_timeout
        while any(map(_is_busy, list(connections.values()))) and time.monotonic() < until:
            self.notify()
            self._once(connections)
        server.task_dispatcher.shutdown()
        wasyncore.close_all(connections)


def _hold_memory_together() -> None:
    """Let all threads take memory from one place, where the C library is glibc: from places of
    their own they give less of it back, and only one of them runs at a time."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_ARENAS, 1)


def _plain(listener: Any) -> socket.socket:
    """The socket that gunicorn opened, as the module `socket` knows it."""
    opened: socket.socket = listener.sock if hasattr(listener, "sock") else listener
    opened.setblocking(False)
    return opened


def _is_busy(one: Any) -> bool:
    """Whether a connection has a request that is not answered, or an answer that is not sent."""
    return isinstance(one, HTTPChannel) and bool(one.requests or one.total_outbufs_len)


def _end_what_never_comes(connections: dict[int, Any], begun: dict[int, float], now: float) -> None:
    """Close connections whose request is not all there after WHOLE seconds, however it drips."""
    partial = {
        key: one
        for key, one in connections.items()
        if isinstance(one, HTTPChannel) and not one.requests and not one.total_outbufs_len
    }
    for key in begun.keys() - partial.keys():
        del begun[key]
    for key, one in partial.items():
        if now - begun.setdefault(key, now) > WHOLE:
            one.will_close = True
