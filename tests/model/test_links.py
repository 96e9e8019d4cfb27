"""Facts about links: what follows the reader is cut off, what hides where it leads is known."""

from urllib.parse import urlsplit

import pytest

from kuager.model.links import clean_link, is_shortened, is_web_link, tracking_names

CLEAN = "https://example.org/a?id=7&lang=ru#part"


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (CLEAN, CLEAN),
        ("https://example.org/a?fbclid=IwAR0", "https://example.org/a"),
        ("https://example.org/a?utm_source=x&id=7&UTM_Medium=y", "https://example.org/a?id=7"),
        ("https://example.org/a?id=7&yclid=1#part", "https://example.org/a?id=7#part"),
        ("https://example.org/a#utm_source=x", "https://example.org/a"),
        ("https://youtu.be/abc?si=XYZ&t=30", "https://youtu.be/abc?t=30"),
        ("https://m.youtube.com/watch?v=a&feature=share", "https://m.youtube.com/watch?v=a"),
        ("https://example.org/?si=7", "https://example.org/?si=7"),
        ("https://x.com/a/status/1?s=20&t=Q", "https://x.com/a/status/1"),
        (
            "https://web.archive.org/web/2024/https://example.org/a?fbclid=1",
            "https://web.archive.org/web/2024/https://example.org/a",
        ),
        ("https://[broken", "https://[broken"),
    ],
)
def test_what_follows_the_reader_is_cut_off(link: str, expected: str) -> None:
    """The rest of the address stays to the letter."""
    assert expected == clean_link(link)


def test_a_clean_link_has_nothing_to_name() -> None:
    """What is cut off is what is named, and nothing is left to name."""
    link = "https://example.org/a?fbclid=1&id=7&igsh=2"

    assert ["fbclid", "igsh"] == tracking_names(urlsplit(link))
    assert [] == tracking_names(urlsplit(clean_link(link)))


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://rb.gy/abc", True),
        ("https://www.BIT.ly/abc", True),
        ("https://clck.ru/1", True),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org", True),
        ("https://www.google.com/url?q=https://example.org", True),
        ("https://vk.com/away.php?to=x", True),
        ("https://example.org/bit.ly/abc", False),
        ("https://notbit.ly/abc", False),
        ("https://vk.com/wall-1", False),
    ],
)
def test_a_shortener_is_known(link: str, expected: bool) -> None:  # noqa: FBT001 - a table column
    """By its host alone, or as a platform's page that counts who jumps."""
    assert expected is is_shortened(link)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://example.org", True),
        ("HTTP://example.org/a", True),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("http://a b", False),
        ("#part", False),
    ],
)
def test_only_what_can_be_opened_is_a_web_link(link: str, expected: bool) -> None:  # noqa: FBT001
    """A scheme of the web, and a host."""
    assert expected is is_web_link(link)
