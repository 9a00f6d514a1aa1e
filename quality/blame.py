"""Which layer of the reader is the likely cause of each owed claim that was missed or has a wrong party.

The checks are simple and run in this order; the first that holds names the cause. They point at where
to look first, and prove nothing: a claim can be lost twice, and the trees of `entente parse` are those
of the grammar alone, before the reader simplifies and mends them.

Of a claim that no claim answers ("missed"):

  kind        a claim that answers nothing else stands in the same place, of another kind
  shared      claims of its kind stand there, but each answers another owed claim: one was read, several are owed
  quote       a free claim of its kind shares some words with it, but less than half of the shorter quote
  lexicon     no word of its quote (by lemma, particle included) has a row in data/predicates.tsv,
              or the rows are all of other kinds
  tags        a word has a row of its kind, but no row for the part of speech it was given
  frame       a word has a row of its kind and part of speech: the tree, the row's conditions or the test
              whether there is enough for a claim stood in the way

Of a claim that is answered with a wrong subject or counterpart ("wrong party"), each such role counts:

  roles       the two parties are changed over; or the party stands in another role of the claim; or a party
              was given where none is due
  names       the mention is the right one, and its state is unknown or another, though it has a capital
  reference   the same of a mention in small letters ("they", "the company"); or the due mention stands
              outside the quote and was not found or was taken for another
  lists       the parties given are some of those due, or more
  tree        the due mention stands in the quote, and none or another was taken
"""
import subprocess
from collections import Counter

from score_claims import MENTION_ROLES, allowed_kinds, common, is_core, quote_span, same_place, states, turned

PARTS_OF_SPEECH = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a"}


# --- the lexicon and the words of a quote

def read_predicates(path):
    """First lemma -> list of (other lemmas of the phrase, part of speech, kind)."""
    rows = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if line.startswith("#") or len(cells) < 3 or cells[0] in ("predicate", "set", "default"):
            continue
        first, *rest = cells[0].split()
        rows.setdefault(first, []).append((rest, cells[1], cells[2]))
    return rows


def read_tokens(entente, path):
    """(start, end, lemma, part of speech) of each token, offsets in code points."""
    done = subprocess.run([entente, "parse", "--conllu", "--quiet", str(path)], capture_output=True, check=True)
    tokens = []
    for line in done.stdout.decode("utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) != 10 or "TokenRange=" not in cells[9]:
            continue
        start, end = cells[9].split("TokenRange=")[1].split("|")[0].split(":")
        tokens.append((int(start), int(end), cells[2].lower(), PARTS_OF_SPEECH.get(cells[3], "")))
    return tokens


def rows_in(quote, tokens, predicates):
    """(part of speech fits, kind) of each row that a word of the quote has."""
    inside = [t for t in tokens if quote[0] <= t[0] and t[1] <= quote[1]]
    lemmas = {t[2] for t in inside}
    return [(pos == part, kind) for _, _, lemma, part in inside for rest, pos, kind in predicates.get(lemma, [])
            if set(rest) <= lemmas]


# --- causes

def cause_of_miss(gold, place, got, free, text, rows):
    """`free`: numbers of the faithful claims that answer nothing."""
    kinds = allowed_kinds(gold)
    near = [j for j, c in enumerate(got) if (span := quote_span(text, c)) and same_place(span, place)]
    if any(j in free and got[j]["kind"] not in kinds for j in near):
        return "kind: read as another kind"
    if any(got[j]["kind"] in kinds for j in near):
        return "shared: one claim read, several owed"
    if any(got[j]["kind"] in kinds and common(quote_span(text, got[j]), place) for j in free):
        return "quote: another stretch of the sentence"
    if not rows:
        return "lexicon: no predicate"
    of_kind = [fits for fits, kind in rows if kind in kinds]
    if not of_kind:
        return "lexicon: predicates of other kinds only"
    return "frame: tree, conditions or too little" if any(of_kind) else "tags: another part of speech"


def place_mentions(text, claim, quote):
    """The claim with offsets on all parties; a labelled mention without any is looked for in the quote,
    then before it, then behind it."""
    def placed(mention):
        words = mention.get("text", "")
        if "start" in mention or not words:
            return mention
        start = text.find(words, quote[0], quote[1])
        if start < 0:
            start = text.rfind(words, 0, quote[0])
        if start < 0:
            start = text.find(words, quote[1])
        return {**mention, "start": start, "end": start + len(words)} if start >= 0 else mention
    return {**claim, **{role: [placed(m) for m in claim.get(role) or []] for role in ("subject", "counterpart")}}


def spans(mentions):
    return [(m["start"], m["end"]) for m in mentions or [] if "start" in m]


def meet(a, b):
    return any(common(x, y) for x in a for y in b)


def has_capital(mentions):
    return any(word[:1].isupper() for m in mentions for word in m["text"].split())


def cause_of_wrong_role(gold, got, role, place):
    due, given = gold.get(role) or [], got.get(role) or []
    outside = bool(spans(due)) and not meet(spans(due), [place])
    elsewhere = [m for r in MENTION_ROLES if r != role for m in got.get(r) or []]
    if not due:
        return "roles: a party where none is due"
    if not given:
        if outside:
            return "reference: implied party not found"
        return "roles: party put in another role" if meet(spans(due), spans(elsewhere)) else "tree: party not found"
    if states(given) and (states(given) < states(due)):
        return "lists: a party is missing"
    if states(due) and states(due) < states(given):
        return "lists: a party too many"
    if meet(spans(due), spans(given)):
        layer = "names" if has_capital(given) else "reference"
        return f"{layer}: wrong state" if states(given) else f"{layer}: state not known"
    return "reference: taken for another" if outside else "tree: another mention taken"


def causes_of_wrong_party(gold, got, fields, place):
    got = turned(gold, got)
    roles = [role for role in ("subject", "counterpart") if not fields[role]]
    due, given = ([states(claim.get(role)) for role in ("subject", "counterpart")] for claim in (gold, got))
    if len(roles) == 2 and any(due) and due == given[::-1]:
        return ["roles: parties changed over"]
    return [cause_of_wrong_role(gold, got, role, place) for role in roles]


def blame_document(text, gold, got, match, tokens, predicates):
    """(number of the gold row, "missed" or "wrong party", cause) for each cause found."""
    pairs = {p.gold: p for p in match.pairs}
    free = set(match.faithful) - {p.got for p in match.pairs}
    out = []
    for i in match.owed:
        place = quote_span(text, gold[i])
        if i not in pairs:
            rows = rows_in(place, tokens, predicates)
            out.append((i, "missed", cause_of_miss(gold[i], place, got, free, text, rows)))
        elif not is_core(pairs[i].fields):
            wrong = causes_of_wrong_party(place_mentions(text, gold[i], place), got[pairs[i].got], pairs[i].fields, place)
            out += [(i, "wrong party", cause) for cause in wrong]
    return out


def table(found, owed):
    """Counts of causes, the most frequent first."""
    lines = []
    for sort in ("missed", "wrong party"):
        here = [f for f in found if f[1] == sort]
        lines.append(f"{sort}: {len({f[0] for f in here})} of {owed} owed claims")
        lines += [f"  {n:4}  {cause}" for cause, n in Counter(f[2] for f in here).most_common()]
    return "\n".join(lines)
