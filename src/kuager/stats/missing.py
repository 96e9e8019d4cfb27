"""What is said when an engine is asked for that is not installed."""

from typing import ClassVar

from kuager import N_, KuagerError


class NoEngineError(KuagerError):
    """An optional engine is not there."""

    code: ClassVar[str] = "no-engine"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "“{engine}” is not installed here. Nothing was counted. Every table can be counted without "
        "it, with the same numbers: leave it out. The manual says how to add it (“{extra}”)."
    )
