"""Every verb has a door: a command that calls it, or a reason why not; and each has its page.

The registry of the verbs is walked, not a list of commands: a verb that nobody can reach fails
here, and so does a command that the manual leaves out in one of the three languages.
"""

import ast
import pkgutil
import re
import shlex
from collections.abc import Iterator
from importlib import import_module
from inspect import getsource

import click
import pytest

import kuager.verbs
from kuager.cli.__main__ import ROOM, group
from kuager.cli.options import EVERYWHERE, Call
from kuager.lang import LANGUAGES, help_names, help_page
from kuager.verbs._verb import VERBS

for found in pkgutil.iter_modules(kuager.verbs.__path__):
    import_module(f"kuager.verbs.{found.name}")

# Verb → the command that calls it.
DOORS = {
    "verify_vault": "verify",
    "rebuild_vault": "rebuild",
    "describe_vault": "status",
    "back_up_vault": "backup",
    "renew_recovery": "recovery",
    "prove_statement": "prove",
    "look_at_file": "import",
    "preview_import": "import",
    "import_file": "import",
    "undo_import": "undo",
    "export_vault": "export",
    "export_plain": "export",
    "export_list": "list",
    "sign_off_report": "report sign",
    "send_report": "report send",
    "list_editions": "edition list",
    "check_report": "report check",
    "check_words": "report check-words",
    "check_file": "report check-file",
    "override_finding": "report override",
    "withdraw_override": "report override",
    "show_edition": "edition show",
    "compare_editions": "edition compare",
    "where_told": "case told",
    "recall_release": "register recall",
    "list_rules": "rule list",
    "set_rule": "rule set",
    "restore_rule": "rule restore",
    "read_bounds": "report limits",
    "list_records": "list",
    "record_case": "case record",
    "restrict_case": "case restrict",
    "reopen_case": "case reopen",
    "record_consent": "consent record",
    "withdraw_consent": "consent withdraw",
    "show_record": "show",
    "search_records": "search",
    "prefer_statement": "prefer",
    "retract_statement": "retract",
    "merge_records": "merge",
    "separate_records": "separate",
    "preview_erasure": "erase",
    "request_erasure": "erase",
    "carry_out_erasure": "erase",
    "hold_erasure": "erase",
    "release_erasure": "erase",
    "add_evidence": "evidence add",
    "give_out_evidence": "evidence give",
    "write_annual_review": "report annual-review",
    "write_working_copy": "report working-copy",
    "look_at_working_copy": "report take-back",
    "take_back": "report take-back",
    "list_outlines": "report outlines",
    "start_report": "report new",
    "list_reports": "report list",
    "show_report": "report show",
    "read_report": "report show",
    "show_texts": "report show",
    "change_facts": "report change",
    "take_record": "report take",
    "leave_record": "report leave",
    "read_out": "report read",
    "write_text": "report write",
    "set_text_status": "report settle",
    "check_text": "report checked",
    "copy_block": "report copy",
    "keep_text": "kept-text keep",
    "list_kept_texts": "kept-text list",
    "show_kept_text": "kept-text show",
    "change_kept_text": "kept-text change",
    "confirm_kept_text": "kept-text confirm",
    "what_needs_me": "today",
    "show_ladder": "ladder",
    "weigh_table": "table weigh",
    "release_table": "table release",
    "weigh_list": "weigh",
    "list_register": "register list",
    "show_registered": "register show",
    "enter_earlier_figure": "register enter",
    "strike_earlier_figure": "register strike",
    "set_threshold": "register least",
    "add_to_schema": "schema add",
    "list_additions": "schema list",
    "count_table": "table ask",
    "name_bodies": "table ask",
    "count_saved_table": "table ask",
    "save_table": "table save",
    "list_tables": "table list",
    "drop_table": "table drop",
    "assess_point": "point assess",
    "show_point": "point show",
    "list_points": "point list",
    "make_figure": "figure make",
    "list_figures": "figure list",
    "start_campaign": "campaign start",
    "list_campaigns": "campaign list",
    "close_campaign": "campaign close",
    "show_figure": "figure show",
    "claims_beside_figure": "figure show",
    "explain_figure": "figure explain",
    "word_figure": "figure say",
    "weigh_figure": "figure say",
    "show_funnel": "funnel",
    "compare_gatherings": "gatherings",
    "choose_funnel_unit": "table release-funnel",
    "ask_funnel_as_table": "table weigh-funnel",
}
# Verb → why nobody has to call it by a command.
WITHOUT_COMMAND = {
    "hand_out_working_copy": "done on a page: downloaded there; by command it is written",
    "hand_out_report": "done on a page: a file of what “report send” writes, as a download",
    "records_of_funnel": "done on a page: each number of the way to justice leads there",
    "ask_gatherings_as_table": "done on a page: below the comparison; by command it is a table",
    "begin_proceeding": "done on a page: a complaint is begun from its case",
    "take_step": "done on a page: one button of a rung",
    "undo_step": "done on a page: a step is taken back from its rung",
    "choose_ladder": "done on a page: a list below the rungs",
    "place_step": "done on a page: beside a step that stands on no rung",
    "show_letter": "done on a page: a letter is read before it is written",
    "write_letter": "done on a page: a letter is downloaded from its rung",
    "set_limit": "done on a page: a limit of a ladder, as one read it in the law",
    "restore_limit": "done on a page: beside a limit of one's own",
    "sign_letter": "done on a page: below the words that a lawyer has read",
    "show_gathering": "done on a page: the sheet of an event with many people",
    "check_people_at_event": "done on a page: rows are judged while they are typed",
    "record_people_at_event": "done on a page: a sheet of rows; tables are imported",
    "amend_person_at_event": "done on a page: a row of the sheet",
    "withdraw_person_from_event": "done on a page: a row of the sheet",
    "say_number_at_event": "done on a page: beside the sheet of an event",
    "show_collective_filing": "done on a page: who signed, who left and why",
    "record_collective_filing": "done on a page: people are ticked on the sheet of an event",
    "join_filing": "done on a page: people are ticked",
    "leave_filing": "done on a page: one click and a reason",
    "list_sources": "done on a page: the library; kuager list source writes it as a table",
    "show_source": "done on a page: the text with what is cited marked",
    "source_of_passage": "done on a page: a passage leads to its place in the text",
    "give_text": "done on a page: a text is pasted or uploaded",
    "cite_passage": "done on a page: words are chosen in the text",
    "statements_to_source": "done on a page: beside the passage that is chosen",
    "attach_passage": "done on a page: a passage is chosen for what a record says",
    "find_records": "done on a page: a list with its counts is looked at, not typed",
    "find_words": "done on a page: kuager search finds the same records",
    "export_found": "done on a page: kuager list --to writes the whole list",
    "offer_kept": "done on a page: the kept texts that fit a block; kuager kept-text list",
    "choose_kept": "done on a page: kept texts are ticked where they will be printed",
    "place_claim": "done on a page: beside a claim that is shown with a figure",
    "claims_beside": "done on a page: beside a number that is about to be kept as a figure",
    "save_view": "done on a page: above a list that is narrowed",
    "drop_view": "done on a page: beside the saved views",
    "list_views": "done on a page: above the list they narrow",
    "count_by_time": "done on a page: the timeline of a list",
    "count_by_place": "done on a page: the map of a list",
    "offer_choices": "done on a page: the form of a table; kuager table takes names and codes",
    "records_behind": "done on a page: a number of a table leads to its records",
    "keep_draft": "done on a page: what was typed into a form and not saved yet",
    "list_drafts": "done on a page: offered after unlocking, and on the page of the form",
    "take_draft": "done on a page: the form goes on where it was left",
    "read_pieces": "done on a page: a story is shown with the people in it",
    "find_suspects": "done on a page: names and telephones of a story are pointed out",
    "mark_person": "done on a page: a name in a story becomes a link",
    "cut_words": "done on a page: a telephone is taken out of a story",
    "weigh_record": "done on a page: what may be published, and why not",
    "seal_evidence": "done on a page: an upload is sealed while it arrives",
    "open_evidence": "done on a page: a proved file is sent piece by piece",
    "make_record": "done on a page: a form is made from the schema; tables are imported",
    "make_named_in": "done on a page: somebody of whom only the name is known, beside a case",
    "amend_record": "done on a page: a form says only what changed",
    "drop_draft": "done on a page: a draft that was saved or is not wanted",
    "documents_on_shelf": "done on a page: the shelf; kuager report list names the documents",
    "resume_erasures": "runs by itself whenever a vault is opened",
    "show_wording": "done on a page: where the public wording is read before it is signed",
    "write_wording": "done on a page: the public wording is a text to be seen whole",
    "sign_off_wording": "done on a page: whoever signs has to read",
    "add_member": "done on a page: on the command line members are imported",
    "list_circles": "done on a page: there is one pair of circles so far",
    "idle_minutes": "done on a page: it is of pages that it tells",
    "keep_idle_minutes": "done on a page: kuager serve --idle says it for one time",
    "look_at_house": "done on a page: kuager status says the numbers",
    "check_backup_place": "done on a page: kuager backup refuses by itself",
    "export_sealed": "done on a page: a download; kuager export writes a file",
    "list_sheets": "done on a page: on the command line the sheet is named with --sheet",
    "kept_mappings": "done on a page: on the command line a mapping is a file",
    "check_addition": "done on a page: what is pasted is judged before it is put in force",
    "say_of_record": "the way forms say things; on the command line a table is imported",
}
# Commands that work without an open vault, so without a verb of the registry.
BEFORE_A_DESK = {"new", "passphrase", "recover", "restore", "serve", "help"}
# Options of every command → how many words they take.
GLOBAL = {option.opts[0]: 1 if option.is_flag else 2 for option in EVERYWHERE}


