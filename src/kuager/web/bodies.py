"""Reading what a form sent: in memory, within limits, never through a temporary file."""

from collections.abc import Mapping

from starlette.requests import Request

from kuager.web.fields import Fields, Upload


async def read_body(request: Request) -> tuple[Fields, Mapping[str, Upload]]:
    """The fields and files of a form; empty for a plain page load."""
    if request.method != "POST":
        return Fields(), {}
    form = await request.form()
    pairs = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    files = {
        name: Upload(value.filename or "", await value.read())
        for name, value in form.multi_items()
        if not isinstance(value, str)
    }
    return Fields.of(pairs), files
