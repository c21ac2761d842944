"""Differences of texts, word by word, as `<ins>` and `<del>` that are also said in words.

{% load desk_words %}
{% words_changed old new %}       both in one text
{% words_out old new %}           the old text, with what the new one lacks marked
{% words_in old new %}            the new text, with what the old one lacks marked
"""

from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from timeline.text.word_changes import Part, word_changes

register = template.Library()
_TAGS = {"in": ("ins", "added"), "out": ("del", "removed")}

# A run of words is shown from its ends when it is longer than this: what did not change is only
# there to say where one is.
_SAME, _CHANGED = 160, 4000


@register.simple_tag
def words_changed(old: Any, new: Any) -> SafeString:
    return _html(word_changes(_text(old), _text(new)))


@register.simple_tag
def words_out(old: Any, new: Any) -> SafeString:
    parts = word_changes(_text(old), _text(new))
    return _html([part for part in parts if part.change != "in"])


@register.simple_tag
def words_in(old: Any, new: Any) -> SafeString:
    parts = word_changes(_text(old), _text(new))
    return _html([part for part in parts if part.change != "out"])


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _html(parts: list[Part]) -> SafeString:
    last = len(parts) - 1
    shown = [
        _marked(part, _clip(part, first=number == 0, last=number == last))
        for number, part in enumerate(parts)
    ]
    return mark_safe("".join(shown) or "(empty)")  # noqa: S308  each part is escaped below


def _marked(part: Part, text: str) -> SafeString:
    if part.change == "same":
        return escape(text)
    tag, word = _TAGS[part.change]
    return format_html(
        '<{0}><span class="visually-hidden">{1}: </span>{2}'
        '<span class="visually-hidden">, end of {1}. </span></{0}>',
        tag,
        word,
        text,
    )


def _clip(part: Part, *, first: bool, last: bool) -> str:
    text, most = part.text, _SAME if part.change == "same" else _CHANGED
    if len(text) <= most or (first and last and part.change == "same"):
        return text
    half = most // 2
    if part.change != "same":
        return f"{text[:most]} […] ({len(text):,} characters)"
    before, after = "" if first else text[:half], "" if last else text[-half:]
    return f"{before} […] {after}"
