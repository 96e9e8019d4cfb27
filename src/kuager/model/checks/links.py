"""Addresses that say more than where a page is: who sent it, who reads it, whom it is about."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from kuager import N_
from kuager.model.checks.finding import Check, Hit
from kuager.model.checks.matter import Matter, Piece
from kuager.model.links import is_shortener, tracking_names

_IN_TEXT: Final = re.compile(
    r"(?:https?|ftp|file|tg|whatsapp)://?[^\s<>\"“”«»]+|\\\\[\w.-]+\\[^\s]+|\b[A-Z]:\\[^\s]+"
    r"|(?<![\w@./-])(?:www\.)?[\w-]+(?:\.[\w-]+){0,3}\.(?:com|org|net|kz|ru|ly|gl|cc|me|be|info|int|"
    r"eu|link|app|page|uk|de|to|co|gy|io)/[^\s<>\"“”«»]+",
    re.IGNORECASE,
)
_TRAIL: Final = ".,;:!?)]}»”\"'…"
_SESSION: Final = re.compile(
    r"(?:phpsessid|jsessionid|aspsessionid\w*|sess(?:ion)?_?(?:id|key)?|sid|auth|authkey|token|"
    r"access_token|id_token|jwt|code|otp|pass(?:word)?|pwd|api_?key|resourcekey|sig|signature|"
    r"x-amz-signature|x-amz-credential|x-goog-signature|sv|se|invite|invitation|hash|xsrf|csrf\w*)",
    re.IGNORECASE,
)
_LOGGED_IN: Final = re.compile(
    r"^(?:mail|webmail|e\.mail|accounts|login|signin|my|cabinet|account)\.|^web\.(?:telegram|whatsapp)"
    r"\.|^(?:docs|drive|sheets|forms)\.google\.com$|^(?:disk|360)\.yandex\.|^cloud\.mail\.ru$"
    r"|^(?:www\.)?dropbox\.com$|^1drv\.ms$|onedrive\.live\.com$|sharepoint\.com$|^wetransfer\.com$"
    r"|^we\.tl$|^(?:www\.)?mega\.nz$|^(?:app\.)?element\.io$|^trello\.com$|^notion\.so$|^(?:www\.)?"
    r"notion\.so$|^airtable\.com$|^meet\.google\.com$|zoom\.us$",
    re.IGNORECASE,
)
_INVITES: Final = re.compile(
    r"^https?://(?:t\.me/(?:\+|joinchat/)|chat\.whatsapp\.com/|signal\.group/|discord\.gg/|wa\.me/)",
    re.IGNORECASE,
)
_LOCAL: Final = re.compile(
    r"^(?:localhost|127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|\[?::1|\[?f[cd])"
    r"|\.(?:local|lan|intranet|internal|corp|home|localdomain|onion)$",
    re.IGNORECASE,
)
_FILE: Final = re.compile(r"file:|\\\\[\w.-]|[A-Z]:\\", re.IGNORECASE)
_WEB_ARCHIVE: Final = re.compile(
    r"^https?://(?:web\.archive\.org/web/\w+/|archive\.(?:ph|today|is|org)/(?:\w+/)?)(?=https?:)",
    re.IGNORECASE,
)


def addresses_of(piece: Piece) -> Iterator[str]:
    """Every address of a piece, once: links, and what stands in words."""
    found = [link for link, _ in piece.links if not link.startswith("mailto:")]
    found += [match[0].rstrip(_TRAIL) for match in _IN_TEXT.finditer(piece.everything)]
    yield from dict.fromkeys(found)


def link_key(address: str) -> str:
    """What two addresses of one page share: host and path, of an archived copy the page's own."""
    bare = _WEB_ARCHIVE.sub("", address.strip())
    cut = _split(bare if "//" in bare else f"//{bare}")
    if cut is None or cut.hostname is None:
        return bare.casefold()
    host = re.sub(r"^(?:www|m|mobile|amp)\.", "", cut.hostname)
    path = unquote(cut.path).rstrip("/").casefold()
    named = [f"{k}={v}" for k, v in parse_qsl(cut.query) if k in ("v", "id", "p", "story_fbid")]
    return "?".join((f"{host}{path}", *named))


def _split(address: str) -> SplitResult | None:
    try:
        found = urlsplit(address)
        _ = found.hostname
    except ValueError:
        return None
    return found


def _tracking(matter: Matter) -> Iterator[Hit]:
    for piece, address, cut in _cut(matter):
        bad = tracking_names(cut)
        if bad:
            yield _hit(piece, address, facts={"names": ", ".join(bad)})


def _shortened(matter: Matter) -> Iterator[Hit]:
    for piece, address, cut in _cut(matter):
        if is_shortener(cut.hostname or ""):
            yield _hit(piece, address)


def _sessions(matter: Matter) -> Iterator[Hit]:
    for piece, address, cut in _cut(matter):
        names = {k for k, _ in parse_qsl(cut.query, keep_blank_values=True)}
        has_key = any(_SESSION.fullmatch(name) for name in names)
        of_house = _LOGGED_IN.search(cut.hostname or "") is not None
        if has_key or of_house or cut.username or _INVITES.match(address):
            yield _hit(piece, address)


def _locals(matter: Matter) -> Iterator[Hit]:
    for piece in matter.pieces:
        for address in addresses_of(piece):
            cut = _split(address)
            host = "" if cut is None else cut.hostname or ""
            is_file = _FILE.match(address) is not None
            has_no_dot = bool(host) and "." not in host and ":" not in host
            if is_file or has_no_dot or (host and _LOCAL.search(host)):
                yield _hit(piece, address)


def _naming(matter: Matter) -> Iterator[Hit]:
    for piece in matter.pieces:
        for address in addresses_of(piece):
            code = matter.known.naming_links.get(link_key(address))
            if code is not None:
                yield _hit(piece, address, facts={"code": code}, record=("source", code))


def _cut(matter: Matter) -> Iterator[tuple[Piece, str, SplitResult]]:
    for piece in matter.pieces:
        for address in addresses_of(piece):
            cut = _split(address if "//" in address else f"//{address}")
            if cut is not None and cut.hostname:
                yield piece, address, cut


def _hit(
    piece: Piece,
    address: str,
    *,
    facts: dict[str, str] | None = None,
    record: tuple[str, str] | None = None,
) -> Hit:
    return Hit(
        place=piece.place,
        piece=piece.piece,
        words=address,
        facts=dict(facts or {}),
        record=record,
    )


TRACKING_LINK: Final = Check(
    name="tracking-link",
    why=N_("The address tells the site who passed it on, and follows every reader ({names})."),
    mend=N_("Cut the address after the name of the page: everything from the question mark on."),
    look=_tracking,
)
SHORT_LINK: Final = Check(
    name="short-link",
    why=N_("A shortened address hides where it leads, counts its readers, and may die any day."),
    mend=N_("Open it, and put the address of the page itself."),
    look=_shortened,
)
SESSION_LINK: Final = Check(
    name="session-link",
    why=N_("The address opens somebody's own mailbox, folder, group or session."),
    mend=N_("Cite a page that everybody can open, or the document by its title."),
    look=_sessions,
)
LOCAL_LINK: Final = Check(
    name="local-link",
    why=N_("The address leads into your own computer or office, and tells how it is built."),
    mend=N_("Take the address out, or put that of the page in the web."),
    look=_locals,
    may_override=False,
)
NAMING_LINK: Final = Check(
    name="naming-link",
    why=N_("The link leads to a source that names a private person ({code})."),
    mend=N_("Leave the link out: the note may name publisher and month without it."),
    look=_naming,
    may_override=False,
)
