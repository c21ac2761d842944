"""Absolute addresses: made of the setting SITE_URL and a path, and of nothing else."""

import re
from pathlib import Path

import pytest

from timeline.site_url import absolute, site_host

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/", "https://timeline.example.org/"),
        ("/?q=a+b", "https://timeline.example.org/?q=a+b"),
        ("/actors/jürgen/", "https://timeline.example.org/actors/j%C3%BCrgen/"),
        ("/a:b//c", "https://timeline.example.org/a:b//c"),
    ],
)
def test_a_path_becomes_an_address(settings, path, address):
    settings.SITE_URL = "https://timeline.example.org"
    assert absolute(path) == address


@pytest.mark.parametrize(
    "path", ["", "about/", "//evil.example/", "/\\evil.example/", "https://evil.example/"]
)
def test_what_could_name_another_host_is_refused(path):
    with pytest.raises(ValueError, match="no path from the root"):
        absolute(path)


def test_the_host_has_its_port(settings):
    settings.SITE_URL = "http://127.0.0.1:8000"
    assert site_host() == "127.0.0.1:8000"


def test_no_module_or_template_makes_an_address_of_a_request():
    """But for those that ask whether a request comes from the very host that it names, and for what
    keeps the answers of one host apart from those of another."""
    found = {
        str(path.relative_to(ROOT))
        for folder, pattern in (("timeline", "*.py"), ("templates", "*.*"))
        for path in (ROOT / folder).rglob(pattern)
        if re.search(r"build_absolute_uri|\.get_host\b|HTTP_HOST|get_port\b", path.read_text())
    }
    asks = {"accounts/signed_out.py", "accounts/views.py", "reports/views.py"}
    assert found == {f"timeline/{name}" for name in asks | {"reader/door/seen.py"}}
