"""What countries are called, from the Unicode locale data."""

from functools import lru_cache

from babel import Locale


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return dict(Locale("en", "GB").territories)


def country_name(code: str) -> str:
    """The English name of a country by its code (ISO 3166-1 alpha-2), or the code itself."""
    return _names().get(code.upper(), code)
