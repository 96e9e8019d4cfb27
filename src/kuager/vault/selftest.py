"""placeholder"""


def run() -> None:
    """Run."""
