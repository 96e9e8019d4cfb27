"""The style of the house, in numbers, measured on the syntax tree of `src/kuager`."""

import ast
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "kuager"
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "manager", "base", "core", "util"}
FILE_MEDIAN, FILE_MOST = 130, 500
FUNCTION_MEDIAN, FUNCTION_P90, FUNCTION_MOST = 8, 25, 60
BROAD_EXCEPTS = {"cli/__main__.py": 1, "web/app.py": 1}
MAY_WRITE = {
    "vault/files.py",  # the one way to write
    "model/compiled_files.py",  # run when a schema file changes, never by a person's command
    "formats/exporters/sinks.py",  # the open folder a person asked for: new files only
    "cli/commands.py",  # Click's formatter has a write_text() that writes help to the terminal
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def trees() -> dict[str, ast.Module]:
    """Every file with a line in it, by its path inside the package."""
    return {
        path.relative_to(SOURCE).as_posix(): ast.parse(text)
        for path in sorted(SOURCE.rglob("*.py"))
        if (text := path.read_text("utf-8")).strip()
    }


TREES = trees()


def functions(tree: ast.AST) -> list[Function]:
    """Every function and method of a file, nested ones too."""
    return [node for node in ast.walk(tree) if isinstance(node, Function)]


def length(function: Function) -> int:
    """Lines from `def` to the end."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def percentile(values: list[int], part: float) -> int:
    """The value that `part` of all values do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def is_public(function: Function) -> bool:
    """Whether a function is for others: no underscore in front."""
    return not function.name.startswith("_")


def no_docstring(tree: ast.Module) -> Iterator[int]:
    """A module, or a public function or class, without a docstring."""
    if ast.get_docstring(tree) is None:
        yield 1
    hidden = _inside_functions_and_private_classes(tree)
    for node in ast.walk(tree):
        if not isinstance(node, Function | ast.ClassDef) or node in hidden:
            continue
        if not node.name.startswith("_") and ast.get_docstring(node) is None:
            yield node.lineno


def _inside_functions_and_private_classes(tree: ast.Module) -> set[ast.AST]:
    return {
        inner
        for node in ast.walk(tree)
        if isinstance(node, Function)
        or (isinstance(node, ast.ClassDef) and node.name.startswith("_"))
        for inner in ast.walk(node)
        if inner is not node
    }


def no_return_type(tree: ast.Module) -> Iterator[int]:
    """A function that does not say what it returns."""
    return (node.lineno for node in functions(tree) if node.returns is None)


def positional_boolean(tree: ast.Module) -> Iterator[int]:
    """A boolean default that can be given by position."""
    for function in functions(tree):
        for default in function.args.defaults:
            if isinstance(default, ast.Constant) and isinstance(default.value, bool):
                yield function.lineno


def mutable_default(tree: ast.Module) -> Iterator[int]:
    """A default that all calls would share."""
    for function in functions(tree):
        defaults = [*function.args.defaults, *filter(None, function.args.kw_defaults)]
        if any(isinstance(default, ast.List | ast.Dict | ast.Set) for default in defaults):
            yield function.lineno


def global_statement(tree: ast.Module) -> Iterator[int]:
    """`global`: state that belongs to nobody."""
    return (node.lineno for node in ast.walk(tree) if isinstance(node, ast.Global))


def assert_statement(tree: ast.Module) -> Iterator[int]:
    """`assert` as a check: `python -O` takes it out."""
    return (node.lineno for node in ast.walk(tree) if isinstance(node, ast.Assert))


def print_call(tree: ast.Module) -> Iterator[int]:
    """`print`: answers go through the door's own writer."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print":
            yield node.lineno


def write_in_place(tree: ast.Module) -> Iterator[int]:
    """A file opened for writing: writes go to a new file, are flushed and renamed."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _writes(node):
            yield node.lineno


def _writes(call: ast.Call) -> bool:
    if getattr(call.func, "attr", "") in ("write_text", "write_bytes", "touch"):
        return True
    is_builtin = getattr(call.func, "id", "") == "open"
    if not is_builtin and getattr(call.func, "attr", "") != "open":
        return False
    modes = [*call.args[1 if is_builtin else 0 :][:1]]
    modes += [keyword.value for keyword in call.keywords if keyword.arg == "mode"]
    return any(_is_writing_mode(mode) for mode in modes)


def _is_writing_mode(mode: ast.expr) -> bool:
    text = mode.value if isinstance(mode, ast.Constant) else None
    return isinstance(text, str) and set(text) <= set("rwaxbt+") and bool(set(text) & set("wax"))


def broad_except(tree: ast.Module) -> Iterator[int]:
    """An except that catches everything, known or not."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if any(
                kind is None or _named(kind) in ("Exception", "BaseException") for kind in kinds
            ):
                yield node.lineno


def _named(kind: ast.expr) -> str:
    return getattr(kind, "id", "")


RULES: dict[Callable[[ast.Module], Iterator[int]], tuple[str, set[str]]] = {
    no_docstring: ("def f() -> int:\n    return 1", set()),
    no_return_type: ('"""x."""\ndef f():\n    """x."""', set()),
    positional_boolean: ("def f(a, b=True): ...", set()),
    mutable_default: ("def f(*, a=[]): ...", set()),
    global_statement: ("def f():\n    global x", set()),
    assert_statement: ("assert True", set()),
    print_call: ("print(1)", set()),
    write_in_place: ("from pathlib import Path\nPath('x').open('w')", MAY_WRITE),
    broad_except: ("try: ...\nexcept (OSError, Exception): ...", set(BROAD_EXCEPTS)),
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_source_keeps_the_rule(rule: Callable[[ast.Module], Iterator[int]]) -> None:
    """No file of the source does what the rule names."""
    exempt = RULES[rule][1]
    found = [f"{n}:{line}" for n, tree in TREES.items() if n not in exempt for line in rule(tree)]

    assert found == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_rule_bites(rule: Callable[[ast.Module], Iterator[int]]) -> None:
    """Each rule finds the fault it is there for."""
    assert list(rule(ast.parse(RULES[rule][0]))) != []


@pytest.mark.parametrize(
    "code",
    ["open('x', 'w')", "open('x', mode='ab')", "p.write_text('x')", "p.open('xb')", "p.touch()"],
)
def test_every_way_to_write_is_seen(code: str) -> None:
    """Whoever opens a file for writing is found, by position and by keyword."""
    assert list(write_in_place(ast.parse(code))) == [1]


@pytest.mark.parametrize("code", ["open('w')", "p.open('rb')", "zip.open('web', 'r')", "p.open()"])
def test_reading_is_not_writing(code: str) -> None:
    """A file opened for reading is no breach, whatever it is called."""
    assert list(write_in_place(ast.parse(code))) == []


def test_each_door_has_one_broad_except() -> None:
    """Two broad excepts in all: the outermost handler of each door."""
    for name, most in BROAD_EXCEPTS.items():
        assert len(list(broad_except(TREES.get(name, ast.Module([], []))))) <= most


def test_files_are_short() -> None:
    """A file has at most 500 lines, and half of them at most 130."""
    lines = {name: len((SOURCE / name).read_text("utf-8").splitlines()) for name in TREES}

    assert [f"{name} {count}" for name, count in lines.items() if count > FILE_MOST] == []
    assert statistics.median(lines.values()) <= FILE_MEDIAN


def test_functions_are_short() -> None:
    """A function has at most 60 lines, nine of ten at most 25, half of them at most 8."""
    sizes = {
        f"{name}:{function.name}": length(function)
        for name, tree in TREES.items()
        for function in functions(tree)
    }
    values = [length(function) for tree in TREES.values() for function in functions(tree)]

    assert [f"{name} {size}" for name, size in sizes.items() if size > FUNCTION_MOST] == []
    assert statistics.median(values) <= FUNCTION_MEDIAN
    assert percentile(values, 0.9) <= FUNCTION_P90


def test_nearly_all_public_functions_are_documented() -> None:
    """Nine of ten public functions, nested ones counted too, have a docstring."""
    public = [f for tree in TREES.values() for f in functions(tree) if is_public(f)]
    documented = [function for function in public if ast.get_docstring(function) is not None]

    assert len(documented) >= 0.9 * len(public)


def test_no_file_is_a_drawer() -> None:
    """No file or folder has a name that anything could be put under."""
    found = [path for path in SOURCE.rglob("*") if path.stem.lower() in FORBIDDEN_NAMES]

    assert found == []
