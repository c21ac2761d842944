#!/usr/bin/env python3
"""Fail with a clear message unless HOST and PORT, the two arguments, can be listened on."""

import re
import socket
import sys


def problem(host: str, port: str) -> str | None:
    """Why nothing can listen there, or None when something can."""
    if not re.fullmatch(r"[0-9]{1,5}", port) or not 1 <= int(port) <= 65535:
        return f"PORT={port!r} is not a port. Write a number from 1 to 65535: make run PORT=8080"
    try:
        found = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)
        family, kind, _, _, address = found[0]
        with socket.socket(family, kind) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen()
    except OSError as error:
        return (
            f"Cannot listen on {host} port {port}: {error.strerror}. "
            "Stop what listens there or choose another port: make run PORT=8080"
        )
    return None


if __name__ == "__main__":
    sys.exit(problem(sys.argv[1], sys.argv[2]))
