"""Words that the checks look for, in three languages: persons, deeds, occupations, days, ages.

Patterns are searched in the text as it stands, without regard to capitals. Each is as narrow as it
can be: a check that cries at every page is soon not read.
"""

import re
from typing import Final


def listed(*words: str) -> str:
    """The inside of a pattern for any of these; a star stands for any ending."""
    return "|".join(word.replace("*", r"\w*") for group in words for word in group.split("|"))


def either(*words: str) -> re.Pattern[str]:
    """A pattern for any of these, whole, whatever the capitals."""
    return re.compile(rf"(?<!\w)(?:{listed(*words)})(?!\w)", re.IGNORECASE)


_MONTH: Final = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"январ[яьею]|феврал[яьею]|март[ае]?|апрел[яьею]|ма[яйею]|июн[яьею]|июл[яьею]|август[ае]?|"
    r"сентябр[яьею]|октябр[яьею]|ноябр[яьею]|декабр[яьею]|"
    r"(?:қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан)\w*)"
)
MONTH: Final = re.compile(rf"\b{_MONTH}\b", re.IGNORECASE)
DAY: Final = re.compile(
    rf"(?<![\d.])[0-3]?\d(?:st|nd|rd|th|-?го|-?е|-?[іы]?)?,? (?:of )?{_MONTH}\b"
    rf"|\b{_MONTH} [0-3]?\d(?:st|nd|rd|th)?(?![\d:.]\d|\d)"
    r"|(?<![\d/.])[0-3]?\d[./][01]?\d[./](?:19|20)\d\d(?!\d)"
    r"|(?<![\d/-])(?:19|20)\d\d-[01]\d-[0-3]\d(?![\d-])",
    re.IGNORECASE,
)
"""An exact day."""
HOUR: Final = re.compile(
    r"(?:\bat|\baround|\babout|\bв|\bоколо|\bсағат) (?:[01]?\d|2[0-3])[:.][0-5]\d\b"
    r"|\b(?:[01]?\d|2[0-3]):[0-5]\d\b",
    re.IGNORECASE,
)
BIRTH: Final = re.compile(
    r"\b(?:year of birth|год рождения|туған жылы):? (?:19|20)\d\d\b|\bг\. ?р\. ?(?:19|20)\d\d\b"
    r"|\bborn (?:in|on)\b[^.;]{0,20}?\b(?:19|20)\d\d\b|\(b\. ?(?:19|20)\d\d\)"
    r"|\b(?:19|20)\d\d ?(?:г\. ?р\.|г\.р\.|года рождения|г\. рожд\w*)"
    r"|\bродил(?:ся|ась)\b[^.;]{0,20}?\b(?:19|20)\d\d\b"
    r"|\b(?:19|20)\d\d ?(?:ж\. ?т\.|жылы туған|жылғы туған)",
    re.IGNORECASE,
)
AGE: Final = re.compile(
    r"\b(?:woman|man|girl|boy|student|teenager|activist|victim), \d{1,2}(?=[,.;)])"
    r"|\b(?:женщин|мужчин|девушк|парен|парн|юнош|подрост)\w*,? \d{1,2} (?:лет|года?)\b"
    r"|\b(?:ей|ему) (?:было |уже )?\d{1,2} (?:лет|года?)\b"
    r"|\b(?:aged|age of) \d{1,3}\b|\b\d{1,3}[- ]years?[- ]olds?\b"
    r"|\b\d{1,3}-?летн(?:яя|ий|ей|юю|его|ему|им|ие|их|ими)\b"
    r"(?! (?:опыт|стаж|юбиле|план|период|срок|войн|истори|перерыв|цикл))"
    r"|\bв возрасте (?:от )?\d{1,3}\b|\b\d{1,3} ?-? ?(?:жастағы|жаста|жасар|жасында)\b",
    re.IGNORECASE,
)
_NUMBER_IN: Final = re.compile(r"\d{1,3}")
ADULT: Final = 18

