"""Whatever anybody asks of a public route: an answer that is no error of ours, and in time.

EXAMPLES says how many addresses are tried; `make faults` tries more than a run of all tests does.
"""

import os
import time
from urllib.parse import quote

import pytest
from django.db import transaction
from django.urls import get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.public_routes import ROUTES
from timeline.reader.cite.pages import FILES
from timeline.reader.formats import FORMATS
from timeline.reader.query.parameters import FACETS, ORDER

EXAMPLES = int(os.environ.get("EXAMPLES", "120"))
LONGEST = 2.0  # seconds of the processor, some hundred times what a page takes

NAMES = [
    *ORDER,
    "since",
    "url",
    "typed",
    "why",
    "kind",
    "slug",
    "event",
    "moments",
    "format",
    "maxwidth",
]
# What is there, what is nearly, and what has made programs stumble.
KNOWN = [
    "ada", "ministry", "closing", "old-bridge", "courier", "wire", "courier-bridge", "how-many",
    "denial", "en", "fa", "disputed", "corroborated", "major", "certain", "oldest", "relevance",
    "most", "1", "2", "2020", "2020-01-03", "2020-01/2021", "about 2020", "[2020..]", "bridge",
    "http://testserver/", "http://testserver/events/closing/?actor=ada", "/events/closing/",
]  # fmt: skip
ODD = [
    "", " ", "\x00", "a\x00b", "\ud800", "\u202e", "\ufeff", "'", '"', "''", "%", "%00", "*", "**",
    "-", "--", "OR", "AND NOT", "NEAR(a b)", '"a', "a:b", "{a}", "(", ")", "^a", "0", "-1", "+1",
    "1_0", "01", "1e9", "٣", "9" * 30, "9" * 5000, "2020-02-30", "0000-00-00", "9999-12-31",
    "-9999", "2020-1X", "[2020,2021}", "../../", "..%2f", "/", "//evil.example/", "javascript:x",
    "http://[", "http://testserver:99999/", "<script>", "a" * 300, "x " * 200, "é" * 100, "👍",
    "ﷺ", "İ", "ß", "\n", "\r\nX-A: b", "a,b", "a;b", "=1+1", "None", "null", "true",
]  # fmt: skip
values = st.sampled_from(KNOWN) | st.sampled_from(ODD) | st.text(max_size=30)
queries = st.lists(st.tuples(st.sampled_from(NAMES) | st.text(max_size=8), values), max_size=6)
many = st.tuples(st.sampled_from([*FACETS]), st.integers(50, 400)).map(
    lambda pair: [(pair[0], f"x{number}") for number in range(pair[1])]
)
HEADERS = {
    "Accept": ["application/json", "text/html", "application/ld+json", "*/*;q=0", "a" * 2000,
               "\xe9"],
    "Accept-Datetime": ["Fri, 03 Jan 2020 00:00:00 GMT", "Mon, 01 Jan 0001 00:00:00 +2359",
                        "Fri, 31 Dec 9999 23:59:59 -2359", "yesterday", ""],
    "HX-Request": ["true", "false"],
    "HX-Current-URL": ["http://testserver/?q=a", "http://[", "\xff"],
    "If-None-Match": ['"a"', "*", "W/", '"' * 50],
    "If-Modified-Since": ["Fri, 03 Jan 2020 00:00:00 GMT", "Mon, 01 Jan 0001 00:00:00 +2359", "x"],
    "Accept-Encoding": ["br", "gzip;q=2", "zstd, *;q=0", "identity;q=0"],
    "Range": ["bytes=0-1", "bytes=9-1"],
    "Cookie": ["sessionid=\xff", "csrftoken=" + "a" * 5000, "=;;=", "messages=a"],
    "Host": ["testserver", "testserver:99999", "evil.example", "[", "a b"],
    "X-Forwarded-Host": ["evil.example"],
    "Content-Length": ["-1", "a"],
}  # fmt: skip
headers = st.dictionaries(st.sampled_from([*HEADERS]), st.integers(0, 9), max_size=3).map(
    lambda chosen: {name: HEADERS[name][n % len(HEADERS[name])] for name, n in chosen.items()}
)
ENDINGS = [*FORMATS, *FILES, "json", "html", "png", "exe", ""]


@st.composite
def paths(draw):
    """The address of a route, of which any part may be another."""
    name = draw(st.sampled_from([*ROUTES, "report"]))
    path = ROUTES[name].address if name in ROUTES else "/report/"
    if draw(st.integers(0, 2)):
        return path
    parts = path.split("/")
    number = draw(st.integers(1, len(parts) - 1))
    stem, dot, _ = parts[number].rpartition(".")
    if dot and draw(st.booleans()):
        parts[number] = f"{stem}.{draw(st.sampled_from(ENDINGS))}"
    else:
        parts[number] = quote(draw(values), safe="", errors="surrogatepass")
    return "/".join(parts)


@st.composite
def addresses(draw):
    path, pairs = draw(paths()), draw(queries | many)
    needs = [r.needs for r in ROUTES.values() if r.needs and r.address == path]
    if needs and draw(st.booleans()):
        return f"{path}?{needs[0]}"
    query = "&".join(
        f"{quote(name, errors='surrogatepass')}={quote(value, errors='surrogatepass')}"
        for name, value in pairs
    )
    return f"{path}?{query}" if query else path


@pytest.mark.django_db
@settings(
    max_examples=EXAMPLES, deadline=None, database=None, derandomize=EXAMPLES <= 200,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(address=addresses(), sent=headers, method=st.sampled_from(["get", "get", "get", "head"]))
def test_any_address_is_answered(client, republished, address, sent, method):
    begun = time.thread_time()
    with transaction.atomic():  # one that fails leaves the next as it would have been
        response = getattr(client, method)(address, headers=sent)
        content = b"".join(response)
    took = time.thread_time() - begun
    assert response.status_code < 500 or response.status_code == 503, address
    assert took < LONGEST, (took, address)
    assert b"Traceback" not in content
    if method == "head":
        assert content == b""
    assert "\n" not in str(response.headers.get("Location", ""))
    if leads := response.headers.get("Location"):
        assert leads.startswith(("/", "?", "http://testserver/")), (leads, address)
        assert not leads.startswith("//")


def test_no_route_is_left_out():
    named = {
        key for key in get_resolver("timeline.reader.urls").reverse_dict if isinstance(key, str)
    }
    assert named <= set(ROUTES)
