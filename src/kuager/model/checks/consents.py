"""Whether everybody whose story stands behind a piece has agreed to this use."""

from collections.abc import Iterator
from typing import Final

from kuager import N_
from kuager.model.checks.finding import Check, Hit
from kuager.model.checks.matter import Matter

SENSITIVE: Final = "too-sensitive"
RESTRICTED: Final = "case-restricted"


def _consents(matter: Matter) -> Iterator[Hit]:
    for piece in matter.pieces:
        for one in piece.behind:
            if one.refused is not None and one.refused not in (SENSITIVE, RESTRICTED):
                yield Hit(
                    place=piece.place,
                    piece=piece.piece,
                    words=piece.text,
                    about=f"{one.type} {one.code} {one.refused}",
                    facts={"code": one.code, "reason": one.refused},
                    record=(one.type, one.code),
                )


def _sensitive(matter: Matter) -> Iterator[Hit]:
    for piece in matter.pieces:
        for one in piece.behind:
            if one.refused in (SENSITIVE, RESTRICTED):
                yield Hit(
                    place=piece.place,
                    piece=piece.piece,
                    words=piece.text,
                    about=f"{one.type} {one.code} {one.refused}",
                    facts={"code": one.code, "reason": one.refused},
                    record=(one.type, one.code),
                    firm=one.refused == RESTRICTED,
                )


CONSENT: Final = Check(
    name="consent",
    why=N_("What stands behind these words may not be told for this use ({code}): {reason}"),
    mend=N_("Take the words out. If things have changed, ask the person, and record the answer."),
    look=_consents,
    may_override=False,
)
SENSITIVITY: Final = Check(
    name="sensitivity",
    why=N_("What stands behind these words is not for readers outside ({code}): {reason}"),
    mend=N_("Take the words out, or see in the record whether it is still that sensitive."),
    look=_sensitive,
)
