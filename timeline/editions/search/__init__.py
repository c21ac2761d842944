"""Full-text search of an edition: words of any spelling, names, dates, phrases, exclusions.

What is typed is read as clauses (`words`, then `clauses`). Both databases do the looking up, each
by its own module here (`sqlite`: FTS5, `postgresql`: tsvector with GIN), over the same terms made
by `text.names`. What is found is put together and ranked in `find`, in whole numbers, so that both
engines give the same hits in the same order.
"""

from timeline.editions.search.find import Found, Result
from timeline.editions.search.rules import LATEST, find
from timeline.editions.search.store import store
from timeline.editions.search.words import Word, read_words

__all__ = ["LATEST", "Found", "Result", "Word", "find", "read_words", "store"]
