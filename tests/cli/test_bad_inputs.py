"""What people and machines do wrong at the command line, on real commands and a real vault.

The numbers are those of the list of bad inputs: 54 to 60 at the command line, 83 to 89 about
vault files, backups and recovery words (89, an output of a case whose consent was withdrawn,
stands in `test_report_commands`). Whatever happens, nothing that was there is lost.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from shamir_mnemonic import generate_mnemonics
from tests.cli.house import PASSPHRASE, House
from tests.cli.small_commands import IS_POSIX, ROOT

from kuager.vault.recovery import new_recovery
from kuager.vault.slots import add_recovery_slot, unlock

ESCAPES = "\x1b]0;owned\x07\x1b]52;c;Y2FuYXJ5\x07"


def spawn(
    house: House, *arguments: str | Path, then: str = "", **environment: str
) -> "subprocess.CompletedProcess[bytes]":
    """The real command in a process of its own; `then` follows, as in `| head -1`."""
    where = ["--vault", house.folder, "--passphrase-file", house.passphrase_file]
    line = [sys.executable, "-m", "kuager.cli", *map(str, (*where, *arguments))]
    kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ}
    settings = {**kept, "PYTHONPATH": str(ROOT / "src"), **environment}
    if then:
        line = ["bash", "-c", f'set -o pipefail; "$@" {then}', "bash", *line]
    return subprocess.run(line, env=settings, input=b"", capture_output=True, check=False)


def with_events(house: House, tmp_path: Path, rows: str) -> None:
    """Events with codes and remarks of our choice."""
    mapping = "mapping: m\ntype: event\nkey: code\ncolumns: {note: event.remarks}\n"
    (tmp_path / "m.yaml").write_text(mapping)
    (tmp_path / "e.csv").write_text(f"code,note\n{rows}", "utf-8")
    house("import", tmp_path / "e.csv", "--mapping", tmp_path / "m.yaml", "--yes")


@pytest.mark.parametrize("option", ["--passphrase", "--password=x", "--words=a", "--secret"])
def test_54_no_command_takes_a_secret_as_an_argument(house: House, option: str) -> None:
    """Others can see a command line; the secret is not repeated."""
    if option == "--words=a":
        option = "--key=canary"
    said = house("status", option, code=2)

    assert "Secrets are not accepted on the command line" in said.err
    assert "canary" not in said.err


@IS_POSIX
def test_55_a_reader_that_leaves_ends_quietly(house: House, tmp_path: Path) -> None:
    """`kuager list | head -1`, a closed and a full standard output: no traceback, clean codes."""
    rows = "".join(f"E-{number},{number} of many\n" for number in range(4000))
    with_events(house, tmp_path, rows)
    closed = spawn(house, "list", "event", then=">&-")
    head = spawn(house, "list", "event", then="| head -1")
    full = spawn(house, "list", "event", then="> /dev/full")

    assert b"Traceback" not in closed.stderr + head.stderr + full.stderr
    assert head.stdout.count(b"\n") == 1
    assert full.returncode == 74


@IS_POSIX
@pytest.mark.parametrize(
    "after_seconds",
    [pytest.param(0.1, marks=pytest.mark.full), 0.5, pytest.param(1.2, marks=pytest.mark.full)],
)
def test_55_ctrl_c_leaves_no_half_work(house: House, tmp_path: Path, after_seconds: float) -> None:
    """Whenever it comes: exit code 130 or done, no file under the final name, the vault sound."""
    arguments = ["export", tmp_path / "out", "--plain"]
    line = [sys.executable, "-m", "kuager.cli", "--vault", house.folder]
    line += ["--passphrase-file", house.passphrase_file, *arguments]
    settings = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    running = subprocess.Popen(
        list(map(str, line)),
        env=settings,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(after_seconds)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=30)

    assert running.returncode in (130, -signal.SIGINT, 2)
    assert running.returncode != 130 or b"Stopped" in err
    assert not (tmp_path / "out").exists()
    assert house.json("verify")["sound"] is True


def test_56_no_stored_text_drives_the_terminal(house: House, tmp_path: Path) -> None:
    """In codes, texts and file names: control characters are spelt out wherever they show."""
    with_events(house, tmp_path, f'"E-{ESCAPES}","{ESCAPES}"\n')
    shown = house("list", "event").out + house("search", typed="owned\n").out
    missing = house("import", f"{ESCAPES}.csv", code=2).err

    assert "\x1b" not in shown + missing
    assert "\x07" not in shown + missing
    assert "\\x1b]0;owned" in shown
    assert "\\x1b]52" in missing


@pytest.mark.parametrize(
    "settings", [{"LC_ALL": "C", "LANG": "C"}, {"PYTHONIOENCODING": "ascii"}], ids=str
)
def test_57_any_terminal_shows_something(house: House, settings: dict[str, str]) -> None:
    """Cyrillic on an ASCII terminal: question marks on the screen, never a traceback."""
    house.record_case(story="Әйгерім айтып берді.")
    said = spawn(house, "show", "C-1", "--lang", "kk", **settings)

    assert said.returncode == 0
    assert b"Traceback" not in said.stderr
    assert b"C-1" in said.stdout


def taken_outputs(tmp_path: Path) -> list[Path]:
    """Every kind of thing that may stand where something is to be written."""
    (tmp_path / "file").write_text("mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").write_text("mine")
    found = [tmp_path / "file", tmp_path / "folder"]
    if os.name == "posix":
        (tmp_path / "link").symlink_to(tmp_path / "file")
        (tmp_path / "loose").symlink_to(tmp_path / "nowhere")
        found += [tmp_path / "link", tmp_path / "loose"]
    return found


def test_58_nothing_is_written_over(house: House, tmp_path: Path) -> None:
    """A file, a folder, a link, a link to nothing: refused by every command that writes."""
    house.record_case()
    (tmp_path / "a.jpg").write_bytes(b"a")
    house("evidence", "add", tmp_path / "a.jpg")
    place = house.json("show", "C-1")["history"][0]["statement"]
    for to in taken_outputs(tmp_path):
        house("list", "case", "--to", to, code=3)
        house("export", to, code=3)
        house("prove", place, "--to", to, code=3)
        house("evidence", "give", "EV-1", "--to", to, code=3)
        house("backup", to, code=3)

    assert (tmp_path / "file").read_text() == "mine"
    assert (tmp_path / "folder" / "file").read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()


def test_58_a_name_the_disk_cannot_hold_is_refused_in_words(house: House, tmp_path: Path) -> None:
    """Too long a name, a file where a folder should be."""
    (tmp_path / "file").write_text("mine")
    house.record_case()
    long = house("list", "case", "--to", tmp_path / ("x" * 300), code=2)
    below = house("list", "case", "--to", tmp_path / "file" / "below.csv", code=2)

    assert "cannot hold a file named" in long.err
    assert "file or folder" in below.err


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes everywhere")
def test_58_a_folder_that_is_read_only_is_refused_in_words(house: House, tmp_path: Path) -> None:
    """This computer does not let you; nothing is left half written."""
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o500)

    assert "does not let you" in house("list", "case", "--to", shut / "x.csv", code=6).err
    assert list(shut.iterdir()) == []


@IS_POSIX
@pytest.mark.parametrize("name", ["-photo.jpg", "a*b?.jpg", "a\nb.jpg", "--json", "~", "$(x).jpg"])
def test_59_a_path_is_a_path(house: House, tmp_path: Path, name: str) -> None:
    """Whatever a file is called, it is sealed and keeps its name."""
    (tmp_path / name).write_bytes(b"picture")
    house("evidence", "add", "--", name)

    assert house.json("show", "EV-1")["values"]["evidence.original_name"] == name


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["verfy"], "Did you mean recovery, verify?"),
        (["evidence", "ad"], "Did you mean add?"),
        (["import", "x.csv", "--dryrun"], "Did you mean --dry-run"),
        (["report", "annual-reviw"], "Did you mean annual-review?"),
        (["erase", "C-1", "--resaon", "danger"], "--reason, --sooner?"),
        (["backup"], "is missing"),
        (["import", "x.csv", "--mode", "replace"], "must be one of: add, update, meet"),
    ],
)
def test_60_a_slip_gets_a_hint(house: House, arguments: list[str], hint: str) -> None:
    """Exit code 2, before any passphrase is asked for."""
    assert hint in house(*arguments, code=2).err


def emptied(path: Path) -> None:
    """Nothing went out of it."""
    path.write_bytes(b"")


def scrambled(path: Path) -> None:
    """Something else altogether."""
    path.write_bytes(b"This is a letter, not a vault.\n" * 100)


def cut(path: Path) -> None:
    """The second half gone."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("spoil", [emptied, scrambled, cut], ids=lambda spoil: spoil.__name__)
