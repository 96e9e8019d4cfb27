"""The look that reports and drawings share: a ledger sheet with a teal spine and ember rules.

Colours are hexadecimal sRGB without the hash, sizes are points. Text on paper has a contrast
of at least 4.5 to 1 in both schemes (a test measures it). `LINE` is Word's line height.
"""

from typing import NamedTuple


class Colours(NamedTuple):
    """One colour scheme; `ember` and `teal` also colour text, `rule` only lines."""

    paper: str
    ink: str
    quiet: str
    teal: str
    ember: str
    rule: str
    band: str


LIGHT = Colours("FCFAF5", "1F2629", "566064", "0E4A50", "A93F1A", "CFC7B6", "F1EDE2")
DARK = Colours("14191B", "E4E0D6", "A3ACAE", "8CCBD0", "F0976F", "3A4447", "1D2427")
PLAIN = Colours("FFFFFF", "000000", "000000", "000000", "000000", "808080", "FFFFFF")
PLAIN_DARK = Colours("141414", "E6E6E6", "E6E6E6", "E6E6E6", "E6E6E6", "707070", "141414")
"""As UN secretariats ask for it: black on white; on a dark screen the other way round."""

TITLE_SIZE = 24.0
HEADING_SIZES = (15.0, 12.0, 10.5)
BODY_SIZE = 10.5
TABLE_SIZE = 9.5
NOTE_SIZE = 8.5
LINE = 1.12
PLAIN_TITLE_SIZE = 16.0
PLAIN_HEADING_SIZES = (14.0, 12.0, 12.0)
PLAIN_BODY_SIZE, PLAIN_TABLE_SIZE, PLAIN_NOTE_SIZE = 12.0, 10.0, 10.0


class Sizes(NamedTuple):
    """The sizes of letters in points."""

    title: float
    headings: tuple[float, float, float]
    body: float
    table: float
    note: float


SIZES = Sizes(TITLE_SIZE, HEADING_SIZES, BODY_SIZE, TABLE_SIZE, NOTE_SIZE)
PLAIN_SIZES = Sizes(
    PLAIN_TITLE_SIZE, PLAIN_HEADING_SIZES, PLAIN_BODY_SIZE, PLAIN_TABLE_SIZE, PLAIN_NOTE_SIZE
)

TEXT_WIDTH, MOST_HEIGHT = 154.0, 222.0
"""In millimetres: how wide text is on paper, and how high a picture may be."""
