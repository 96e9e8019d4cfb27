"""What may leave of a table, in the visitor's words: the panel beside it, and the register.

`panel_of` weighs a question and lays the answer out for the macro `gate.panel` of
`gate_panel.html`; a page that shows a table needs no more than these two lines.
"""

from dataclasses import dataclass

from kuager import N_
from kuager.model.published import AT_LEAST, PublishedCell
from kuager.model.question import Question
from kuager.model.table import Key
from kuager.verbs.counting import count_table
from kuager.verbs.gate import (
    QUICK,
    TABLE_USES,
    VERDICTS,
    Weighed,
    WeighedCell,
    is_large,
    table_use,
    weigh_table,
)
from kuager.verbs.gate_rule import rounding_in_text
from kuager.verbs.gate_words import (
    EXPOSED_WORDS,
    VERDICT_WORDS,
    fewer_outside,
    headline,
    mend_words,
    why_held,
)
from kuager.verbs.meanings import HELD_BACK
from kuager.verbs.mends import mends_for
from kuager.verbs.releasing import told_number
from kuager.web.listed import in_figures
from kuager.web.table_words import words_for
from kuager.web.value_words import Words
from kuager.web.visit import Visit

USE, ROUNDING, MERGE, LOOK = "use", "rounding", "merge", "gate"
"""Names in an address: what for, how rounded, what is told as one, and that a large table is to be
weighed."""
_DIGITS = 4
_MOST_LISTED = 20
_DASH = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCell:
    """One number that stays: which, how many there are in the house, and why."""

    words: str
    number: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MendLink:
    """One change of the question, what would pass then, and the address of that table."""

    words: str
    then: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """What the macro shows. `pairs` are the question and its terms, for the form that lets out."""

    headline: str
    beside: str
    tone: str
    facts: list[tuple[str, str]]
    held: list[HeldCell]
    more_held: str
    exposed: list[str]
    mends: list[MendLink]
    may_leave: bool
    again: str
    pairs: list[tuple[str, str]]
    uses: list[tuple[str, str]]
    use: str
    rule: str
    earlier: str
    has_earlier: bool = False
    waits: bool = False


def panel_of(
    visit: Visit, question: Question, *, path: str = "/tables", quick: int = QUICK
) -> Panel:
    """Weigh a question for the use that the address names, and say it in words.

    `path` is the page of tables, to which the mends lead; a table of more cells than `quick` is
    weighed only when somebody asks for it.
    """
    use = table_use(visit.query.get(USE) or TABLE_USES[0])
    rounding = rounding_in(visit.query.get(ROUNDING))
    merge = visit.query.get(MERGE)
    is_asked = visit.query.get(LOOK) == "yes"
    if not is_asked and is_large(count_table(visit.desk, question=question), quick=quick):
        return _waiting(visit, question, terms_of(use, rounding, merge))
    weighed = weigh_table(visit.desk, question=question, use=use, rounding=rounding, merge=merge)
    return _Saying(visit, weighed, path).panel()


