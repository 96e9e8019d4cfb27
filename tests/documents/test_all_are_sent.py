"""Every document of the examples, from end to end: checked, signed off, sent, kept, made again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.documents.produced import example_in
from tests.examples.folders import KAZAKHSTAN, PRACTICE
from tests.verbs.desks import findings
from tests.verbs.stories import members

from kuager.formats.reports import REPORT_FORMATS
from kuager.verbs.checking import check_report
from kuager.verbs.desk import Desk
from kuager.verbs.documents import list_reports
from kuager.verbs.editions import list_editions, show_edition
from kuager.verbs.manuscripts import make_report, read_report
from kuager.verbs.overrides import override_finding
from kuager.verbs.sending import FORMS, Sent, send_report, sign_off_report

FOLDERS = {"kazakhstan": KAZAKHSTAN, "practice": PRACTICE}


@pytest.fixture(params=FOLDERS, scope="module")
def vault(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """An example in a vault of its own: documents are sent from it."""
    made = example_in(tmp_path_factory.mktemp("sent"), FOLDERS[request.param])
    members(made)
    yield made
    made.close()


def versions(desk: Desk) -> list[tuple[str, str]]:
    """Each document in each of its languages."""
    return [(one.code, language) for one in list_reports(desk) for language in one.languages]


def passed(desk: Desk, code: str, language: str) -> list[str]:
    """Let pass with a reason what may be let pass; what may not is returned."""
    found = check_report(desk, code=code, language=language)
    for one in found.open:
        override_finding(
            desk, code=code, language=language, key=one.key, reason="Read by two.", by="M-8"
        )
    return [one.check for one in found.firm]


def sent(desk: Desk, code: str, language: str, to: Path) -> Sent:
    """Signed off and sent in all formats."""
    digest = read_report(desk, code=code, language=language).digest
    sign_off_report(
        desk,
        code=code,
        language=language,
        read=digest,
        by="M-8",
        prepared_by="M-7",
        readers=("public",),
        harm="Nobody: an example.",
    )
    return send_report(desk, code=code, language=language, read=digest, to=to, forms=FORMS)


@pytest.mark.full
def test_every_document_is_sent_and_kept(vault: Desk, tmp_path: Path) -> None:
    """No finding that nobody may let pass; four files; every block and note in the edition."""
    wanted = versions(vault)

    for code, language in wanted:
        assert [] == passed(vault, code, language), (code, language)
        made = make_report(vault, code, language)
        done = sent(vault, code, language, tmp_path / code / language)
        kept = show_edition(vault, code=done.edition)
        told = [block for block in kept.blocks if block.kind != "note"]

        assert 4 == len(done.files), (code, language)
        assert len(made.laid.placed) == len(told), (code, language)
        assert {w.SUFFIX: w.write(made.laid.report) for w in REPORT_FORMATS} == {
            path.suffix: path.read_bytes() for path in done.files
        }, (code, language)

    assert len(wanted) == len(list_editions(vault))
    assert [] == findings(vault)
