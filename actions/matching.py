"""Which rows of two versions of a plan are the same, and which of their words have changed."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher

#: How alike two rows must be, from 0 to 1: to be taken for the same; to be so beyond doubt; and to
#: be asked about where they share nothing but their reference.
ALIKE, SURE, BY_REFERENCE = 0.5, 0.75, 0.2
#: What it counts for that two rows stand under the same heading.
SAME_PLACE = 0.1
#: For each row, how many of the likeliest others are looked at word by word, found by how many of
#: its rarest words.
LOOKED_AT, RAREST = 6, 8
#: In words. Longer texts are compared by the words they hold, not by their order.
LONGEST = 1_500


@dataclass(frozen=True)
class Item:
    """One row of one version; `place` is what it stands under, the same in both versions."""

    ref: str
    text: str
    place: object = None


def paired(old, new, *, settled=None):
    """Which old row each new one is: {place in `new`: (place in `old`, likeness)}.

    `settled` holds what a person said: {place in `new`: place in `old`, or None for a row that is
    none of them}. Rows that share a reference come first, then the same words, then the likeliest.
    """
    return _Pairing(old, new, settled or {}).found


def likeness(before, after):
    """How much of two texts is the same words in the same order, from 0 to 1."""
    return _likeness(_words(before), _words(after))


def marked(before, after):
    """Both texts in pieces, each with whether it differs from the other text."""
    pieces = [re.findall(r"\S+\s*|\s+", text) for text in (before, after)]
    if max(map(len, pieces)) > LONGEST:
        return [(before, True)], [(after, True)]
    plain = [[piece.strip() for piece in each] for each in pieces]
    left, right = [], []
    for kind, i, j, k, m in SequenceMatcher(None, *plain, autojunk=False).get_opcodes():
        for side, words in ((left, pieces[0][i:j]), (right, pieces[1][k:m])):
            if words:
                side.append(("".join(words), kind != "equal"))
    return left, right


class _Pairing:
    def __init__(self, old, new, settled):
        self.old, self.new = old, new
        self.old_words = [_words(item.text) for item in old]
        self.new_words = [_words(item.text) for item in new]
        self.found = {}
        self.free_old, self.free_new = set(range(len(old))), set(range(len(new)))
        for place, other in settled.items():
            if place in self.free_new and other is None:
                self.free_new.discard(place)
            elif place in self.free_new and other in self.free_old:
                self._pair(place, other, 1.0)
        self._by_reference(ALIKE)
        self._by_the_same_words()
        self._by_likeness()
        self._by_reference(BY_REFERENCE)

    def _pair(self, place, other, score):
        self.found[place] = (other, score)
        self.free_new.discard(place)
        self.free_old.discard(other)

    def _score(self, place, other):
        score = _likeness(self.new_words[place], self.old_words[other])
        is_near = self.new[place].place is not None and (
            self.new[place].place == self.old[other].place
        )
        return min(1.0, score + SAME_PLACE * is_near)

    def _by_reference(self, least):
        refs = [
            Counter(items[n].ref for n in free)
            for items, free in ((self.old, self.free_old), (self.new, self.free_new))
        ]
        by_ref = {self.old[n].ref: n for n in self.free_old}
        for place in sorted(self.free_new):
            ref = self.new[place].ref
            if ref and refs[0][ref] == refs[1][ref] == 1:
                score = self._score(place, by_ref[ref])
                if score >= least:
                    self._pair(place, by_ref[ref], score)

    def _by_the_same_words(self):
        for has_place in (True, False):
            left = defaultdict(list)
            for other in sorted(self.free_old, reverse=True):
                left[self._key(self.old[other], self.old_words[other], has_place)].append(other)
            for place in sorted(self.free_new):
                words = self.new_words[place]
                others = left.get(self._key(self.new[place], words, has_place))
                if others:
                    self._pair(place, others.pop(), 1.0)

    def _key(self, item, words, has_place):
        return tuple(words), item.place if has_place else None

    def _may_be_alike(self, place, other):
        """Whether two rows share enough words, in whatever order, to be worth a closer look."""
        new, old = self.new_words[place], self.old_words[other]
        shared = sum((Counter(new) & Counter(old)).values())
        return 2 * shared >= (ALIKE - SAME_PLACE) * (len(new) + len(old))

    def _by_likeness(self):
        holders = defaultdict(set)
        for other in self.free_old:
            for word in self.old_words[other]:
                holders[word].add(other)
        scores = []

        def rarity(word):
            return len(holders[word]), word

        for place in self.free_new:
            shared = Counter()
            # A word that every row has tells none of them apart.
            held = sorted({w for w in self.new_words[place] if w in holders}, key=rarity)
            for word in held[:RAREST]:
                for other in holders[word]:
                    shared[other] += 1 / len(holders[word])
            for other, _ in shared.most_common(LOOKED_AT):
                if self._may_be_alike(place, other):
                    scores.append((-self._score(place, other), place, other))
        for score, place, other in sorted(scores):
            if -score >= ALIKE and place in self.free_new and other in self.free_old:
                self._pair(place, other, -score)


def _words(text):
    return re.findall(r"\w+", text.casefold())


def _likeness(before, after):
    if before == after:
        return 1.0
    if not before or not after:
        return 0.0
    if max(len(before), len(after)) > LONGEST:
        shared = sum((Counter(before) & Counter(after)).values())
        return 2 * shared / (len(before) + len(after))
    return SequenceMatcher(None, before, after, autojunk=False).ratio()
