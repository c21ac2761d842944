"""A stored address that is none drops its link, never its page."""

import re

import pytest
from django.urls import reverse

from tests import factories
from tests.corpora import corpus, make
from tests.public_routes import ROUTES, address
from tests.timeline_data import SECOND
from timeline.curation.models import Event, Publisher, Source
from timeline.text.quote_addresses import is_web_address

BAD = "javascript:alert(document.cookie)//"
LINK = re.compile(r"href=\"?javascript:", re.IGNORECASE)


@corpus
def bad_addresses():
    """The made-up timeline, into which addresses came that no form lets in."""
    desk = make("published")
    Source.objects.update(url=BAD, archived_url=BAD, version=5)
    Publisher.objects.update(homepage=BAD, version=5)
    Event.objects.update(version=5)
    desk.publish("Bad ones.", SECOND)
    return desk


# Where there is nothing here: nobody is named for holes in security, or has signed an edition.
NOTHING = {"security", "edition-signature", "edition-stamp"}


@pytest.mark.parametrize("name", sorted(ROUTES.keys() - NOTHING))
def test_no_page_fails_and_none_links_it(client, bad_addresses, name):
    response = client.get(address(name), follow=True)
    assert response.status_code == 200
    assert not LINK.search(b"".join(response).decode(errors="replace"))


@pytest.mark.parametrize("form", ["html", "csv", "atom", "bib", "ics"])
def test_no_file_fails(client, bad_addresses, form):
    response = client.get(f"/timeline.{form}")
    assert response.status_code == 200
    assert not LINK.search(response.content.decode())


def test_the_desk_links_it_neither(bad_addresses):
    editor = factories.client_of(factories.editor())
    for event in Event.objects.all():
        page = editor.get(reverse("desk:review", args=(event.pk,)))
        assert page.status_code == 200
        assert not LINK.search(page.content.decode())


@pytest.mark.parametrize(
    ("url", "is_one"),
    [("https://example.org/a", True), ("http://example.org", True), ("javascript:alert(1)", False),
     ("https://example.org/\u202egpj.exe", False), ("//example.org", False), ("", False),
     ("https://example.org/a b", False), ("data:text/html,x", False), ("http://[", False)],
)  # fmt: skip
def test_what_is_a_web_address(url, is_one):
    assert is_web_address(url) == is_one
