"""What the slugs of take-back mean, for a page and for the command line."""

from typing import Final

from kuager import N_

KINDS: Final = {
    "changed": N_("words changed"),
    "added": N_("new paragraph"),
    "deleted": N_("taken out"),
    "moved": N_("stands elsewhere"),
    "split": N_("split into several"),
    "merged": N_("put together with another"),
    "note": N_("footnote changed"),
    "table": N_("table changed"),
}
"""Kinds of difference."""

WHY_NOT: Final = {
    "drawn": N_(
        "It is drawn from the record. Change the public wording there if you agree; another "
        "person signs it off."
    ),
    "kept": N_("It is a kept text that other documents use, too. Change it where it is kept."),
    "frame": N_("Title and title page are facts of the document. Change them there."),
    "since": N_(
        "This was changed in the vault after the working copy was made. Compare the two and write "
        "what you want yourself."
    ),
    "no-place": N_("No written text is here that it could go into. Copy it where you want it."),
    "note-drawn": N_("This footnote comes from the source that is cited. Correct the source."),
    "note-figure": N_("This footnote belongs to a figure. Its words come from the figure."),
}
"""Why a difference cannot be taken by a click."""

WARNS: Final = {
    "mark-overtyped": N_(
        "A figure, a reference or the label of a person was typed over. Taken as it is, it is "
        "plain text from then on."
    ),
    "found-by-words": N_("The mark was lost; the paragraph was found by its words."),
    "elsewhere": N_("It was moved here from another part."),
}
"""What to look at before a difference is taken; one with such a warning is not taken with “all”."""

NOT_READ: Final = {
    "embedded": N_("an embedded file"),
    "formula": N_("a formula"),
}
"""What was in the file and was not read."""
