"""Links as they may be printed: without marks that follow the reader, and never shortened.

A tracking parameter tells a platform who passed a link on; a shortened link hides where it leads
and counts who opens it. The lists name what is common on the open web; a parameter that is not on
them stays, because it may be what the page is found by.
"""

import re
from typing import Final
from urllib.parse import urlsplit, urlunsplit

_TRACKERS: Final = frozenset(
    {
        "_branch_match_id", "_ga", "_gac", "_gl", "_hsenc", "_hsmi", "_openstat", "_ym_uid",
        "cmpid", "dclid", "epik", "fb_action_ids", "fb_action_types", "fb_ref", "fb_source",
        "fbclid", "gad_source", "gbraid", "gclid", "gclsrc", "hsctatracking", "igsh", "igshid",
        "li_fat_id", "mc_cid", "mc_eid", "mibextid", "mkt_tok", "ml_subscriber",
        "ml_subscriber_hash", "msclkid", "oly_anon_id", "oly_enc_id", "rb_clickid", "rdid",
        "ref_src", "ref_url", "roistat", "scid", "share_id", "share_url", "srsltid", "tg_rhash",
        "ttclid", "twclid", "vero_conv", "vero_id", "wbraid", "wickedid", "xtor", "yclid",
        "ymclid", "ysclid",
    }
)  # fmt: skip
_PREFIXES: Final = ("utm_", "__cft__", "__tn__", "pk_", "mtm_", "hsa_", "at_custom")
_OF_SITES: Final = {
    "youtube.com": {"si", "feature", "pp"},
    "youtu.be": {"si", "feature", "pp"},
    "twitter.com": {"s", "t"},
    "x.com": {"s", "t"},
    "tiktok.com": {"_r", "_t", "is_from_webapp", "sender_device"},
    "open.spotify.com": {"si"},
}
"""Parameters that follow the reader on these sites and mean something elsewhere."""
_SHORTENERS: Final = frozenset(
    {
        "adf.ly", "bit.do", "bit.ly", "bitly.com", "bl.ink", "buff.ly", "clck.ru", "cutt.ly",
        "cutt.us", "dlvr.it", "fb.me", "gg.gg", "goo.gl", "goo.su", "ift.tt", "is.gd", "j.mp",
        "l.facebook.com", "l.instagram.com", "lm.facebook.com", "lnk.to", "lnkd.in", "n9.cl",
        "ow.ly", "qps.ru", "qrco.de", "rb.gy", "rebrand.ly", "s.id", "short.gy", "shorturl.at",
        "surl.li", "t.co", "t.ly", "tiny.cc", "tiny.one", "tinyurl.com", "trib.al", "u.to",
        "urlz.fr", "v.gd", "vk.cc", "vm.tiktok.com", "vt.tiktok.com",
    }
)  # fmt: skip
_JUMPS: Final = re.compile(r"//(?:www\.)?(?:google\.[a-z.]+/url|vk\.com/away)\b|//away\.vk\.com/")
_SCHEMES: Final = frozenset({"http", "https"})


def clean_link(link: str) -> str:
    """The link without parameters that follow the reader; the rest of it stays to the letter."""
    try:
        parts = urlsplit(link)
        host = _host(link)
    except ValueError:
        return link
    kept = [pair for pair in parts.query.split("&") if not _is_tracker(pair, host)]
    query = "&".join(kept)
    return link if query == parts.query else urlunsplit(parts._replace(query=query))


def follows_reader(link: str) -> bool:
    """Whether a link holds a parameter that follows the reader."""
    return clean_link(link) != link


def is_shortened(link: str) -> bool:
    """Whether a link hides where it leads: a shortener, or a platform's counting jump page."""
    try:
        return _host(link) in _SHORTENERS or _JUMPS.search(link) is not None
    except ValueError:
        return False


def is_web_link(link: str) -> bool:
    """Whether a text is a whole web address that could be opened."""
    if any(letter.isspace() for letter in link):
        return False
    try:
        return urlsplit(link).scheme.lower() in _SCHEMES and bool(_host(link))
    except ValueError:
        return False


def _host(link: str) -> str:
    return (urlsplit(link).hostname or "").removeprefix("www.").rstrip(".")


def _is_tracker(pair: str, host: str) -> bool:
    name = pair.partition("=")[0].lower()
    return (
        name in _TRACKERS or name.startswith(_PREFIXES) or name in _OF_SITES.get(_site(host), set())
    )


def _site(host: str) -> str:
    """The site among those above to which a host belongs."""
    found = (site for site in _OF_SITES if host == site or host.endswith(f".{site}"))
    return next(found, "")
