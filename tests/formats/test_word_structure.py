"""The Word file as its standard wants it: order of children, ids, relations, notes, lists, looks.

The order is that of ECMA-376, 5th edition, part 1, §17.3.1.26 (pPr), §17.3.2.28 (rPr), §17.6.17
(sectPr), §17.9.6 (lvl), §17.7.4.17 (style), as far as we write these elements.
"""

import io
import re
import zipfile
from collections import Counter
from itertools import pairwise
from posixpath import dirname, join, normpath

import docx
import pytest
from lxml import etree

from kuager.formats.reports.docx import Docx
from kuager.model.report import (
    Block,
    Heading,
    Paragraph,
    Report,
    Run,
    TableBlock,
    note,
    paragraph,
    run,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
ORDER = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
        "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
        "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
        "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss "
        "imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs "
        "highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout "
        "specVanish oMath"
    ),
    "sectPr": (
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
        "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection "
        "bidi rtlGutter docGrid printerSettings"
    ),
    "lvl": (
        "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr"
    ),
    "style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
        "unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr "
        "tblPr trPr tcPr tblStylePr"
    ),
    "tcPr": (
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
        "tcFitText vAlign hideMark"
    ),
    "settings": (
        "writeProtection view zoom removePersonalInformation removeDateAndTime "
        "doNotDisplayPageBoundaries displayBackgroundShape defaultTabStop "
        "characterSpacingControl footnotePr endnotePr compat docVars rsids themeFontLang "
        "decimalSymbol listSeparator"
    ),
}


def source(number: int) -> Run:
    """A run of nothing with a note."""
    return Run(text="", note=note(f"n{number}", f"Source {number}."))


def blocks() -> tuple[Block, ...]:
    """Everything that a document may carry, cross-references to each counted thing among it."""
    see = [
        Run(text="", link=f"#{name}", number=True) for name in ("third", "asks", "numbers", "item")
    ]
    items = [
        Paragraph(runs=(run(f"Item {n} of {series}"), source(n)), kind="item", series=series,
                  anchor="item" if (series, n) == ("b", 2) else None)
        for series in ("a", "b")
        for n in (1, 2)
    ]  # fmt: skip
    return (
        Heading(level=1, text="Introduction", anchor="intro"),
        paragraph("See ", see[0], ", ", see[1], ", ", see[2], ", ", see[3], ".", kind="numbered"),
        Paragraph(runs=(run("Said"), source(3), run(".")), kind="numbered"),
        paragraph("Set in.", kind="quote"),
        Heading(level=2, text="What we ask", anchor="asks"),
        Paragraph(
            runs=(run("Third, "), run("үшінші", language="kk")), kind="numbered", anchor="third"
        ),
        *items[:2],
        paragraph("Of the last item.", kind="quote", series="a"),
        paragraph("In between."),
        *items[2:],
        paragraph("A bullet.", kind="bullet"),
        paragraph("Of the bullet.", kind="note"),
        TableBlock(
            header=((run("A"),), (run("B"),)),
            rows=(((run("x"),), (run("1"), source(9))),),
            caption="Numbers",
            anchor="numbers",
            numbered=True,
        ),
    )


def whole(look: str = "kuager", **more: object) -> Report:
    """A report with a title page, contents, numbered headings."""
    return Report(
        title="Title",
        subtitle="Subtitle",
        language="en",
        blocks=blocks(),
        closing=(paragraph("Closing."),),
        front=(paragraph("76th session"), paragraph("Geneva", kind="note")),
        contents=True,
        heading_numbers=True,
        look=look,
        **more,
    )


