"""oEmbed 1.0: what another site puts in the place of an address of ours.

It answers for addresses of this very host only: views of the timeline and events.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase, JsonResponse, QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html

from timeline.editions import archive
from timeline.editions.kinds import Kind
from timeline.reader.door.answers import DATA, RefusedError
from timeline.reader.door.edition_view import edition_view, names
from timeline.reader.pictures.share_card import HEIGHT as PICTURE_HEIGHT
from timeline.reader.pictures.share_card import WIDTH as PICTURE_WIDTH
from timeline.reader.query.describe import title
from timeline.reader.query.parse import SHOWN, QueryParser, clean, edition_number
from timeline.reader.query.reading import Reading, reading_of
from timeline.site_url import absolute, site_host
from timeline.text.tracking import is_tracking

WIDTH, HEIGHT = 600, 560  # pixels, where the asking site sets no limits
CACHE_AGE = 3600  # seconds; for an edition, which never changes, a year
_PARAMETERS = ("url", "maxwidth", "maxheight", "format")


@dataclass(frozen=True, slots=True)
class _Target:
    """What an address of ours shows: its frame, picture and title, and the name of the site."""

    title: str
    frame: str
    picture: str
    permanent: bool
    site: str


@edition_view(names(*_PARAMETERS), answers=DATA)
def oembed(request: HttpRequest, latest: Reading) -> HttpResponseBase:
    """The frame for the page that `url` names, within `maxwidth` and `maxheight`.

    400 for bad parameters, 404 for an address that is not a view or an event of this host, 501 for
    a format other than JSON; each with a problem document (RFC 9457).
    """
    asked = _asked(request)
    path, query = _own(asked["url"])
    inner = _within(request, query)
    reading = (reading_of(inner) if "edition" in inner.GET else None) or latest
    return JsonResponse(_answer(_target(reading, path, query), asked))


def _asked(request: HttpRequest) -> dict[str, str]:
    """The parameters, each at most once, none unknown."""
    asked: dict[str, str] = {}
    for name, values in request.GET.lists():
        if name not in _PARAMETERS:
            continue  # what follows people about the web: the door has refused all else
        if len(values) > 1:
            raise RefusedError(400, f"“{name}” takes one value.")
        asked[name] = clean(values[0])
    if asked.get("format", "json") != "json":
        raise RefusedError(
            501, f"“{asked['format'][:SHOWN]}” is not a format we have. Ask for json."
        )
    if not asked.get("url"):
        raise RefusedError(400, "“url” is missing: the address of a view or an event.")
    for name in ("maxwidth", "maxheight"):
        if name in asked and not re.fullmatch(r"[1-9][0-9]{0,5}", asked[name]):
            raise RefusedError(
                400, f"{name}: “{asked[name][:SHOWN]}” is not a number of pixels, from 1 to 999999."
            )
    return asked


def _own(url: str) -> tuple[str, str]:
    """Path and query of an address of this host."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.lower()
    except ValueError:
        parts, host = urlsplit(""), ""
    if parts.scheme not in ("http", "https") or host != site_host():
        raise RefusedError(
            404,
            f"“{url[:SHOWN]}” is not an address of this site, all of which begin with "
            f"{absolute('/')}.",
        )
    return parts.path or "/", parts.query


def _within(request: HttpRequest, query: str) -> HttpRequest:
    """A request whose parameters are those of the address that is asked about."""
    inner = HttpRequest()
    inner.META = request.META
    inner.GET = _parameters(query)  # type: ignore[assignment]
    return inner


def _parameters(query: str) -> QueryDict:
    try:
        return QueryDict(query)
    except ValueError as error:  # TooManyFieldsSent is none, and is answered with 400 by Django
        raise RefusedError(404, "The query of the address cannot be read.") from error


def _target(reading: Reading, path: str, query: str) -> _Target:
    if reading.wrong:
        raise RefusedError(404, f"There is no edition “{reading.wrong[:SHOWN]}”.")
    try:
        match = resolve(path)
    except Resolver404 as error:
        raise RefusedError(404, f"There is no page “{path[:SHOWN]}”.") from error
    if match.url_name == "timeline":
        return _view(reading, query)
    if match.url_name == "event":
        return _event(reading, match.kwargs["slug"], query)
    raise RefusedError(404, f"“{path[:SHOWN]}” is neither a view of the timeline nor an event.")


def _view(reading: Reading, query: str) -> _Target:
    parser = QueryParser(reading.index, edition=reading.asked, last=archive.last_edition_with)
    parsed = parser.parse(_parameters(query).lists())
    if parsed.problems:
        raise RefusedError(404, " ".join(problem.message for problem in parsed.problems))
    return _Target(
        title=title(parsed.query, reading.index),
        frame=parsed.query.url(reverse("embed")),
        picture=parsed.query.changed(edition=reading.edition.number).url(reverse("card")),
        permanent=reading.asked is not None,
        site=reading.site.name,
    )


def _event(reading: Reading, slug: str, query: str) -> _Target:
    unknown = [n for n in map(clean, _parameters(query)) if n != "edition" and not is_tracking(n)]
    record = reading.snapshot.record(Kind.EVENT, slug)
    if record is None or unknown:
        raise RefusedError(
            404,
            f"An event has no parameter “{unknown[0][:SHOWN]}”."
            if unknown
            else f"Edition {reading.edition.number} has no event “{slug[:SHOWN]}”.",
        )
    return _Target(
        title=record.document["title"],
        frame=reading.at(reverse("embed-event", args=[slug])),
        picture=reading.pinned(reverse("event-card", args=[slug])),
        permanent=reading.asked is not None,
        site=reading.site.name,
    )


def _answer(target: _Target, asked: dict[str, str]) -> dict[str, object]:
    most = {
        name: edition_number(asked.get(name, "")) or 999_999 for name in ("maxwidth", "maxheight")
    }
    width, height = min(WIDTH, most["maxwidth"]), min(HEIGHT, most["maxheight"])
    html = format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" '
        'style="border:0;max-width:100%"></iframe>',
        absolute(target.frame),
        f"{target.title} | {target.site}",
        width,
        height,
    )
    answer: dict[str, object] = {
        "version": "1.0",
        "type": "rich",
        "title": target.title,
        "provider_name": target.site,
        "provider_url": absolute("/"),
        "cache_age": 31_536_000 if target.permanent else CACHE_AGE,
        "html": str(html),
        "width": width,
        "height": height,
    }
    if most["maxwidth"] >= PICTURE_WIDTH and most["maxheight"] >= PICTURE_HEIGHT:
        answer |= {
            "thumbnail_url": absolute(target.picture),
            "thumbnail_width": PICTURE_WIDTH,
            "thumbnail_height": PICTURE_HEIGHT,
        }
    return answer
