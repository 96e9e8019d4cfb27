"""Whom a number is about: what the State did, or what people went through.

Disclosure control protects people, never institutions. So every dimension by which one can count
says here, and nowhere else, whom it concerns; a property that is not classified counts as an
attribute of victims, and a test refuses it. Where a list of words holds both ("refused by the
police", "not reported out of fear"), single words are taken out.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, Literal, get_args

from kuager.model.derived import OUT, STAGE, WAY_TYPES, property_of
from kuager.model.filters import NOTHING
from kuager.model.question import GROUPS, Dimension, Question
from kuager.model.scales import OTHER
from kuager.model.schema import Schema
from kuager.model.table import TOTAL, UNSURE, Key
from kuager.model.vocabulary import Vocabulary

Concern = Literal["conduct", "time", "thing", "doer", "ours", "victim"]
"""conduct: what institutions and the State did · time: when · thing: which kind of thing is counted
· doer: a perpetrator, who may be a private person · ours: how we know and judge · victim: what
people are and went through, and where"""
CONCERNS: Final[tuple[Concern, ...]] = get_args(Concern)
SHORTEST_PERIOD: Final = 28
"""Days. A total of a shorter period is that of a day, and a day points at somebody."""

_CONDUCT: Final = (
    "event.reported event.authority_response event.justice_stage event.exit event.permit "
    "event.police_conduct event.disruption act.type involvement.kind proceeding.kind "
    "proceeding.ladder proceeding.status step.rung step.kind step.outcome step.exit step.stage "
    "step.channel step.in_writing step.bias_stated step.bias_recorded step.bias_stage "
    "step.sanction organisation.kind organisation.public_body provision.kind "
    "proceeding.furthest_stage case.furthest_stage event.furthest_stage person.furthest_stage "
    "proceeding.way_out case.way_out event.way_out person.way_out proceeding.body "
    "proceeding.against proceeding.provision "
    "step.body step.provision involvement.actor event.speaker event.issuer event.addressed_to "
    "organisation.part_of provision.issued_by provision.amends"
)
_TIME: Final = (
    "case.opened event.date event.known_since act.date proceeding.filed proceeding.opens "
    "proceeding.closes proceeding.next_deadline step.date step.next_deadline "
    "provision.in_force_from provision.in_force_to"
)
_THING: Final = (
    "event.kind event.platform event.gathering_form event.signatories proceeding.threshold "
    "proceeding.signatures proceeding.on_the_way event.on_the_way person.on_the_way event.side"
)
_DOER: Final = (
    "involvement.role involvement.capacity involvement.degree involvement.identified "
    "involvement.organised involvement.sure involvement.status involvement.people "
    "organisation.stance organisation.hate_group organisation.legal_status organisation.founded "
    "organisation.place"
)
_OURS: Final = (
    "case.status case.next_date case.review_date case.last_contact case.sensitivity "
    "event.rubric_primary event.rubric event.polarity event.polarity_view event.basis "
    "event.attribution event.source_withheld event.treaty_article event.sensitivity "
    "act.treaty_article proceeding.treaty_article step.rubric_primary step.rubric step.polarity "
    "step.polarity_view step.basis step.attribution step.source_withheld step.treaty_article "
    "organisation.reliability intervention.priority intervention.next_date intervention.by"
)
_VICTIM: Final = (
    "case.channel event.people event.organiser event.place event.place_type event.support_form "
    "act.final_date act.place act.place_type act.method act.harm act.bias act.bias_indicator "
    "act.bias_link act.bias_seen_by act.offence act.minor act.age_band act.status_at_end "
    "act.detention_from act.detention_to act.detention_kind act.unmarked_vehicle "
    "act.outside_contact act.counsel act.statement_signed act.people act.provision "
    "act.detention_hours act.detention_place act.data_seized act.medical_attention "
    "act.medical_consistency act.loss_kind act.compensation involvement.relation "
    "person.public_person person.defender person.minor person.age_band person.residence "
    "person.last_heard person.whereabouts step.for_whom step.place proceeding.people "
    "proceeding.filed_by intervention.asked intervention.kind intervention.date "
    "intervention.channel intervention.response intervention.response_date intervention.impact "
    "intervention.status case.motive_stage event.motive_stage person.motive_stage "
    "proceeding.motive_stage"
)
WHOSE: Final[Mapping[str, Concern]] = {
    name: concern
    for concern, names in zip(
        CONCERNS, (_CONDUCT, _TIME, _THING, _DOER, _OURS, _VICTIM), strict=True
    )
    for name in names.split()
}
"""Every property by which one can count → whom it concerns."""

_UNREPORTED: Final = frozenset(
    {"nr-fear", "nr-outing", "nr-other", "withdrawn-fear", "withdrawn-pressure", "unknown"}
)
NOT_CONDUCT: Final[Mapping[str, frozenset[str]]] = {
    "event.reported": frozenset({"no", "unknown"}),
    "event.exit": _UNREPORTED,
    "step.exit": _UNREPORTED,
    **dict.fromkeys(
        ("event.justice_stage", "step.stage", *(f"{name}.{STAGE}" for name in WAY_TYPES)),
        frozenset({"known"}),
    ),
    **dict.fromkeys((f"{name}.{OUT}" for name in WAY_TYPES), _UNREPORTED | {"ended", "several"}),
    "event.disruption": frozenset({"attackers", "counter-rally", "infiltration", "online-attack"}),
    "step.kind": frozenset({"medical-examination", "detained", "withdrawn", "settled", "other"}),
    "step.outcome": frozenset({"withdrawn", "convicted-one-of-ours"}),
    "proceeding.kind": frozenset({"capacity-case", "document-change", "other"}),
    "proceeding.status": frozenset({"withdrawn"}),
}
"""Words of lists of conduct that tell what a person did or is."""
CONDUCT_ONLY: Final[Mapping[str, frozenset[str]]] = {
    "involvement.kind": frozenset({"state"}),
    "organisation.kind": frozenset({"public-body"}),
    "organisation.public_body": frozenset({"yes"}),
    "act.type": frozenset(
        {"complaint-refusal", "failure-to-protect", "failure-to-investigate", "assembly-ban",
         "denial-of-registration", "closing-organisation", "content-blocking",
         "discriminatory-law", "missing-law"}
    ),
}  # fmt: skip
"""Lists of which only these words, and what lies under them, are conduct of institutions."""

_OF_INSTITUTIONS: Final = frozenset({"filing", "step"})
"""Units that are what somebody asked of the State and what it did."""
_OF_PEOPLE: Final = frozenset({"person", "people", "intervention"})
"""Units that are people, or help to them: no total of them is one of institutions."""

_UNSAID: Final = frozenset({NOTHING, UNSURE, OTHER})
"""Categories that name nothing; the other one (`_`) may be anybody, a private person too."""
_EVERY: Final[frozenset[str]] = frozenset()
GRAVE: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(
        ("act.detention_hours", "act.detention_place",
         "act.minor", "act.age_band", "person.minor", "person.age_band", "person.whereabouts",
         "act.status_at_end", "act.detention_from", "act.detention_to", "act.detention_kind",
         "act.unmarked_vehicle", "act.outside_contact", "act.counsel", "act.statement_signed",
         "act.medical_attention", "act.medical_consistency"),
        _EVERY,
    ),
    "act.type": frozenset(
        {"detention", "raid", "ill-treatment", "coerced-statement", "counsel-denied", "torture",
         "expulsion-escort", "conversion-practice", "forced-examination", "denial-of-care",
         "forced-hospitalisation", "coerced-sterilisation", "incapacitation", "education-abuse"}
    ),
    "act.harm": frozenset({"health", "liberty"}),
    "act.bias": frozenset({"hiv", "disability"}),
    "act.method": frozenset({"official-hold", "private-hold", "psychiatric-hold"}),
    "act.place_type": frozenset({"custody", "police-station", "clinic", "psychiatric", "school"}),
    "event.place_type": frozenset({"custody", "police-station", "clinic", "psychiatric", "school"}),
    "event.support_form": frozenset({"medical", "psychological"}),
    "intervention.kind": frozenset({"medical", "psychological"}),
    "proceeding.kind": frozenset({"capacity-case"}),
    "step.kind": frozenset({"medical-examination", "detained"}),
}  # fmt: skip
"""What tells of detention, health or minors: the words of a list, or (empty) all of it."""


def concern_of(name: str) -> Concern:
    """Whom a property concerns; one that is not classified counts as an attribute of victims."""
    return WHOSE.get(name, "victim")


def is_of_institutions(
    question: Question, by: Sequence[Dimension], key: Key, schema: Schema
) -> bool:
    """Whether a cell is a total of State conduct without any attribute of the victims.

    `key` has a category, or TOTAL, for each of `by`. A total of everything is one where the
    table has a dimension of conduct: it is what a share of the conduct is a share of.
    """
    if question.unit in _OF_PEOPLE or not is_long_enough(question.first, question.last):
        return False
    said = [(d, code) for d, code in zip(by, key, strict=True) if code != TOTAL]
    said += [(d, code) for d, codes in question.where.items() for code in codes]
    if not all(_is_silent(d, code) or is_conduct(d, code, schema) for d, code in said):
        return False
    is_told = any(is_conduct(d, code, schema) for d, code in said)
    is_base = any(concern_of(d.name) == "conduct" for d in by)
    return is_told or is_base or question.unit in _OF_INSTITUTIONS


def is_conduct(dimension: Dimension, code: str, schema: Schema) -> bool:
    """Whether a category tells what an institution did, and nothing of a victim."""
    if concern_of(dimension.name) != "conduct" or code in _UNSAID:
        return False
    words = list(_words(dimension, code, schema))
    only = CONDUCT_ONLY.get(dimension.name)
    never = NOT_CONDUCT.get(dimension.name, frozenset())
    return bool(words) and all(
        never.isdisjoint(above) and (only is None or not only.isdisjoint(above)) for above in words
    )


def is_grave(dimension: Dimension, code: str, schema: Schema) -> bool:
    """Whether a category tells of detention, health or minors; TOTAL never does."""
    grave = GRAVE.get(dimension.name)
    if grave is None or code == TOTAL:
        return False
    if not grave:
        return True
    return any(not grave.isdisjoint(above) for above in _words(dimension, code, schema))


def _is_silent(dimension: Dimension, code: str) -> bool:
    """Whether a category says nothing of a victim: when, which kind of thing, no answer known."""
    concern = concern_of(dimension.name)
    return concern in ("time", "thing") or (concern == "conduct" and code in (NOTHING, UNSURE))


def _words(dimension: Dimension, code: str, schema: Schema) -> Iterable[frozenset[str]]:
    """The words that a category may stand for, each with the broader ones above it."""
    prop = property_of(dimension.name, schema)
    if prop is None or prop.vocabulary is None:
        yield frozenset({code})
        return
    vocabulary = schema.vocabularies[prop.vocabulary]
    for term in vocabulary.terms:
        above = frozenset({term, *vocabulary.broader(term)})
        if _stands_under(dimension, code, term, above, vocabulary):
            yield above


def _stands_under(
    dimension: Dimension, code: str, term: str, above: frozenset[str], vocabulary: Vocabulary
) -> bool:
    """Whether a word of the list is counted under a category."""
    if dimension.scale in ("", GROUPS):
        return code in above
    return code in vocabulary.codes(term, dimension.scale)


def is_long_enough(first: date | None, last: date | None) -> bool:
    """Whether a period has no end, or is long enough to be nobody's day."""
    return first is None or last is None or (last - first).days + 1 >= SHORTEST_PERIOD
