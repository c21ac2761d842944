"""What is logged, how, and of whom nothing is."""

import json
import logging
import logging.config
import re
from io import StringIO

import pytest
from django.conf import settings

NUMBER = re.compile("[0-9a-f]{16}")


@pytest.fixture
def logged():
    """Lets all that is logged go to a stream, as a server writes it."""

    def lines(level="INFO", form="line"):
        root = logging.getLogger()
        root.setLevel(level)
        handler = made(form)
        root.addHandler(handler)
        handlers.append((root, handler))
        return stream

    def made(form):
        configurator = logging.config.DictConfigurator(
            settings.LOGGING | {"handlers": {"test": {
                "class": "logging.StreamHandler", "formatter": form,
                "filters": ["numbered", "strangers", "one_line"], "stream": stream,
            }}}
        )  # fmt: skip
        config = configurator.config
        for name in config["formatters"]:
            config["formatters"][name] = configurator.configure_formatter(
                dict(config["formatters"][name])
            )
        for name in config["filters"]:
            config["filters"][name] = configurator.configure_filter(dict(config["filters"][name]))
        return configurator.configure_handler(dict(config["handlers"]["test"]))

    stream, handlers = StringIO(), []
    before = logging.getLogger().level
    django_before = logging.getLogger("django").level
    logging.getLogger("django").setLevel("DEBUG")
    yield lines
    logging.getLogger("django").setLevel(django_before)
    for root, handler in handlers:
        root.removeHandler(handler)
        root.setLevel(before)


@pytest.mark.parametrize(
    ("path", "host", "said"),
    [
        ("/nothing-here?q=private", "testserver", "django.request: Not Found: /nothing-here"),
        ("/?from=banana", "testserver", "django.request: Bad Request: /"),
        ("/", "evil.example", "django.security.DisallowedHost: Invalid HTTP_HOST header"),
    ],
)
def test_what_strangers_ask_amiss_is_one_line(client, published, logged, path, host, said):
    stream = logged()
    answer = client.get(path, headers={"Host": host}, REMOTE_ADDR="192.0.2.99")
    text = stream.getvalue()
    lines = text.splitlines()
    assert any(said in line for line in lines)
    assert all(" INFO " in line for line in lines)
    assert len(lines) <= 2  # Django tells of a host, and that it answers 400
    assert answer["X-Request-ID"] in lines[0] or host == "evil.example"
    assert "192.0.2.99" not in text
    assert "private" not in text
    assert "Traceback" not in text


def test_they_are_left_out_where_only_trouble_is_logged(client, published, logged):
    stream = logged("WARNING")
    client.get("/nothing-here")
    client.get("/", headers={"Host": "evil.example"})
    assert stream.getvalue() == ""


def test_what_is_amiss_with_us_is_told_with_its_traceback(client, published, logged, monkeypatch):
    stream = logged()
    client.raise_request_exception = False
    monkeypatch.setattr("timeline.editions.archive.latest_edition", lambda: 1 / 0)
    answer = client.get("/")
    text = stream.getvalue()
    assert f"ERROR {answer['X-Request-ID']} django.request: Internal Server Error: /" in text
    assert "ZeroDivisionError" in text


def test_a_line_stays_one_line(logged):
    stream = logged()
    logging.getLogger("timeline").info("what\n2026-01-01 ERROR forged \x1b[31m %s", "\u202e")
    (line,) = stream.getvalue().splitlines()
    assert "what\\n2026-01-01" in line
    assert "\\x1b" in line
    assert "\\u202e" in line


def test_programs_get_objects(client, published, logged, monkeypatch):
    stream = logged(form="json")
    client.raise_request_exception = False
    monkeypatch.setattr("timeline.editions.archive.latest_edition", lambda: 1 / 0)
    answer = client.get("/")
    (line,) = stream.getvalue().splitlines()
    said = json.loads(line)
    assert {name: said[name] for name in ("level", "logger", "request", "message")} == {
        "level": "ERROR", "logger": "django.request", "request": answer["X-Request-ID"],
        "message": "Internal Server Error: /",
    }  # fmt: skip
    assert "ZeroDivisionError" in said["traceback"]


@pytest.mark.parametrize(
    ("given", "behind", "taken"),
    [("0123456789abcdef-proxy", True, True), ("0123456789abcdef-proxy", False, False),
     ("short", True, False), ("a b\x1b[31m0000", True, False), ("", True, False)],
)  # fmt: skip
def test_the_number_of_a_proxy_is_taken_behind_one(client, db, settings, given, behind, taken):
    settings.BEHIND_PROXY = behind
    answer = client.get("/healthz", headers={"X-Request-ID": given})
    assert (answer["X-Request-ID"] == given) == taken
    assert taken or NUMBER.fullmatch(answer["X-Request-ID"])


def test_each_request_has_its_own(client, db):
    assert client.get("/healthz")["X-Request-ID"] != client.get("/healthz")["X-Request-ID"]
