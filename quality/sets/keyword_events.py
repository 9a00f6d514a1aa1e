"""The keyword baseline for events: the reader's own words without its grammar.

The first word of a sentence that data/predicates.tsv knows, found by its form without an ending, gives the kind, and
data/plover.tsv the event type by kind and lemma. The nearest name of a state before the word is the source, the
nearest of another state behind it the target (names, adjectives, peoples and capitals of data/states.tsv); where a
sentence names no such state, words with a capital do. One event a sentence. This is what counting words in news
comes to, and what the figures of the reader are held against.
"""
import csv
import re

WORD = re.compile(r"[A-Za-z][\w.'’-]*")
ENDINGS = ("", "s", "es", "d", "ed", "ing")


def rows(path):
    with open(path, encoding="utf-8") as lines:
        yield from csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t",
                                  quoting=csv.QUOTE_NONE)


class Keywords:
    def __init__(self, data, alpha3):
        self.kinds, self.types, self.states = {}, [], {}
        for row in rows(data / "predicates.tsv"):
            lemma = row["predicate"]
            if row["pos"] in ("v", "n") and row["kind"] and row["predicate"] not in ("set", "default"):
                if " " not in lemma:
                    self.kinds.setdefault(lemma, row["kind"])
        for row in rows(data / "plover.tsv"):
            if not (row.get("modality") or row.get("polarity") or row.get("goods")):
                self.types.append((row["kind"], set((row["predicates"] or "").split()), row["event"]))
        for row in rows(data / "states.tsv"):
            if row["type"] in ("name", "official", "alias", "capital", "adjective", "people") and row["code"] != "xx":
                self.states.setdefault(row["text"], alpha3(row["code"]))
        self.longest = max(len(name.split()) for name in self.states)

    def lemma(self, word):
        word = word.lower()
        for ending in ENDINGS:
            if not word.endswith(ending) or len(word) - len(ending) < 3:
                continue
            stem = word[:len(word) - len(ending)]
            for form in (stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem,
                         stem[:-1] + "y" if stem.endswith("i") else stem):
                if form in self.kinds:
                    return form
        return None

    def actors(self, words):
        found, i = [], 0
        while i < len(words):
            for n in range(min(self.longest, len(words) - i), 0, -1):
                name = re.sub(r"['’]s?$", "", " ".join(words[i:i + n]))
                if name in self.states:
                    found.append((i, self.states[name], name))
                    i += n - 1
                    break
            i += 1
        if found:
            return found
        return [(i, "", re.sub(r"['’]s?$", "", w)) for i, w in enumerate(words) if w[0].isupper() and len(w) > 2]

    def event(self, sentence):
        """(source, target, type) with actors as (code, text); None where no keyword or actor stands."""
        words = WORD.findall(sentence)
        actors = self.actors(words)
        for i, word in enumerate(words):
            lemma = self.lemma(word)
            before = [a for a in actors if a[0] < i]
            if not lemma or not before or any(a[0] == i for a in actors):
                continue
            kind = self.kinds[lemma]
            event = next(e for k, lemmas, e in self.types if k == kind and (not lemmas or lemma in lemmas))
            source = before[-1]
            target = next((a for a in actors if a[0] > i and a[1:] != source[1:]), None)
            return [source[1:]], [target[1:]] if target else [], event
        return None