def rounding_in(text: str) -> int | None:
    """The base of rounding that an address or a form names; None for none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _DIGITS else None


def terms_of(use: str, rounding: int | None, merge: str) -> list[tuple[str, str]]:
    """On which terms a table is weighed, as they stand in an address beside the question."""
    said = [(USE, use if use != TABLE_USES[0] else "")]
    said += [(ROUNDING, "" if rounding is None else str(rounding)), (MERGE, merge)]
    return [(name, text) for name, text in said if text]


def _waiting(visit: Visit, question: Question, terms: list[tuple[str, str]]) -> Panel:
    """The panel of a table that is too large to be weighed while a page loads."""
    return Panel(
        headline=visit.t(N_("This table is large. To look what may leave takes some minutes.")),
        beside="",
        tone="quiet",
        facts=[],
        held=[],
        more_held="",
        exposed=[],
        mends=[],
        may_leave=False,
        again="",
        pairs=[*question.pairs(), *terms],
        uses=[],
        use="",
        rule="",
        earlier=visit.url("/register/new", **dict(question.pairs())),
        waits=True,
    )


class _Saying:
    def __init__(self, visit: Visit, weighed: Weighed, path: str) -> None:
        self.visit, self.weighed, self.path = visit, weighed, path
        self.words = words_for(visit)

    def panel(self) -> Panel:
        visit, weighed = self.visit, self.weighed
        sentence, facts = headline(weighed)
        fewer = fewer_outside(weighed)
        held = weighed.held if weighed.may_leave else ()
        more = len(held) - _MOST_LISTED
        use_words = Words(visit.desk, visit.language)
        return Panel(
            headline=visit.t(sentence, **facts),
            beside="" if fewer is None else visit.t(fewer[0], **fewer[1]),
            tone="good" if weighed.passing else "stop",
            facts=self._facts(),
            held=[self._held(cell) for cell in held[:_MOST_LISTED]],
            more_held=visit.t(N_("and {n} more"), n=self._n(more)) if more > 0 else "",
            exposed=self._exposed(),
            has_earlier=bool(weighed.behind),
            mends=self._mends(),
            may_leave=bool(weighed.passing),
            again=weighed.again,
            pairs=[
                *weighed.question.pairs(),
                *terms_of(TABLE_USES[0], weighed.rule.rounding, weighed.merge),
            ],
            uses=[(use, use_words.term("consent_use", use)) for use in TABLE_USES],
            use=weighed.use,
            rule=rule_words(visit, weighed.rule.k, weighed.rule.rounding),
            earlier=visit.url("/register/new", **dict(weighed.question.pairs())),
        )

    def _facts(self) -> list[tuple[str, str]]:
        visit, weighed = self.visit, self.weighed
        said = [(N_("In the house"), weighed.base)]
        rows = [(visit.t(label), self._n(number)) for label, number in said]
        for reason, number in weighed.left_out.items():
            words = visit.t(HELD_BACK.get(reason, reason))
            rows.append((visit.t(N_("Left out: {reason}"), reason=words), self._n(number)))
        if weighed.possibly:
            label = N_("Left out: only possibly in the period")
            rows.append((visit.t(label), self._n(weighed.possibly)))
        outside = N_("May be counted outside")
        rows.append((visit.t(outside), self._n(weighed.table.base.at_least)))
        if weighed.may_leave:
            rows += [
                (visit.t(VERDICT_WORDS[verdict]), self._n(number))
                for verdict in VERDICTS
                if (number := weighed.count(verdict))
            ]
        return rows

    def _held(self, cell: WeighedCell) -> HeldCell:
        message, facts = why_held(cell, self.weighed.rule)
        return HeldCell(
            words=cell_words(self.visit, self.weighed.table.question, cell.key),
            number=self._n(cell.number),
            why=self.visit.t(message, **facts),
        )

    def _exposed(self) -> list[str]:
        """Why nothing leaves although its numbers pass by themselves: each reason once."""
        least = self.weighed.rule.k
        reasons = dict.fromkeys(one.reason for one in self.weighed.exposed)
        return [self.visit.t(EXPOSED_WORDS[reason], least=least) for reason in reasons]

    def _mends(self) -> list[MendLink]:
        found = []
        for mend in mends_for(self.visit.desk, self.weighed):
            message, facts = mend_words(self.weighed, mend, self.words.dimension)
            more = dict(terms_of(self.weighed.use, mend.rounding, mend.merge))
            address = self.visit.url(self.path, **{**dict(mend.question.pairs()), **more})
            found.append(
                MendLink(
                    words=self.visit.t(message, **facts),
                    then=self.visit.t(
                        N_("then pass: {passing}; held back: {held}"),
                        passing=self._n(mend.passing),
                        held=self._n(mend.held),
                    ),
                    href=address,
                )
            )
        return found

    def _n(self, number: int) -> str:
        return in_figures(self.visit, number)


def rule_words(visit: Visit, least: int, rounding: int | None) -> str:
    """The rule in one sentence."""
    if rounding is not None:
        return visit.t(N_("Rounded to multiples of {base}."), base=rounding)
    return visit.t(N_("Counts of people below {least} do not leave."), least=least)


def cell_words(visit: Visit, question: Question, key: Key) -> str:
    """Which cell it is: its categories; of the total, "all together"."""
    words = words_for(visit)
    said = [
        words.category(dimension, code)
        for dimension, code in zip(question.by, key, strict=True)
        if code != "*"
    ]
    return ", ".join(said) or visit.t(N_("all together"))


def told_words(visit: Visit, cell: PublishedCell, unit: str, rule: str = "") -> str:
    """What a reader was told of a cell; `rule` as the register keeps it."""
    if cell.mark == "suppressed":
        return visit.t(N_("held back"))
    told = told_number(cell, rounding_in_text(rule))
    if cell.mark == "rounded" and told is not None:
        return visit.t(N_("{number}, rounded"), number=in_figures(visit, told))
    least = in_figures(visit, cell.low)
    if cell.high is None or unit in AT_LEAST:
        return f"{least}+"
    return least if cell.low == cell.high else f"{least}{_DASH}{in_figures(visit, cell.high)}"
