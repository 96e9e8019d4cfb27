"""Content as Markdown prints it: every sign that a reader of Markdown could take for a mark.

CommonMark lets a backslash stand before any ASCII punctuation. Escaped is what CommonMark, its
tables, strikethrough, bare addresses and footnotes (GitHub) and the usual signs for formulas and
templates would act on. What opens a line only there is the matter of `as_line`.
"""

import re

_ALWAYS = re.compile(r"[\\`*\[\]<~^$|{}]")
_ENTITY = re.compile(r"&(?=[#\w]|$)")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_PICTURE = re.compile(r"!$")
_BARE_ADDRESS = re.compile(r"(?i)\b(https?|ftp)(?=:)")
_BARE_HOST = re.compile(r"(?i)\b(www)(?=\.)")
_OPENS_BLOCK = re.compile(r"[-+=#>:]")
_OPENS_LIST = re.compile(r"(\d{1,9})([.)])")
_CLOSES_HEADING = re.compile(r"(#+)$")


def escaped(text: str) -> str:
    """Words that will be read as they are, wherever in a line they stand but at its start."""
    text = _ALWAYS.sub(r"\\\g<0>", text)
    for signs in (_ENTITY, _UNDERSCORE, _PICTURE):
        text = signs.sub(r"\\\g<0>", text)
    for opening in (_BARE_ADDRESS, _BARE_HOST):
        text = opening.sub(r"\1\\", text)
    return text


def as_line(line: str) -> str:
    """A finished line, so that its first signs open no list, heading or quotation."""
    line = line.strip(" ")
    if _OPENS_BLOCK.match(line):
        return f"\\{line}"
    return _OPENS_LIST.sub(r"\1\\\2", line, count=1) if _OPENS_LIST.match(line) else line


def as_heading(line: str) -> str:
    """A finished line, so that signs at its end do not close the heading."""
    return _CLOSES_HEADING.sub(r"\\\1", line.strip(" "))


def as_address(address: str) -> str:
    """A web address between pointed brackets."""
    for sign, said in (("\\", "%5C"), ("<", "%3C"), (">", "%3E"), ("&", r"\&")):
        address = address.replace(sign, said)
    return address
