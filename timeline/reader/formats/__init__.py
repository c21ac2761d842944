"""The forms that a view can be downloaded in: a new one is a module here and a line in `FORMATS`.

A format has a `render(view, request)`, and a `problem(view, request)` for an address with bad
values.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase

from timeline.reader.formats import json_format

Render = Callable[[Any, HttpRequest], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Format:
    """One form of a view: its title in menus, its media type, and how it is written."""

    title: str
    content_type: str
    render: Render
    problem: Render


FORMATS: Final[dict[str, Format]] = {
    "json": Format("JSON", "application/json", json_format.render, json_format.problem),
}
