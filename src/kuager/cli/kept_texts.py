"""Kept texts on the command line: written once, used in many documents."""

import click

from kuager import N_
from kuager.cli import ask
from kuager.cli.commands import argument, command, group, option
from kuager.cli.options import ID, Call
from kuager.cli.present import (
    answer,
    day_in_words,
    in_language,
    record,
    table,
    tell,
    term_in_words,
    warn,
)
from kuager.cli.seat import seat
from kuager.lang import LANGUAGES
from kuager.verbs.kept_texts import (
    KeptFacts,
    KeptText,
    change_kept_text,
    confirm_kept_text,
    keep_text,
    list_kept_texts,
    show_kept_text,
)

kept_text = group(
    "kept-text", about=N_("Kept texts: about us, legal arguments, notes on method, used again.")
)
_CODE = argument("code", type=ID, metavar=N_("CODE"), help=N_("The code of a kept text: KT-1."))
_LANGUAGE = option(
    "--language", type=click.Choice(LANGUAGES), required=True, help=N_("Of the text.")
)
_ORGANISATION = option("--organisation", type=ID, metavar=N_("CODE"), help=N_("Whom it tells of."))
_PROVISIONS = option(
    "--provision",
    "provisions",
    type=ID,
    multiple=True,
    metavar=N_("CODE"),
    help=N_("An article of law that the argument rests on."),
)
_ARTICLES = option(
    "--article",
    "articles",
    type=ID,
    multiple=True,
    metavar=N_("CODE"),
    help=N_("A treaty article that it belongs to."),
)
_AS_OF = option("--as-of", type=ID, metavar=N_("DATE"), help=N_("When it was last found true."))


@command("keep", of=kept_text)
@argument("kind", type=ID, metavar=N_("KIND"), help=N_("about-us, legal-argument, method …"))
@_LANGUAGE
@_ORGANISATION
@_PROVISIONS
@_ARTICLES
@_AS_OF
def keep(
    call: Call,
    *,
    kind: str,
    language: str,
    organisation: str | None,
    provisions: tuple[str, ...],
    articles: tuple[str, ...],
    as_of: str | None,
) -> None:
    """Keep a text for many documents. Its title and its words are typed when asked."""
    facts = KeptFacts(
        organisation=organisation or "", provisions=provisions, articles=articles, as_of=as_of or ""
    )
    with seat(call) as desk:
        title = ask.line(call, N_("By which title will you find it again?"))
        words = ask.content(call, N_("The text:"))
        code = keep_text(
            desk, kind=kind, titles={language: title}, words={language: words}, facts=facts
        )
        done = show_kept_text(desk, code=code)
    answer(call, {"code": code})
    tell(call, N_("Kept as {code}."), code=code)
    _warn_lost(call, done)


@command("list", of=kept_text)
@option("--kind", type=ID, metavar=N_("KIND"), help=N_("Only of this kind."))
@_ORGANISATION
@option("--article", type=ID, metavar=N_("CODE"), help=N_("Only of this article."))
def listed(call: Call, *, kind: str | None, organisation: str | None, article: str | None) -> None:
    """The texts that are kept, and the documents that use them."""
    with seat(call) as desk:
        found = list_kept_texts(
            desk, kind=kind or "", organisation=organisation or "", article=article or ""
        )
        schema = desk.schema
    answer(call, found)
    rows = [
        [
            one.code,
            term_in_words(call, schema, "kept_text_kind", one.kind),
            in_language(call, one.titles),
            list(one.languages),
            day_in_words(call, one.as_of),
            list(one.used_in),
        ]
        for one in found
    ]
    heads = [N_("Code"), N_("Kind"), N_("Title"), N_("Languages"), N_("As of"), N_("Used in")]
    table(call, heads, rows)


@command("show", of=kept_text)
@_CODE
def show(call: Call, *, code: str) -> None:
    """A kept text in every language, and where it is used."""
    with seat(call) as desk:
        found, schema = show_kept_text(desk, code=code), desk.schema
    answer(call, found)
    if call.is_json:
        return
    record(
        call,
        {
            N_("Kind"): term_in_words(call, schema, "kept_text_kind", found.kind),
            N_("Title"): list(found.titles.values()),
            N_("Tells of"): found.organisation,
            N_("Articles of law"): list(found.provisions),
            N_("Treaty articles"): list(found.articles),
            N_("As of"): day_in_words(call, found.as_of),
            N_("Signed off by"): found.signed_off_by,
            N_("Used in"): list(found.used_in),
            N_("Earlier versions"): found.earlier,
        },
    )
    for language, words in found.words.items():
        tell(call, "")
        tell(call, "[{language}]", language=language)
        for line in words.splitlines():
            tell(call, "{line}", line=line)


@command("change", of=kept_text)
@_CODE
@_LANGUAGE
@option("--title", "is_title", is_flag=True, help=N_("Change the title, not the words."))
def change(call: Call, *, code: str, language: str, is_title: bool) -> None:
    """Change a kept text in one language. What it was stays in the log; it is to be read anew."""
    with seat(call) as desk:
        seen = show_kept_text(desk, code=code).seen
        if is_title:
            title = ask.line(call, N_("By which title will you find it again?"))
            done = change_kept_text(desk, code=code, seen=seen, titles={language: title})
        else:
            words = ask.content(call, N_("The text:"))
            done = change_kept_text(desk, code=code, seen=seen, words={language: words})
    answer(call, done)
    tell(call, N_("Changed."))
    _warn_lost(call, done)


@command("confirm", of=kept_text)
@_CODE
@option("--by", type=ID, metavar=N_("CODE"), help=N_("The member; else whoever sits here."))
def confirm(call: Call, *, code: str, by: str | None) -> None:
    """Answer for a kept text: another person has read it today, and it is true."""
    with seat(call) as desk:
        seen = show_kept_text(desk, code=code).seen
        done = confirm_kept_text(desk, code=code, seen=seen, by=by or "")
    answer(call, done)
    tell(call, N_("Signed off, as of today."))


def _warn_lost(call: Call, done: KeptText) -> None:
    for code in done.lost:
        warn(call, N_("This mark names nothing, so it stays as it was typed: {code}"), code=code)


COMMANDS = (kept_text,)
