"""Evidence: a file is sealed while it arrives, and given out only as a download, after proof."""

from pathlib import PurePosixPath

from starlette.responses import Response, StreamingResponse

from kuager import N_
from kuager.verbs.amending import shown_record
from kuager.verbs.desk import UnknownRecordError
from kuager.verbs.evidence import EmptyFileError, open_evidence, seal_evidence
from kuager.verbs.values import Record
from kuager.web.drafting import mark_of_form, obeyed, obeyed_before
from kuager.web.form_choices import flat_terms
from kuager.web.record_view import path_of
from kuager.web.routes.route import Route
from kuager.web.value_words import Words
from kuager.web.visit import Visit

_HOLDERS = ("case", "event")
_ABOUT = ("kind", "acquired_how", "title")
_MOST_ENDING = 6
_UNPROCESSABLE = 422


def show_evidence(visit: Visit) -> Response:
    """The files beside a case or event, and the form for another one."""
    return _page(visit, _holder(visit), "")


def upload(visit: Visit) -> Response:
    """Seal the file that is arriving."""
    holder = _holder(visit)
    path = f"{path_of(holder)}/evidence"
    before = obeyed_before(visit)
    if before is not None:
        return visit.see(before)
    about = {short: visit.form.get(short) for short in _ABOUT}
    if visit.upload is None or not visit.upload.name:
        return _page(visit, holder, visit.t(EmptyFileError()))
    try:
        kept = seal_evidence(
            visit.desk,
            reader=visit.upload,
            name=visit.upload.name,
            beside=(holder.type, holder.code),
            about=about,
        )
    except EmptyFileError as refusal:
        return _page(visit, holder, visit.t(refusal))
    obeyed(visit, path)
    visit.tell(N_("Sealed as {code}. The original still lies where it was."), code=kept.code)
    return visit.see(path)


def ask_for_file(visit: Visit) -> Response:
    """What giving out a file means, before it is given out."""
    record = shown_record(visit.desk, "evidence", visit.path["code"])
    if record.text("evidence.blob") is None:
        raise UnknownRecordError(code=record.code)
    words = Words(visit.desk, visit.language)
    return visit.page(
        "evidence_file.html", record=record, safe_words=words.safe(record), path=path_of(record)
    )


def give_out(visit: Visit) -> Response:
    """The file as a download under a neutral name; the browser shows nothing of it in the house."""
    out = open_evidence(visit.desk, code=visit.path["code"])
    name = f"{_neutral(out.code)}{_ending(out.name)}"
    told = dict(visit.file(b"", name=name).headers)
    told["content-length"] = str(out.size)
    return StreamingResponse(out.pieces, media_type="application/octet-stream", headers=told)


def _neutral(code: str) -> str:
    return "".join(char for char in code if char.isascii() and (char.isalnum() or char in "-_"))


def _ending(name: str) -> str:
    """The ending of a file name, if it is a plain one."""
    ending = PurePosixPath(name).suffix.lower()
    is_plain = ending[1:].isascii() and ending[1:].isalnum() and len(ending) <= _MOST_ENDING
    return ending if is_plain else ""


def _holder(visit: Visit) -> Record:
    kind = visit.path["type"]
    if kind not in _HOLDERS:
        raise UnknownRecordError(code=visit.path["code"])
    return shown_record(visit.desk, kind, visit.path["code"])


def _page(visit: Visit, holder: Record, error: str) -> Response:
    words, schema = Words(visit.desk, visit.language), visit.desk.schema
    files = []
    for link in visit.desk.view.referring(holder.id, f"evidence.{holder.type}"):
        record = words.record(link.subject)
        if record is not None:
            files.append((words.with_code(record), visit.url(path_of(record)), record.code))
    return visit.page(
        "evidence.html",
        status=_UNPROCESSABLE if error else 200,
        record=holder,
        type_label=words.type(holder.type),
        path=path_of(holder),
        files=files,
        labels={short: words.label(f"evidence.{short}") for short in _ABOUT},
        typed={short: visit.form.get(short) for short in _ABOUT},
        kinds=flat_terms(words, schema.property("evidence.kind")),
        ways=flat_terms(words, schema.property("evidence.acquired_how")),
        error=error,
        mark=mark_of_form(visit),
    )


ROUTES: tuple[Route, ...] = (
    Route("GET", "/record/evidence/{code}/file", ask_for_file),
    Route("POST", "/record/evidence/{code}/file", give_out),
    Route("GET", "/record/{type}/{code}/evidence", show_evidence),
    Route("POST", "/record/{type}/{code}/evidence", upload, streams=True),
)
