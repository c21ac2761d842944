"""What the forms of a view share: absolute addresses, the name of the file, the answer itself."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from timeline.editions.kinds import url_of
from timeline.editions.site import rights
from timeline.reader.query.reading import Reading
from timeline.reader.query.view import TimelineView
from timeline.site_url import absolute

NAME_LENGTH = 60  # characters of a file name that say what the view is


class Addresses:
    """The absolute addresses that a file of a view names.

    Links keep the edition where the address of the view names one. `permanent` links name it in any
    case, for what is printed or kept.
    """

    def __init__(self, view: TimelineView, *, permanent: bool = False) -> None:
        edition = view.reading.edition.number if permanent else view.reading.asked
        self._edition = edition
        self._index = view.reading.index
        self.base = absolute("/").rstrip("/")
        whole = view.query.changed()
        self.view = absolute(whole.url())
        self.permanent = absolute(whole.changed(edition=view.reading.edition.number).url())

    def event(self, slug: str) -> str:
        return absolute(url_of("event", slug, self._edition))

    def source(self, slug: str) -> str:
        return absolute(url_of("source", slug, self._edition))

    def event_id(self, document: Any) -> str:
        """The address under which an event first was public, which no renaming changes."""
        first = self._index.identity("event", document["slug"])
        return absolute(reverse("event", args=[first]))


def terms(reading: Reading) -> dict[str, str]:
    """Members that name the licence of a file of ours and whom to credit, for forms in JSON whose
    readers leave aside what they do not know."""
    site = reading.site
    found = {
        "attribution": f"{site.name}, edition {reading.edition.number}",
        "licence": site.licence,
        "licence_url": site.licence_url,
        "rights": rights(site),
    }
    return {name: value for name, value in found.items() if value}


def capital(phrase: str) -> str:
    """The phrase with a capital, as at the beginning of a sentence."""
    return phrase[:1].upper() + phrase[1:]


def file_name(view: TimelineView, suffix: str) -> str:
    """A name for the file of a view: what it holds, of which edition, and which page of it."""
    words = slugify(view.description)[:NAME_LENGTH].strip("-")
    page = f"-page-{view.query.page}" if view.query.page > 1 else ""
    site = slugify(view.reading.site.name) or "timeline"
    return f"{site}-{words}-edition-{view.reading.edition.number}{page}.{suffix}"


def answer(
    view: TimelineView, body: str | bytes, content_type: str, suffix: str, *, attached: bool = True
) -> HttpResponse:
    """The file of a view; `attached` is kept rather than shown by browsers."""
    disposition = content_disposition_header(attached, file_name(view, suffix))
    headers = {"Content-Disposition": disposition} if disposition else {}
    return HttpResponse(body, content_type=content_type, headers=headers)
