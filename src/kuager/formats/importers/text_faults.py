"""Letters that were spoiled before the file reached us: pointed out, never "repaired"."""

import re

from kuager.formats.importers.interface import Finding

_HIGH_1251 = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџ\xa0ЎўЈ¤Ґ¦§Ё©Є«¬\xad®Ї°±Ііґµ¶·ё№є»јЅѕї\x98"
_HIGH_1252 = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MOJIBAKE = re.compile(
    rf"(?:[РСТУ][{_HIGH_1251}]){{3}}|(?:[ÐÑÒÓ][{_HIGH_1252}]){{3}}|(?:Ã[{_HIGH_1252}]){{2}}"
)
"""UTF-8 Cyrillic read as Windows-1251 (three pairs led by Р or С) or as Windows-1252."""
_SUSPECT = ("Р°", "Рµ", "Рё", "Рѕ", "Ð", "Ã")
"""Spoiled text has one of them, honest text hardly ever: the vowels а е и о, read wrongly."""
_LOST = re.compile(r"\ufffd|(?:^|[\t ])\?{3,}(?=[\t ]|$)")


class TextFaults:
    """Counts the lines whose letters look spoiled."""

    def __init__(self) -> None:
        """Nothing seen yet."""
        self._mojibake: list[int] = []
        self._lost: list[int] = []

    def see(self, line: int, text: str) -> None:
        """Look at the text of one row."""
        if not text.isascii() and any(sign in text for sign in _SUSPECT):
            self._see_suspect(line, text)
        if ("?" in text or "\ufffd" in text) and _LOST.search(text) is not None:
            self._lost.append(line)

    def _see_suspect(self, line: int, text: str) -> None:
        if _MOJIBAKE.search(text) is not None:
            self._mojibake.append(line)

    def findings(self) -> tuple[Finding, ...]:
        """What was seen, with counts and the first lines."""
        seen = (("mojibake", self._mojibake), ("lost-letters", self._lost))
        return tuple(
            Finding(code=code, facts={"count": len(lines), "line": lines[0]})
            for code, lines in seen
            if lines
        )
