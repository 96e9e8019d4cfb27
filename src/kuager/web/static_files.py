"""The style sheet, the script and the fonts: packaged files, sent as they are."""

from importlib.resources import files

from starlette.responses import Response

_KINDS = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
}


def static_file(name: str) -> Response:
    """One file of `static/` by its bare name; an empty 404 for anything else."""
    kind = _KINDS.get(name.rpartition(".")[2])
    found = files(__package__) / "static" / name
    if kind is None or "/" in name or "\\" in name or not found.is_file():
        return Response(status_code=404)
    return Response(found.read_bytes(), media_type=kind)
