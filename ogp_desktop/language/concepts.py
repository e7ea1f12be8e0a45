"""Concepts: what the words of a text speak of, by the lexicon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ogp_desktop.domain.text.scripts import is_arabic
from ogp_desktop.language.lexicon import LONGEST_FORM
from ogp_desktop.language.sounds import skeletons
from ogp_desktop.language.spelling import one_off
from ogp_desktop.language.stems import latin_darija_readings, light, readings, stem
from ogp_desktop.language.stop_words import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ogp_desktop.language.lexicon import Lexicon

SHORTEST_ROOT = {True: 4, False: 6}
"""Letters a stem needs to stand for its word, in Arabic letters and in others: below, meanings fall together."""

SHORTEST_CORRECTED = 7
"""Letters a word needs for one wrong letter to be forgiven; Arabic words, which have fewer letters, need one less."""

SHORTEST_SKELETON = 4
KNOWN_WORDS = 60_000

AS_WRITTEN, WITHOUT_PARTICLES, BY_STEM, BY_SOUND = range(4)
"""How surely a word of a text is a word of the lexicon, the surest first."""

Node = dict[str, Any]
Meaning = tuple[str, int]
"""A word of the lexicon that a word of a text may be, and how surely."""

_HERE = ""
_STATE = ("_trie", "_vocabulary", "_lights", "_roots", "_skeletons")


class Hit(NamedTuple):
    """A concept said in a text: where it starts and ends among the words that count, and those words."""

    concept: str
    start: int
    stop: int
    words: tuple[str, ...]
    inside: bool
    """Whether it is only a part of a longer form, which says another concept."""


class _Found(NamedTuple):
    """A form found: how many of its words (more is better), broken by how many others, how surely; where it ends."""

    rank: tuple[int, int, int]
    stop: int
    concepts: tuple[str, ...]


class ConceptFinder:
    """Finds the forms of one lexicon; what each word may stand for is remembered."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self._trie: Node = {}
        self._vocabulary: dict[str, list[str]] = {}
        self._lights: dict[str, list[str]] = {}
        self._roots: dict[str, list[str]] = {}
        self._skeletons: dict[str, list[str]] = {}
        self._meanings: dict[tuple[str, bool], tuple[Meaning, ...]] = {}
        for concept, lang, form in lexicon.forms() if lexicon else ():
            self.add(concept, lang, form)

    def state(self) -> dict[str, Any]:
        """Return everything that was worked out from the lexicon, as JSON can keep it."""
        return {name: getattr(self, name) for name in _STATE}

    @classmethod
    def restored(cls, state: dict[str, Any]) -> ConceptFinder:
        """Return a finder from its `state`."""
        finder = cls()
        for name in _STATE:
            setattr(finder, name, state[name])
        return finder

    def add(self, concept: str, lang: str, form: tuple[str, ...]) -> None:
        """Let the words of a form say a concept."""
        self._meanings.clear()
        form = form[:LONGEST_FORM]
        self._insert(form, concept)
        if len(form) == 1 and lang != "fr":
            for bones in skeletons(form[0]):
                if len(bones) >= SHORTEST_SKELETON:
                    self._skeletons.setdefault(bones, []).append(form[0])

    def owners(self, form: tuple[str, ...]) -> list[str]:
        """Return the concepts that the words of a form say."""
        node = self._trie
        for word in form[:LONGEST_FORM]:
            node = node.get(word, {})
        return list(node.get(_HERE, ()))

    def remove(self, concept: str, form: tuple[str, ...]) -> None:
        """Let the words of a form say a concept no more."""
        self._meanings.clear()
        node = self._trie
        for word in form[:LONGEST_FORM]:
            node = node.get(word, {})
        if concept in node.get(_HERE, ()):
            node[_HERE].remove(concept)

    def _insert(self, form: tuple[str, ...], concept: str) -> None:
        node = self._trie
        for word in form:
            if word not in self._vocabulary:
                self._learn(word)
            node = node.setdefault(word, {})
        found = node.setdefault(_HERE, [])
        if concept not in found:
            found.append(concept)

    def _learn(self, word: str) -> None:
        self._vocabulary[word] = []
        if word.isalpha():
            self._lights.setdefault(light(word), []).append(word)
            self._roots.setdefault(stem(word), []).append(word)

    def find(self, counting: Sequence[str], darija: bool = False) -> list[Hit]:
        """Return the concepts of words that count, left to right: the longest form, and what its words say alone.

        One word may stand between the words of a form.
        """
        meanings = [self._meanings_of(word, darija) for word in counting]
        hits: list[Hit] = []
        place = 0
        while place < len(meanings):
            found = self._longest(meanings, place)
            hits += [
                Hit(name, place, found.stop, tuple(counting[place : found.stop]), False) for name in found.concepts
            ]
            if found.stop - place > 1:
                hits += self._inside(meanings, place, found.stop, counting)
            place = found.stop if found.concepts else place + 1
        return hits

    def _inside(
        self, meanings: list[tuple[Meaning, ...]], start: int, stop: int, counting: Sequence[str]
    ) -> Iterator[Hit]:
        """Yield what shorter forms within a longer one say alone."""
        for place in range(start, stop):
            end = stop - 1 if place == start else stop
            found = self._longest(meanings[place:end], 0)
            said = tuple(counting[place : place + found.stop])
            yield from (Hit(name, place, place + found.stop, said, True) for name in found.concepts)

    def _longest(self, meanings: list[tuple[Meaning, ...]], start: int) -> _Found:
        """Return the form with most words that begins at `start`: unbroken before broken, surer before less sure."""
        best = _Found((0, 0, 0), start, ())
        todo: list[tuple[Node, int, int, int, int]] = [(self._trie, start, 0, 0, 0)]
        while todo:
            node, place, used, gaps, doubt = todo.pop()
            if node.get(_HERE):
                best = _better(best, _Found((used, -gaps, -doubt), place, tuple(node[_HERE])))
            for skipped in (0, 1) if used and not gaps else (0,):
                next_ = place + skipped
                if next_ < len(meanings) and not (skipped and self._says_something(meanings[place])):
                    todo += [
                        (node[word], next_ + 1, used + 1, gaps + skipped, doubt + how)
                        for word, how in meanings[next_]
                        if word in node
                    ]
        by_stem_alone = best.rank[0] == 1 and best.rank[2] <= -BY_STEM
        return best._replace(concepts=()) if by_stem_alone and len(best.concepts) > 1 else best

    def _says_something(self, meanings: tuple[Meaning, ...]) -> bool:
        return any(self._trie[word].get(_HERE) for word, _ in meanings if word in self._trie)

    def _meanings_of(self, word: str, darija: bool) -> tuple[Meaning, ...]:
        known = self._meanings.get((word, darija))
        if known is None:
            if len(self._meanings) > KNOWN_WORDS:
                self._meanings.clear()
            known = self._meanings[word, darija] = self._looked_up(word, darija)
        return known

    def _looked_up(self, word: str, darija: bool) -> tuple[Meaning, ...]:
        found = self._inflected(word)
        if darija and not is_arabic(word[0]):
            bare = [each for each in latin_darija_readings(word) if each in self._vocabulary]
            found = _ranked([*found, *((each, WITHOUT_PARTICLES) for each in bare)])
        if found:
            return found
        if darija and not is_arabic(word[0]):
            same = sorted({form for bones in skeletons(word) for form in self._skeletons.get(bones, ())})
            if len({name for each in same for name in self._trie[each].get(_HERE, ())}) == 1:
                return tuple((each, BY_SOUND) for each in same)
        return self._corrected(word)

    def _corrected(self, word: str) -> tuple[Meaning, ...]:
        for each in readings(word):
            if not each.isalpha() or len(each) < SHORTEST_CORRECTED - is_arabic(each[0]):
                continue
            # Hands slip inside a word, rarely at its first letter.
            near = sorted(other for other in one_off(each) if other in self._vocabulary and other[0] == each[0])
            if near:
                return ((near[0], BY_SOUND),)
        return ()

    def _inflected(self, word: str) -> tuple[Meaning, ...]:
        """Return the words of the lexicon that `word` is, surest first: itself, without its particles, by its stem."""
        if not word.isalpha():
            return ((word, AS_WRITTEN),) if word in self._vocabulary else ()
        read = readings(word)
        found = [(each, AS_WRITTEN if each == word else WITHOUT_PARTICLES) for each in read if each in self._vocabulary]
        for each in read:
            found += [(other, WITHOUT_PARTICLES) for other in self._lights.get(light(each), ())]
        for each in read:
            if len(root := stem(each)) >= SHORTEST_ROOT[is_arabic(each[0])]:
                found += [(other, BY_STEM) for other in self._roots.get(root, ())]
        return _ranked(found)


def _better(one: _Found, other: _Found) -> _Found:
    if other.rank == one.rank and other.stop == one.stop:
        return one._replace(concepts=tuple(dict.fromkeys((*one.concepts, *other.concepts))))
    return max(one, other, key=lambda found: (found.rank, -found.stop))


def _ranked(found: Iterable[Meaning]) -> tuple[Meaning, ...]:
    surest: dict[str, int] = {}
    for word, how in found:
        surest[word] = min(how, surest.get(word, how))
    return tuple(sorted(surest.items(), key=lambda meaning: (meaning[1], meaning[0])))


def counting_words(every: Iterable[str]) -> list[str]:
    """Return the words that say what a text is about."""
    return [word for word in every if word not in STOP_WORDS]