PERSON_WORDS: Final = listed(
    "woman|man|girl|boy|teenager|student|pupil|schoolgirl|schoolboy|lesbian|gay man|activist|"
    "victim|survivor|prisoner|detainee|resident|applicant|complainant|person",
    "женщин*|мужчин*|девушк*|парн[юеяь]|парнем|парень|юнош*|подрост*|школьни*|студент*|активист*|"
    "пострадавш*|потерпевш*|заключённ*|заключенн*|лесбиянк*|гей|гея|заявител*|жительниц*|жител[яью]",
    "әйел*|ер адам*|жігіт*|жасөспірім*|оқушы*|студент*|белсенді*|жәбірленуші*|арызданушы*|тұрғын*",
)
PERSON: Final = either(PERSON_WORDS)
"""One person told of in a story."""
CHILD: Final = either(
    "schoolgirl|schoolboy|pupil|teenage girl|teenage boy|minor girl|minor boy|underage \\w+|"
    "child victim|a minor|the minor|the child|the teenager|a teenager",
    "школьни[кц]*|несовершеннолетн(?:яя|ий|ей|юю|его|ему|им)|подрост(?:ок|ка|ку|ком|ке)|"
    "девочк[аеуиой]*|мальчик[ауомие]*|ученик[ауомие]*|учениц[аыеуей]*",
    "оқушы(?:ны|ның|ға|мен)?|жасөспірім(?:ді|нің|ге|мен)?|кәмелетке толмаған \\w+",
)
"""One child told of in a story; plurals and words of law ("minors") do not count."""
SCHOOL: Final = re.compile(
    r"\b(?:school|lyceum|gymnasium|kindergarten)s? (?:no\.? ?|number |№ ?)\d+|№ ?\d+ (?:school|"
    r"lyceum|gymnasium)|\b(?:школ|гимнази|лице|интернат|детск\w+ сад)\w* (?:№ ?|номер )?\d+"
    r"|№ ?\d+ (?:школ|гимнази|лице|интернат|мектеп|балабақша)\w*|\b\d+[- ](?:school|школ|мектеп)\w*"
    r"|\b(?:school|gymnasium|lyceum) (?:named after|of) [A-ZА-ЯӘҒҚҢӨҰҮҺІ]\w+"
    r"|\b(?:школ|гимнази|лице)\w* (?:имени|им\.) [А-ЯӘҒҚҢӨҰҮҺІ]\w+",
    re.IGNORECASE,
)
DEED: Final = either(
    "beat|beaten|assault*|attack*|rape*|raping|abduct*|kidnap*|detain*|arrest*|tortur*|threaten*|"
    "blackmail*|extort*|humiliat*|harass*|evict*|stabb*|killed|murder*|robb*|outed|fired|dismissed|"
    "expelled|forced to|surgery|conversion therapy|forced marriage",
    "изби*|напал*|напад*|изнасил*|похи[тщ]*|задерж*|арест*|пыта(?:л|ли|ла)|пытк*|угрож*|угроз*|"
    "шантаж*|вымога*|унижа*|унизи*|преслед*|выгна*|выселил*|увол*|удари*|уби(?:т|ты|та|ли|л|ла)|"
    "ограб*|исключ(?:или|ена|ен)|заставил*|принуди*|насильно",
    "соққы*|ұрып*|ұрды|шабуыл*|зорла*|ұрла*|ұста(?:ды|лды|ған|п)|қамау*|қама(?:ды|лды)|азапта*|"
    "қорқыт*|бопсала*|қорла*|қуғында*|қуды|өлтір*|тонады|шығарып жіберді|мәжбүрле*",
)
OCCUPATION: Final = either(
    "teacher|schoolteacher|headteacher|nurse|doctor|surgeon|psychiatrist|psychologist|imam|"
    "priest|bartender|barista|waiter|waitress|taxi driver|driver|hairdresser|"
    "soldier|conscript|librarian|professor|lecturer|coach|cook|cashier|"
    "security guard|pharmacist|engineer|accountant|dancer|singer|actor|actress|model|dj|seller|"
    "florist|veterinarian|midwife|pilot|firefighter|artist|photographer|designer|translator",
    "учител[яьюе]*|учительниц*|директор*|медсестр*|врач*|хирург*|психиатр*|психолог*|"
    "имам*|священник*|бармен*|бариста|официант*|таксист*|водител[яьюе]*|парикмахер*|солдат*|"
    "призывник*|библиотекар*|профессор*|преподавател*|тренер*|повар*|кассир*|"
    "охранник*|аптекар*|фармацевт*|инженер*|бухгалтер*|танцов*|певиц*|певец|певца|актёр*|актрис*|"
    "диджей*|продавец|продавщиц*|флорист*|ветеринар*|акушерк*|лётчик*|художни*|фотограф*",
    "мұғалім*|мектеп директоры*|медбике*|дәрігер*|хирург*|психиатр*|психолог*|имам*|бармен*|"
    "даяшы*|жүргізуші*|таксист*|шаштараз*|сарбаз*|кітапханашы*|профессор*|"
    "оқытушы*|жаттықтырушы*|аспаз*|кассир*|күзетші*|инженер*|бухгалтер*|биші*|әнші*|актер*|"
    "суретші*|фотограф*",
)
"""Occupations of which a town has few; whoever speaks in public for a living is left out."""
PEOPLE_COUNTED: Final = (
    r"(?:people|persons?|individuals|women|men|girls|boys|children|minors|activists?|victims?|"
    r"cases?|incidents?|survivors?|respondents|prisoners?|detainees?|students?|lesbians?|"
    r"complaints?|человек\w*|людей|люди|лиц[ао]?|женщин\w*|мужчин\w*|девуш\w+|дете[йм]|детей|"
    r"активист\w*|пострадавш\w+|потерпевш\w+|случа(?:й|я|ев|ях|ям)|инцидент\w*|дел(?:а|о|ах)?|"
    r"респондент\w*|заявлени\w+|жалоб\w*|адам\w*|әйел\w*|ер адам\w*|қыз\w*|бала\w*|белсенді\w*|"
    r"жәбірленуші\w*|жағдай\w*|оқиға\w*|іс\b|істе\b|өтініш\w*|шағым\w*)"
)
HEDGED: Final = either(
    "according to|reportedly|allegedly|sources differ|accounts differ|between|or|one source|"
    "other sources|by some accounts|at least|about|around|up to|disputed",
    "по словам|по данным|по сообщени*|якобы|по разным данным|от|или|по одним|источники расходятся|"
    "сообщал*|не менее|около|до|по некоторым",
    "айтуынша|мәліметінше|дерегінше|әртүрлі дерек*|немесе|шамамен|кемінде|дейін|хабарлауынша",
)
"""Words by which a text shows that it does not know exactly, or whose words it tells."""
GUILT: Final = either(
    "perpetrator|rapist|abuser|attacker|murderer|torturer|kidnapper|extortionist|blackmailer|"
    "offender|culprit",
    "преступни[кц]*|насильни[кц]*|нападавш*|убийц*|мучител*|похитител*|вымогател*|шантажист*|"
    "обидчик*|виновник*",
    "қылмыскер*|зорлаушы*|шабуылдаушы*|кісі өлтіруші*|азаптаушы*|ұрлаушы*|бопсалаушы*|кінәлі*",
)
VERDICT: Final = either(
    "convicted|sentenced|found guilty|pleaded guilty|verdict|conviction",
    "осуж[дп]*|осужд[её]н*|приговор*|признан* виновн*|вин[аы] доказана",
    "сотталды|сотталған|кінәлі деп таныл*|үкім*",
)


def is_child_age(found: str) -> bool:
    """Whether an age that was found is that of a child."""
    number = _NUMBER_IN.search(found)
    return number is not None and int(number[0]) < ADULT
