"""What a browser does with a text directive by the WICG draft, on pages of plain blocks.

Independent of `timeline.text`: letters are compared by NFKD without marks and case, word boundaries
are those of the `regex` package (Unicode Standard Annex 29). Slow, and meant to be.
"""

import unicodedata

import regex

IGNORED = ("Mn", "Me", "Cf")


def fold(char):
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    kept = "".join(c for c in plain if unicodedata.category(c) not in IGNORED)
    return "".join("'" if c in "‘’" else '"' if c in "“”" else c for c in kept)


class Browser:
    """A page of blocks; `find` gives each passage that a directive could mark, first one first.

    Passages are pairs of places (block, offset).
    """

    def __init__(self, blocks, *, stops_part_letters=False):
        self.blocks = blocks
        self.folded = [[fold(char) for char in block] for block in blocks]
        self.seams = [self._seams(block, stops_part_letters) for block in blocks]

    @staticmethod
    def _seams(block, stops_part_letters):
        seams = {match.start() for match in regex.finditer(r"(?w)\b", block)} | {0, len(block)}
        if stops_part_letters:  # as Chromium's rules for words do
            for match in regex.finditer(r"(?<=\p{L})\.(?=\p{L})", block):
                seams |= {match.start(), match.end()}
        return seams

    def find(self, directive):
        """All passages, found by beginning anew after the beginning of each that was found."""
        place = (0, 0)
        while found := self._first(directive, place):
            yield found
            place = self._after(found[0])

    def _first(self, directive, place):
        while True:
            match, place = self._start(directive, place)
            if match is None:
                return None
            if match == "again":
                continue
            found = self._ended(directive, match)
            if found != "again":
                return found

    def _ended(self, directive, match):
        """The passage from a match of the start on, None for no more, or "again"."""
        end = match[1]
        while True:
            if directive.end:
                last = self._match(directive.end, end, starts=True, ends=not directive.suffix)
                if last is None:
                    return None
                end = last[1]
            if not directive.suffix:
                return match[0], end
            following = self._skip_space(end)
            suffix = self._match(directive.suffix, following, starts=False, ends=True)
            if suffix is None:
                return None
            if suffix[0] == following:
                return match[0], end
            if not directive.end:
                return "again"

    def _start(self, directive, place):
        """The beginning of a passage, and where to look for the next."""
        bounded = bool(directive.end) or not directive.suffix
        if not directive.prefix:
            match = self._match(directive.start, place, starts=True, ends=bounded)
            return match, match and self._after(match[0])
        prefix = self._match(directive.prefix, place, starts=True, ends=False)
        if prefix is None:
            return None, None
        following = self._skip_space(prefix[1])
        match = self._match(directive.start, following, starts=False, ends=bounded)
        if match is None:
            return None, None
        return (match if match[0] == following else "again"), self._after(prefix[0])

    def _match(self, term, place, *, starts, ends):
        """The first place of a term from a place on, within one block."""
        wanted = "".join(map(fold, term))
        for number in range(place[0], len(self.blocks)):
            first = place[1] if number == place[0] else 0
            for start in range(first, len(self.blocks[number])):
                end = self._reach(number, start, wanted)
                if end is None:
                    continue
                seams = self.seams[number]
                if (not starts or start in seams) and (not ends or end in seams):
                    return (number, start), (number, end)
        return None

    def _reach(self, number, start, wanted):
        """Where a term that begins at `start` ends, the marks of its last letter included."""
        folded = self.folded[number]
        if not folded[start]:
            return None
        there = ""
        for index in range(start, len(folded)):
            there += folded[index]
            if there == wanted:
                while index + 1 < len(folded) and unicodedata.combining(
                    self.blocks[number][index + 1]
                ):
                    index += 1
                return index + 1
            if not wanted.startswith(there):
                return None
        return None

    def _skip_space(self, place):
        number, offset = place
        while number < len(self.blocks):
            if offset < len(self.blocks[number]):
                if not self.blocks[number][offset].isspace():
                    return number, offset
                offset += 1
            else:
                number, offset = number + 1, 0
        return place

    def _after(self, place):
        return place[0], place[1] + 1
