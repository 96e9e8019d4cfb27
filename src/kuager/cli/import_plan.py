"""Before an import: which files, how each is read, and what a person confirmed about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar, Final

from kuager import N_, KuagerError
from kuager.cli import ask
from kuager.cli.choices import choose
from kuager.cli.import_columns import confirmed_mapping
from kuager.cli.options import Call
from kuager.cli.present import answer, tell, warn
from kuager.cli.slugs import PERSONAL, meaning
from kuager.cli.streams import visible_line, write_error
from kuager.model.mapping import Mapping, write_mapping
from kuager.verbs.desk import Desk
from kuager.verbs.imports import FilePlan, Looked, load_mapping, look_at_file
from kuager.verbs.papers import write_paper
from kuager.verbs.table_files import fitting_mapping, mapping_name
from kuager.verbs.values import Finding, ReadChoice

TABLES: Final = (".csv", ".xlsx")
DELIMITERS: Final = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
_CELL_SHOWN: Final = 24


class NothingToImportError(KuagerError):
    """A folder without tables."""

    code: ClassVar[str] = "nothing-to-import"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_("There is no CSV or Excel file in {folder}. Nothing was imported.")


class NoMappingError(KuagerError):
    """A folder holds a table that no mapping fits."""

    code: ClassVar[str] = "no-mapping"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "No mapping in {folder} is called like {file}. Nothing was imported. Name one "
        "{name}.yaml, or import the file by itself."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was said about the files on the command line."""

    mapping: Path | None = None
    save_mapping: Path | None = None
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header_line: int | None = None
    plain_quotes: bool = False

    def choice(self) -> ReadChoice:
        """The same as an importer takes it; the line of the header waits for the sheet's name."""
        return ReadChoice(
            encoding=self.encoding,
            delimiter=None if self.delimiter is None else DELIMITERS[self.delimiter],
            quotes="plain" if self.plain_quotes else "quotes",
        )


def plan_files(call: Call, desk: Desk, paths: Sequence[Path], asked: Asked) -> tuple[FilePlan, ...]:
    """Every file with how it is read, confirmed; none if only a mapping was to be written."""
    given = None if asked.mapping is None else load_mapping(asked.mapping)
    planning = _Planning(call, desk, asked)
    files: list[FilePlan] = []
    for path in paths:
        if path.is_dir():
            files += [planning.plan(file, given or own) for file, own in _folder(path)]
        elif asked.save_mapping is not None:
            _save_suggested(call, desk, path, asked, asked.save_mapping)
            return ()
        else:
            files.append(planning.plan(path, given))
    return tuple(files)


class _Planning:
    """Plans the files of one import; what was asked of one kind of file is not asked again."""

    def __init__(self, call: Call, desk: Desk, asked: Asked) -> None:
        self.call, self.desk, self.asked = call, desk, asked
        self._confirmed: set[tuple[str, str]] = set()

    def plan(self, file: Path, given: Mapping | None) -> FilePlan:
        """How one file is read, after its questions were answered."""
        choice, looked = _settled(self.call, self.desk, file, self.asked)
        if given is None:
            mapping = confirmed_mapping(self.call, self.desk, file, looked)
        else:
            mapping = given
            self._confirm_personal(file, mapping, looked)
        return FilePlan(file=file, mapping=mapping, choice=choice, sheet=looked.sheet)

    def _confirm_personal(self, file: Path, mapping: Mapping, looked: Looked) -> None:
        """Ask about columns that look personal and that the mapping does not name as such."""
        decided = {*mapping.identity, *mapping.public, *mapping.ignore}
        for column in dict.fromkeys(found.column for found in looked.personal):
            if column not in decided and (mapping.id, column) not in self._confirmed:
                self._confirmed.add((mapping.id, column))
                self._ask_of_column(file, mapping, looked, column)

    def _ask_of_column(self, file: Path, mapping: Mapping, looked: Looked, column: str) -> None:
        """Tell that a personal column goes to the identity half, or ask whether it is one."""
        kinds = dict.fromkeys(found.kind for found in looked.personal if found.column == column)
        kind = ", ".join(meaning(self.call, PERSONAL, slug) for slug in kinds)
        facts = {"file": file.name, "column": column, "kind": kind}
        if _goes_to_identity(self.desk, mapping, column):
            said = N_("{file}: the column “{column}” ({kind}) goes to the identity half.")
            tell(self.call, said, **facts)
            return
        ask.confirm(
            self.call,
            N_(
                "{file}: the column “{column}” looks as if it held {kind}. The mapping puts it "
                "where colleagues without the identity key can read it. Is it free of what tells "
                "who somebody is?"
            ),
            **facts,
        )


