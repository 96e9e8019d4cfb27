"""What supervisor and worker say to each other: short lines over pipes, never a secret.

The worker gets one line of settings, then `go` when it is its turn; a closed pipe means that the
supervisor is gone. The worker says `ready`, `trying` (a passphrase), `open` (unlocked), `failed`,
`stained` (it read what a locked process should not know), `seen` (somebody is working), `tab`,
`gone` and, when it wants to be killed, `lock`.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Final

Say = Callable[[str], None]
"""How a worker says a line."""

READY: Final = "ready"
OPEN: Final = "open"
TRYING: Final = "trying"
FAILED: Final = "failed"
STAINED: Final = "stained"
SEEN: Final = "seen"
TAB: Final = "tab"
GONE: Final = "gone"
LOCK: Final = "lock"
IDLE: Final = "idle"
"""How many seconds nobody may work before it is locked: `idle 600`."""
SLEEP: Final = "sleep"
GO: Final = "go"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a worker has to know: the folder, the names it answers to, and its socket."""

    folder: str
    language: str
    hosts: tuple[str, ...]
    idle: int
    socket: str = ""

    def line(self) -> bytes:
        """These settings as one line."""
        return json.dumps(asdict(self)).encode("ascii") + b"\n"

    @classmethod
    def read(cls, line: bytes) -> "Settings":
        """Settings from their line."""
        held = json.loads(line)
        return cls(**{**held, "hosts": tuple(held["hosts"])})
