"""The first page in words: what waits, by kind, and what changed; codes only."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kuager import N_
from kuager.lang import date_words
from kuager.verbs.document_shelf import days_until
from kuager.verbs.needs import KINDS, Lately, Need, Needs
from kuager.web.ladder_words import SaidLimit, said_late, said_limit
from kuager.web.record_view import room_of
from kuager.web.report_words import label_of, said_left, tone_of
from kuager.web.value_words import Words
from kuager.web.visit import Visit

_TITLES: Final = {
    "late": N_("They have not answered in time"),
    "deadline": N_("Days that are ours"),
    "due": N_("Documents that are due"),
    "promised": N_("Promised calls and next steps"),
    "draft": N_("Drafts that were not saved"),
    "silent": N_("Not heard from for a month"),
    "not-asked": N_("Consent not asked yet"),
    "conflict": N_("Sources that disagree"),
    "erasure": N_("Erasures that wait"),
}
_MOST_ABOUT: Final = 6
_DEEDS: Final = {
    "record_case": N_("A case was recorded"),
    "begin_proceeding": N_("A complaint was begun"),
    "take_step": N_("A complaint moved"),
    "undo_step": N_("A step was taken back"),
    "place_step": N_("A step was put on a rung"),
    "choose_ladder": N_("A ladder was chosen"),
    "write_letter": N_("A letter was written"),
    "set_limit": N_("A limit was corrected"),
    "restore_limit": N_("A limit was corrected"),
    "sign_letter": N_("A lawyer signed a wording"),
    "record_consent": N_("A consent was recorded"),
    "withdraw_consent": N_("A consent was withdrawn"),
    "import_file": N_("A table was imported"),
    "undo_import": N_("An import was undone"),
    "restrict_case": N_("A case was taken out of all lists"),
    "reopen_case": N_("A case came back into the lists"),
    "request_erasure": N_("An erasure was asked for"),
    "carry_out_erasure": N_("An erasure was carried out"),
    "hold_erasure": N_("An erasure was stopped"),
    "release_erasure": N_("An erasure waits again"),
    "add_evidence": N_("Evidence was sealed"),
    "prefer_statement": N_("One of several statements was preferred"),
    "retract_statement": N_("A statement was withdrawn"),
    "merge_records": N_("Two records were judged to be one"),
    "separate_records": N_("Two records were judged to be different"),
    "write_annual_review": N_("A report was written"),
    "export_list": N_("A list left the house"),
    "back_up_vault": N_("A backup was made"),
    "record_people_at_event": N_("People of an event were recorded"),
    "record_collective_filing": N_("A filing of many was recorded"),
    "found_house": N_("The vault was made"),
    "make_record": N_("A record was made"),
    "amend_record": N_("A record was changed"),
    "say_of_record": N_("A record was changed"),
    "join_filing": N_("Somebody joined a filing"),
    "leave_filing": N_("Somebody left a filing"),
    "mark_person": N_("A name in a story was marked"),
    "cite_passage": N_("A passage was cited"),
    "attach_passage": N_("A passage was cited"),
    "seal_evidence": N_("Evidence was sealed"),
    "write_wording": N_("A public wording was written"),
    "sign_off_wording": N_("A public wording was signed off"),
    "hand_out_review": N_("A report was written"),
    "amend_person_at_event": N_("People of an event were recorded"),
    "withdraw_person_from_event": N_("A row of an event was withdrawn"),
    "add_member": N_("A member was entered"),
    "start_report": N_("A document was begun"),
    "change_facts": N_("A document was changed"),
    "take_record": N_("A document was changed"),
    "leave_record": N_("A document was changed"),
    "copy_block": N_("A part of a document was given out"),
    "write_text": N_("A text was written"),
    "set_text_status": N_("A text was marked"),
    "check_text": N_("A text was read by another person"),
    "keep_text": N_("A kept text was written"),
    "change_kept_text": N_("A kept text was written"),
    "confirm_kept_text": N_("A kept text was signed off"),
    "tie_texts": N_("Texts were tied to what they name"),
    "add_to_schema": N_("A property or word of your own was added"),
}
_ANY_DEED: Final = N_("Something was recorded")


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRow:
    """One line: a code that leads somewhere, and what is said of it."""

    code: str
    href: str
    what: str = ""
    when: str = ""
    late: str = ""
    tone: str = "stop"
    unknown: str = ""
    limit: SaidLimit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Everything of one kind."""

    kind: str
    title: str
    rows: tuple[NeedRow, ...]
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One change, with the codes it is about."""

    when: str
    what: str
    who: str
    about: tuple[tuple[str, str], ...]
    more: str


@dataclass(frozen=True, slots=True)
class HomeWords:
    """Says one day in the language of a visit."""

    visit: Visit
    words: Words

    def sections(self, needs: Needs) -> list[Section]:
        """What waits, by kind, in the order of urgency."""
        return [
            Section(
                kind=kind,
                title=self.words.t(_TITLES[kind]),
                rows=tuple(self._row(need) for need in needs.found[kind]),
                more=kind in needs.more,
            )
            for kind in KINDS
            if kind in needs.found
        ]

    def changes(self, needs: Needs) -> Iterator[ChangeRow]:
        """What changed lately."""
        for change in needs.lately:
            yield self._change(change)

    def _row(self, need: Need) -> NeedRow:
        words = self.words
        years = ", ".join(map(str, need.unknown))
        return NeedRow(
            code=need.code or words.t(N_("A draft")),
            href=self._href(need),
            what=self._what(need),
            when=date_words(need.when, words.language) if need.when else "",
            late=self._late(need),
            tone=self._tone(need),
            unknown=years and words.t(N_("moving holidays of {years} are not known"), years=years),
            limit=None if need.limit is None else said_limit(words, need.limit),
        )

    def _late(self, need: Need) -> str:
        """How late it is; of a document how many days it has, in plain days as bodies count."""
        if need.kind == "due":
            return said_left(self.words, days_until(need.when, self.words.desk.today))
        return said_late(self.words, need.late)

    def _tone(self, need: Need) -> str:
        is_due = need.kind == "due"
        return tone_of(days_until(need.when, self.words.desk.today)) if is_due else "stop"

    def _what(self, need: Need) -> str:
        if need.towards:
            return self.words.term("rung", need.towards)
        if need.kind == "late":
            return self.words.term("rung", need.what or "")
        if need.kind == "not-asked":
            return self.words.term("consent_use", need.what or "")
        if need.kind == "due":
            return self._document(need.code)
        return self.words.type(need.type) if need.type != "draft" else ""

    def _document(self, code: str) -> str:
        """Which kind of document it is: its title may tell too much on a first page."""
        uid = self.words.desk.view.find_code("report", code)
        record = None if uid is None else self.words.record(uid)
        return "" if record is None else label_of(self.words, record.text("report.outline") or "")

    def _href(self, need: Need) -> str:
        url = self.visit.url
        if need.type == "draft":
            return url("/drafts")
        if need.type == "erasure":
            return url("/list/erasure")
        if need.kind in ("late", "deadline") and need.type == "proceeding":
            return url(f"/proceeding/{need.code}/ladder")
        return url(f"{room_of(need.type)}/{need.code}")

    def _change(self, change: Lately) -> ChangeRow:
        about = change.about[:_MOST_ABOUT]
        left = len(change.about) - len(about)
        is_large = not change.about and change.statements > 0
        more = self.words.t(N_("and {count} more"), count=left) if left else ""
        if is_large:
            more = self.words.t(N_("{count} statements"), count=change.statements)
        return ChangeRow(
            when=self.words.when(change.time),
            what=self.words.t(_DEEDS.get(change.verb or "", _ANY_DEED)),
            who=change.member or "",
            about=tuple((code, self._of_record(kind, code)) for kind, code in about),
            more=more,
        )

    def _of_record(self, kind: str, code: str) -> str:
        return self.visit.url(f"{room_of(kind)}/{code}")
