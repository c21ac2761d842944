"""What crawlers may fetch."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from timeline.reader.door.edition_view import site_file
from timeline.reader.site.plain import plain_text
from timeline.site_url import absolute

_ROBOTS = """\
# Everything that is published may be read, kept and indexed.
#
# The pages of the desk and the forms hold nothing to index. Views by filter are linked and shared,
# so they are open; but each filter can be combined with each other without end, and past editions
# repeat what the latest has. Crawlers need neither views of three and more parameters nor editions.
User-agent: *
Disallow: /admin/
Disallow: /suggest
Disallow: /filters/
Disallow: /events/*/excerpts/
Disallow: /report/
Disallow: /*?*&*&
Disallow: /*edition=
Allow: /*card.png?

# Those who fetch one page because somebody shared it, and those who keep the web for later readers.
User-agent: Twitterbot
User-agent: facebookexternalhit
User-agent: LinkedInBot
User-agent: Slackbot
User-agent: archive.org_bot
Disallow: /admin/
Disallow: /report/

Sitemap: {sitemap}
"""


@site_file
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may fetch (RFC 9309)."""
    text = _ROBOTS.format(sitemap=absolute(reverse("sitemap")))
    return plain_text(text)
