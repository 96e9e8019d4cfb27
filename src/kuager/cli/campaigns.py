"""Campaigns on the command line: begun, listed, closed with what came of them.

Words are typed when asked, never on the command line.
"""

import re
from typing import Final

import click

from kuager import N_
from kuager.cli import ask
from kuager.cli.commands import argument, command, group, option
from kuager.cli.options import ID, Call, Shaped
from kuager.cli.present import answer, day_in_words, in_language, table, tell
from kuager.cli.seat import seat
from kuager.lang import LANGUAGES
from kuager.verbs.campaigns import (
    CampaignBrief,
    Fact,
    close_campaign,
    list_campaigns,
    start_campaign,
)

campaign = group("campaign", about=N_("Campaigns: public calls for help, with their last day."))
_FACT: Final = re.compile(r"[a-z_]{1,40}=[\w.:+/#@,~?%\[\]-]{0,200}")
_LANGUAGE = option("--language", type=click.Choice(LANGUAGES), help=N_("Of the words you type."))


@command("start", of=campaign)
@option(
    "--fact",
    "facts",
    type=Shaped("fact", _FACT),
    multiple=True,
    metavar=N_("NAME=VALUE"),
    help=N_("Such as act_by=2024-08-03 or asks=PO-1,PO-2; may be repeated."),
)
@_LANGUAGE
def start(call: Call, *, facts: tuple[str, ...], language: str | None) -> None:
    """Begin a campaign: its title is asked for."""
    with seat(call) as desk:
        title = ask.line(call, N_("Title, as it is printed:"))
        told = dict(_fact(each) for each in facts)
        code = start_campaign(desk, title=title, language=language or call.language, facts=told)
    answer(call, {"code": code})
    tell(
        call,
        N_("Begun as {code}. Its appeal: kuager report new public-appeal --fact campaign={code}"),
        code=code,
    )


@command("list", of=campaign)
def listed(call: Call) -> None:
    """The campaigns: first those that can still be helped, the nearest day first."""
    with seat(call) as desk:
        found = list_campaigns(desk)
    answer(call, found)
    heads = [N_("Code"), N_("Title"), N_("Act by"), N_("How it stands")]
    rows = [
        [
            one.code,
            in_language(call, one.titles),
            day_in_words(call, one.act_by),
            _stands(call, one),
        ]
        for one in found
    ]
    table(call, heads, rows)


@command("close", of=campaign)
@argument("code", type=ID, metavar=N_("CODE"), help=N_("The code of a campaign."))
@_LANGUAGE
def close(call: Call, *, code: str, language: str | None) -> None:
    """Say what came of a campaign, in one sentence with the day."""
    with seat(call) as desk:
        result = ask.line(call, N_("What came of it, in one sentence with the day:"))
        close_campaign(desk, code=code, result=result, language=language or call.language)
    tell(call, N_("Saved. The appeal says so from now on."))


def _fact(text: str) -> tuple[str, Fact]:
    name, _, value = text.partition("=")
    parts = tuple(part for part in value.split(",") if part)
    return name, parts if len(parts) > 1 else value


def _stands(call: Call, found: CampaignBrief) -> str:
    """What came of it; else whether help still helps."""
    if found.results:
        return in_language(call, found.results)
    return call.say(N_("the last day has passed") if found.is_too_late else N_("going on"))


COMMANDS = (campaign,)
