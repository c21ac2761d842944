"""All mementos of an address: what it was in each edition (RFC 7089, section 5)."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from timeline.editions import archive
from timeline.editions.kinds import in_edition
from timeline.reader.door.answers import OPEN_TEXT, RefusedError
from timeline.reader.door.edition_view import edition_view, names
from timeline.reader.door.mementos import http_date
from timeline.reader.query.parse import clean
from timeline.reader.query.reading import Reading
from timeline.site_url import absolute, site_host


@edition_view(names("url"), answers=OPEN_TEXT)
def timemap(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """The TimeMap of the address of ours that `url` names, in link-format."""
    path = _own(clean(request.GET.get("url", "")))
    editions = archive.editions_until(reading.edition.number)[::-1]
    here = absolute(path)
    lines = [f'<{here}>; rel="original timegate"']
    self_url = absolute(request.get_full_path())
    first, last = editions[0].published_at, editions[-1].published_at
    lines.append(
        f'<{self_url}>; rel="self"; type="application/link-format"; '
        f'from="{http_date(first)}"; until="{http_date(last)}"'
    )
    for one in editions:
        rel = " ".join(
            word
            for word, said in (
                ("first", one is editions[0]),
                ("last", one is editions[-1]),
                ("memento", True),
            )
            if said
        )
        address = absolute(in_edition(path, one.number))
        lines.append(f'<{address}>; rel="{rel}"; datetime="{http_date(one.published_at)}"')
    return HttpResponse(",\n".join(lines) + "\n", "application/link-format; charset=utf-8")


def _own(url: str) -> str:
    """The path of an address of this site, without any edition; refused for any other."""
    parts = urlsplit(url)
    own = parts.netloc in ("", site_host()) and parts.path.startswith("/")
    if not own or parts.path.startswith("//") or "edition=" in parts.query:
        message = "“url” is to name an address of this site without an edition."
        raise RefusedError(400, message, "url", url[:80])
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
