"""That each shipped excerpt is in its document word for word, as far as anybody can see it here.

The documents are not ours to ship. Whoever has them names their folder in AFTERMATH_TEXTS, and the
whole proof runs. Without them the parts of it run that need no document, and the test that cannot
run says so. That the proof finds what it must is shown by test_commands.py, on made-up documents.
"""

import os
import re
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command

from timeline.curation.models import Excerpt, Source
from timeline.curation.proof import excerpt_problem

LOCATOR = re.compile(r"headline|(photo )?caption|(line (before|after) )?paragraph [1-9][0-9]*")


def excerpts():
    return Excerpt.objects.select_related("source").order_by("slug")


def test_every_excerpt_names_a_document_by_its_digest_and_a_place_in_it(shipped):
    wrong = [
        excerpt.slug
        for excerpt in excerpts()
        if not re.fullmatch("[0-9a-f]{64}", excerpt.source.text_sha256)
        or not LOCATOR.fullmatch(excerpt.locator)
    ]
    assert wrong == []


def test_no_two_sources_have_one_document(shipped):
    digests = Counter(Source.objects.exclude(text_sha256="").values_list("text_sha256", flat=True))
    assert [digest for digest, count in digests.items() if count > 1] == []


def test_every_excerpt_is_found_once_between_the_words_it_says_are_around_it(shipped):
    wrong = [
        problem
        for excerpt in excerpts()
        if (problem := excerpt_problem(excerpt, excerpt.prefix + excerpt.quote + excerpt.suffix))
    ]
    assert wrong == []


def test_every_excerpt_is_in_its_document_word_for_word(shipped, capsys):
    folder = os.environ.get("AFTERMATH_TEXTS", "")
    if not folder:
        pytest.skip(
            f"the {excerpts().count()} shipped excerpts were not looked up in their documents: "
            "AFTERMATH_TEXTS names no folder that has them"
        )
    assert Path(folder).is_dir(), f"AFTERMATH_TEXTS={folder!r} is not a folder"
    call_command("verify_excerpts", "--texts", folder)
    assert capsys.readouterr().out.endswith("excerpts, each in its source word for word.\n")
