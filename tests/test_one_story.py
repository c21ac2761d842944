"""What is about the shipped story stands in its dataset: in no code, template or style sheet."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted(
    path
    for folder, endings in (
        ("timeline", (".py", ".css", ".html")),
        ("templates", (".html", ".xml", ".txt")),
        ("static", (".css", ".js", ".svg")),
    )
    for path in (ROOT / folder).rglob("*")
    if path.suffix in endings and "timeline/dataset" not in str(path)
)
# Who, where and when of the story, in any case; words of a language (kinds of events, names of
# months, letters of a script) are none of it.
STORY = re.compile(
    r"sol[ae]i?mani|suleimani|muhandis|mohandes|khamenei|rouhani|kadhimi|qalibaf|trump|pompeo"
    r"|callamard|interpol|quds|hezbollah|daesh|sputnik|asharq|news line|baghdad|tehran|kurdistan"
    r"|\biran(?!ian-calendar)|\biraq|3 jan(?:uary)?\b(?: 2020)?|2020-01-03",
    re.IGNORECASE,
)
# Files that speak of languages and calendars, which have the names of countries; and each word of
# English that a list of English words has.
OF_LANGUAGES = {
    "timeline/text/date_calendars.py": {"iran"},
    "timeline/text/date_words.py": {"iraq"},
    "timeline/text/names_words.py": {"iran", "iraq", "trump"},
}


def test_there_are_files_to_look_at():
    assert len(FILES) > 300


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_of_the_program_tells_the_story(path):
    name = str(path.relative_to(ROOT))
    found = {match[0].lower() for match in STORY.finditer(path.read_text(encoding="utf-8"))}
    assert found - OF_LANGUAGES.get(name, set()) == set()