def parts_of(report: Report) -> dict[str, bytes]:
    """The parts of the file."""
    with zipfile.ZipFile(io.BytesIO(Docx().write(report))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(params=["kuager", "un"])
def parts(request: pytest.FixtureRequest) -> dict[str, bytes]:
    """The parts of a whole report in each look."""
    return parts_of(whole(request.param, practice=True, working="Working copy"))


def trees(parts: dict[str, bytes]) -> dict[str, etree._Element]:
    """Every XML part as a tree."""
    return {n: etree.fromstring(d) for n, d in parts.items() if n.endswith((".xml", ".rels"))}


def names_in(element: etree._Element) -> list[str]:
    """The names of the children."""
    return [etree.QName(child).localname for child in element]


def test_children_stand_in_the_order_of_the_standard(parts: dict[str, bytes]) -> None:
    """Word refuses a file in which they do not."""
    for tree in trees(parts).values():
        for name, order in ORDER.items():
            known = order.split()
            for element in tree.iter(f"{W}{name}"):
                found = names_in(element)

                assert set() == set(found) - set(known), name
                assert sorted(found, key=known.index) == found, name


def test_ids_are_unique_and_bookmarks_closed(parts: dict[str, bytes]) -> None:
    """Bookmarks, notes, styles, lists and relations: none is there twice."""
    all_trees = trees(parts)
    body = all_trees["word/document.xml"]
    starts = [each.get(f"{W}id") for each in body.iter(f"{W}bookmarkStart")]
    names = [each.get(f"{W}name") for each in body.iter(f"{W}bookmarkStart")]
    ends = [each.get(f"{W}id") for each in body.iter(f"{W}bookmarkEnd")]
    styles = [each.get(f"{W}styleId") for each in all_trees["word/styles.xml"].iter(f"{W}style")]
    lists = [each.get(f"{W}numId") for each in all_trees["word/numbering.xml"].iter(f"{W}num")]

    assert starts == ends
    for found in (starts, names, styles, lists):
        assert len(found) == len(set(found))
    for name, tree in all_trees.items():
        if name.endswith(".rels"):
            ids = [each.get("Id") for each in tree]
            assert len(ids) == len(set(ids))


def test_every_relation_is_resolved_and_every_part_is_typed(parts: dict[str, bytes]) -> None:
    """What a relation names is there; what a text names as a relation is one; types fit parts."""
    all_trees = trees(parts)
    for name, tree in all_trees.items():
        if name.endswith(".rels"):
            folder = dirname(dirname(name))
            inner = [each for each in tree if each.get("TargetMode") != "External"]
            assert all(normpath(join(folder, e.get("Target"))) in parts for e in inner)
            owner = join(folder, name.rsplit("/", 1)[-1].removesuffix(".rels"))
            used = re.findall(rb'r:(?:id|embed)="(\w+)"', parts.get(owner, b""))
            assert {u.decode() for u in used} <= {each.get("Id") for each in tree}
    typed = {e.get("PartName", "").lstrip("/") for e in all_trees["[Content_Types].xml"]}
    assert {n for n in parts if n.endswith(".xml") and n != "[Content_Types].xml"} <= typed


def test_every_footnote_is_referred_to_once_in_order(parts: dict[str, bytes]) -> None:
    """The marks count up; each has its note and each note its mark."""
    all_trees = trees(parts)
    marks = [e.get(f"{W}id") for e in all_trees["word/document.xml"].iter(f"{W}footnoteReference")]
    notes = [e.get(f"{W}id") for e in all_trees["word/footnotes.xml"] if e.get(f"{W}type") is None]

    assert [str(n) for n in range(1, len(marks) + 1)] == marks == notes
    assert ["-1", "0"] == [
        e.get(f"{W}id") for e in all_trees["word/footnotes.xml"] if e.get(f"{W}type")
    ]


def test_fields_are_closed_and_none_asks_to_be_updated(parts: dict[str, bytes]) -> None:
    """Contents, references and page numbers are fields with what they show; nothing prompts."""
    for tree in trees(parts).values():
        kinds = Counter(e.get(f"{W}fldCharType") for e in tree.iter(f"{W}fldChar"))
        assert kinds["begin"] == kinds["separate"] == kinds["end"]
    assert b"updateFields" not in parts["word/settings.xml"]
    assert b"w:dirty" not in b"".join(parts.values())


def test_cross_references_show_the_right_number_and_lead_there() -> None:
    """Paragraph, heading, table and item, as the report counts them."""
    body = etree.fromstring(parts_of(whole())["word/document.xml"])
    line = next(p for p in body.iter(f"{W}p") if "See " in "".join(p.itertext(f"{W}t")))
    shown = "".join(line.itertext(f"{W}t"))
    fields = re.findall(r"REF (\w+) ", "".join(line.itertext(f"{W}instrText")))
    links = [e.get(f"{W}anchor") for e in line.iter(f"{W}hyperlink")]
    names = {e.get(f"{W}name") for e in body.iter(f"{W}bookmarkStart")}

    assert "See 3, 1.1, 1, 2." == shown
    assert 4 == len(fields) + len(links)
    assert set(fields) | set(links) <= names


def test_contents_say_what_the_headings_say() -> None:
    """A real field; its lines are the headings with their numbers, in order, as links."""
    body = etree.fromstring(parts_of(whole())["word/document.xml"])
    lines = [
        p for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle").get(f"{W}val")[:3] == "TOC"
    ]

    assert ["Contents", "1. Introduction", "1.1 What we ask"] == [
        "".join(line.itertext(f"{W}t")) for line in lines
    ]
    assert "TOC" in "".join(lines[1].itertext(f"{W}instrText"))


def test_each_series_is_a_list_of_its_own() -> None:
    """Two series begin at one each; numbered paragraphs run on through one list."""
    parts = parts_of(whole())
    body, lists = (etree.fromstring(parts[f"word/{n}.xml"]) for n in ("document", "numbering"))
    used = [e.get(f"{W}val") for e in body.iter(f"{W}numId")]
    restarted = {
        e.get(f"{W}numId")
        for e in lists.iter(f"{W}num")
        if e.find(f"{W}lvlOverride/{W}startOverride") is not None
    }

    assert used[0] == used[1] != used[2] == used[3]
    assert set(used) == restarted


def test_the_un_look_is_times_new_roman_and_black() -> None:
    """No other font by name, no other colour but black and the grey of rules, no painted page."""
    parts = parts_of(whole("un"))
    styles = etree.fromstring(parts["word/styles.xml"])
    fonts = {e.get(f"{W}ascii") for e in styles.iter(f"{W}rFonts")}
    colours = {e.get(f"{W}val") for e in styles.iter(f"{W}color")}

    assert {"Times New Roman"} == fonts
    assert {"000000"} == colours
    assert b"w:background" not in parts["word/document.xml"]
    assert b"pgBorders" not in parts["word/document.xml"]
    assert b"PAGE" in parts["word/footer.xml"]


def test_the_working_line_stands_in_the_header() -> None:
    """On every page of every section; a sending copy has no such line and no hidden mark."""
    working = parts_of(whole(working="Working copy of DOC-1"))
    sent = parts_of(whole())
    sections = etree.fromstring(working["word/document.xml"]).iter(f"{W}sectPr")

    assert b"Working copy of DOC-1" in working["word/header.xml"]
    assert b"Working copy" not in sent["word/header.xml"]
    assert all(each.find(f"{W}headerReference") is not None for each in sections)
    assert b'w:name="_' not in sent["word/document.xml"]


def test_only_styles_and_lists_are_named_in_the_text(parts: dict[str, bytes]) -> None:
    """No direct formatting: a style, a language, the list of an item, the end of a section."""
    found: set[str] = set()
    for name in ("document", "footnotes"):
        for element in etree.fromstring(parts[f"word/{name}.xml"]).iter(f"{W}pPr", f"{W}rPr"):
            found.update(names_in(element))

    assert found <= {"pStyle", "rStyle", "lang", "numPr", "sectPr"}


def test_it_is_the_same_file_twice_and_python_docx_reads_it() -> None:
    """Title page, contents, lists and all."""
    first, second = (Docx().write(whole(working="W")) for _ in range(2))
    opened = docx.Document(io.BytesIO(first))

    assert first == second
    assert 2 == len(opened.sections)
    assert ["Heading 1", "Heading 2"] == [
        p.style.name for p in opened.paragraphs if p.style.name.startswith("Heading")
    ]


def test_styles_are_based_on_earlier_ones(parts: dict[str, bytes]) -> None:
    """So a reader that goes through them once knows each."""
    seen: list[str] = []
    for style in etree.fromstring(parts["word/styles.xml"]).iter(f"{W}style"):
        base = style.find(f"{W}basedOn")
        assert base is None or base.get(f"{W}val") in (*seen, "DefaultParagraphFont")
        seen.append(style.get(f"{W}styleId"))

    assert all(a != b for a, b in pairwise(seen))
