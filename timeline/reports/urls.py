"""The addresses of reports, below /report/."""

from django.urls import path, register_converter

from timeline.reports import views


class ReferenceConverter:
    """The reference of a report."""

    regex = "[2-9A-Z]{10}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ReferenceConverter, "reference")

urlpatterns = [
    path("", views.report, name="report"),
    path("<reference:reference>/", views.state, name="report-state"),
]
