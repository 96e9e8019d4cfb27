"""The report shelf: every format file is in the tuple, and what is in the tuple is a file."""

import inspect
from importlib import import_module
from pathlib import Path

import pytest

from kuager.formats import reports
from kuager.formats.reports import REPORT_FORMATS
from kuager.formats.reports.interface import ReportFormat

SHELF = Path(reports.__file__).parent
NOT_FORMATS = {"__init__", "interface"}


def test_every_file_is_in_the_tuple_and_the_reverse() -> None:
    """A format that was forgotten, or one without its file, fails here."""
    files = {file.stem for file in SHELF.glob("*.py")} - NOT_FORMATS

    assert files == {form.NAME for form in REPORT_FORMATS}
    assert len(files) == len(REPORT_FORMATS)


@pytest.mark.parametrize("form", REPORT_FORMATS, ids=lambda form: form.NAME)
def test_a_format_is_named_as_its_file(form: ReportFormat) -> None:
    """The module of that name defines the class, and only that one format."""
    module = import_module(f"{reports.__name__}.{form.NAME}")
    classes = [each for _, each in inspect.getmembers(module, inspect.isclass)]
    formats = [each for each in classes if hasattr(each, "SUFFIX")]

    assert [type(form)] == formats


@pytest.mark.parametrize("form", REPORT_FORMATS, ids=lambda form: form.NAME)
def test_a_format_says_what_it_is(form: ReportFormat) -> None:
    """A name a person can type, a registered kind of media type, a suffix with its dot."""
    assert form.NAME.lower() == form.NAME
    assert f".{form.NAME}" == form.SUFFIX
    assert form.MEDIA_TYPE.split("/")[0] in {"application", "text"}
    assert form.__doc__
