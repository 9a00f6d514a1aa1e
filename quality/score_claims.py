#!/usr/bin/env python3
"""Scores a reader's claims against labelled ones.

    score_claims.py GOLD PREDICTED [--json]

GOLD holds NAME.txt with NAME.claims.jsonl beside each, PREDICTED a NAME.claims.jsonl for each of them.

A claim that was read answers a labelled one when their quotes overlap by at least half of the shorter
and the kinds agree; pairs are one to one, those that agree in most fields first. Three levels, each
with precision, recall and F1 over all documents and a bootstrap 95 % interval:

  claim   the assertion was found, with its kind
  core    and subject and counterpart are right: the same states or, without any, a common word
  graded  and modality, polarity and attribution as well

A labelled row may carry `kind_also` and `modality_also` (other right answers), `attribution_optional`,
`symmetric` (either order of the parties) and `optional` (neither owed nor wrong). A claim of which a
quote or mention is not the text at its offsets counts as wrong, and is counted as not faithful.
"""
import argparse
import json
import pathlib
import random
import sys
from collections import namedtuple

FIELDS = ("subject", "counterpart", "object", "quantity", "when", "modality", "polarity", "attribution")
LEVELS = ("claim", "core", "graded")
MENTION_ROLES = ("subject", "counterpart", "against", "object", "in_return", "via", "where", "attribution")
SMALL_WORDS = {"the", "a", "an", "of", "and", "its", "their", "his", "her", ""}
CONVERSE_KINDS = ({"transfer", "acquire"}, {"attack", "lose"})
SEASON_MONTHS = {"21": ("03", "04", "05"), "22": ("06", "07", "08"), "23": ("09", "10", "11"), "24": ("12", "01", "02")}

# A labelled claim and the claim that answers it, by their numbers; fields: name -> agrees.
Pair = namedtuple("Pair", "gold got fields")
# faithful: numbers of the claims that show their words; owed: numbers of the gold rows that are owed.
Match = namedtuple("Match", "pairs owed given faithful")


def read_rows(path):
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


# --- spans

def quote_span(text, claim):
    """(start, end) of the quote in text; None when it is not there."""
    quote = claim.get("quote") or {}
    words = quote.get("text", "")
    if "start" in quote and "end" in quote:
        start, end = quote["start"], quote["end"]
        return (start, end) if text[start:end] == words else None
    start = text.find(words)
    return (start, start + len(words)) if words and start >= 0 else None


def is_faithful(text, claim):
    mentions = (m for role in MENTION_ROLES for m in claim.get(role) or [])
    if any("start" in m and text[m["start"]:m["end"]] != m.get("text") for m in mentions):
        return False
    return quote_span(text, claim) is not None


def common(a, b):
    """How many characters two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def same_place(a, b):
    shorter = max(1, min(a[1] - a[0], b[1] - b[0]))
    return 2 * common(a, b) >= shorter


# --- fields

def states(mentions):
    return {m["state"] for m in mentions or [] if m.get("state") not in (None, "", "xx")}


def words(mentions):
    split = (word for m in mentions or [] for word in m.get("text", "").split())
    return {word.strip(".,'’\"()").lower() for word in split} - SMALL_WORDS


def share_words_or_are_empty(a, b):
    a, b = words(a), words(b)
    return bool(a & b) or not (a or b)


def same_actors(gold, got):
    if states(gold) or states(got):
        return states(gold) == states(got)
    return share_words_or_are_empty(gold, got)


def near(a, b):
    if a is None or b is None:
        return a is b
    return abs(a - b) <= 0.01 * max(abs(a), abs(b))


def same_quantity(gold, got):
    """Every labelled figure is there; without any, none was given."""
    if not gold:
        return not got
    return all(any(near(g.get("low"), q.get("low")) and near(g.get("high"), q.get("high")) for q in got or [])
               for g in gold)


def months(date):
    return set(SEASON_MONTHS.get(date[5:7], (date[5:7],)))


def same_date(a, b):
    """One date is the other, told more precisely; a season holds its months."""
    if a[5:7] in SEASON_MONTHS or b[5:7] in SEASON_MONTHS:
        return a[:4] == b[:4] and bool(months(a) & months(b))
    return a.startswith(b) or b.startswith(a)


def same_when(gold, got):
    """The labelled start agrees, or the end where no start is labelled."""
    gold, got = gold or {}, got or {}
    edge = "start" if gold.get("start") else "end"
    if gold.get(edge) is None:
        return not (got.get("start") or got.get("end"))
    return got.get(edge) is not None and same_date(gold[edge], got[edge])


def parties(claim):
    return states((claim.get("subject") or []) + (claim.get("counterpart") or []))


def turned(gold, got):
    """`got` with its parties changed over when its kind is the converse of gold's."""
    if gold["kind"] != got.get("kind") and {gold["kind"], got.get("kind")} in CONVERSE_KINDS:
        return {**got, "subject": got.get("counterpart"), "counterpart": got.get("subject")}
    return got


def says_no(claim):
    """Denied, or negative: "denied that it sent" is "said that it did not send"."""
    return (claim.get("modality") == "denied") != (claim.get("polarity", "positive") == "negative")


