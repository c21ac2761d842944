"""The settings a server gets from its environment, and what it is told about a wrong one."""

import os
import runpy
import stat
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from timeline.env import Environment

ROOT = Path(__file__).resolve().parent.parent
LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]", "timeline.example.org"]
SITE = "https://timeline.example.org"
KEY = "k3y-for-this-test-alone-0123456789-abcdefghijklmnopqrstuvwxyz"


@pytest.fixture
def load(monkeypatch):
    """Run the settings file with the given variables, and no others but SITE_URL; answers its
    names."""

    def run(**variables: str) -> dict[str, Any]:
        for name in list(os.environ):
            monkeypatch.delenv(name)
        for name, value in ({"SITE_URL": SITE} | variables).items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "timeline" / "settings.py"))

    return run


def test_defaults_are_those_of_production(load):
    settings = load(SECRET_KEY=KEY)
    assert settings["SECRET_KEY"] == KEY
    assert settings["DEBUG"] is False
    assert settings["FOUR_EYES"] is True
    assert settings["ALLOWED_HOSTS"] == LOCAL_HOSTS
    assert settings["CSRF_TRUSTED_ORIGINS"] == []
    assert settings["SECURE_SSL_REDIRECT"] is True
    assert settings["SESSION_COOKIE_SECURE"] is True
    assert settings["CSRF_COOKIE_SECURE"] is True
    assert settings["SECURE_HSTS_SECONDS"] == 31536000
    assert "SECURE_PROXY_SSL_HEADER" not in settings
    assert settings["LOGGING"]["root"]["level"] == "INFO"
    assert settings["STORAGES"]["staticfiles"]["BACKEND"] == (
        "whitenoise.storage.CompressedManifestStaticFilesStorage"
    )
    assert settings["DATABASES"]["default"]["ENGINE"] == "timeline.sqlite"
    assert settings["DATABASES"]["default"]["NAME"] == str(ROOT / "db.sqlite3")
    assert settings["DATABASES"]["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_variables_are_read(load):
    settings = load(
        SECRET_KEY=KEY,
        ALLOWED_HOSTS="timeline.example.org, .example.net ,192.0.2.7,[2001:db8::7]",
        CSRF_TRUSTED_ORIGINS="https://timeline.example.org,https://*.example.net:8443",
        HTTPS="Off",
        BEHIND_PROXY="1",
        FOUR_EYES="no",
        LOG_LEVEL="warning",
        CONN_MAX_AGE="0",
        DATABASE_URL="postgresql://desk:s%40crt@db.example.org:5433/aftermath?sslmode=require",
    )
    assert settings["ALLOWED_HOSTS"] == [
        "timeline.example.org", ".example.net", "192.0.2.7", "[2001:db8::7]",
    ]  # fmt: skip
    assert settings["CSRF_TRUSTED_ORIGINS"] == [
        "https://timeline.example.org", "https://*.example.net:8443",
    ]  # fmt: skip
    assert settings["SECURE_SSL_REDIRECT"] is False
    assert settings["SECURE_HSTS_SECONDS"] == 0
    assert settings["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
    assert settings["FOUR_EYES"] is False
    assert settings["LOGGING"]["root"]["level"] == "WARNING"
    database = settings["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert database["HOST"] == "db.example.org"
    assert database["PORT"] == 5433
    assert database["NAME"] == "aftermath"
    assert database["USER"] == "desk"
    assert database["PASSWORD"] == "s@crt"
    assert database["OPTIONS"] == {"sslmode": "require", "connect_timeout": 5}
    assert database["CONN_MAX_AGE"] == 0
    assert database["CONN_HEALTH_CHECKS"] is True


@pytest.mark.parametrize(
    ("given", "site", "host"),
    [
        ("https://timeline.example.org", "https://timeline.example.org", "timeline.example.org"),
        ("HTTPS://Timeline.Example.org:443/", "https://timeline.example.org",
         "timeline.example.org"),
        ("https://example.org:8443", "https://example.org:8443", "example.org"),
        ("https://[2001:db8::7]:8443", "https://[2001:db8::7]:8443", "[2001:db8::7]"),
    ],
)  # fmt: skip
def test_the_site_has_one_address_at_which_it_answers(load, given, site, host):
    settings = load(SECRET_KEY=KEY, SITE_URL=given, ALLOWED_HOSTS="other.example.net")
    assert settings["SITE_URL"] == site
    assert settings["ALLOWED_HOSTS"] == ["other.example.net", host]
    assert settings["SECURE_SSL_HOST"] == site.removeprefix("https://")


@pytest.mark.parametrize(("https", "prefix"), [("on", "__Secure-"), ("off", "")])
def test_over_https_the_names_of_cookies_say_so(load, https, prefix):
    settings = load(SECRET_KEY=KEY, HTTPS=https)
    assert settings["SESSION_COOKIE_NAME"] == f"{prefix}sessionid"
    assert settings["CSRF_COOKIE_NAME"] == f"{prefix}csrftoken"


def test_a_machine_of_ones_own_needs_no_address(load):
    assert load(SECRET_KEY=KEY, SITE_URL="", HTTPS="off")["SITE_URL"] == "http://127.0.0.1:8000"


def test_read_only_is_held_by_the_database(load):
    plain, only = (load(SECRET_KEY=KEY, READ_ONLY=on)["DATABASES"] for on in ("off", "on"))
    assert "query_only=OFF" in plain["default"]["OPTIONS"]["init_command"]
    assert "query_only=ON" in only["default"]["OPTIONS"]["init_command"]
    url = "postgresql://desk@db.example.org/aftermath"
    options = load(SECRET_KEY=KEY, READ_ONLY="on", DATABASE_URL=url)["DATABASES"]["default"]
    assert options["OPTIONS"]["options"] == "-c default_transaction_read_only=on"


def test_postgresql_is_reached_by_a_socket(load):
    url = "postgresql://desk@/aftermath?host=/Run/Postgres"
    database = load(SECRET_KEY=KEY, DATABASE_URL=url)["DATABASES"]["default"]
    assert database["HOST"] == ""
    assert database["OPTIONS"] == {"host": "/Run/Postgres", "connect_timeout": 5}


def test_an_empty_variable_counts_as_unset(load):
    settings = load(SECRET_KEY=KEY, DEBUG="", ALLOWED_HOSTS=" ", DATABASE_URL="", CONN_MAX_AGE=" ")
    assert settings["DEBUG"] is False
    assert settings["ALLOWED_HOSTS"] == LOCAL_HOSTS
    assert settings["DATABASES"]["default"]["CONN_MAX_AGE"] == 60


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("DEBUG", "maybe", "Write on or off"),
        ("HTTPS", "2", "Write on or off"),
        ("BEHIND_PROXY", "proxy.example.org", "Write on or off"),
        ("FOUR_EYES", "ja", "Write on or off"),
        ("CONN_MAX_AGE", "-1", "Write 0 to 86400"),
        ("CONN_MAX_AGE", "1_0", "Write 0 to 86400"),
        ("CONN_MAX_AGE", "٣", "Write 0 to 86400"),
        ("CONN_MAX_AGE", "86401", "Write 0 to 86400"),
        ("CONN_MAX_AGE", "9" * 5000, "Write 0 to 86400"),
        ("LOG_LEVEL", "chatty", "Write one of DEBUG, INFO, WARNING, ERROR, CRITICAL"),
        ("SITE_URL", "timeline.example.org", "https://example.org"),
        ("SITE_URL", "ftp://example.org", "https://example.org"),
        ("SITE_URL", "https://example.org/timeline", "https://example.org"),
        ("SITE_URL", "https://editor:secret@example.org", "https://example.org"),
        ("SITE_URL", "https://example.org?", "https://example.org"),
        ("SITE_URL", "http://example.org", "https://example.org"),
        ("SITE_URL", "", "https://example.org"),
        ("ALLOWED_HOSTS", "*", "Write names without scheme, port or *"),
        ("ALLOWED_HOSTS", "https://example.org", "Write names without scheme, port or *"),
        ("ALLOWED_HOSTS", "example.org:8000", "Write names without scheme, port or *"),
        ("ALLOWED_HOSTS", "example.org example.net", "Write names without scheme, port or *"),
        ("CSRF_TRUSTED_ORIGINS", "example.org", "https://example.org"),
        ("CSRF_TRUSTED_ORIGINS", "ftp://example.org", "https://example.org"),
        ("CSRF_TRUSTED_ORIGINS", "https://example.org/path", "https://example.org"),
        ("DATABASE_URL", "mysql://h/name", "sqlite:///path/to/file.sqlite3 or postgresql://"),
        ("DATABASE_URL", "aftermath", "sqlite:///path/to/file.sqlite3 or postgresql://"),
        ("DATABASE_URL", "postgresql://h:port/name", "sqlite:///path/to/file.sqlite3 or"),
        ("DATABASE_URL", "postgresql://h/", "sqlite:///path/to/file.sqlite3 or postgresql://"),
        ("DATABASE_URL", "sqlite://:memory:", "sqlite:///path/to/file.sqlite3 or postgresql://"),
        ("SECRET_KEY_FILE", "/nowhere/key", "a file that holds them"),
    ],
)
def test_a_malformed_variable_is_named_with_its_value(load, name, value, right):
    variables = {"SECRET_KEY": KEY} if name != "SECRET_KEY_FILE" else {}
    with pytest.raises(ImproperlyConfigured) as raised:
        load(**variables, **{name: value})
    (line,) = str(raised.value).splitlines()[1:]
    assert line.startswith(f"  {name}={value!r}: ")
    assert right in line


def test_all_problems_are_told_at_once(load):
    with pytest.raises(ImproperlyConfigured) as raised:
        load(HTTPS="maybe", LOG_LEVEL="chatty", ALLOWED_HOSTS="*,a b")
    named = [line.split(":")[0].strip() for line in str(raised.value).splitlines()[1:]]
    assert named == [
        "SECRET_KEY=''", "HTTPS='maybe'", "ALLOWED_HOSTS='*'", "ALLOWED_HOSTS='a b'",
        "LOG_LEVEL='chatty'",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "url", ["mysql://desk:hunter2@h/name", "postgresql://desk:hunter2@h:port/name"]
)
def test_a_password_stays_out_of_messages(load, url):
    with pytest.raises(ImproperlyConfigured) as raised:
        load(SECRET_KEY=KEY, DATABASE_URL=url)
    assert "DATABASE_URL" in str(raised.value)
    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize("key", ["short-Key-0123456789", "ab" * 40])
def test_a_weak_key_is_refused_and_not_shown(load, key):
    with pytest.raises(ImproperlyConfigured, match=r"SECRET_KEY='\.\.\.': weak") as raised:
        load(SECRET_KEY=key)
    assert key not in str(raised.value)


def test_the_key_may_come_from_a_file(load, tmp_path):
    (tmp_path / "key").write_text(f"{KEY}\n")
    assert load(SECRET_KEY_FILE=str(tmp_path / "key"))["SECRET_KEY"] == KEY


def test_an_empty_key_file_is_refused(load, tmp_path):
    (tmp_path / "key").write_text("\n")
    with pytest.raises(ImproperlyConfigured, match="weak: 0 characters"):
        load(SECRET_KEY_FILE=str(tmp_path / "key"))


def test_two_keys_are_refused(load, tmp_path):
    (tmp_path / "key").write_text(f"{KEY}\n")
    with pytest.raises(ImproperlyConfigured, match=r"SECRET_KEY_FILE=.*Set one of them"):
        load(SECRET_KEY=KEY, SECRET_KEY_FILE=str(tmp_path / "key"))


def test_a_key_for_debugging_is_made_once_for_its_owner_alone(tmp_path):
    file = tmp_path / "key"
    first = Environment({}).secret_key("SECRET_KEY", file)
    assert len(first) >= 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert Environment({}).secret_key("SECRET_KEY", file) == first


def test_an_error_lets_no_default_key_through():
    environment = Environment({})
    assert environment.secret_key("SECRET_KEY", None) == ""
    with pytest.raises(ImproperlyConfigured, match="is needed while DEBUG is off"):
        environment.check()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite alone")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 1), ("foreign_keys", 1), ("busy_timeout", 10000)],
)
def test_sqlite_runs_as_chosen(pragma, value):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone() == (value,)


