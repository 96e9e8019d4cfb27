"""Refusals in words: what Click refuses becomes a KuagerError, and ids in facts get their labels.

An error carries ids (lists, terms, moments); what a person reads are the labels of the schema in
their language, with the id beside a label where it is the id that has to be typed.
"""

from collections.abc import Mapping
from typing import ClassVar, Final

import click

from kuager import N_, Fact, KuagerError
from kuager.lang import date_words, say
from kuager.model.schema import Schema, load_schema
from kuager.model.table_words import TableWords
from kuager.verbs.meanings import ROW_REFUSED


class WrongUseError(KuagerError):
    """The command line was not understood; `command` is what to ask help of."""

    code: ClassVar[str] = "wrong-use"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_("This is not how the command is used. See: {command} --help")


class UnknownCommandError(WrongUseError):
    """No command of that name, and none like it."""

    code: ClassVar[str] = "unknown-command"
    text: ClassVar[str] = N_("There is no command “{name}”. See: {command} --help")


class MistypedCommandError(WrongUseError):
    """No command of that name, but some that look like it."""

    code: ClassVar[str] = "unknown-command"
    text: ClassVar[str] = N_("There is no command “{name}”. Did you mean {suggestions}?")


class UnknownOptionError(WrongUseError):
    """No option of that name, and none like it."""

    code: ClassVar[str] = "unknown-option"
    text: ClassVar[str] = N_("There is no option {name}. See: {command} --help")


class MistypedOptionError(WrongUseError):
    """No option of that name, but some that look like it."""

    code: ClassVar[str] = "unknown-option"
    text: ClassVar[str] = N_("There is no option {name}. Did you mean {suggestions}?")


class MissingPartError(WrongUseError):
    """An argument or an option that must be there is not."""

    code: ClassVar[str] = "missing-part"
    text: ClassVar[str] = N_("{name} is missing. See: {command} --help")


class WrongValueError(WrongUseError):
    """The value of an option or argument cannot be used; the value is not repeated."""

    code: ClassVar[str] = "wrong-value"
    text: ClassVar[str] = N_("The value of {name} cannot be used. See: {command} --help")


class NotAChoiceError(WrongUseError):
    """The value of an option or argument is none of those it may have."""

    code: ClassVar[str] = "not-a-choice"
    text: ClassVar[str] = N_("{name} must be one of: {choices}.")


class OptionValueError(WrongUseError):
    """An option lacks its value, or was given one although it takes none."""

    code: ClassVar[str] = "option-value"
    text: ClassVar[str] = N_("{name} is not used like this. See: {command} --help")


_WORDS: Final[dict[str, dict[str, str]]] = {
    "needs": {
        "read": N_("reading"),
        "amend": N_("changing records"),
        "keep": N_("keeping the house"),
    },
    "missing": {
        "story": N_("the story"),
        "when_where": N_("when and where"),
        "how_known": N_("how we know"),
        "reason": N_("the reason"),
    },
}


def labelled(facts: Mapping[str, Fact], language: str) -> dict[str, Fact]:
    """The same facts with labels for lists and terms, moments in words, slugs in words."""
    shown = dict(facts)
    for name, words in _WORDS.items():
        if facts.get(name) in words:
            shown[name] = say(words[str(facts[name])], language)
    if facts.get("reason") in ROW_REFUSED:
        shown["reason"] = say(ROW_REFUSED[str(facts["reason"])], language, **facts)
    if "dimension" in facts:
        shown = table_words(load_schema(), language).refused(shown)
    if "until" in facts:
        shown["until"] = date_words(str(facts["until"]), language)
    return shown | _of_a_list(facts, language)


def table_words(schema: Schema, language: str) -> TableWords:
    """Tables in the words of a language."""
    return TableWords(
        schema=schema,
        language=language,
        say=lambda message, /, **facts: say(message, language, **facts),
        dates=lambda text: date_words(text, language),
    )


def _of_a_list(facts: Mapping[str, Fact], language: str) -> dict[str, Fact]:
    """The name of a list, and each of its terms as it is typed and as it is called."""
    known = load_schema().vocabularies if "vocabulary" in facts else {}
    vocabulary = known.get(str(facts.get("vocabulary")))
    if vocabulary is None:
        return {}
    found: dict[str, Fact] = {"vocabulary": vocabulary.title.get(language)}
    if "terms" in facts:
        terms = (f"{term} ({vocabulary.label(term, language)})" for term in vocabulary.terms)
        found["terms"] = ", ".join(terms)
    return found


def in_words(wrong: click.UsageError) -> KuagerError:
    """The refusal that says what Click found wrong."""
    command = "kuager" if wrong.ctx is None else wrong.ctx.command_path
    match wrong:
        case click.NoSuchCommand():
            near = _listed(wrong.possibilities)
            kind = UnknownCommandError if near == "" else MistypedCommandError
            return kind(name=wrong.command_name, suggestions=near, command=command)
        case click.NoSuchOption():
            near = _listed(wrong.possibilities)
            unknown = UnknownOptionError if near == "" else MistypedOptionError
            return unknown(name=wrong.option_name, suggestions=near, command=command)
        case click.BadOptionUsage():
            return OptionValueError(name=wrong.option_name, command=command)
        case click.BadParameter():
            return _unfit(wrong, command)
        case _:
            return WrongUseError(command=command)


def _listed(possibilities: list[str] | None) -> str:
    return ", ".join(sorted(possibilities or ()))


def _unfit(wrong: click.BadParameter, command: str) -> KuagerError:
    name = _shown(wrong)
    if isinstance(wrong, click.MissingParameter):
        return MissingPartError(name=name, command=command)
    kind = None if wrong.param is None else wrong.param.type
    if isinstance(kind, click.Choice):
        return NotAChoiceError(name=name, choices=", ".join(map(str, kind.choices)))
    return WrongValueError(name=name, command=command)


def _shown(wrong: click.BadParameter) -> str:
    """The parameter as help shows it: its longest option, or its placeholder."""
    if wrong.param is None or wrong.ctx is None:
        return "?"
    if isinstance(wrong.param, click.Argument):
        return wrong.param.make_metavar(wrong.ctx)
    return max(wrong.param.opts, key=len)
