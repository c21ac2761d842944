"""How a public route says what is wrong, in the form that it answers in.

The same mistake has the same status everywhere; only its form differs: a page, a frame for other
sites, plain text, or a problem document (RFC 9457) for programs.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from timeline.reader.query.parse import ParameterProblem
from timeline.reader.query.reading import Reading

UNPUBLISHED: Final = "Nothing is published yet."
BUSY: Final = "Too much is asked for at once."
TITLES: Final = {
    400: "The address asks for something that does not exist.",
    404: "There is nothing at this address.",
    410: "This is no part of the edition any more.",
    501: "This form does not exist here.",
    503: UNPUBLISHED,
}

EXPOSED: Final = "ETag, Link, Content-Disposition, Memento-Datetime, Retry-After"

Refuse = Callable[
    [HttpRequest, Reading | None, int, Sequence[ParameterProblem]], HttpResponse
]  # what says what is wrong, with this status; there is no reading before the first edition


@dataclass(frozen=True, slots=True)
class Answers:
    """The form that a route answers in. `open_to_all`: scripts of any site may read it (CORS).
    `anywhere`: pages of any site may show it (CORP), as they may what is open to all.

    That is right for what is public to everybody and sets no cookie: a script then sees nothing
    that its author could not fetch without it. Its errors are open too.
    """

    name: str
    refuse: Refuse
    open_to_all: bool = False
    anywhere: bool = False

    def open_up(self, response: HttpResponseBase) -> None:
        """Say who else may have an answer of this form."""
        if self.open_to_all:
            open_to_scripts(response)
        if self.open_to_all or self.anywhere:
            response["Cross-Origin-Resource-Policy"] = "cross-origin"


def open_to_scripts(response: HttpResponseBase) -> None:
    """Let scripts of any site read an answer, its headers for caching and its links included."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = EXPOSED


class RefusedError(Exception):
    """An address that cannot be answered, and the status that says so (a key of `TITLES`).

    `come_again` is after how many seconds it may be, where that is known (`Retry-After`).
    """

    come_again: int | None = None

    def __init__(self, status: int, message: str, parameter: str = "", value: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.problems = [ParameterProblem(parameter, value, message, "")]


def json_text(value: Any) -> str:
    """JSON as our data has it: keys sorted, because a database keeps no order of its own, and what
    an address with an edition answers must be the same bytes wherever the records are."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, indent=1) + "\n"


def json_answer(
    value: Any, *, status: int = 200, content_type: str = "application/json"
) -> HttpResponse:
    return HttpResponse(json_text(value), content_type, status=status)


def _page(
    request: HttpRequest,
    reading: Reading | None,
    status: int,
    problems: Sequence[ParameterProblem],
) -> HttpResponse:
    if reading is None:
        return render(request, "reader/unpublished.html", status=status)
    context = {**reading.context, "problems": [one.message for one in problems], "status": status}
    return render(request, "reader/refused.html", context, status=status)


def _frame(
    request: HttpRequest,
    reading: Reading | None,
    status: int,
    problems: Sequence[ParameterProblem],
) -> HttpResponse:
    said = _sentences(problems) if reading else UNPUBLISHED
    context = (
        {"said": said, "full": "/", "label": "Go to the timeline", "site": reading.site}
        if reading
        else {"said": said}
    )
    return render(request, "reader/embed_message.html", context, status=status)


def _text(
    request: HttpRequest,
    reading: Reading | None,
    status: int,
    problems: Sequence[ParameterProblem],
) -> HttpResponse:
    said = _sentences(problems) if problems else UNPUBLISHED
    return HttpResponse(f"{said}\n", "text/plain; charset=utf-8", status=status)


def _problem(
    request: HttpRequest,
    reading: Reading | None,
    status: int,
    problems: Sequence[ParameterProblem],
) -> HttpResponse:
    members = {"errors": [_error(one) for one in problems if one.parameter]}
    detail = _sentences(problems) if problems else UNPUBLISHED
    title = BUSY if reading and status == 503 else TITLES[status]
    return problem_document(
        request, title, detail, status, **{k: v for k, v in members.items() if v}
    )


def _error(problem: ParameterProblem) -> dict[str, str]:
    return {
        "parameter": problem.parameter,
        "value": problem.value,
        "detail": problem.message,
        "suggestion": problem.suggestion,
    }


def _sentences(problems: Sequence[ParameterProblem]) -> str:
    return " ".join(one.message for one in problems)


def problem_document(
    request: HttpRequest, title: str, detail: str, status: int = 400, **members: Any
) -> HttpResponse:
    """A problem document (RFC 9457); `members` are members of our own."""
    return json_answer(
        {
            "type": "about:blank",
            "title": title,
            "status": status,
            "detail": detail,
            "instance": request.get_full_path(),
            **members,
        },
        status=status,
        content_type="application/problem+json",
    )


PAGE: Final = Answers("page", _page)
FRAME: Final = Answers("frame", _frame, anywhere=True)
TEXT: Final = Answers("text", _text)
OPEN_TEXT: Final = Answers("open text", _text, open_to_all=True)
DATA: Final = Answers("data", _problem, open_to_all=True)