def test_every_response_carries_the_policy(client, db):
    response = client.get("/admin/login/")
    assert response.status_code == 200
    assert sorted(response["Content-Security-Policy"].split("; ")) == [
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "script-src 'self'",
        "style-src 'self'",
    ]
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_guessing_locks_out_the_guesser_and_not_the_colleague(client, db):
    get_user_model().objects.create_superuser("editor", password="a long enough one")

    def sign_in(password: str, address: str) -> int:
        form = {"username": "editor", "password": password, "next": "/admin/"}
        return client.post("/admin/login/", form, REMOTE_ADDR=address).status_code

    for _ in range(9):
        assert sign_in("a guess", "192.0.2.66") == 200
    assert sign_in("a guess", "192.0.2.66") == 429
    assert sign_in("a long enough one", "192.0.2.66") == 429
    assert sign_in("a long enough one", "192.0.2.1") == 302


# -- mail and contacts -----------------------------------------------------------------------------


def test_nobody_is_mailed_or_named_by_default(load):
    settings = load(SECRET_KEY=KEY)
    assert settings["REPORT_EMAIL"] == ""
    assert (settings["EMAIL_HOST"], settings["EMAIL_PORT"]) == ("localhost", 25)
    assert settings["SECURITY_CONTACT"] == ""
    assert settings["SECURITY_CONTACT_UNTIL"] is None


