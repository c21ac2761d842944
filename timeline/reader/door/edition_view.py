"""The one door of the public pages: what each of them does before and after its own work.

It finds the edition, refuses what cannot be answered, answers 304 to who holds the answer already,
and adds what caches and scripts of other sites need to know. A view behind it says what it takes
(`Takes`), in what form it answers (`Answers`), and then does its own work alone.
"""

import hashlib
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from timeline.editions import archive
from timeline.editions.snapshot import PublishedSnapshot
from timeline.reader.door import caching, mementos
from timeline.reader.door.answers import OPEN_TEXT, PAGE, TEXT, Answers, RefusedError
from timeline.reader.door.dear import turn
from timeline.reader.door.negotiation import led_to_data, name_data
from timeline.reader.query.parse import (
    SHOWN,
    ParameterProblem,
    Parsed,
    QueryParser,
    clean,
)
from timeline.reader.query.reading import Reading, reading_of
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.site_url import absolute
from timeline.text.tracking import is_tracking

ViewFunction = Callable[..., HttpResponseBase]
Check = Callable[[HttpRequest, Reading], list[ParameterProblem]]


@dataclass(frozen=True, slots=True)
class Takes:
    """The parameters that a route takes: `check` names each of a request that it does not take or
    cannot use. None where the view names them itself, beside what it shows."""

    check: Check | None


def names(*known: str) -> Takes:
    """A route that takes these parameters, whose values it checks itself."""
    return Takes(lambda request, reading: unknown_parameters(request, known))


def within_view(*also: str) -> Takes:
    """A route that one comes to from a view of the timeline: it takes the parameters of that view,
    its page apart, and `also`."""

    def check(request: HttpRequest, reading: Reading) -> list[ParameterProblem]:
        problems = query_of(request, reading, also).problems
        if "page" in request.GET:
            message = "There is no parameter “page” here: this is on a page of its own."
            problems = [*problems, ParameterProblem("page", request.GET["page"][:SHOWN], message)]
        return problems

    return Takes(check)


NOTHING: Final = names()
EDITION: Final = names("edition")
WITHIN_VIEW: Final = within_view()
WHOLE_VIEW: Final = Takes(None)  # what is wrong is named by `timeline.reader.query.view.view_of`


