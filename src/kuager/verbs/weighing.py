"""What of one record may leave the house today, use by use, and why the rest may not."""

from dataclasses import dataclass
from typing import Final

from kuager import N_
from kuager.model.disclosure import Terms, reason_to_hold
from kuager.verbs._verb import verb
from kuager.verbs.amending import shown_record
from kuager.verbs.chapters import TOLD_TYPES, Gathering
from kuager.verbs.desk import Desk
from kuager.verbs.meanings import HELD_BACK

USES: Final = ("publication", "un-public", "un-confidential")
"""Uses for which a public wording is read; the others go by consent alone."""
NOT_WRITTEN: Final = N_("no public wording was written in this language yet")


@dataclass(frozen=True, slots=True)
class Weighed:
    """Whether a record may be told for a use: the reason why not, or None."""

    use: str
    reason: str | None

    @property
    def meaning(self) -> str:
        """The reason in words (English; the doors say it in the person's language)."""
        found = {**HELD_BACK, "not-written": NOT_WRITTEN}
        return "" if self.reason is None else found.get(self.reason, self.reason)


@verb(needs="read")
def weigh_record(
    desk: Desk, *, type_name: str, code: str, language: str = "en"
) -> tuple[Weighed, ...]:
    """Say of an event or step what may be published today, and why not; of others nothing."""
    record = shown_record(desk, type_name, code)
    if type_name not in TOLD_TYPES:
        return ()
    development, consents = Gathering(desk).one(record)
    found = []
    for use in USES:
        terms = Terms(use=use, language=language, consents=consents, on=desk.today)
        found.append(Weighed(use, reason_to_hold(development, terms)))
    return tuple(found)
