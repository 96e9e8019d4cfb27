"""The vault as a whole: new, passphrase, recover, recovery, status, rebuild, backup."""

from pathlib import Path

import click

from kuager import N_
from kuager.cli import ask
from kuager.cli.ceremony import (
    WORD_LANGUAGES,
    chosen_passphrase,
    from_file,
    generated_passphrase,
    recovery_words,
    words_language,
)
from kuager.cli.commands import argument, command, option
from kuager.cli.options import FILE, Call
from kuager.cli.present import answer, record, tell, warn
from kuager.cli.progress import progress
from kuager.cli.seat import (
    at_work,
    files_in_words,
    mark_practice,
    seat,
    vault_folder,
    vault_passphrase,
)
from kuager.lang import date_words
from kuager.verbs.desk import Desk, open_desk
from kuager.verbs.records import list_records
from kuager.verbs.surroundings import demand_vault, is_readable_by_others, refuse_taken_folder
from kuager.verbs.vaults import (
    NewVault,
    VaultState,
    back_up_vault,
    change_passphrase,
    describe_vault,
    new_vault,
    rebuild_vault,
    refuse_unfit_folder,
    renew_recovery,
)

CHOOSE = option(
    "--choose", is_flag=True, help=N_("Choose the passphrase yourself instead of taking words.")
)
WORDS = option(
    "--words",
    type=click.Choice(WORD_LANGUAGES),
    help=N_("The language of the generated words."),
)
NEW_FILE = option(
    "--new-passphrase-file",
    type=FILE,
    metavar=N_("FILE"),
    help=N_("For scripts: read the new passphrase from a file only you can read."),
)
PRACTICE = option(
    "--practice",
    is_flag=True,
    help=N_("Mark the vault, and all that comes out of it, as practice data."),
)
RECOVERY = option(
    "--recovery-words/--no-recovery-words",
    "wants_recovery",
    default=None,
    help=N_("Make recovery words (the rule), or none (the rule with --passphrase-file)."),
)


@command("new")
@CHOOSE
@WORDS
@PRACTICE
@RECOVERY
def make_vault(
    call: Call, *, choose: bool, words: str | None, practice: bool, wants_recovery: bool | None
) -> None:
    """Make a new vault in the folder named with --vault, which must be empty or not there yet.

    A passphrase is shown once and typed back, then recovery words for a sheet of paper. Nothing
    else opens the vault: there is no other key.
    """
    plan = planned_vault(
        call, choose=choose, words=words, practice=practice, wants_recovery=wants_recovery
    )
    with files_in_words(), progress(call, N_("Making the vault")) as tick:
        new_vault(plan, progress=tick).close()
    say_made(call, plan)


def planned_vault(
    call: Call, *, choose: bool, words: str | None, practice: bool, wants_recovery: bool | None
) -> NewVault:
    """What a new vault is made with, typed back by the person; nothing is made yet."""
    folder = vault_folder(call)
    with files_in_words():
        refuse_taken_folder(folder)
        refuse_unfit_folder(folder)
    passphrase, is_chosen = _new_passphrase(call, choose=choose, words=words)
    makes_recovery = call.passphrase_file is None if wants_recovery is None else wants_recovery
    return NewVault(
        folder=folder,
        passphrase=passphrase,
        chosen=is_chosen,
        recovery=recovery_words(call) if makes_recovery else (),
        practice=practice,
    )


def say_made(call: Call, plan: NewVault) -> None:
    """A new vault stands: where, what opens it, what comes next."""
    has_recovery = len(plan.recovery) > 0
    made = {"folder": plan.folder, "practice": plan.practice, "recovery_words": has_recovery}
    answer(call, made)
    tell(call, N_("The vault is made: {folder}"), folder=str(plan.folder))
    if has_recovery:
        tell(
            call,
            N_("Only the passphrase and the recovery words open it. If both are lost, nobody can."),
        )
    else:
        tell(call, N_("Only the passphrase opens it. It has no recovery words."))
    tell(call, N_("Next: kuager import FILE, or kuager case record"))


def _new_passphrase(call: Call, *, choose: bool, words: str | None) -> tuple[str, bool]:
    """A passphrase, and whether a person chose it."""
    if call.passphrase_file is not None:
        return ask.passphrase(call, is_readable_by_others), True
    if choose:
        return chosen_passphrase(call), True
    return generated_passphrase(call, words_language(call, words)), False


def _replacement(
    call: Call, *, choose: bool, words: str | None, file: Path | None
) -> tuple[str, bool]:
    if file is not None:
        return from_file(call, file), True
    if choose:
        return chosen_passphrase(call), True
    return generated_passphrase(call, words_language(call, words)), False


@command("passphrase")
@CHOOSE
@WORDS
@NEW_FILE
def renew_passphrase(
    call: Call, *, choose: bool, words: str | None, new_passphrase_file: Path | None
) -> None:
    """Give the vault another passphrase. The recovery words stay as they are."""
    old = vault_passphrase(call)
    with seat(call, passphrase=old):
        pass
    new, is_chosen = _replacement(call, choose=choose, words=words, file=new_passphrase_file)
    with files_in_words(), progress(call, N_("Changing the passphrase")):
        change_passphrase(vault_folder(call), old, new, chosen=is_chosen)
    _say_changed(call)


