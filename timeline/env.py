"""Reads settings from environment variables and says exactly what is wrong with a bad one.

Problems are collected, so that someone setting up a server sees all of them at once.
"""

import os
import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

SECRET_KEY_LENGTH = 50
ON = {"on", "true", "yes", "1"}
OFF = {"off", "false", "no", "0"}
LOCAL_SITE = "http://127.0.0.1:8000"
HOST = re.compile(r"\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]", re.IGNORECASE)


class Environment:
    """Typed access to environment variables; call `check()` once all are read.

    A variable that is unset, empty or only white space takes the default. A malformed one also
    answers with the default, and is reported by `check()`.
    """

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self._problems: list[str] = []

    def check(self) -> None:
        """Raise ImproperlyConfigured naming every problem found so far, if there are any."""
        if self._problems:
            raise ImproperlyConfigured("\n".join(["The environment is wrong:", *self._problems]))

    def problem(self, name: str, value: str, wrong: str, right: str) -> None:
        """Note that variable `name` cannot be used: what is wrong and what would be right."""
        self._problems.append(f"  {name}={value!r}: {wrong}. {right}.")

    def text(self, name: str, default: str = "") -> str:
        return self._variables.get(name, "").strip() or default

    def flag(self, name: str, default: bool) -> bool:
        value = self.text(name).lower()
        if value in ON | OFF:
            return value in ON
        if value:
            self.problem(name, self.text(name), "neither on nor off", "Write on or off")
        return default

    def integer(self, name: str, default: int, at_most: int) -> int:
        """A whole number from 0 to `at_most`, in ASCII digits."""
        value = self.text(name)
        if not value:
            return default
        if re.fullmatch(r"[0-9]{1,9}", value) and int(value) <= at_most:
            return int(value)
        self.problem(name, value, "out of range or not a number", f"Write 0 to {at_most}")
        return default

    def choice(self, name: str, default: str, choices: Sequence[str]) -> str:
        """One of `choices`, which are upper case; any case is read."""
        value = self.text(name, default).upper()
        if value in choices:
            return value
        self.problem(name, self.text(name), "unknown", f"Write one of {', '.join(choices)}")
        return default

    def hosts(self, name: str, default: Sequence[str], site: str = "") -> list[str]:
        """Host names or addresses this site answers to, comma-separated, without scheme or port.

        That of its own address, `site`, is always among them.
        """
        hosts = self._items(name)
        for host in hosts:
            if not HOST.fullmatch(host):
                self.problem(
                    name,
                    host,
                    "not a host name",
                    "Write names without scheme, port or *, such as "
                    "timeline.example.org,.example.net (a leading dot covers subdomains)",
                )
        own = _without_port(site.partition("://")[2])
        return list(dict.fromkeys([*(hosts or default), *([own] if own else [])]))

    def site(self, name: str, https: bool) -> str:
        """The origin of this site (RFC 6454): https://example.org, in lower case, no usual port.

        Needed where readers come by `https`; one's own machine is http://127.0.0.1:8000 by default.
        """
        given = self.text(name)
        scheme, _, host = given.lower().removesuffix("/").partition("://")
        right = "Write the scheme and host that readers see: https://example.org"
        if not given and not https:
            return LOCAL_SITE
        if not given:
            self.problem(name, given, "is needed while HTTPS is on", right)
        elif scheme not in {"http", "https"} or not HOST.fullmatch(_without_port(host)):
            self.problem(name, given, "not the address of a site", right)
        elif https and scheme == "http":
            self.problem(name, given, "is http, while HTTPS is on", right)
        else:
            usual = {"http": ":80", "https": ":443"}[scheme]
            return f"{scheme}://{host.removesuffix(usual)}"
        return ""

    def origins(self, name: str) -> list[str]:
        """Origins (RFC 6454) trusted for unsafe requests, comma-separated: https://example.org."""
        origins = self._items(name)
        for origin in origins:
            scheme, _, host = origin.partition("://")
            host = _without_port(host).removeprefix("*")
            if scheme not in {"http", "https"} or not HOST.fullmatch(host):
                self.problem(
                    name, origin, "not an origin", "Write scheme and host: https://example.org"
                )
        return origins

    def email(self, name: str) -> str:
        """One e-mail address (RFC 5322), or nothing."""
        address = self.text(name)
        if address and not _is_email(address):
            self.problem(name, address, "not an e-mail address", "Write one: desk@example.org")
            return ""
        return address

    def contact(self, name: str) -> str:
        """A contact as a URI: https:, tel: or mailto:, the last also for an e-mail address."""
        contact = self.text(name)
        if _is_email(contact.removeprefix("mailto:")):
            return f"mailto:{contact.removeprefix('mailto:')}"
        if contact and not re.fullmatch(r"(https://[^\s/]+\.|tel:\+)[\x21-\x7e]+", contact):
            self.problem(
                name,
                contact,
                "not a contact",
                "Write an e-mail address, or an address that begins with https:// or tel:+",
            )
            return ""
        return contact

    def address(self, name: str) -> str:
        """The address of a service, http or https; empty where none is named."""
        given = self.text(name)
        if given and not re.fullmatch(r"https?://[^\s/@]+(?:/[\x21-\x7e]*)?", given):
            right = "Write one: https://stamps.example.org/tsr"
            self.problem(name, given, "not an http or https address", right)
            return ""
        return given

    def day(self, name: str) -> date | None:
        """A day as ISO 8601: 2027-06-30."""
        text = self.text(name)
        if not text:
            return None
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                pass
        self.problem(name, text, "not a day", "Write year, month and day: 2027-06-30")
        return None

    def database(self, name: str, default: Path, conn_max_age: int) -> dict[str, Any]:
        """Django's database settings from a URL; an SQLite file at `default` when unset."""
        url = self.text(name, f"sqlite:///{default}")
        shown = re.sub(r"(://[^:/@]*):[^@]*@", r"\1:***@", url)  # a password is not for logs
        right = (
            "Write sqlite:///path/to/file.sqlite3 or postgresql://user:password@host:5432/name; "
            "for a PostgreSQL socket, postgresql:///name?host=/socket/folder"
        )
        try:
            scheme = urlsplit(url).scheme
            database: dict[str, Any] = dict(
                dj_database_url.parse(url, conn_max_age=conn_max_age, conn_health_checks=True)
            )
        except ValueError:  # includes the package's own errors
            self.problem(name, shown, "not a database URL", right)
            return {}
        if scheme not in {"sqlite", "postgres", "postgresql"}:
            self.problem(name, shown, f"{scheme!r} is not a supported database", right)
        elif database["NAME"] in {"", ":memory:"}:
            self.problem(name, shown, "names no database", right)
        return database

    def secret_key(self, name: str, file_for_debugging: Path | None) -> str:
        """The key from variable `name`, or from the file that variable `name`_FILE names.

        With neither, `file_for_debugging` is read, and made on first use; None (in production)
        makes a missing key a problem.
        """
        key, file = self.text(name), self.text(f"{name}_FILE")
        right = (
            f"Set {name} to at least {SECRET_KEY_LENGTH} random characters, or {name}_FILE to a "
            "file that holds them"
        )
        if key and file:
            self.problem(f"{name}_FILE", file, f"{name} is set too", "Set one of them")
            return key
        if file:
            try:
                key = Path(file).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                self.problem(f"{name}_FILE", file, f"cannot be read ({error})", right)
                return ""
        elif not key and file_for_debugging:
            key = _kept_key(file_for_debugging)
        if not key and not file:
            self.problem(name, "", "is needed while DEBUG is off", right)
        elif len(key) < SECRET_KEY_LENGTH or len(set(key)) < 10:
            # The key itself stays out of the message, and so out of logs.
            self.problem(name, "...", f"weak: {len(key)} characters", right)
        return key

    def _items(self, name: str) -> list[str]:
        return [item.strip() for item in self.text(name).split(",") if item.strip()]


def _without_port(host: str) -> str:
    return re.sub(r":[0-9]{1,5}\Z", "", host)


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _kept_key(file: Path) -> str:
    """The key in `file`, which is made, readable by its owner alone, if it does not exist."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="utf-8").strip()
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        key = secrets.token_urlsafe(SECRET_KEY_LENGTH)
        opened.write(key + "\n")
    return key
