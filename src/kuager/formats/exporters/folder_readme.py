"""The page that lies on top of every open folder, in three languages."""

README = """\
KUAGER OPEN FOLDER, version 1
=============================

EN
This folder is a whole Kuager vault, opened. Nothing in it is locked: whoever holds it can read
every name, every account and every file of evidence. Keep it sealed or on a disk that is, and
destroy it when it has done its work.

  records/         the records as they stand: one record a line (JSON)
  statements/      the history: every statement ever made, with entry, time and device
  entries/         the log itself, signed; the part that Kuager takes back without loss
  blobs-index/     the evidence files: name, size, SHA-256, the record that holds each
  blobs/           the evidence files, each under its id
  schema/          what the types of records and their properties mean, in three languages
  vocabularies/    what the codes mean, in three languages
  manifest.json    the SHA-256 of every file here

Every .jsonl file is UTF-8 text with one JSON object a line. The reader of a hundred lines
(read_open_folder.py, part of Kuager's documentation) lists the records and checks the manifest
with nothing but Python.

RU
В этой папке лежит всё хранилище Kuager в открытом виде. Здесь ничего не заперто: кто держит эту
папку, тот может прочесть каждое имя, каждый рассказ и каждое доказательство. Храните её
запечатанной или на зашифрованном диске и уничтожьте, когда она больше не нужна.

  records/         записи, какие они есть: одна запись в строке (JSON)
  statements/      история: каждое утверждение, с местом в журнале, временем и устройством
  entries/         сам журнал, подписанный; его Kuager принимает обратно без потерь
  blobs-index/     файлы доказательств: имя, размер, SHA-256, к какой записи относится
  blobs/           файлы доказательств, каждый под своим номером
  schema/          что значат виды записей и их свойства, на трёх языках
  vocabularies/    что значат коды, на трёх языках
  manifest.json    SHA-256 каждого файла этой папки

KK
Бұл қалтада Kuager қоймасының бәрі ашық күйінде жатыр. Мұнда ештеңе құлыпталмаған: қалта кімнің
қолында болса, сол әр есімді, әр әңгімені және әр дәлелді оқи алады. Оны мөрленген күйде немесе
шифрланған дискіде сақтаңыз, керегі болмай қалғанда жойыңыз.

  records/         жазбалар қазіргі күйінде: бір жолда бір жазба (JSON)
  statements/      тарих: айтылған әр мәлімет, журналдағы орны, уақыты, құрылғысы
  entries/         журналдың өзі, қолтаңбасымен; Kuager оны шығынсыз қайта қабылдайды
  blobs-index/     дәлел файлдары: аты, көлемі, SHA-256, қай жазбаға қатысты
  blobs/           дәлел файлдары, әрқайсысы өз нөмірімен
  schema/          жазба түрлері мен қасиеттерінің мағынасы, үш тілде
  vocabularies/    кодтардың мағынасы, үш тілде
  manifest.json    осы қалтадағы әр файлдың SHA-256 қосындысы
"""
