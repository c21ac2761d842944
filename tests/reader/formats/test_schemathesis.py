"""What OpenAPI says of the addresses of data, tried by Schemathesis: an answer of a status, a form
and a shape that is not described there is a mistake of one of the two."""

from collections import Counter

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from timeline.editions import files

EXAMPLES = 2  # made up of each operation, after that of the description
# A value of the right form may name nothing that there is, as an edition to come: 400.
LEFT = [positive_data_acceptance]
PLAIN = {"Accept-Encoding": "identity"}


@pytest.fixture
def application():
    """The site as a server calls it, on the connection of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_every_answer_is_as_it_is_described(two_editions, application):
    description = schemathesis.openapi.from_wsgi("/openapi.json", application, headers=PLAIN)
    answered: dict[str, Counter[int]] = {}

    def checked(operation, case):
        response = case.call(headers=PLAIN)
        answered.setdefault(operation.path, Counter())[response.status_code] += 1
        case.validate_response(response, excluded_checks=LEFT)

    def tried(operation):
        first = {one.name: one.definition.get("example") for one in operation.path_parameters}
        checked(operation, operation.Case(path_parameters=first))

        @given(case=operation.as_strategy())
        @settings(
            max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        def ask(case):
            checked(operation, case)

        ask()

    for found in description.get_all_operations():
        tried(found.ok())
    assert len(answered) > 38
    unsigned = {f"/editions/{{number}}/{files.LIST}.{one}" for one in ("sig", "tsr")}
    assert {path for path, statuses in answered.items() if not statuses[200]} <= unsigned
