"""placeholder"""


def refuse_weak(passphrase: str, own_words: tuple[str, ...] = ()) -> None:
    """Refuse."""
