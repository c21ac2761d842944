"""The pages on which readers report a problem, and see what became of it.

No cookie, no session, no script. The form therefore has no token against forged requests: such a
token keeps another site from using a session, and there is none. What is left is that another site
could make its visitors send reports in their name; `_from_here` refuses what a browser says comes
from elsewhere.
"""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from timeline.accounts.throttle import client_address
from timeline.editions import archive
from timeline.editions.kinds import title_of
from timeline.editions.models import Edition
from timeline.editions.site import site_of
from timeline.editions.snapshot import PublishedSnapshot
from timeline.reports import actions
from timeline.reports.actions import TooManyReportsError
from timeline.reports.forms import ReportForm, plain
from timeline.reports.models import ProblemKind, Report, SubjectKind
from timeline.reports.senders import MOST_EACH
from timeline.text.tracking import is_tracking

KINDS = tuple(kind for kind in SubjectKind if kind != SubjectKind.TIMELINE)
_BESIDE = ("searched", "edition")  # what else the address of the form takes
_SHOWN_SEARCH = 300  # characters of a search that the form begins with
_SHOWN = 80  # characters of a bad value that a message repeats


class _RefusedError(Exception):
    """The address of the form cannot be used: why, and the status that says so."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@csrf_exempt  # see the head of this module
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The form for a thing (`?event=`, `source=`, `actor=` …) in an `edition`; a POST sends it.

    Without any of them, the report is about the timeline as a whole. `searched` is a search that
    found nothing, which the form then begins with.
    """
    try:
        about = _about(request)
    except _RefusedError as refused:
        return _page(request, "reports/refused.html", refused.status, problem=str(refused))
    if request.method != "POST":
        response = _form(request, about, ReportForm(initial=_initial(request, about)), 200)
        response["Cache-Control"] = "public, no-cache"
        return response
    form = ReportForm(request.POST)
    if not _from_here(request):
        form.add_error(None, "Not sent: your browser says that another site sent this form. Send "
                             "it again from this page.")  # fmt: skip
        return _form(request, about, form, 403)
    if not form.is_valid():
        return _form(request, about, form, 400)
    data = form.cleaned_data
    try:
        made = actions.receive(
            about,
            problem=data["problem"],
            message=data["message"],
            contact=data["contact"],
            sender=client_address(request),
        )
    except TooManyReportsError as error:
        return _too_many(request, about, form, error)
    response = HttpResponseRedirect(reverse("report-state", args=[made.reference]))
    response.status_code = 303  # see other: a reload sends nothing again
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def state(request: HttpRequest, reference: str) -> HttpResponse:
    """Thanks, the number of the report, and what became of it. What was sent is not shown."""
    found = Report.objects.select_related("edition").filter(reference=reference).first()
    if found is None:
        raise Http404("There is no such report.")
    return _page(
        request,
        "reports/state.html",
        200,
        report=found,
        thing_url=found.read,
        edition_read=found.edition,
    )


def _initial(request: HttpRequest, about: actions.Subject) -> dict[str, str]:
    """What the form begins with, where the address says what is missing."""
    searched = " ".join(plain(request.GET.get("searched", "")).split())[:_SHOWN_SEARCH]
    if searched:
        message = f"I searched for “{searched}” and found nothing.\n"
        return {"problem": ProblemKind.MISSING, "message": message}
    return {"problem": ProblemKind.MISSING} if about.kind == SubjectKind.GAP else {}


def _about(request: HttpRequest) -> actions.Subject:
    """The thing that the address names, as its edition has it."""
    given = [
        (plain(name).strip(), plain(str(value)).strip()) for name, value in request.GET.items()
    ]
    unknown = [
        name for name, _ in given if name not in (*KINDS, *_BESIDE) and not is_tracking(name)
    ]
    if unknown:
        raise _RefusedError(
            400,
            f"There is no parameter “{unknown[0][:_SHOWN]}”. Known are: "
            f"{', '.join(KINDS)}, {' and '.join(_BESIDE)}.",
        )
    edition = _edition(dict(given).get("edition", ""))
    things = [(kind, slug) for kind, slug in given if kind in KINDS and slug]
    if len(things) > 1:
        raise _RefusedError(400, "A report is about one thing. Report the other by itself.")
    if not things:
        return actions.Subject(SubjectKind.TIMELINE, "", edition, "The whole timeline")
    kind, slug = things[0]
    record = PublishedSnapshot(edition).record(kind, slug)
    if record is None:
        raise _RefusedError(
            404, f"Edition {edition.number} of the timeline has no {kind} “{slug[:_SHOWN]}”."
        )
    document = record.document
    return actions.Subject(kind, slug, edition, title_of(kind, document))


def _edition(text: str) -> Edition:
    latest = archive.latest_edition()
    if latest is None:
        raise _RefusedError(503, "Nothing is published yet, so there is nothing to report on.")
    if not text:
        return latest
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else 0
    found = latest if number == latest.number else archive.edition(number)
    if found is None:
        raise _RefusedError(
            400, f"There is no edition “{text[:_SHOWN]}”. The latest is {latest.number}."
        )
    return found


def _from_here(request: HttpRequest) -> bool:
    """Whether a form comes from this site, as far as the browser tells.

    A browser sends `Sec-Fetch-Site`, or at least `Origin`, with every form, and no page can change
    them; what sends neither is a program that acts for its own owner.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


def _form(
    request: HttpRequest, about: actions.Subject, form: ReportForm, status: int
) -> HttpResponse:
    query = {} if about.kind == SubjectKind.TIMELINE else {str(about.kind): about.slug}
    query["edition"] = str(about.edition.number)
    response = _page(
        request,
        "reports/form.html",
        status,
        about=about,
        edition_read=about.edition,
        form=form,
        action=f"{reverse('report')}?{urlencode(query)}",
        mail=settings.REPORT_EMAIL,
    )
    response["Cache-Control"] = "no-store"
    return response


def _too_many(
    request: HttpRequest, about: actions.Subject, form: ReportForm, error: TooManyReportsError
) -> HttpResponse:
    seconds = max(1, round(error.wait.total_seconds()))
    minutes = -(-seconds // 60)
    mail = f" Or write to {settings.REPORT_EMAIL}." if settings.REPORT_EMAIL else ""
    who = (
        f"{MOST_EACH} reports have come from where you are in the last hour, and no more are taken"
        if error.yours
        else "the desk has had more reports in the last hour than it can read"
    )
    form.add_error(
        None,
        f"Not sent: {who}. Send it again "
        f"in {minutes} minute{'' if minutes == 1 else 's'}; what you typed is still here.{mail}",
    )
    response = _form(request, about, form, 429)
    response["Retry-After"] = str(seconds)
    return response


def _page(
    request: HttpRequest,
    template: str,
    status: int,
    *,
    edition_read: Edition | None = None,
    **context: object,
) -> HttpResponse:
    """A page in the name of the site, as the edition that it is about has it, or the latest."""
    edition = edition_read or archive.latest_edition()
    if edition is not None:
        context["site"] = site_of(PublishedSnapshot(edition).index)
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store"
    return response