def commands(node: click.Command, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by its words."""
    if isinstance(node, click.Group):
        for name, below in node.commands.items():
            yield from commands(below, f"{path} {name}".strip())
    else:
        yield path, node


COMMANDS = dict(commands(group))
MODULES = {
    words: getattr(command.callback, "__module__", "") for words, command in COMMANDS.items()
}


def test_every_verb_has_a_command_or_a_reason() -> None:
    """No verb is out of reach, none has both, and neither table speaks of a verb that is gone."""
    assert VERBS.keys() == DOORS.keys() | WITHOUT_COMMAND.keys()
    assert DOORS.keys().isdisjoint(WITHOUT_COMMAND)


def test_every_command_is_behind_a_verb() -> None:
    """A command that calls no verb decides something itself; those before a desk are known."""
    assert COMMANDS.keys() == set(DOORS.values()) | BEFORE_A_DESK


@pytest.mark.parametrize("verb", DOORS)
def test_the_command_calls_its_verb(verb: str) -> None:
    """The file of the command, or one of this room that it imports, calls the verb by its name."""
    room = {module for module in MODULES.values() if module}
    called = calls(MODULES[DOORS[verb]]) | helpers_calls(MODULES[DOORS[verb]])

    assert MODULES[DOORS[verb]] in room
    assert verb in called


def test_every_file_of_the_room_that_holds_commands_is_in_it() -> None:
    """A tuple of commands that nobody put under `kuager` would be a door without a house."""
    held = {
        name
        for found in pkgutil.iter_modules(import_module("kuager.cli").__path__)
        if found.name != "__main__"
        and "COMMANDS" in vars(module := import_module(name := f"kuager.cli.{found.name}"))
        and module is not None
    }

    assert len(held) == len(ROOM)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", sorted(COMMANDS))
def test_the_manual_explains_the_command(words: str, language: str) -> None:
    """A heading with the command's words, an example, and each of its own options."""
    section = sections(language).get(f"kuager {words}")

    assert words == "help" or section is not None
    assert words == "help" or "    kuager" in (section or "")
    assert [name for name in own_options(COMMANDS[words]) if name not in (section or "")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manual_explains_nothing_that_is_not_there(language: str) -> None:
    """A heading for a command that is gone, or renamed, is found."""
    headed = {title.removeprefix("kuager ") for title in sections(language)}

    assert headed <= COMMANDS.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_of_the_manual_is_a_command_line(language: str) -> None:
    """What is shown to be typed is understood: its command exists and takes its options."""
    for line in examples(language):
        words = [word for word in shlex.split(line)[1:] if word != "--help"]
        while words and words[0] in GLOBAL:
            words = words[GLOBAL[words[0]] :]
        node: click.Command = group
        while words and isinstance(node, click.Group):
            node = node.commands[words.pop(0)]
        if "--help" not in line:
            node.make_context("kuager", words, obj=Call()).close()


def calls(module: str) -> set[str]:
    """The names that a file calls."""
    tree = ast.parse(getsource(import_module(module)))
    return {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


def helpers_calls(module: str) -> set[str]:
    """The names that files of the door which this one imports call."""
    tree = ast.parse(getsource(import_module(module)))
    near = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {
        name
        for other in near
        if other is not None and other.startswith("kuager.cli.")
        for name in calls(other)
    }


def sections(language: str) -> dict[str, str]:
    """Every section of the manual that is headed by a command."""
    pages = "\n".join(help_page(name, language) or "" for name in help_names())
    parts = re.split(r"^##? ", pages, flags=re.MULTILINE)
    return {
        part.partition("\n")[0].strip(): part.partition("\n")[2]
        for part in parts
        if part.startswith("kuager ")
    }


def own_options(command: click.Command) -> list[str]:
    """The long options of a command, those of every command left out."""
    found = [param for param in command.params if isinstance(param, click.Option)]
    return [name for param in found for name in (*param.opts, *param.secondary_opts)]


def examples(language: str) -> list[str]:
    """The lines of all pages that begin with the program's name."""
    pages = "\n".join(help_page(name, language) or "" for name in help_names())
    return [line.strip() for line in pages.splitlines() if line.startswith("    kuager ")]
