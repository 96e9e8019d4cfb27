"""Links as they may be printed: without marks that follow the reader, and never shortened.

A tracking parameter tells a platform who passed a link on; a shortened link hides where it leads
and counts who opens it. The lists name what is common on the open web; a parameter that is not on
them stays, because it may be what the page is found by.
"""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import SplitResult, urlsplit, urlunsplit

_TRACKER: Final = re.compile(
    r"(?:utm_\w+|pk_\w+|mtm_\w+|hsa_\w+|at_custom\w*|__cft__.*|__tn__.*|__hs\w+|fbclid|gclid|gclsrc|"
    r"gad_source|dclid|gbraid|wbraid|yclid|ysclid|ymclid|_openstat|_ym_uid|msclkid|ttclid|twclid|"
    r"li_fat_id|igshid|igsh|mibextid|rdid|mc_eid|mc_cid|mkt_tok|ml_subscriber\w*|vero_\w+|oly_\w+|"
    r"_hsenc|_hsmi|hsctatracking|wickedid|ref_src|ref_url|share_id|share_url|from_source|"
    r"sharer?_?(?:id|by|uid)?|rb_clickid|s_cid|scid|cmpid|trk|trkcampaign|spm|scm|srsltid|roistat|"
    r"tg_rhash|_ga|_gac|_gl|epik|_branch_match_id|fb_action_ids|fb_action_types|fb_ref|fb_source|"
    r"nr_email_referer|xtor|guccounter)",
    re.IGNORECASE,
)
_OF_SITES: Final = {
    "youtube.com": frozenset({"si", "feature", "pp", "ab_channel"}),
    "youtu.be": frozenset({"si", "feature", "pp"}),
    "open.spotify.com": frozenset({"si"}),
    "twitter.com": frozenset({"s", "t"}),
    "x.com": frozenset({"s", "t"}),
    "tiktok.com": frozenset({"_t", "_r", "sender_device", "is_from_webapp"}),
    "t.me": frozenset({"start", "startapp"}),
}
"""Parameters that follow the reader on these sites and mean something elsewhere."""
_SHORTENERS: Final = frozenset(
    {
        "adf.ly", "amzn.to", "bit.do", "bit.ly", "bitly.com", "bl.ink", "buff.ly", "clc.am",
        "clc.to", "clck.ru", "cutt.ly", "cutt.us", "dlvr.it", "fb.me", "gg.gg", "goo.gl",
        "goo.su", "ift.tt", "is.gd", "j.mp", "kutt.it", "l.facebook.com", "l.instagram.com",
        "linktr.ee", "lm.facebook.com", "lnk.to", "lnkd.in", "n9.cl", "ow.ly", "qps.ru",
        "qrco.de", "rb.gy", "rebrand.ly", "s.id", "short.gy", "shorturl.at", "shorturl.gg",
        "soo.gd", "surl.li", "t.co", "t.ly", "taplink.cc", "tiny.cc", "tiny.one", "tinyurl.com",
        "tny.im", "trib.al", "u.to", "urlz.fr", "v.gd", "vk.cc", "vm.tiktok.com", "vt.tiktok.com",
        "wp.me", "x.gd",
    }
)  # fmt: skip
_JUMPS: Final = re.compile(r"//(?:www\.)?(?:google\.[a-z.]+/url|vk\.com/away)\b|//away\.vk\.com/")
_SCHEMES: Final = frozenset({"http", "https"})


def clean_link(link: str) -> str:
    """The link without parameters that follow the reader; the rest of it stays to the letter."""
    try:
        parts = urlsplit(link)
        known = _known_at(parts)
    except ValueError:
        return link
    query, fragment = (_without(text, known) for text in (parts.query, parts.fragment))
    if (query, fragment) == (parts.query, parts.fragment):
        return link
    return urlunsplit(parts._replace(query=query, fragment=fragment))


def tracking_names(parts: SplitResult) -> list[str]:
    """The names of the parameters of an address that follow the reader, as they stand there."""
    known = _known_at(parts)
    pairs = [*_pairs(parts.query), *_pairs(parts.fragment)]
    return [name for name in (pair.partition("=")[0] for pair in pairs) if _follows(name, known)]


def is_shortener(host: str) -> bool:
    """Whether links of this host hide where they lead."""
    return host.lower().removeprefix("www.").rstrip(".") in _SHORTENERS


def is_shortened(link: str) -> bool:
    """Whether a link hides where it leads: a shortener, or a platform's counting jump page."""
    try:
        return is_shortener(urlsplit(link).hostname or "") or _JUMPS.search(link) is not None
    except ValueError:
        return False


def is_web_link(link: str) -> bool:
    """Whether a text is a whole web address that could be opened."""
    if any(letter.isspace() for letter in link):
        return False
    try:
        parts = urlsplit(link)
        return parts.scheme.lower() in _SCHEMES and bool(parts.hostname)
    except ValueError:
        return False


def _known_at(parts: SplitResult) -> frozenset[str]:
    """What follows the reader on this site alone."""
    host = (parts.hostname or "").rstrip(".")
    found = (names for site, names in _OF_SITES.items() if f".{host}".endswith(f".{site}"))
    return next(found, frozenset())


def _without(text: str, known: frozenset[str]) -> str:
    kept = [pair for pair in text.split("&") if not _follows(pair.partition("=")[0], known)]
    return "&".join(kept)


def _pairs(text: str) -> Iterator[str]:
    yield from (pair for pair in text.split("&") if pair)


def _follows(name: str, known: frozenset[str]) -> bool:
    return _TRACKER.fullmatch(name) is not None or name.lower() in known