@pytest.mark.parametrize(
    ("contact", "uri"),
    [
        ("security@example.org", "mailto:security@example.org"),
        ("mailto:security@example.org", "mailto:security@example.org"),
        ("https://example.org/security", "https://example.org/security"),
        ("tel:+44-20-7946-0000", "tel:+44-20-7946-0000"),
    ],
)
def test_contacts_are_read(load, contact, uri):
    settings = load(
        SECRET_KEY=KEY, SECURITY_CONTACT=contact, SECURITY_CONTACT_UNTIL="2027-06-30",
        REPORT_EMAIL="desk@example.org", EMAIL_HOST="mail.example.org", EMAIL_PORT="587",
    )  # fmt: skip
    assert settings["SECURITY_CONTACT"] == uri
    assert settings["SECURITY_CONTACT_UNTIL"].isoformat() == "2027-06-30"
    assert settings["REPORT_EMAIL"] == settings["DEFAULT_FROM_EMAIL"] == "desk@example.org"
    assert (settings["EMAIL_HOST"], settings["EMAIL_PORT"]) == ("mail.example.org", 587)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("REPORT_EMAIL", "desk", "REPORT_EMAIL='desk': not an e-mail address"),
        ("SECURITY_CONTACT", "http://example.org/", "not a contact"),
        ("SECURITY_CONTACT", "https://example.org/ two\nlines", "not a contact"),
        ("SECURITY_CONTACT", "security@example.org", "SECURITY_CONTACT_UNTIL='': is needed"),
        ("SECURITY_CONTACT_UNTIL", "30.6.2027", "not a day"),
        ("SECURITY_CONTACT_UNTIL", "2027-02-30", "not a day"),
    ],
)
def test_contacts_that_are_none(load, name, value, message):
    with pytest.raises(ImproperlyConfigured, match=message):
        load(SECRET_KEY=KEY, **{name: value})
