"""Looking at the original of a source again: whether what is quoted still stands there."""

from collections.abc import Sequence
from datetime import datetime

from timeline.curation import actions
from timeline.curation.fetching import Fetched, FetchError, fetch
from timeline.curation.models import Excerpt, Source, SourceCheck
from timeline.desk.source_desk.add_page_forms import HTML_TYPES, charset_of
from timeline.desk.source_desk.intake import IntakeError, decoded
from timeline.desk.source_desk.page_facts import read_page_file
from timeline.desk.source_desk.page_text import UnreadablePageError, read_page
from timeline.text import quotes
from timeline.text.page_address import page_key


def check_original(source: Source, *, at: datetime) -> SourceCheck:
    """Read the page of a source, look each of its quotes up in it, and keep what was found.

    A quote stands there if the page has its words, wherever on the page: in a caption or a headline
    too. White space and typography make no difference.
    """
    excerpts = list(source.excerpts.order_by("slug"))
    try:
        answer = fetch(source.url)
        if answer.status != 200:
            raise FetchError(f"“{answer.url}” answers {answer.status} {answer.reason}.".strip())
        text = _all_of(answer)
    except (FetchError, IntakeError) as error:
        return actions.note_check(source, at=at, url=source.url, problem=str(error))
    standing, missing = _looked_up(excerpts, text)
    return actions.note_check(
        source, at=at, url=answer.url, standing=standing, missing=missing,
        moved=page_key(answer.url) != page_key(source.url),
    )  # fmt: skip


def _looked_up(excerpts: Sequence[Excerpt], text: str) -> tuple[list[Excerpt], list[Excerpt]]:
    standing: list[Excerpt] = []
    missing: list[Excerpt] = []
    for excerpt in excerpts:
        gone = isinstance(quotes.find(excerpt.quote, text), quotes.NotFound)
        (missing if gone else standing).append(excerpt)
    return standing, missing


def _all_of(answer: Fetched) -> str:
    """All that a page says, what is beside its main text included. Raises IntakeError."""
    name = answer.url.rpartition("/")[2] or answer.url
    said = answer.header("Content-Type")
    if said.partition(";")[0].strip() not in HTML_TYPES:
        return read_page_file(name, answer.body, encoding=charset_of(said)).taken.text
    try:
        page = read_page(decoded(name, answer.body, charset_of(said)))
    except UnreadablePageError as error:
        raise IntakeError(f"“{answer.url}” is nested too deeply to be read.") from error
    if not page.pieces:
        raise IntakeError(f"“{answer.url}” has no text.")
    return "\n".join(piece.text for piece in page.pieces)
