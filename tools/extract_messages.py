"""Find every English message in the source and say what each language still lacks.

    python tools/extract_messages.py            report; exit code 1 if anything is wrong
    python tools/extract_messages.py --write    also put empty places for what is missing into
                                                lang/*/messages.json and take out what is unused

A message is the text of `N_("…")`, a paragraph of the docstring of a function declared with
`@command(…)` (that docstring is its help), or the text of `t("…")` in a template of a page.
"""

import ast
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import Environment, nodes

from kuager.cli.commands import paragraphs
from kuager.lang import LANGUAGES, messages_of, words_of
from kuager.lang.catalogue import message_files
from kuager.lang.sentences import PLURAL_RULES

SOURCE = Path("src/kuager")
PLACE = re.compile(r"\{(\w+)\}")
# Words that are the same in every language: the name, formats, units, words typed by hand.
_SAME = (
    "kuager csv xlsx docx pdf html json utf edtf yaml age sqlcipher kdf id slip padm start dir "
    "windows linux macos excel python libreoffice github nextcloud usb tlp xls caps lock ctrl esc "
    "duck markdown word md"
)
SAME_EVERYWHERE = frozenset(_SAME.split())
NOT_WORDS = re.compile(
    r"[\w-]+\.md|\{\w+\}|`[^`]*`|--?[\w-]+|[A-Z]{2,}[A-Z_]*|\w+\.\w+|kuager(?: [\w-]+)+"
)

Found = dict[str, list[str]]


def found_messages(source: Path = SOURCE) -> Found:
    """Every message of the source, with the places it stands at."""
    found: Found = {}
    files = [(path, messages_in) for path in sorted(source.rglob("*.py"))]
    files += [(path, said_in) for path in sorted(source.glob("web/templates/**/*.html"))]
    for path, messages in files:
        for text, line in messages(path.read_text("utf-8")):
            found.setdefault(text, []).append(f"{path.relative_to(source)}:{line}")
    return found


def said_in(template: str) -> Iterator[tuple[str, int]]:
    """The messages of one template and their lines; raises ValueError for a t() of no literal."""
    tree = Environment(autoescape=True, extensions=["jinja2.ext.do"]).parse(template)
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "t":
            first = call.args[0] if call.args else None
            if isinstance(first, nodes.Const) and isinstance(first.value, str):
                yield first.value, call.lineno
            elif not isinstance(first, nodes.Name):  # a name was a message already: N_("…")
                raise ValueError(f"line {call.lineno}: t() takes one literal sentence, or a name")


def messages_in(code: str) -> Iterator[tuple[str, int]]:
    """The messages of one file and their lines; raises ValueError for an N_() of no literal."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and _name(node.func) == "N_":
            yield _literal(node), node.lineno
        elif isinstance(node, ast.FunctionDef) and "command" in _decorators(node):
            yield from ((text, node.lineno) for text in paragraphs(ast.get_docstring(node)))


def _literal(call: ast.Call) -> str:
    match call.args:
        case [ast.Constant(value=str(text))]:
            return text
    raise ValueError(f"line {call.lineno}: N_() takes one literal sentence")


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


def _decorators(function: ast.FunctionDef) -> set[str]:
    calls = [node.func for node in function.decorator_list if isinstance(node, ast.Call)]
    return {_name(node) for node in calls}


def missing(found: Found, held: Mapping[str, Mapping[str, object]]) -> Iterator[str]:
    """The messages that some language other than English lacks, one line each."""
    for message in sorted(found):
        lacking = [code for code in held if code != "en" and message not in held[code]]
        if len(lacking) > 0:
            yield f"{', '.join(lacking)}: not translated: {message!r} ({found[message][0]})"


def problems(found: Found, language: str, held: Mapping[str, object]) -> Iterator[str]:
    """What is wrong with what one language does say, one line each."""
    for message in sorted(held.keys() - found.keys()):
        yield f"{language}: no longer said anywhere: {message!r}"
    for message, said in held.items():
        for fault in faults(message, said, language):
            yield f"{language}: {fault}: {message!r}"


def faults(message: str, said: object, language: str) -> Iterator[str]:
    """What is wrong with one translation: places, plural forms, words left in English."""
    if isinstance(said, str):
        forms = {"": said}
    elif isinstance(said, dict) and all(isinstance(form, str) for form in said.values()):
        forms = {name: form for name, form in said.items() if name != "by"}
        yield from _plural_faults(message, said, language)
    else:
        yield "neither a sentence nor plural forms"
        return
    for form in forms.values():
        if form.strip() == "":
            yield "empty"
        elif not _same_places(message, form, by=_by(said)):
            yield "other {places} than the English"
        elif language != "en" and (left := english_left(form)):
            yield f"English words left ({', '.join(left)})"


def _plural_faults(message: str, said: dict[str, str], language: str) -> Iterator[str]:
    needed = set(PLURAL_RULES[words_of(language).plural][0])
    if said.keys() != needed | {"by"}:
        yield f"plural forms are not {', '.join(sorted(needed))}"
    if said.get("by") not in PLACE.findall(message):
        yield "'by' names no {place} of the sentence"


def _by(said: object) -> str | None:
    return said.get("by") if isinstance(said, dict) else None


def _same_places(message: str, form: str, *, by: str | None) -> bool:
    """All places of the English stand in the form; the counting one may be spelt out ("one")."""
    here, there = set(PLACE.findall(message)), set(PLACE.findall(form))
    return here - {by} <= there <= here


def english_left(text: str) -> list[str]:
    """Latin words of a Cyrillic translation that are no names, options, codes or formats."""
    words = re.findall(r"[a-z]{2,}", NOT_WORDS.sub(" ", text), flags=re.IGNORECASE)
    return [word for word in words if word.lower() not in SAME_EVERYWHERE]


def _write(found: Found, language: str) -> None:
    lacking = {} if language == "en" else dict.fromkeys(found.keys() - messages_of(language), "")
    for name in message_files(language):
        path = SOURCE / "lang" / language / name
        held = json.loads(path.read_text("utf-8"))
        kept = {key: held[key] for key in held if key in found}
        if name == "messages.json":
            kept |= lacking
        text = json.dumps(dict(sorted(kept.items())), ensure_ascii=False, indent=2)
        path.write_text(f"{text}\n", "utf-8")


def main() -> int:
    """Report, and with --write prepare the files for a translator."""
    found = found_messages()
    held = {code: messages_of(code) for code in LANGUAGES}
    wrong = [line for code in LANGUAGES for line in problems(found, code, held[code])]
    wrong += missing(found, held)
    print("\n".join(wrong) or f"{len(found)} messages, {len(LANGUAGES)} languages: complete")
    if "--write" in sys.argv:
        for language in LANGUAGES:
            _write(found, language)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
