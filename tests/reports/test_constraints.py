"""What the database itself refuses of reports."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from timeline.editions.models import Edition
from timeline.reports.models import Report


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("report_kind", {"kind": "phase"}),
        ("report_problem", {"problem": "weather"}),
        ("report_state", {"state": "lost", "answer": "A"}),
        ("report_names_its_thing", {"slug": ""}),
        ("report_names_its_thing", {"kind": "timeline"}),
        ("report_message_length", {"message": ""}),
        ("report_message_length", {"message": "ä" * 4001}),
        ("report_handled_by_somebody", {"state": "looked-at"}),
        ("report_handled_by_somebody", {"handled_at": timezone.now()}),
        ("report_closed_with_an_answer", {"state": "settled"}),
    ],
)
def test_what_is_refused(republished, constraint, fields):
    if "state" in fields and constraint != "report_handled_by_somebody":  # break one at a time
        fields = fields | {"handled_by": republished.editor, "handled_at": timezone.now()}
    good = {
        "kind": "event", "slug": "closing", "edition": Edition.objects.get(pk=1), "title": "A",
        "problem": "date", "message": "ä" * 4000, "received_at": timezone.now(),
    }  # fmt: skip
    Report.objects.create(reference="GOOD", **good)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Report.objects.create(reference="BAD", **good | fields)


def test_a_reference_is_given_once(republished):
    fields = {
        "reference": "SAME", "kind": "timeline", "edition": Edition.objects.get(pk=1),
        "title": "A", "problem": "other", "message": "B", "received_at": timezone.now(),
    }  # fmt: skip
    Report.objects.create(**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(**fields)