@pytest.mark.parametrize("name", ["slots", "keyring", "vault.db"])
def test_83_what_is_no_vault_is_never_written_over(
    house: House, name: str, spoil: Callable[[Path], None]
) -> None:
    """One sentence with what to do, and every byte stays: no new vault takes its place."""
    spoil(house.folder / name)
    before = {path.name: path.read_bytes() for path in house.folder.iterdir() if path.is_file()}
    said = house("verify", code=4)
    after = {path.name: path.read_bytes() for path in house.folder.iterdir() if path.is_file()}

    assert "altered" in said.err or "damaged" in said.err
    assert after[name] == before[name]
    assert house("new", code=3).err != ""


def test_83_lowered_passphrase_parameters_are_refused(house: House) -> None:
    """8 KiB of memory would make guessing cheap: the vault is not opened with them."""
    data = bytearray((house.folder / "slots").read_bytes())
    cost = (
        data.index((64 << 20).to_bytes(4, "big")) if (64 << 20).to_bytes(4, "big") in data else -1
    )
    kib = (64 << 10).to_bytes(4, "big")
    cost = data.index(kib) if cost < 0 else cost
    data[cost : cost + 4] = (8).to_bytes(4, "big")
    (house.folder / "slots").write_bytes(bytes(data))

    assert "altered or damaged" in house("status", code=4).err