def compare(gold, got):
    """Field -> whether it agrees."""
    got = turned(gold, got)
    same = {role: same_actors(gold.get(role), got.get(role)) for role in ("subject", "counterpart")}
    if gold.get("symmetric") and not all(same.values()) and parties(gold) and parties(gold) == parties(got):
        same = dict.fromkeys(same, True)
    objects = gold.get("object")
    same["object"] = bool(words(objects) & words(got.get("object"))) if objects else not got.get("object")
    same["quantity"] = same_quantity(gold.get("quantity"), got.get("quantity"))
    same["when"] = same_when(gold.get("when"), got.get("when"))
    same["modality"] = got.get("modality") in [gold["modality"], *gold.get("modality_also", [])]
    same["polarity"] = got.get("polarity") == gold.get("polarity", "positive")
    if not same["polarity"] and says_no(gold) and says_no(got):
        same["modality"] = same["polarity"] = True
    speakers, given = gold.get("attribution"), got.get("attribution")
    same["attribution"] = (share_words_or_are_empty(speakers, given) or bool(states(speakers) & states(given))
                           or bool(gold.get("attribution_optional") and not given))
    return same


def is_core(fields):
    return fields["subject"] and fields["counterpart"]


def is_graded(fields):
    return is_core(fields) and fields["modality"] and fields["polarity"] and fields["attribution"]


# --- documents

def allowed_kinds(gold):
    return [gold["kind"], *gold.get("kind_also", [])]


def worth(gold, fields):
    """What a pair is chosen by: the parties weigh most, then an owed claim before an optional one."""
    parties_right = fields["subject"] + fields["counterpart"]
    return 2 * parties_right + sum(fields.values()) + (0 if gold.get("optional") else 0.5)


def match_document(text, gold, got):
    places = [quote_span(text, g) for g in gold]
    for claim, place in zip(gold, places):
        if place is None:
            sys.exit(f"a labelled quote is not in its text: {claim['quote']['text'][:60]!r}")
    faithful = [j for j, claim in enumerate(got) if is_faithful(text, claim)]
    candidates = []
    for i, wanted in enumerate(gold):
        for j in faithful:
            if same_place(quote_span(text, got[j]), places[i]) and got[j].get("kind") in allowed_kinds(wanted):
                fields = compare(wanted, got[j])
                candidates.append((-worth(wanted, fields), i, j, fields))
    candidates.sort(key=lambda c: c[:3])
    pairs, gold_taken, got_taken = [], set(), set()
    for _, i, j, fields in candidates:
        if i in gold_taken or j in got_taken:
            continue
        gold_taken.add(i)
        got_taken.add(j)
        pairs.append(Pair(i, j, fields))
    owed = [i for i, claim in enumerate(gold) if not claim.get("optional")]
    answered_optional = sum(bool(gold[p.gold].get("optional")) for p in pairs)
    return Match(pairs, owed, len(got) - answered_optional, faithful)


def tally(match, got_count):
    """The numbers of one document that scores are made of."""
    owed = set(match.owed)
    hits = [p.fields for p in match.pairs if p.gold in owed]
    return {
        "owed": len(owed), "given": match.given, "unfaithful": got_count - len(match.faithful),
        "claim": len(hits), "core": sum(map(is_core, hits)), "graded": sum(map(is_graded, hits)),
        "fields": {f: sum(h[f] for h in hits) for f in FIELDS},
    }


def precision_recall_f1(tallies, level):
    hits, owed, given = (sum(t[key] for t in tallies) for key in (level, "owed", "given"))
    precision, recall = hits / given if given else 0.0, hits / owed if owed else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return precision, recall, f1


def summary(tallies):
    """Scores over documents; the interval redraws documents 1,000 times from a fixed seed."""
    out = {"documents": len(tallies), **{key: sum(t[key] for t in tallies) for key in ("owed", "given", "unfaithful")}}
    rng = random.Random(7)
    for level in LEVELS:
        precision, recall, f1 = precision_recall_f1(tallies, level)
        redrawn = sorted(precision_recall_f1([rng.choice(tallies) for _ in tallies], level)[2] for _ in range(1000))
        out[level] = {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4),
                      "f1_95": [round(redrawn[25], 4), round(redrawn[974], 4)]}
    found = sum(t["claim"] for t in tallies)
    out["fields"] = {f: round(sum(t["fields"][f] for t in tallies) / found, 4) if found else 0.0 for f in FIELDS}
    return out


def score_folder(gold_folder, claims_of):
    """Scores every NAME.txt of a folder; claims_of(NAME) gives the claims that were read."""
    tallies = []
    for path in sorted(pathlib.Path(gold_folder).glob("*.txt")):
        got = claims_of(path.stem)
        text = path.read_text(encoding="utf-8")
        gold = read_rows(path.with_name(path.stem + ".claims.jsonl"))
        tallies.append(tally(match_document(text, gold, got), len(got)))
    if not tallies:
        sys.exit(f"no labelled documents in {gold_folder}")
    return summary(tallies)


def table(scores):
    lines = ["{documents} documents, {owed} claims owed, {given} given, {unfaithful} not faithful to their text".format(**scores)]
    for level in LEVELS:
        s = scores[level]
        lines.append(f"{level:8} P {s['precision']:.3f}  R {s['recall']:.3f}  F1 {s['f1']:.3f}  "
                     f"[{s['f1_95'][0]:.3f}, {s['f1_95'][1]:.3f}]")
    lines.append("fields over matched claims: " + "  ".join(f"{f} {scores['fields'][f]:.2f}" for f in FIELDS))
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=pathlib.Path)
    parser.add_argument("predicted", type=pathlib.Path)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    scores = score_folder(arguments.gold, lambda name: read_rows(arguments.predicted / (name + ".claims.jsonl")))
    print(json.dumps(scores) if arguments.json else table(scores))


if __name__ == "__main__":
    main()
