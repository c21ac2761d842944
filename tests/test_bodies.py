"""How much a request may send."""

import pytest

from timeline.bodies import DESK, PUBLIC


@pytest.mark.parametrize(
    ("path", "most"), [("/report/", PUBLIC), ("/", PUBLIC), ("/admin/curation/upload/", DESK),
                       ("/admin/login/", DESK)]
)  # fmt: skip
@pytest.mark.parametrize("method", ["post", "put"])
def test_more_is_refused_before_it_is_read(client, db, path, most, method):
    send = getattr(client, method)
    refused = send(path, b"a", content_type="text/plain", CONTENT_LENGTH=str(most + 1))
    assert refused.status_code == 413
    assert "too much at a time" in refused.content.decode()
    assert refused["Permissions-Policy"]
    taken = send(path, b"a", content_type="text/plain", CONTENT_LENGTH=str(most))
    assert taken.status_code != 413


@pytest.mark.parametrize("length", ["-1", "ten", "9" * 40, "\u0663"])
def test_a_length_that_is_none_is_refused(client, db, length):
    sent = client.post("/report/", b"a", content_type="text/plain", CONTENT_LENGTH=length)
    assert sent.status_code == 413
