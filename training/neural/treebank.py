"""Treebank sentences as the encoder sees them: wordpieces, shapes of words, and what is to be learnt.

The wordpiece rules here are those of src/reading/neural/wordpiece.cpp; the test beside that file holds
the one against rows exported from the other.
"""
import collections
import random
import unicodedata

MAX_PIECES_PER_WORD = 8
QUOTES = str.maketrans("\u2018\u2019\u201a\u201c\u201d\u201e", "'''\"\"\"")
ENTITY_TYPES = {"person": "PER", "organization": "ORG", "place": "LOC"}
ENTITY_TAGS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]

Word = collections.namedtuple("Word", "form tag head rel entity")  # head 0 is the root


def kept_pieces(vocabulary):
    """Line numbers of the pieces English text can need: no other script, no unused place."""
    def latin(piece):
        return all(c < "\u0250" or "\u2010" <= c < "\u2120" for c in piece)
    special = {"[PAD]", "[UNK]", "[CLS]", "[SEP]"}
    return [i for i, p in enumerate(vocabulary) if p in special or (not p.startswith("[unused") and p != "[MASK]" and latin(p))]


def normal(form):
    """Lower case without accents, quotes made straight."""
    form = unicodedata.normalize("NFD", form.translate(QUOTES).lower())
    return "".join(c for c in form if unicodedata.category(c) != "Mn")


def runs(text):
    """Cut at punctuation: each mark by itself, the rest in runs."""
    out, run = [], ""
    for c in text:
        mark = unicodedata.category(c)[0] == "P" or (c.isascii() and not c.isalnum())
        if mark:
            if run:
                out.append(run)
            out.append(c)
            run = ""
        else:
            run += c
    return out + [run] if run else out


class Wordpieces:
    def __init__(self, pieces):
        self.number = {p: i for i, p in enumerate(pieces)}
        self.cls, self.sep, self.unknown = (self.number[p] for p in ("[CLS]", "[SEP]", "[UNK]"))

    def of_run(self, run):
        out, at = [], 0
        while at < len(run):
            for end in range(len(run), at, -1):
                found = self.number.get(("##" if at else "") + run[at:end])
                if found is not None:
                    break
            else:
                return [self.unknown]
            out.append(found)
            at = end
        return out

    def of_word(self, form):
        out = []
        for run in runs(normal(form)[:100]):
            out += self.of_run(run)
            if len(out) >= MAX_PIECES_PER_WORD:
                break
        return (out or [self.unknown])[:MAX_PIECES_PER_WORD]


def shape(form):
    """0 small, 1 Capital, 2 CAPITALS, 3 one capital, 4 miXed, 5 digits, 6 digits and letters."""
    letters = [c for c in form if c.isalpha()]
    if any(c.isdigit() for c in form):
        return 6 if letters else 5
    capitals = sum(c.isupper() for c in letters)
    if capitals == 0:
        return 0
    if capitals == len(letters):
        return 2 if capitals > 1 else 3
    return 1 if capitals == 1 and letters[0].isupper() else 4


def recased(shapes, how):
    if how == "small":
        return [0 if s < 5 else s for s in shapes]
    if how == "CAPITALS":
        return [2 if s < 5 else s for s in shapes]
    if how == "Headline":
        return [1 if s == 0 else s for s in shapes]
    return shapes


# --- reading CoNLL-U

def entity_spans(rows):
    """(first, last, type) of the mentions that GUM's Entity column opens and closes in one sentence."""
    open_spans, spans = [], []
    for i, row in enumerate(rows):
        value = next((p[7:] for p in row[9].split("|") if p.startswith("Entity=")), "")
        token = ""
        for c in value + "(":
            if c in "()" and token:
                if token[0] == "(":
                    number, kind = (token[1:].split("-") + ["", ""])[:2]
                    open_spans.append((number, kind, i))
                token_number = token.lstrip("(").split("-")[0]
                if c == ")":
                    for k in range(len(open_spans) - 1, -1, -1):
                        if open_spans[k][0] == token_number:
                            number, kind, first = open_spans.pop(k)
                            spans.append((first, i, kind))
                            break
                token = ""
            if c == "(":
                token = "("
            elif c != ")":
                token += c
    return spans


def entity_tags(rows):
    """Names of persons, organisations and places: mentions whose head is a proper noun, without their titles' articles."""
    tags = ["O"] * len(rows)
    upos = [r[3] for r in rows]
    head = [int(r[6]) - 1 for r in rows]
    for first, last, kind in sorted(entity_spans(rows), key=lambda s: s[0] - s[1]):
        kind = ENTITY_TYPES.get(kind)
        tops = [i for i in range(first, last + 1) if not first <= head[i] <= last]
        if not kind or len(tops) != 1 or upos[tops[0]] != "PROPN":
            continue
        begin = end = tops[0]
        while begin > first and upos[begin - 1] in ("PROPN", "ADJ", "NUM") and rows[begin - 1][1][0].isupper():
            begin -= 1
        while end < last and (upos[end + 1] in ("PROPN", "NUM") or (end + 2 <= last and upos[end + 1] == "ADP" and rows[end + 1][1] == "of" and upos[end + 2] == "PROPN")):
            end += 1
        if any(t != "O" for t in tags[begin:end + 1]):
            continue  # inside a larger name
        tags[begin:end + 1] = ["B-" + kind] + ["I-" + kind] * (end - begin)
    return tags


def read_conllu(path, entities):
    sentences, rows = [], []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line and line[0] != "#":
            columns = line.split("\t")
            if columns[0].isdigit():
                rows.append(columns)
        elif not line and rows:
            names = entity_tags(rows) if entities else [None] * len(rows)
            sentences.append([Word(r[1], r[4] + "/" + r[3], int(r[6]), r[7], e) for r, e in zip(rows, names)])
            rows = []
    return sentences


def without_end_mark(words):
    """The sentence less its final full stop, as headings and cut lines come; itself where something hangs there."""
    if len(words) < 3 or words[-1].form not in (".", "!", "?") or any(w.head == len(words) for w in words):
        return words
    return words[:-1]


def varied(words, chance):
    """(words, case) for one pass of training."""
    if chance.random() < 0.10:
        words = without_end_mark(words)
    r = chance.random()
    return words, "small" if r < 0.04 else "CAPITALS" if r < 0.06 else "Headline" if r < 0.09 else None


def seeded(seed):
    return random.Random(seed)
