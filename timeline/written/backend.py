"""The engine of templates: Django's, with those of public pages written as Python."""

import logging
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.template import Template
from django.template.backends.django import DjangoTemplates
from django.template.backends.django import Template as ShownTemplate

from timeline.written.expressions import CannotWriteError
from timeline.written.writer import Shows, written

FOLDERS: Final = ("reader/",)  # what readers are shown; the desk keeps Django's own
_log = logging.getLogger(__name__)


class WrittenTemplate(ShownTemplate):
    """A template of Django with the function that was written from it."""

    def __init__(self, template: Template, backend: DjangoTemplates, shows: Shows) -> None:
        super().__init__(template, backend)
        self._shows = shows

    def render(
        self, context: dict[str, Any] | None = None, request: HttpRequest | None = None
    ) -> str:
        given = dict(context or {})
        if request is not None:
            given.setdefault("request", request)
        return self._shows(given)


class WrittenTemplates(DjangoTemplates):
    """Django's engine. While pages are being written (DEBUG) it reads templates anew each time."""

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._written: dict[str, WrittenTemplate | None] = {}

    def get_template(self, template_name: str) -> ShownTemplate:
        if settings.DEBUG or not template_name.startswith(FOLDERS):
            return super().get_template(template_name)
        if template_name not in self._written:
            self._written[template_name] = self._write(template_name)
        return self._written[template_name] or super().get_template(template_name)

    def _write(self, name: str) -> WrittenTemplate | None:
        template = super().get_template(name).template
        try:
            shows = written(template, self.engine.get_template)
        except CannotWriteError as error:
            _log.debug("%s is shown by Django, for it uses %s.", name, error)
            return None
        return WrittenTemplate(template, self, shows)
