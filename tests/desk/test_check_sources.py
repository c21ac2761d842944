"""Looking at originals again: what stands there, what moved, what is gone; and who is told."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.web import web
from timeline.curation import actions
from timeline.curation.models import Source, SourceCheck

pytestmark = pytest.mark.django_db
PAGE = (
    "<html><body><article><p>“We will answer in our  own time,” she said.</p></article>{}</body>"
    "</html>"
)
CAPTION = "<figcaption>Nobody answered questions.</figcaption>"


@pytest.fixture(scope="module")
def site():
    with web() as served:
        yield served


@pytest.fixture
def on(settings, site):
    settings.FETCH, settings.FETCH_ALSO = True, frozenset({site.host})
    return site


def quoted(url, *quotes, **values):
    source = factories.source(**values)
    for quote in quotes:
        factories.excerpt(factories.event(), source=source, quote=quote)
    Source.objects.filter(pk=source.pk).update(url=url)  # past the check of public addresses
    return source


def check(*arguments):
    call_command("check_sources", *arguments, "--pause", "0")


def test_it_says_for_each_quote_whether_it_still_stands_there(on, capsys, editor_client):
    whole = quoted(on.page("/whole", PAGE.format(CAPTION)),
                   factories.QUOTE, "Nobody answered questions.", slug="a-whole")  # fmt: skip
    less = quoted(on.page("/less", PAGE.format("")), factories.QUOTE, "Nobody answered questions.",
                  slug="b-less")  # fmt: skip
    gone = quoted(on.url("/gone"), factories.QUOTE, slug="c-gone")
    on.pages["/old"] = (301, {"Location": "/whole"}, b"")
    moved = quoted(on.url("/old"), factories.QUOTE, slug="d-moved")
    quoted("", factories.QUOTE)  # which has no original to look at
    check()
    out = capsys.readouterr().out
    missing = less.excerpts.order_by("slug").last().slug
    assert "a-whole: All that is quoted stands there (2)." in out
    assert f"b-less: Not there any more, of what is quoted: {missing}." in out
    assert "c-gone: It could not be read:" in out
    assert "answers 404 Not Found." in out
    assert f"d-moved: All that is quoted stands there (1). It moved to {on.url('/whole')}." in out
    assert "4 originals looked at; 2 to look into." in out

    page = editor_client.get("/admin/work/strayed/")
    rows = [row.title for _, _, found in page.context["sections"] for row in found.rows]
    assert rows == [less.title, gone.title, moved.title]
    assert dict(editor_client.get("/admin/").context["desk_concerns"])["strayed"].count == 3
    desk = editor_client.get(reverse("admin:curation_source_read", args=(whole.pk,)))
    today = f"{timezone.now():%-d %B %Y}"
    assert f"Last seen at the original on {today}." in desk.content.decode()

    on.page("/less", PAGE.format("<p>Nobody answered questions.</p>"))
    check("b-less")  # it is there again
    assert "b-less: All that is quoted stands there (2)." in capsys.readouterr().out
    assert less.checks.count() == 2
    page = editor_client.get("/admin/work/strayed/")
    assert less.title not in page.content.decode()


def test_what_was_looked_at_lately_is_left_alone(on, capsys):
    source = quoted(on.page("/whole", PAGE.format("")), factories.QUOTE)
    old = timezone.now() - timedelta(days=9)
    actions.note_check(source, at=old, url=source.url)
    check("--older-than", "10")
    assert SourceCheck.objects.count() == 1
    check("--older-than", "8")
    assert SourceCheck.objects.count() == 2
    assert "1 original looked at; 0 to look into." in capsys.readouterr().out


def test_it_reads_nothing_where_the_operator_does_not_allow_it(settings):
    with pytest.raises(CommandError, match="only with FETCH=on"):
        check()
    settings.FETCH = True
    with pytest.raises(CommandError, match="“nothing” is not the slug of any source"):
        check("nothing")


def test_a_snapshot_can_be_taken_away_by_who_may_see_the_source(curator_client, reader_client):
    source = factories.source(url="https://harbour.example/")
    copy = actions.keep_snapshot(
        source, page=b"<p>It", content_type="text/html", by=factories.curator()
    )
    url = reverse("admin:curation_source_copy", args=(source.pk, copy.pk, "wacz"))
    response = curator_client.get(url)
    assert response.content == bytes(copy.wacz)
    assert copy.sha256 in curator_client.get(
        reverse("admin:curation_source_read", args=(source.pk,))
    ).content.decode()  # fmt: skip
    assert reader_client.get(url).status_code in (302, 403)
    assert curator_client.get(url.replace(".wacz", ".tst")).status_code == 404
