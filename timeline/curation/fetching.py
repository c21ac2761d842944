"""Reading a page of the public web, for a person of the desk or `check_sources`; off by default.

An address is resolved once, and the connection goes to what was found then, so that a name cannot
lead elsewhere between the check and the use. Refused are addresses of this machine and of private,
link-local, shared and other networks that are not public (RFC 6890), in IPv4, IPv6 and IPv4 written
as IPv6; ports but 80 and 443; user names; more than five redirects, each checked like the first;
more than 2 MB; and whatever takes longer than five seconds in all.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.conf import settings

SECONDS: Final = 5.0
MOST_BYTES: Final = 2 * 1024 * 1024
_REDIRECTS: Final = 5
_PORTS: Final = {"http": 80, "https": 443}
_CHUNK: Final = 65_536
_SAYS: Final = {"User-Agent": "Aftermath (source-backed timeline; reads one page)", "Accept": "*/*"}


class FetchError(Exception):
    """A page that could not be read; the message says why, and is for people."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered: `url` is where redirects led, `body` is decompressed."""

    asked: str
    url: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """The first header of this name, in any case; empty where there is none."""
        return next((value for one, value in self.headers if one.lower() == name.lower()), "")


def fetch(address: str) -> Fetched:
    """Read a page, following redirects. Raises FetchError, also for an answer that is no page."""
    if not settings.FETCH:
        raise FetchError("This desk reads no pages by itself: its operator has not set FETCH=on.")
    until = time.monotonic() + SECONDS
    url = address
    for _ in range(_REDIRECTS + 1):
        answer = _ask(address, url, until)
        if answer.status not in (301, 302, 303, 307, 308) or not answer.header("Location"):
            return answer
        url = urljoin(url, answer.header("Location"))
    raise FetchError(f"“{address}” leads on more than {_REDIRECTS} times.")


def _ask(asked: str, url: str, until: float) -> Fetched:
    parts = _parts(url)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    connection = _Pinned(host, port, _resolved(url, host, port), parts.scheme == "https", until)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    try:
        with _ended_in_time(connection, until):
            connection.request("GET", f"{path}?{query}" if query else path, headers=_SAYS)
            answer = connection.getresponse()
            headers = tuple(answer.getheaders())
            body = _read(url, answer, dict(headers), until)
            return Fetched(asked, url, answer.status, answer.reason, headers, body)
    except (OSError, http.client.HTTPException, zlib.error, UnicodeError) as error:
        if time.monotonic() >= until:
            raise FetchError(f"“{url}” took longer than {SECONDS:g} seconds.") from error
        raise FetchError(f"“{url}” could not be read: {error}.") from error
    finally:
        connection.close()


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
    except ValueError as error:
        raise FetchError(f"“{url}” is not an address.") from error
    if parts.scheme not in _PORTS or not host:
        raise FetchError(f"“{url}” is not an http or https address.")
    if parts.username is not None or parts.password is not None:
        raise FetchError(f"“{url}” contains a user name.")
    allowed = f"{host}:{port}" in settings.FETCH_ALSO
    if port not in (None, *_PORTS.values()) and not allowed:
        raise FetchError(f"“{url}” names port {port}; pages are read from 80 and 443 alone.")
    return parts


def _resolved(url: str, host: str, port: int) -> str:
    """The one address to connect to; all that the name has must be public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"“{host}” in “{url}” is not known to the network.") from error
    addresses = [str(one[4][0]) for one in found]
    allowed = f"{host}:{port}" in settings.FETCH_ALSO
    for address in addresses:
        if not allowed and not is_public(address):
            raise FetchError(
                f"“{host}” in “{url}” leads to {address}, which is not on the public internet."
            )
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet; IPv4 in IPv6 counts as IPv4."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo and found.teredo[1])
        if inner:
            return is_public(str(inner))
        if found in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFF_FFFF)))
        if found in _COMPATIBLE:
            return False
    return found.is_global and not found.is_multicast


_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
_COMPATIBLE: Final = ipaddress.ip_network("::/96")  # IPv4-compatible, which nobody uses any more


class _Pinned(http.client.HTTPConnection):
    """A connection to an IP address that was checked, which speaks to it by the name."""

    def __init__(self, host: str, port: int, address: str, secure: bool, until: float) -> None:
        super().__init__(host, port)
        self._address, self._secure, self._until = address, secure, until
        self.default_port = 443 if secure else 80

    def connect(self) -> None:
        left = max(0.1, self._until - time.monotonic())
        self.sock = socket.create_connection((self._address, self.port), timeout=left)
        if self._secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)


@contextmanager
def _ended_in_time(connection: _Pinned, until: float) -> Iterator[None]:
    """Cut a connection at its end of time, however slowly its other side sends."""

    def cut() -> None:
        if connection.sock is not None:
            with suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.1, until - time.monotonic()), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _read(
    url: str, answer: http.client.HTTPResponse, headers: Mapping[str, str], until: float
) -> bytes:
    """The body, decompressed; FetchError for one of more than MOST_BYTES."""
    coding = next((v for k, v in headers.items() if k.lower() == "content-encoding"), "").lower()
    if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise FetchError(f"“{url}” is compressed by “{coding[:20]}”, which is not read here.")
    unpacked = zlib.decompressobj(47) if coding not in ("", "identity") else None
    body = b""
    while chunk := answer.read1(_CHUNK):
        body += unpacked.decompress(chunk, MOST_BYTES + 1) if unpacked else chunk
        if len(body) > MOST_BYTES or (unpacked and unpacked.unconsumed_tail):
            raise FetchError(f"“{url}” is larger than {MOST_BYTES // 1024 // 1024} MB.")
        if time.monotonic() >= until:
            raise FetchError(f"“{url}” took longer than {SECONDS:g} seconds.")
    if answer.length:  # what it promised and did not send
        raise FetchError(f"“{url}” broke off in the middle of its answer.")
    return body
