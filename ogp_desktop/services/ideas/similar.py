"""Similar ideas: those that say the same as a text or as an idea, with what speaks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.language import nearest
from ogp_desktop.language.likeness import SURE, is_near_identical, shared
from ogp_desktop.language.normalise import respelt, spelt
from ogp_desktop.language.stems import stem
from ogp_desktop.services.ideas.idea_index import IdeaIndex

if TYPE_CHECKING:
    from ogp_desktop.language.likeness import Weighed
    from ogp_desktop.services.compose import Bench

SHOWN = 10


_Read = tuple["Weighed", dict[str, str]]
"""A text as it is compared, and how it writes its words."""


class SharedConcept(NamedTuple):
    """A concept two texts share, how French and Arabic call it, and the words that say it in each (none if broader)."""

    name: str
    fr: str
    ar: str
    here: str
    there: str


class Near(NamedTuple):
    """An idea near to what was asked, and why; `same_text` says it is the same text re-typed."""

    id: str
    probability: float
    same_text: bool
    concepts: tuple[SharedConcept, ...]
    words: tuple[str, ...]

    @property
    def is_sure(self) -> bool:
        """Say whether it is shown without "pas sûr"."""
        return self.same_text or self.probability >= SURE


def near_idea(bench: Bench, row: str, most: int = SHOWN) -> list[Near]:
    """Return the ideas nearest to one idea of a register; raises `Trouble` where it is unknown or withdrawn."""
    with IdeaIndex(bench) as index:
        return Similar(index).to_idea(row, most)


class Similar:
    """Finds similar ideas in an index that the caller closes."""

    def __init__(self, index: IdeaIndex) -> None:
        self._index = index

    def to_text(self, text: str, session: str = "", most: int = SHOWN) -> list[Near]:
        """Return the ideas nearest to a text that is no idea yet, the likest first."""
        self._index.refresh()
        return self._near(self._index.asked(text, session), spelt(text), None, most)

    def to_idea(self, row: str, most: int = SHOWN) -> list[Near]:
        """Return the ideas nearest to an idea; raises `Trouble` where it is unknown or withdrawn."""
        self._index.refresh()
        asked = self._index.standing(row)
        if asked is None:
            raise Trouble("idea_unknown", idea=row)
        return self._near(asked, spelt(self._index.said([row])[row]), self._index.number_of(row), most)

    def _near(self, asked: Weighed, spelling: dict[str, str], without: int | None, most: int) -> list[Near]:
        index = self._index
        found = nearest.nearest(asked, index.likeness, index, without, most)
        texts = index.texts([number for number, _ in found])
        said = index.said([index.row(number) for number, _ in found])
        return [
            self._explained(
                Near(row := index.row(number), probability, False, (), ()), (asked, spelling), (other, spelt(said[row]))
            )
            for (number, probability), other in zip(found, texts, strict=True)
        ]

    def _explained(self, near: Near, here: _Read, there: _Read) -> Near:
        (asked, spelling), (other, their_spelling) = here, there
        both, lexicon = shared(asked, other), self._index.reader.lexicon
        concepts = tuple(
            SharedConcept(
                name,
                lexicon.title(name, "fr"),
                lexicon.title(name, "ar"),
                respelt(asked.features.words_of(name), spelling),
                respelt(other.features.words_of(name), their_spelling),
            )
            for name in both.concepts
        )
        # A wider concept that neither says is worth showing only where nothing said speaks for them.
        concepts = tuple(each for each in concepts if each.here or each.there) or concepts
        told = {word for name in both.concepts for word in asked.features.words_of(name).split()}
        words = {stem(word): spelling.get(word, word) for word in asked.features.words if word not in told}
        return near._replace(
            same_text=is_near_identical(asked.features, other.features),
            concepts=concepts,
            words=tuple(words[each] for each in both.stems if each in words),
        )
