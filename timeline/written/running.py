"""What written templates call while they run: Django's own rules for values, in fewer steps.

A name that stands for nothing is `MISSING`, which is shown as nothing, and false.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from html import escape as html_escape
from inspect import signature
from typing import Any, Final

from django.http import HttpRequest
from django.template import Context, VariableDoesNotExist
from django.template.base import render_value_in_context
from django.templatetags.static import StaticNode
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape
from django.utils.safestring import SafeData, SafeString, mark_safe
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]

from timeline.site_url import path_to


class _Missing:
    """What a name stands for that stands for nothing."""

    def __bool__(self) -> bool:
        return False


MISSING: Final = _Missing()
# Classes whose values are never called, and those that are not asked by `value["name"]`.
_not_called: set[type] = {str, SafeString, int, bool, float, type(None), list, tuple, dict}
_not_called.add(_Missing)
_plain: set[type] = set()
_shown_as: Final = Context()


def value(found: Any) -> Any:
    """What a template gets of a value that a name stands for: functions are called."""
    if found.__class__ in _not_called:
        return found
    if not callable(found):
        if type(found) is found.__class__:
            _not_called.add(type(found))
        return found
    if getattr(found, "do_not_call_in_templates", False):
        return found
    if getattr(found, "alters_data", False):
        return ""
    try:
        return found()
    except TypeError:
        try:
            signature(found).bind()
        except (TypeError, ValueError):
            return ""  # it takes what a template cannot give
        raise


def part(of: Any, name: str) -> Any:
    """`of.name` as a template means it: an entry of a mapping, or an attribute."""
    kind = of.__class__
    if kind in _plain:
        try:
            found = getattr(of, name)
        except Exception:
            return _part(of, name)
    elif kind is dict and name in of:
        found = of[name]
    else:
        return _part(of, name)
    return found if found.__class__ in _not_called else value(found)


def _part(of: Any, name: str) -> Any:
    """The same by Django's rules, one after the other."""
    if of is MISSING:
        return MISSING
    if not hasattr(type(of), "__getitem__"):
        if type(of) is of.__class__:
            _plain.add(type(of))
    else:
        try:
            return value(of[name])
        except (TypeError, AttributeError, KeyError, ValueError, IndexError):
            pass
    try:
        return value(getattr(of, name))
    except (TypeError, AttributeError):
        if name in dir(of):
            raise  # it came from within a property
    except Exception as error:
        if getattr(error, "silent_variable_failure", False):
            return ""
        raise
    try:
        return value(of[int(name)])
    except (IndexError, ValueError, KeyError, TypeError):
        return MISSING


def shown(found: Any) -> str:
    """A value as it stands in a page, escaped unless it is HTML."""
    kind = found.__class__
    if kind is SafeString:
        return found  # type: ignore[no-any-return]
    if kind is str:
        return html_escape(found)
    if kind is int:
        return str(found)
    if found is MISSING:
        return ""
    return render_value_in_context(found, _shown_as)


def shown_not_local(found: Any) -> str:
    """The same within `{% localtime off %}`."""
    return (
        render_value_in_context(found, _not_local) if isinstance(found, datetime) else shown(found)
    )


_not_local: Final = Context(use_tz=False)


def local(found: Any, use_tz: bool | None) -> Any:
    return template_localtime(found, use_tz=use_tz)


def empty(found: Any) -> Any:
    """A value for a filter or a tag: nothing is an empty text there."""
    return "" if found is MISSING else found


def none(found: Any) -> Any:
    """A value for a comparison: nothing is None there."""
    return None if found is MISSING else found


def needed(found: Any) -> Any:
    """The argument of a filter, which has to be there."""
    if found is MISSING:
        raise VariableDoesNotExist("What a filter is given stands for nothing.")
    return found


def still_safe(before: Any, after: Any) -> Any:
    """What a filter makes of HTML, of which it leaves HTML."""
    return mark_safe(after) if isinstance(before, SafeData) else after  # noqa: S308


def length(found: Any) -> int:
    try:
        return len(found)
    except (ValueError, TypeError):
        return 0


def items(found: Any) -> Any:
    """What a loop goes through, with a length."""
    if found is None or found is MISSING:
        return ()
    return found if hasattr(found, "__len__") else list(found)


def less(one: Any, other: Any) -> bool:
    try:
        return bool(one < other)
    except Exception:
        return False


def at_most(one: Any, other: Any) -> bool:
    try:
        return bool(one <= other)
    except Exception:
        return False


def within(one: Any, other: Any) -> bool:
    try:
        return one in other
    except Exception:
        return False


def not_within(one: Any, other: Any) -> bool:
    try:
        return one not in other
    except Exception:
        return False


def address_or_nothing(route: str, *args: Any, **kwargs: Any) -> str:
    try:
        return path_to(route, *args, **kwargs)
    except NoReverseMatch:
        return ""


@lru_cache(maxsize=256)
def static(path: str) -> str:
    """The address of a static file, as HTML; it does not change while a process runs."""
    return conditional_escape(StaticNode.handle_simple(path))


def holds(condition: Callable[[], Any]) -> Any:
    """Whether a condition holds; not, where an argument in it stands for nothing."""
    try:
        return condition()
    except VariableDoesNotExist:
        return False


class Names(Mapping[str, Any]):
    """What the names of a template stand for at one place, as a tag that takes the context reads
    it: those of loops and `with` before those that the page was given."""

    def __init__(self, given: dict[str, Any], bound: dict[str, Any]) -> None:
        self._given = given
        self._bound = bound

    def __getitem__(self, name: str) -> Any:
        found = self._bound.get(name, MISSING)
        return self._given[name] if found is MISSING else found

    def __iter__(self) -> Iterator[str]:
        return iter({**self._given, **self._bound})

    def __len__(self) -> int:
        return len({**self._given, **self._bound})

    @property
    def request(self) -> HttpRequest:
        """As the tags of Django ask for it."""
        return self["request"]  # type: ignore[no-any-return]