def edition_view(
    takes: Takes,
    *,
    answers: Answers = PAGE,
    number: str = "",
    variant: Callable[[HttpRequest], str] = lambda request: "",
    vary: tuple[str, ...] = (),
    dear: Callable[..., bool] = lambda **kwargs: False,
) -> Callable[[ViewFunction], ViewFunction]:
    """Make a public view of an edition: `view(request, reading, ...)`. It answers GET and HEAD.

    503 before the first edition; 400 for an edition or a parameter that there is not, each named;
    304 to who holds this version. `number` is the part of the path that names the edition where
    that is not the parameter `edition`; then an edition that there is not is a 404. `dear` says of
    the parts of the path whether a process makes one such answer at a time (`door.dear`).
    """

    def decorate(view: ViewFunction) -> ViewFunction:
        def made(request: HttpRequest, reading: Reading, **kwargs: Any) -> HttpResponseBase:
            with turn() if dear(**kwargs) else nullcontext():
                return view(request, reading, **kwargs)

        def answered(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            reading = None
            try:
                led = None if number else _led(request)
                if led is not None:
                    return led
                reading = _numbered(kwargs[number]) if number else reading_of(request)
                if reading is None:
                    raise RefusedError(503, "")
                _refuse(takes, request, reading)
                response = caching.answer(
                    request,
                    reading.edition,
                    partial(made, request, reading, **kwargs),
                    variant=variant(request),
                    permanent=reading.asked is not None,
                    vary=vary,
                    keep=not (reading.snapshot.is_preview or settings.DEBUG),
                )
                _link(request, response, reading, answers, in_path=bool(number))
                return response
            except RefusedError as refused:
                return _refused(request, reading, answers, refused)

        wrapped = _at_the_door(view, answered, answers)
        # For the tests that walk all routes.
        wrapped.door, wrapped.dear = answers.name, dear  # type: ignore[attr-defined]
        return wrapped

    return decorate


def _at_the_door(view: ViewFunction, answered: ViewFunction, answers: Answers) -> ViewFunction:
    """What stands at the route of `view`: it lets reading requests through to `answered`, and says
    who else may have the answer."""
    checked = require_safe(answered)

    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        response = _before(request, answers) or checked(request, **kwargs)
        answers.open_up(response)
        return response

    return wrapped


def _preflight() -> HttpResponse:
    """What a browser asks before a script of another site sends headers of its own (CORS)."""
    response = HttpResponse(status=204)
    response["Access-Control-Allow-Methods"] = "GET, HEAD"
    response["Access-Control-Allow-Headers"] = "Accept, Accept-Datetime, If-None-Match"
    response["Access-Control-Max-Age"] = "86400"
    return response


def _led(request: HttpRequest) -> HttpResponseBase | None:
    try:
        return mementos.led(request) if request.method in ("GET", "HEAD") else None
    except mementos.MomentError as error:
        raise RefusedError(400, str(error)) from error


def _refused(
    request: HttpRequest, reading: Reading | None, answers: Answers, refused: RefusedError
) -> HttpResponseBase:
    """What says what is wrong, in the form that the route answers in."""
    if reading is None and refused.status != 503:
        reading = reading_of(request)
    problems = refused.problems if reading or refused.status != 503 else []
    response = answers.refuse(request, reading, refused.status, problems)
    response["Cache-Control"] = caching.UNSETTLED
    if refused.come_again is not None:
        response["Cache-Control"] = "no-store"
        response["Retry-After"] = str(refused.come_again)
    return response


def _before(request: HttpRequest, answers: Answers) -> HttpResponseBase | None:
    """What is answered before anything is read: who may ask what, and where the data is."""
    if answers.open_to_all:
        return _preflight() if request.method == "OPTIONS" else None
    return led_to_data(request) if answers is PAGE else None


def _link(
    request: HttpRequest,
    response: HttpResponseBase,
    reading: Reading,
    answers: Answers,
    *,
    in_path: bool,
) -> None:
    """Name what an answer is of, and what else it is, in its headers."""
    if reading.snapshot.is_preview or response.status_code not in (200, 304):
        return
    if answers is PAGE:
        name_data(request, response)
    elif answers.open_to_all:
        _licensed(response, reading)
    if not in_path:
        mementos.mark(request, response, reading.edition, asked=reading.asked is not None)


def _licensed(response: HttpResponseBase, reading: Reading) -> None:
    """Name the licence of data in its `Link` (RFC 8288, `license`): some forms have no place for
    it."""
    if reading.site.licence_url:
        held = [response["Link"]] if response.has_header("Link") else []
        response["Link"] = ", ".join([*held, f'<{reading.site.licence_url}>; rel="license"'])


class RefusedProblemsError(RefusedError):
    """A view that finds out by itself what is wrong with its parameters: 400, each named."""

    def __init__(self, problems: list[ParameterProblem]) -> None:
        super().__init__(400, "")
        self.problems = problems


def _refuse(takes: Takes, request: HttpRequest, reading: Reading) -> None:
    if takes.check is None:
        return
    problems = [*reading.problems, *takes.check(request, reading)]
    if problems:
        raise RefusedProblemsError(problems)


def _numbered(number: int) -> Reading | None:
    found = archive.edition(number)
    if found is not None:
        return Reading(PublishedSnapshot(found), found.number)
    latest = archive.latest_edition()
    if latest is None:
        return None
    raise RefusedError(404, f"There is no edition {number}. The latest is {latest.number}.")


def site_file(
    view: Callable[..., HttpResponse], *, answers: Answers = TEXT
) -> Callable[..., HttpResponseBase]:
    """Make a public view of a file that is of no edition: `view(request)`.

    It answers GET and HEAD, takes no parameter (400 names each), and answers 304 to who holds what
    it would answer, unless that must not be kept.
    """

    def answered(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        try:
            if problems := unknown_parameters(request, ()):
                raise RefusedProblemsError(problems)
            response = view(request, **kwargs)
        except RefusedError as refused:
            said = answers.refuse(request, None, refused.status, refused.problems)
            said["Cache-Control"] = caching.UNSETTLED
            return said
        if response.status_code == 200 and "no-store" not in response.get("Cache-Control", ""):
            tag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
            response["ETag"] = tag
            return get_conditional_response(request, etag=tag, response=response) or response
        return response

    wrapped = _at_the_door(view, answered, answers)
    wrapped.door = "open file" if answers.open_to_all else "file"  # type: ignore[attr-defined]
    return wrapped


# The same, which scripts of any site may read.
open_file = partial(site_file, answers=OPEN_TEXT)


def query_of(request: HttpRequest, reading: Reading, also: tuple[str, ...] = ()) -> Parsed:
    """The view of the timeline that the parameters of a page name; its page is left aside."""
    if not request.GET:
        return Parsed(TimelineQuery(edition=reading.asked), [])
    given = [(name, values) for name, values in request.GET.lists() if name not in ("page", *also)]
    parser = QueryParser(reading.index, edition=reading.asked, last=archive.last_edition_with)
    return parser.parse(given)


def unknown_parameters(request: HttpRequest, known: tuple[str, ...]) -> list[ParameterProblem]:
    """A problem for each parameter of a request that is none of the known."""
    takes = f"it takes {_listed(known)}" if known else "it takes none"
    return [
        ParameterProblem(
            name[:SHOWN],
            clean(str(value))[:SHOWN],
            f"This page has no parameter “{name[:SHOWN]}”; {takes}.",
        )
        for name, value in ((clean(name), value) for name, value in request.GET.items())
        if name not in known and not is_tracking(name)
    ]


def _listed(known: tuple[str, ...]) -> str:
    quoted = [f"“{name}”" for name in known]
    return f"{quoted[0]} alone" if len(quoted) == 1 else ", ".join(quoted)


def show(
    request: HttpRequest, reading: Reading, template: str, path: str, **context: Any
) -> HttpResponse:
    """A page of the edition, with the addresses under which it is kept."""
    address = absolute(path)
    context |= {
        **reading.context,
        "canonical": reading.at(address),
        "permanent": reading.pinned(address),
    }
    return render(request, template, context)


def gone(
    request: HttpRequest, reading: Reading, kind: str, slug: str, route: str = ""
) -> HttpResponse:
    """The answer for what this edition does not have under this slug.

    301 to its present slug (at `route`, where that is not the page of the kind), 410 if another
    edition has it, 404 if none ever had.
    """
    present = reading.index.present_slug(kind, slug)
    if present:
        return HttpResponsePermanentRedirect(
            reading.at(reverse(route or str(kind), args=[present]))
        )
    last = archive.last_edition_with(kind, slug)
    ended = archive.withdrawal(kind, slug, last) if last else None
    later = ended and ended[0].number <= reading.edition.number  # else it was not there yet
    context = {
        **reading.context,
        "kind": kind,
        "slug": slug,
        "last_url": f"{request.path}?edition={last}" if last else "",
        "last": last,
        "ended": ended if later else None,
    }
    return render(request, "reader/gone.html", context, status=410 if last else 404)
