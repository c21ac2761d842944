"""Characters that turn the reading direction are named in pages, and kept in fields and data."""

import pytest

from tests.html import page_of
from timeline.turning import seen

RLO, LRO = "\u202e", "\u202d"


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<p>plain</p>", "<p>plain</p>"),
        (f"<p>a{RLO}b{LRO}</p>", "<p>a[U+202E]b[U+202D]</p>"),
        (f'<a title="{RLO}">', '<a title="[U+202E]">'),
        (f'<input value="{RLO}"> {RLO}', f'<input value="{RLO}"> [U+202E]'),
        (f"<textarea>\n{RLO}</textarea>{RLO}", f"<textarea>\n{RLO}</textarea>[U+202E]"),
        # Marks of direction are part of Persian and Arabic as people write them.
        ("<p>\u200f\u202bپل\u202c</p>", "<p>\u200f\u202bپل\u202c</p>"),
    ],
)
def test_what_turns_is_named(page, shown):
    assert seen(page.encode()).decode() == shown


@pytest.mark.parametrize("accepted", ["br", "gzip", "zstd", ""])
def test_also_where_an_answer_is_compressed_and_kept(client, published, accepted):
    published.change(published.events["closing"], title=f"The {RLO}bridge")
    published.publish("A title.")
    for _ in range(2):
        response = client.get("/events/closing/", headers={"Accept-Encoding": accepted})
        if not accepted:
            assert "The [U+202E]bridge" in response.content.decode()
            assert RLO not in page_of(response).one("main").one("h1").text
        assert response.headers.get("Content-Encoding", "") == accepted
    assert RLO in client.get("/events/closing.json").content.decode()
