"""Words of a story that may be names of people: pointed out to a person, never decided.

Looks for capital letters where a sentence would not put them, in Russian, Kazakh (both scripts) and
English. It finds too much rather than too little: whoever marks names takes what is one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_WORD: Final = re.compile(
    r"(?<![\w\[])[^\W\d_](?:\.(?=\s?[^\W\d_])|[^\W\d_]+(?:['’-][^\W\d_]+)*)(?![\w\]])"
)
"""A word of two letters or more, or an initial with its point."""
_BEGINS: Final = frozenset('.!?…:;«»"“”()—–-\n')
_MOST_WORDS: Final = 3
_WORDS: Final = (
    "a after afterwards all also an and another are as at before both but by did during "
    "each even every everybody everyone finally first for from he her here hers him his "
    "how however i if in into is it its just last later me meanwhile most my near neither "
    "never next no nobody none not nothing now on once one only or other others our "
    "people she since so some somebody someone sometimes soon still that the their them "
    "then there these they this those though three to today tomorrow two under until we "
    "were what when where which while who why with without yesterday yes yet you police "
    "officer officers court telegram instagram whatsapp facebook youtube tiktok monday "
    "tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december spring summer autumn winter а "
    "без был была были было в вдруг ведь весной вечером во вот все всего всех всё всю "
    "вчера где да даже два двое для днём до его ее ей если ещё её же за завтра затем "
    "здесь зимой и из или им иногда их к каждый как какой когда кто кроме ли летом лишь "
    "меня мне много мой мы на над накануне наконец нам нас наш не него некоторые "
    "несколько нет ни никто ничего но ночью ну о об один одна однажды около он она они "
    "оно осенью от ответ очень перед по под позже полиция полицейские после потом потому "
    "поэтому при примерно про просто прошлой прошлым раз рядом с сам сама сегодня сейчас "
    "следователь сначала снова со спустя так также там тем теперь то тогда того тоже "
    "только три трое ту туда тут ты у уже утром через что чтобы эта эти это этого этой "
    "этом этот я суд прокурор понедельник вторник среда четверг пятница суббота "
    "воскресенье ал алғаш арасында артынан ақыры барлық барлығы басқа бәрі бірақ бірде "
    "біреу бір біз бізге бізді бүгін бұл бұдан да деп дейін ең енді ертең есік екі еш "
    "ешкім және жоқ жақын кейін кеше кім күні қазір қайда қайтадан қашан кешке мен менің "
    "маған мені мұнда не неге олар оларға олардың ол оған оны оның онда осы осыдан "
    "өйткені сосын сол содан сонда соң соты сот сіз тек түнде тағы туралы үш үшін "
    "таңертең полиция полицейлер прокурор тергеуші "
)
_COMMON: Final = frozenset(_WORDS.split())


@dataclass(frozen=True, slots=True)
class NameHint:
    """A stretch that may be a name; not sure if a sentence would begin with a capital anyway."""

    text: str
    is_sure: bool


def find_names(text: str) -> list[NameHint]:
    """Each stretch of a text that may be a name, once, as it stands, in the order of the text."""
    found: dict[str, bool] = {}
    for stretch, is_first in _found(text):
        if any("." not in word for word in stretch.split()):
            is_sure = not is_first or " " in stretch
            found[stretch] = found.get(stretch, False) or is_sure
    return [NameHint(stretch, is_sure) for stretch, is_sure in found.items()]


def _found(text: str) -> Iterator[tuple[str, bool]]:
    """Capitalised words that stand side by side, together, and whether a sentence begins there."""
    start = end = 0
    begins = False
    for match in _WORD.finditer(text):
        is_first = _is_beginning(text, match.start())
        if not _is_name(match[0], is_first=is_first):
            continue
        is_near = end > start and text[end : match.start()] in ("", " ", "\u00a0")
        is_full = text[start:end].count(" ") >= _MOST_WORDS - 1
        if is_near and not is_full:
            end = match.end()
            continue
        if end > start:
            yield text[start:end], begins
        start, end = match.span()
        begins = is_first
    if end > start:
        yield text[start:end], begins


def _is_beginning(text: str, at: int) -> bool:
    """Whether a sentence or a part of one begins at this place."""
    while at > 0 and text[at - 1] in " \u00a0\t":
        at -= 1
    return at == 0 or text[at - 1] in _BEGINS


def _is_name(word: str, *, is_first: bool) -> bool:
    """Whether a word begins with a capital that it would not have as a common word."""
    if not word[0].isupper() or (is_first and word.casefold() in _COMMON):
        return False
    return "." in word or not word.isupper()
