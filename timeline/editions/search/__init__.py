"""Full-text search of an edition: words of any spelling, phrases, prefixes, exclusions.

Both databases do the looking up, each by its own module here (`sqlite`: FTS5, `postgresql`:
tsvector with GIN), over the same terms made by `text.names`. What is found is put together and
ranked here, so that both engines give the same hits in the same order.
"""

from timeline.editions.search.find import Found, find
from timeline.editions.search.store import store
from timeline.editions.search.words import Word, WordsError, read_words

__all__ = ["Found", "Word", "WordsError", "find", "read_words", "store"]
