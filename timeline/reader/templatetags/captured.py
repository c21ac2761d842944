"""`{% captured as name %}…{% endcaptured %}`: what stands inside, under a name, to be shown twice.

A block can stand only once in a template; a page's title belongs into <title> and into what other
sites show of the page.
"""

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

register = template.Library()


class _Captured(template.Node):
    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: Context) -> SafeString:
        context[self.name] = self.captured(self.nodelist.render(context))
        return SafeString("")

    @staticmethod
    def captured(shown: str) -> SafeString:
        """What stands under the name (`timeline.written` asks for it too)."""
        return SafeString(" ".join(shown.split()))


@register.tag
def captured(parser: Parser, token: Token) -> _Captured:
    """Render what stands inside, white space made single, into a variable of the template."""
    words = token.split_contents()
    if len(words) != 3 or words[1] != "as":
        raise template.TemplateSyntaxError("Write {% captured as name %}.")
    nodelist = parser.parse(("endcaptured",))
    parser.delete_first_token()
    return _Captured(nodelist, words[2])