@command("recover")
@CHOOSE
@WORDS
@NEW_FILE
def recover_vault(
    call: Call, *, choose: bool, words: str | None, new_passphrase_file: Path | None
) -> None:
    """Open a vault with its recovery words and give it a new passphrase."""
    folder = vault_folder(call)
    demand_vault(folder)
    sheet = ask.line(call, N_("The recovery words from your paper:")).split()
    with files_in_words():
        with progress(call, N_("Opening the vault")) as tick:
            desk = open_desk(folder, "", recovery=sheet, progress=tick)
        mark_practice(call, desk)
        desk.close()
        new, is_chosen = _replacement(call, choose=choose, words=words, file=new_passphrase_file)
        with progress(call, N_("Changing the passphrase")):
            change_passphrase(folder, None, new, recovery=sheet, chosen=is_chosen)
    _say_changed(call)


@command("recovery")
def renew_recovery_words(call: Call) -> None:
    """Make new recovery words for a vault. Those of before open it no more.

    They are shown once and typed back; only then are they in force. A vault that has none gets
    some.
    """
    with seat(call) as desk:
        renew_recovery(desk, words=recovery_words(call))
    answer(call, {"changed": True})
    tell(call, N_("The new recovery words open the vault. Destroy the paper with the old ones."))
    tell(call, N_("Old copies and backups of this vault still open with the words they had."))


def _say_changed(call: Call) -> None:
    answer(call, {"changed": True})
    tell(call, N_("The passphrase is changed."))
    tell(call, N_("Old copies and backups of this vault still open with the old passphrase."))


@command("status")
def show_status(call: Call) -> None:
    """Say what the vault holds, in numbers; nothing of its content."""
    with seat(call) as desk:
        state = describe_vault(desk)
        waiting, held = _waiting(desk, is_held=False), dict(_waiting(desk, is_held=True))
        labels = {name: desk.schema.types[name].plural for name in state.records}
    erasures = {"waiting_erasures": dict(waiting), "held_erasures": held}
    answer(call, {**_state(state), **erasures})
    shown: dict[str, object] = {
        N_("Folder"): str(vault_folder(call)),
        N_("Entries in the log"): state.entries,
        N_("Events whose sources disagree"): state.conflicts,
    }
    named = {labels[name][call.language]: count for name, count in state.records.items()}
    record(call, {**shown, **named})
    for code, until in waiting:
        when = date_words(until, call.language)
        tell(call, N_("The erasure {code} waits until {until}."), code=code, until=when)
    for code in held:
        tell(call, N_("The erasure {code} is on hold."), code=code)


def _state(state: VaultState) -> dict[str, object]:
    return {
        "practice": state.practice,
        "entries": state.entries,
        "records": state.records,
        "conflicts": state.conflicts,
    }


def _waiting(desk: Desk, *, is_held: bool) -> list[tuple[str, str]]:
    """Erasures that are not done, on hold or not: code, and until when they wait."""
    found = list_records(desk, type_name="erasure")
    return [
        (erasure.code, str(erasure.get("erasure.wait_until")))
        for erasure in found
        if erasure.get("erasure.done_on") is None and bool(erasure.get("erasure.held")) is is_held
    ]


@command("rebuild")
def rebuild(call: Call) -> None:
    """Make all tables and the search index anew from the log, beside the old ones."""
    with seat(call, is_settled=False) as desk, at_work(call, desk, N_("Making the tables anew")):
        state = rebuild_vault(desk)
    answer(call, _state(state))
    tell(
        call,
        N_("The tables are made anew from {entries} entries of the log. Prove it: kuager verify"),
        entries=state.entries,
    )


@command("backup")
@argument("to", type=FILE, metavar=N_("FOLDER"), help=N_("A folder that is not there yet."))
@option(
    "--keys-to",
    type=FILE,
    metavar=N_("DIR"),
    help=N_("Lay the copy's keyring apart, in this folder: without it the copy opens for nobody."),
)
def back_up(call: Call, *, to: Path, keys_to: Path | None) -> int:
    """Write a sealed copy of the vault and prove it by opening it."""
    with files_in_words():
        refuse_taken_folder(to)
    with seat(call) as desk, at_work(call, desk, N_("Making the backup")):
        made = back_up_vault(desk, to=to, keys_to=keys_to)
    answer(call, made)
    if not made.sound:
        warn(call, N_("The copy is not sound. Do not rely on it: run kuager verify and try again."))
        return 4
    tell(
        call,
        N_("Backup {code} was proved by opening it: {folder} Entries in it: {entries}."),
        code=made.code,
        entries=made.entries,
        folder=str(made.folder),
    )
    if made.apart:
        tell(call, N_("Its keyring lies apart: {file}"), file=str(made.keyring))
    tell(call, N_("It opens with the passphrase that the vault has today."))
    return 0


COMMANDS = (
    make_vault,
    renew_passphrase,
    recover_vault,
    renew_recovery_words,
    show_status,
    rebuild,
    back_up,
)
