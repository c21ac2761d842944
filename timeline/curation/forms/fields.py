"""Form fields that keep what was typed: nothing is cut, and evidence is not tidied.

A browser sends a line break as CR LF; all of these store LF. None of them gives its widget a
`maxlength`: a browser would cut what is pasted without a word, the check of the length says so.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from timeline.text import dates
from timeline.text.date_eras import read_asking, with_era


def unix_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


class PlainTextField(forms.CharField):
    """Text as people write it; white space around it is dropped."""

    def __init__(self, *, max_length: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if max_length is not None:
            self.validators.append(MaxLengthValidator(max_length))

    def to_python(self, value: Any) -> str:
        return super().to_python(unix_lines(value) if isinstance(value, str) else value) or ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the two differ once read, so that only opening and saving changes nothing."""
        if self.disabled:
            return False
        return bool(self._read(initial) != self._read(data))

    def _read(self, value: Any) -> Any:
        return "" if value is None else self.to_python(str(value))


class VerbatimField(PlainTextField):
    """Text copied from a source: every character of it is kept, white space at its ends too."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs | {"strip": False})


class QuoteField(VerbatimField):
    """A quote: kept as it is, but never with white space at its ends, which shows on no page."""

    def validate(self, value: str) -> None:
        super().validate(value)
        if not value.strip():
            raise ValidationError("This holds only white space. Copy the passage.", code="blank")
        for end, char, stripped in (
            ("starts", value[0], value.lstrip()),
            ("ends", value[-1], value.rstrip()),
        ):
            if stripped != value:
                raise ValidationError(
                    f"The quote {end} with white space (U+{ord(char):04X}). Nothing was changed in "
                    "it: remove the white space, or copy the passage again.",
                    code="white_space",
                )


class _Typed(str):
    """What was typed into a field, which is shown again as it is."""

    __slots__ = ()


class EdtfField(PlainTextField):
    """A date in EDTF or as people write it; cleans to EDTF (`timeline.text.dates.read`).

    A year alone that may be of the Hijri calendars is asked about. A stored one is shown with its
    era, so that it can be saved again.
    """

    def __init__(self, *, max_length: int | None = None, **kwargs: Any) -> None:
        # What is typed may be longer than the EDTF it stands for; the model checks the latter.
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value)
        if not typed:
            return ""
        try:
            return read_asking(typed).edtf
        except dates.DateError as error:
            raise ValidationError(str(error), code="date") from error

    def bound_data(self, data: Any, initial: Any) -> Any:
        found = super().bound_data(data, initial)
        return _Typed(found) if isinstance(found, str) and not self.disabled else found

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, str) or isinstance(value, _Typed):
            return value
        return _with_era(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = _with_era(initial) if isinstance(initial, str) else initial
        try:
            return super().has_changed(before, data)
        except ValidationError:
            return bool(initial != data)


def _with_era(stored: str) -> str:
    """A stored date as it is, but with the era where the field would ask for it."""
    try:
        read_asking(stored)
    except dates.DateError:
        try:
            return with_era(dates.parse(stored))
        except dates.DateError:
            return stored
    return stored