def _folder(folder: Path) -> Iterator[tuple[Path, Mapping]]:
    """The tables of a folder, each with the mapping that is called like it."""
    files = sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in TABLES and not path.name.startswith((".", "~$"))
    )
    if len(files) == 0:
        raise NothingToImportError(folder=str(folder))
    kept = sorted((folder / "mappings").glob("*.y*ml"))
    mappings = [(path.stem, load_mapping(path)) for path in kept]
    for file in files:
        name = mapping_name(file.stem)
        found = fitting_mapping(file.stem, mappings)
        if found is None:
            raise NoMappingError(folder=str(folder / "mappings"), file=file.name, name=name)
        yield file, found


def _settled(call: Call, desk: Desk, file: Path, asked: Asked) -> tuple[ReadChoice, Looked]:
    """Ask what the file leaves open until nothing is, then tell what a person would not see."""
    choice = asked.choice()
    looked = look_at_file(desk, file=file, choice=choice, sheet=asked.sheet)
    if asked.header_line is not None:
        choice = replace(choice, header_line={looked.sheet: asked.header_line})
        looked = look_at_file(desk, file=file, choice=choice, sheet=asked.sheet)
    while len(looked.questions) > 0:
        _show_sample(call, file, looked)
        choice = _answered(call, choice, looked.questions[0], looked.sheet)
        looked = look_at_file(desk, file=file, choice=choice, sheet=asked.sheet)
    for found in looked.findings:
        warn(call, found.text, **found.facts)
    return choice, looked


def _show_sample(call: Call, file: Path, looked: Looked) -> None:
    """The names of the columns and the first rows, for a person to see whether they are right."""
    tell(call, N_("The beginning of {file}:"), file=file.name)
    for row in (looked.columns, *looked.sample):
        cells = (visible_line(cell)[:_CELL_SHOWN] for cell in row)
        tell(call, "  {cells}", cells=" | ".join(cells))


def _answered(call: Call, choice: ReadChoice, found: Finding, sheet: str) -> ReadChoice:
    """The choice with one more answer, which is one of those offered."""
    write_error(visible_line(call.say(found.text, **found.facts)))
    given = choose(call, {one: _shown(one) for one in found.choices})
    name = str(found.ask)
    value: Any = {sheet: int(given)} if name == "header_line" else given
    return replace(choice, **{name: value})


def _shown(sign: str) -> str:
    """A delimiter by its name, everything else as it is."""
    names = {written: name for name, written in DELIMITERS.items()}
    return f"{sign}  ({names[sign]})" if sign in names and sign != "\t" else names.get(sign, sign)


def _save_suggested(call: Call, desk: Desk, file: Path, asked: Asked, to: Path) -> None:
    """Write a first mapping for a person to mend; nothing is imported."""
    _, looked = _settled(call, desk, file, asked)
    suggested = looked.suggested
    write_paper(to, write_mapping(suggested))
    open_columns = [name for name in looked.columns if name not in suggested.named]
    answer(call, {"mapping": to, "undecided": open_columns})
    tell(call, N_("The suggested mapping is written: {file} Nothing was imported."), file=str(to))
    if len(open_columns) > 0:
        columns = ", ".join(open_columns)
        tell(call, N_("It says nothing yet of these columns: {columns}."), columns=columns)
    tell(call, N_("Read it, mend it, then import with --mapping."))


def _goes_to_identity(desk: Desk, mapping: Mapping, column: str) -> bool:
    targets = mapping.columns.get(column, ())
    halves = {desk.schema.property(target.property).half for target in targets}
    return halves == {"identity"}
