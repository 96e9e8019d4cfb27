"""A suggested mapping, completed and confirmed by a person, column by column."""

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from kuager import N_, KuagerError
from kuager.cli import ask
from kuager.cli.options import Call
from kuager.cli.present import table, tell, warn
from kuager.cli.readings import Reader
from kuager.cli.slugs import PERSONAL, meaning
from kuager.model.mapping import Mapping, Target
from kuager.verbs.desk import Desk
from kuager.verbs.imports import Looked


class OtherTypeError(KuagerError):
    """The rows are of another type than the columns suggested."""

    code: ClassVar[str] = "other-type"
    exit_code: ClassVar[int] = 3
    text: ClassVar[str] = N_(
        "Nothing was imported. Write the mapping into a file with --save-mapping, say the right "
        "type there, and import with --mapping."
    )


def confirmed_mapping(call: Call, desk: Desk, file: Path, looked: Looked) -> Mapping:
    """The suggested mapping after the person decided about every column of the file."""
    mapping = looked.suggested
    reader = Reader(call, desk.schema, {})
    tell(
        call,
        N_("{file}: {rows} rows. Each seems to be one record of the type “{type}”."),
        file=file.name,
        rows=looked.rows,
        type=reader.type_label(mapping.type),
    )
    if not ask.is_yes(call, N_("Is that so?")):
        raise OtherTypeError
    if mapping.key is None:
        key = _asked_key(call, looked)
        kept = {name: targets for name, targets in mapping.columns.items() if name != key}
        identity = tuple(name for name in mapping.identity if name != key)
        mapping = replace(mapping, key=key, columns=kept, identity=identity)
    for column in mapping.identity:
        mapping = _asked_personal(call, reader, mapping, looked, column)
    for column in looked.columns:
        if column not in mapping.named:
            mapping = _asked_property(call, desk, mapping, column)
    _show(call, reader, mapping, looked)
    ask.confirm(call, N_("Is this how the columns are to be read?"))
    return mapping


def _asked_key(call: Call, looked: Looked) -> str:
    """The column with the stable code of each record."""
    while True:
        columns = ", ".join(looked.columns)
        given = ask.line(
            call,
            N_("Which column holds the stable code of each record? The columns are: {columns}."),
            columns=columns,
        ).strip()
        if given not in looked.columns:
            warn(call, N_("There is no such column."))
        elif _is_free_of_people(call, looked, given):
            return given


def _is_free_of_people(call: Call, looked: Looked, column: str) -> bool:
    """Whether a column may be what everybody reads: codes do not tell who somebody is."""
    kind = _kinds(call, looked, column)
    return kind == "" or ask.is_yes(
        call,
        N_(
            "The column “{column}” looks as if it held {kind}, and everybody here reads the codes. "
            "Is it free of what tells who somebody is?"
        ),
        column=column,
        kind=kind,
    )


def _kinds(call: Call, looked: Looked, column: str) -> str:
    """What a column seems to hold, in words; nothing if it does not look personal."""
    kinds = dict.fromkeys(found.kind for found in looked.personal if found.column == column)
    return ", ".join(meaning(call, PERSONAL, slug) for slug in kinds)


def _asked_personal(
    call: Call, reader: Reader, mapping: Mapping, looked: Looked, column: str
) -> Mapping:
    """A personal column is kept in the identity half, or left out."""
    kind = _kinds(call, looked, column)
    targets = mapping.columns.get(column, ())
    if len(targets) == 0:
        tell(
            call, N_("The column “{column}” looks as if it held {kind}."), column=column, kind=kind
        )
        return mapping
    is_kept = ask.is_yes(
        call,
        N_(
            "The column “{column}” looks as if it held {kind}. Keep it in the identity half, as "
            "“{property}”? No leaves it out."
        ),
        column=column,
        kind=kind,
        property=reader.label(targets[0].property),
    )
    return mapping if is_kept else _left_out(mapping, column)


def _asked_property(call: Call, desk: Desk, mapping: Mapping, column: str) -> Mapping:
    """What a column that met nothing says; nothing typed leaves it out."""
    while True:
        given = ask.line(
            call,
            N_(
                "The column “{column}” meets nothing that Kuager knows. Type the name of a "
                "property, such as {example}, ? for all of them, or nothing to leave it out:"
            ),
            column=column,
            example=f"{mapping.type}.remarks",
        ).strip()
        if given == "":
            return _left_out(mapping, column)
        if given == "?":
            names = desk.schema.types[mapping.type].properties
            tell(call, "{names}", names=", ".join(f"{mapping.type}.{name}" for name in names))
            continue
        name = given if "." in given else f"{mapping.type}.{given}"
        prop = desk.schema.properties.get(name)
        if prop is None:
            warn(call, N_("There is no such property."))
        elif column in mapping.identity and prop.half != "identity":
            warn(call, N_("Colleagues without the identity key could read it there."))
        else:
            return replace(mapping, columns={**mapping.columns, column: (Target(property=name),)})


def _left_out(mapping: Mapping, column: str) -> Mapping:
    kept = {name: targets for name, targets in mapping.columns.items() if name != column}
    return replace(
        mapping,
        columns=kept,
        ignore=(*mapping.ignore, column),
        identity=tuple(name for name in mapping.identity if name != column),
    )


def _show(call: Call, reader: Reader, mapping: Mapping, looked: Looked) -> None:
    rows = [(column, _becomes(call, reader, mapping, column)) for column in looked.columns]
    table(call, [N_("Column"), N_("Becomes")], rows)


def _becomes(call: Call, reader: Reader, mapping: Mapping, column: str) -> str:
    if column == mapping.key:
        return call.say(N_("the stable code"))
    if column == mapping.source:
        return call.say(N_("who says so"))
    if column == mapping.sure:
        return call.say(N_("how sure we are"))
    if column in mapping.ignore:
        return call.say(N_("left out"))
    targets = mapping.columns[column]
    labels = ", ".join(reader.label(target.property) for target in targets)
    is_identity = any(reader.schema.property(t.property).half == "identity" for t in targets)
    return f"{labels} ({call.say(N_('identity half'))})" if is_identity else labels
