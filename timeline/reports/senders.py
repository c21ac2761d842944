"""How much one sender may report in an hour, without knowing who that is.

A process keeps, for an hour at most and in its memory alone, how often somebody has sent: under a
hash of their address with a salt that it draws each day and never tells. Nothing of it is stored,
and who has the hash and not the salt cannot find the address. Each process counts for itself.
"""

import ipaddress
import secrets
from collections import OrderedDict
from datetime import date, datetime, timedelta
from hashlib import blake2b
from threading import Lock
from typing import Final

AN_HOUR: Final = timedelta(hours=1)
MOST_EACH: Final = 5  # reports of one sender in an hour
KEPT: Final = 10_000  # senders; whose last report is the oldest is forgotten first


class Senders:
    """The times of the last hour at which each sender has sent."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.forget()

    def forget(self) -> None:
        """Forget everybody."""
        self._day: date | None = None
        self._salt = b""
        self._sent: OrderedDict[bytes, list[datetime]] = OrderedDict()

    def times(self, address: str, now: datetime) -> list[datetime]:
        """When somebody at this address has sent in the last hour, the first time first."""
        with self._lock:
            return self._recent(self._key(address, now), now)

    def note(self, address: str, now: datetime) -> None:
        with self._lock:
            key = self._key(address, now)
            self._sent[key] = [*self._recent(key, now), now]
            self._sent.move_to_end(key)
            while len(self._sent) > KEPT:
                self._sent.popitem(last=False)

    def _recent(self, key: bytes, now: datetime) -> list[datetime]:
        return [at for at in self._sent.get(key, []) if at > now - AN_HOUR]

    def _key(self, address: str, now: datetime) -> bytes:
        if self._day != now.date():
            self._day, self._salt = now.date(), secrets.token_bytes(32)
            self._sent.clear()
        return blake2b(_network(address).encode(), key=self._salt, digest_size=16).digest()


def _network(address: str) -> str:
    """What is one sender: an IPv4 address, or the network of an IPv6 one (/64), which is one
    household's."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


SENDERS: Final = Senders()
