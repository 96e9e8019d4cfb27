"""The tables of a vault brought to the schema in force: what is built in, and what was added.

Additions are read from the histories, which do not depend on the tables; so a vault whose tables
are of yesterday, or were only just restored, still finds out what is to be in force today.
"""

from collections.abc import Callable

from kuager.model.additions import with_additions
from kuager.model.schema import Schema, load_schema
from kuager.store.layout import layout_digest, layouts
from kuager.store.opening import read_note, write_notes
from kuager.store.rewrite import rewrite
from kuager.store.store import Store
from kuager.store.view import View

_ADDITION, _TEXT, _CODE = "addition", "addition.text", "addition.code"

Tell = Callable[[str, int, int], None]


def schema_of(store: Store) -> Schema:
    """What is built in, and every addition that stands in this vault and fits."""
    found: list[tuple[int, str, str]] = []
    view = View(store)
    for uid in view.ids(_ADDITION):
        standing = [told for told in view.history(uid) if told.stands]
        code = next((str(told.value) for told in standing if told.property == _CODE), "")
        found += [(*in_order(code), str(t.value)) for t in standing if t.property == _TEXT]
    return with_additions(load_schema(), [text for _, _, text in sorted(found)])


def in_order(code: str) -> tuple[int, str]:
    """The place of a code among others: OF-2 before OF-10, on every device alike."""
    return len(code), code


def fit_tables(store: Store, schema: Schema, tell: Tell) -> None:
    """Put a schema in force: tables that do not fit it are made anew from the log."""
    if schema is not store.schema:
        store.schema = schema
        store.reload()
    digest = layout_digest(layouts(schema))
    if read_note(store.connection, "layout") != digest:
        rewrite(store, progress=lambda done, total: tell("rebuild", done, total))
        write_notes(store.connection, {"layout": digest})
