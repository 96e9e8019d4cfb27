"""Through which articles a document goes: those of its treaty that its points and choices name.

An article has a part when a point of the document, or a claim or an argument taken in by hand,
names it first, or when a development chosen by hand would be told nowhere else; it keeps its part
as long as the words of an author stand there. Articles that the outline puts together with it join
that part. A document that answers to no treaty body goes through none.
"""

from collections.abc import Iterable, Iterator, Sequence

from kuager.model.article_parts import Article, ArticleGroup, group_articles, treaty_of
from kuager.model.outline import Outline
from kuager.model.statement import EntityId
from kuager.model.vocabulary import Vocabulary
from kuager.model.writing import Writing
from kuager.store.view import Record
from kuager.verbs.desk import Desk

ARTICLES = "treaty_article"


def article_groups(desk: Desk, writing: Writing, outline: Outline) -> list[ArticleGroup]:
    """The articles of a document by part; none if no part of the outline is repeated."""
    parts = [part for part in outline.parts if part.each == "article"]
    treaty = treaty_of_document(desk, writing) if parts else None
    if treaty is None:
        return []
    together = [line for part in parts for line in part.together]
    said = [*own_points(desk, writing), *_taken(desk, writing, ("claim", "kept_text"))]
    told = list(_taken(desk, writing, ("event", "step")))
    named = [own_articles(record, treaty) for record in (*said, *told)]
    first = {articles[0] for articles in named[: len(said)] if articles}
    first |= {each[0] for each in named[len(said) :] if each and not first & set(each)}
    first |= _written_under(desk, writing, treaty)
    kin = {each for line in together for each in line.split() if first & set(line.split())}
    named_at_all = {each for articles in named for each in articles}
    wanted = first | (named_at_all & kin)
    return groups_of(desk, wanted, together)


def groups_of(
    desk: Desk, articles: Iterable[str], together: Sequence[str] = ()
) -> list[ArticleGroup]:
    """Articles in the order of their treaty, letters under their article, some together."""
    known = desk.schema.vocabularies[ARTICLES]
    wanted, found = set(articles), dict[str, Article]()
    for term in (term for term in known.terms if term in wanted):
        whole, letter = _whole(known, term)
        met = found.get(whole)
        letters = (*(met.letters if met else ()), *([letter] if letter else []))
        found[whole] = Article(
            id=whole, number=whole.split("-")[1], letters=letters, title=known.terms[whole].note
        )
    return group_articles(found.values(), together)


def own_points(desk: Desk, writing: Writing) -> list[Record]:
    """The points that the authors of a document made in its cycle, and those it takes in.

    What the document leaves out is not among them. In the order of record.
    """
    asked = writing.proceeding, writing.authors, writing.takes, writing.leaves
    kept = desk.store.projector.kept
    found = kept.get(("points", *asked), ("point",), lambda: _own_points(desk, writing))
    return list(found)


def _own_points(desk: Desk, writing: Writing) -> list[Record]:
    return [
        desk.view.record(brief.id) or brief
        for brief in desk.view.briefs("point")
        if bytes(brief.id) not in writing.leaves
        and (bytes(brief.id) in writing.takes or _is_ours(brief, writing))
    ]


def own_articles(record: Record, treaty: str | None) -> list[str]:
    """The articles that a record names, in its own order; of one treaty, if one is given."""
    named = [
        str(each) for each in record.every(f"{record.type}.treaty_article") if "-" in str(each)
    ]
    return [each for each in named if treaty is None or each.startswith(f"{treaty}-")]


def treaty_of_document(desk: Desk, writing: Writing) -> str | None:
    """The treaty of a document: by the symbols it answers, else by the number of its cycle."""
    found = treaty_of(writing.symbols)
    if found is not None or writing.proceeding is None:
        return found
    cycle = desk.view.record(EntityId(writing.proceeding))
    return None if cycle is None else treaty_of(map(str, cycle.every("proceeding.public_number")))


def _is_ours(point: Record, writing: Writing) -> bool:
    """Whether an author of the document made a point in the document's cycle."""
    makers = {value for value in point.every("point.made_by") if isinstance(value, bytes)}
    if writing.proceeding is None or point.get("point.proceeding") != writing.proceeding:
        return False
    return bool(makers & set(writing.authors))


def _written_under(desk: Desk, writing: Writing, treaty: str) -> set[str]:
    """The articles of a treaty under which an author has written in this document."""
    known = [t for t in desk.schema.vocabularies[ARTICLES].terms if t.startswith(f"{treaty}-")]
    links = desk.view.referring(EntityId(writing.id), "report_text.report")
    found = (desk.view.record(link.subject) for link in links)
    places = [r.text("report_text.place") or "" for r in found if r is not None]
    return {term for term in known for place in places if place.endswith(f"-{term}")}


def _taken(desk: Desk, writing: Writing, types: Sequence[str]) -> Iterator[Record]:
    """What was chosen by hand of these types."""
    for uid in writing.takes:
        record = desk.view.record(EntityId(uid))
        if record is not None and record.type in types:
            yield record


def _whole(known: Vocabulary, term: str) -> tuple[str, str]:
    """An article and its letter: "icerd-4-a" → ("icerd-4", "a")."""
    above = known.terms[term].broader
    is_letter = above is not None and known.terms[above].broader is not None
    return (str(above), term.rpartition("-")[2]) if is_letter else (term, "")
