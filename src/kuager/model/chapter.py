"""A chapter of an annual review as a value: developments under headings, each with its citations.

It is drawn from the record and cut by `disclosure` before any report sees it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kuager.model.dates import UncertainDate
from kuager.model.private_words import PrivateWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where something is said: the source, the place in it, and the source through which we know.

    `key` is the code of the passage (or source), `source` that of the source. `link` and
    `archived` (a copy that stays) are None where there is none, or where it would name a private
    person; they hold no tracking parameter, and of a shortened one only `shortened` is told.
    `titles` and `authors` (the body that speaks) are by language ("" for words in none). `accessed`
    is the day on which the link was last seen, in EDTF as `date` is. `is_article`: the title is
    that of a piece inside something greater, and is told in quotation marks.
    """

    key: str
    source: str = ""
    titles: Mapping[str, str] = field(hash=False)
    authors: Mapping[str, str] = field(default_factory=dict, hash=False)
    publisher: str | None = None
    date: str | None = None
    link: str | None = None
    archived: str | None = None
    accessed: str | None = None
    shortened: bool = False
    is_article: bool = False
    document_symbol: str | None = None
    page: str | None = None
    paragraph: str | None = None
    footnote: str | None = None
    withheld: bool = False
    cited_in: "Citation | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Development:
    """One thing worth telling: its public wording by language, its headings and its sources.

    `told_under` is the code of the development under which it is told instead. `cases` are the
    codes of cases it belongs to; `basis` is why it may be told ("consent", "published"). `private`
    is there if it concerns private people, until it is cut; `id` leads back to the record.
    """

    code: str
    id: bytes = b""
    type: str
    date: UncertainDate | None
    heading: str | None
    also_under: tuple[str, ...] = ()
    wording: Mapping[str, str]
    wording_by: str | None = None
    signed_off_by: str | None = None
    told_under: str | None = None
    basis: str | None = None
    basis_decided_by: str | None = None
    attribution: str | None = None
    source_withheld: bool = False
    sensitivity: str | None = None
    cases: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    private: PrivateWords | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One country in one year, ready to be laid out: headings in the rubric's own order.

    `has_note`: the document says in words of its own that some sources stay unnamed.
    """

    country: Mapping[str, str]
    year: int
    language: str
    headings: tuple[tuple[str, str], ...]
    developments: tuple[Development, ...]
    practice: bool = False
    has_note: bool = False
