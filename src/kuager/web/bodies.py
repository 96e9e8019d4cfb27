"""Reading what a form sent: in memory, within limits, never through a temporary file."""

from collections.abc import Mapping
from dataclasses import replace

from starlette.requests import Request

from kuager.web.fields import Fields, Upload


async def read_body(request: Request) -> tuple[Fields, Mapping[str, Upload]]:
    """The fields and files of a form; empty for a plain page load."""
    if request.method != "POST":
        return Fields(), {}
    form = await request.form()
    pairs = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    files: dict[str, Upload] = {}
    for name, value in form.multi_items():
        if not isinstance(value, str):
            found = Upload(value.filename or "", await value.read())
            first = files.setdefault(name, found)
            if first is not found:
                files[name] = replace(first, also=(*first.also, found))
    return Fields.of(pairs), files