def test_84_an_old_vault_put_back_is_seen(house: House, tmp_path: Path) -> None:
    """Both counts are told, and neither file is touched."""
    shutil.copy(house.folder / "vault.db", tmp_path / "old.db")
    house.record_case()
    new = (house.folder / "vault.db").read_bytes()
    shutil.copy(tmp_path / "old.db", house.folder / "vault.db")
    said = house("status", code=4)

    assert "older than it was" in said.err
    assert "Traceback" not in said.err
    (house.folder / "vault.db").write_bytes(new)
    assert house.json("show", "C-1")["code"] == "C-1"


@pytest.mark.parametrize("gone", ["slots", "keyring", "mark", "vault.db"])
def test_85_a_missing_part_is_named(house: House, gone: str) -> None:
    """The part is named, nothing is made in its place."""
    (house.folder / gone).unlink()
    said = house("status", code=4)

    assert gone in said.err
    assert not (house.folder / gone).exists()


def test_86_a_vault_that_is_open_elsewhere_is_told(house: House) -> None:
    """With the number of the process that holds it."""
    from kuager.verbs.desk import open_desk  # noqa: PLC0415 - only this test opens a desk itself

    desk = open_desk(house.folder, PASSPHRASE)
    try:
        assert str(os.getpid()) in house("status", code=5).err
    finally:
        desk.close()


def swapped(words: list[str]) -> list[str]:
    """Two words in each other's place."""
    return [words[1], words[0], *words[2:]]


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        pytest.param(lambda w: ["qwerty", *w[1:]], "Word 1 is not a recovery word", id="no word"),
        pytest.param(swapped, "The checksum does not fit", id="swapped"),
        pytest.param(lambda w: w[:-1], "A recovery sheet has 20 words; these are 19", id="too few"),
        pytest.param(lambda w: [*w, w[0]], "these are 21", id="too many"),
        pytest.param(
            lambda _: generate_mnemonics(1, [(2, 2)], b"0123456789abcdef")[0][0].split(),
            "open only together (2 are needed)",
            id="one sheet of two",
        ),
    ],
)
def test_87_88_wrong_recovery_words_are_told_apart(
    house: House, spoil: Callable[[list[str]], list[str]], sentence: str
) -> None:
    """Which word is impossible, or that the checksum does not fit, or that a share is missing."""
    words = " ".join(spoil(sheet(house)))
    said = house.bare("--vault", house.folder, "recover", "--choose", typed=f"{words}\n")

    assert said.code == 3
    assert sentence in said.err


def test_87_spelling_does_not_matter(house: House) -> None:
    """Capitals, double spaces and Cyrillic letters that look Latin open the vault all the same."""
    words = sheet(house)
    typed = "  ".join(words).upper().replace("A", "А").replace("O", "О")  # Cyrillic А and О
    said = house.bare(
        "--vault", house.folder, "recover", "--choose",
        typed=f"{typed}\n" + "ribbon walnut harbor tunnel meadow copper violet\n" * 2,
    )  # fmt: skip

    assert said.code == 0, said


def sheet(house: House) -> list[str]:
    """Recovery words that open the house's vault."""
    words, secret = new_recovery()
    slots = house.folder / "slots"
    slots.write_bytes(
        add_recovery_slot(slots.read_bytes(), unlock(slots.read_bytes(), PASSPHRASE), secret)
    )
    return words
