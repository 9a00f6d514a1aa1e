"""Who says what: attributions of the GUM corpus.

Owed is every labelled attribution. Its content is what the reported discourse units of the first unit's line
cover, from the first to the last, the attributing clause left out. A given attribution answers one when a content
span of the two overlap; pairs are one to one, best overlap first.

  content   characters of the paired contents that both have (P over all given, R over all owed): overlap F1
  matched   attributions paired
  spans     the same, over the pairs alone: how well contents are cut where the attribution was found
  exact     of the pairs, those whose content has the same first and last word; the conjunction
            that opens it and punctuation do not count
  source    of the pairs, those whose source or cue stands in the labelled attributing clause
"""
import re

from . import common

FOLDER = "gum-attribution"
OPENER = re.compile(r"^(?:[\W_]+|(?:that|whether|if)\b)*", re.I)
CLOSER = re.compile(r"[\W_]*$")


def core(text, span):
    """The span without conjunction and punctuation at its ends."""
    start, end = span
    start += OPENER.match(text[start:end]).end()
    end -= len(CLOSER.search(text[start:end]).group())
    return start, max(start, end)


def gold_content(text, row):
    head = row["content_head_edu"]
    begin = text.rfind("\n", 0, head["start"]) + 1
    end = text.find("\n", head["start"])
    end = len(text) if end < 0 else end
    clause = (row["source_clause"]["start"], row["source_clause"]["end"])
    units = [(u["start"], u["end"]) for u in row["content_subtree"] + [head]
             if begin <= u["start"] < end and not common.overlap((u["start"], u["end"]), clause)]
    first = min(u[0] for u in units) if units else head["start"]
    last = max(u[1] for u in units) if units else head["end"]
    if first <= clause[0] < last:  # the speaker stands in the middle: the side of the first unit
        first, last = (first, clause[0]) if head["start"] < clause[0] else (clause[1], last)
    return core(text, (first, last))


def score(entente, folder):
    texts, gold = {}, {}
    for path in common.files(folder, "*.texts.jsonl"):
        for row in common.json_lines(path):
            texts[row["doc"]] = row["text"]
    for path in common.files(folder, "*.attributions.jsonl"):
        for row in common.json_lines(path):
            gold.setdefault(row["doc"], []).append(row)
    read = common.read_layer(entente, texts, "--attributions")
    content, matched, exact, source, spans = (common.Count() for _ in range(5))
    for doc, text in texts.items():
        owed = [(gold_content(text, row), row["source_clause"]) for row in gold.get(doc, [])]
        given = [([core(text, (c["start"], c["end"])) for c in row["content"]], row) for row in read[doc]]
        best = lambda g, p: max((common.overlap(g[0], c) for c in p[0]), default=0)

        def worth(g, p):
            shared = best(g, p)
            if not shared:
                return 0
            said = [p[1][k] for k in ("source", "cue") if k in p[1]]
            at_clause = any(common.overlap((s["start"], s["end"]), (g[1]["start"], g[1]["end"])) for s in said)
            return shared / max(1, g[0][1] - g[0][0]) + at_clause

        pairs = common.pair(owed, given, worth)
        closest = {k: max(given[k][0], key=lambda c: common.overlap(owed[i][0], c)) for i, k in pairs}
        length = lambda span: span[1] - span[0]
        shared = sum(common.overlap(owed[i][0], closest[k]) for i, k in pairs)
        content.add(shared,
                    sum(length(closest[k]) for _, k in pairs)
                    + sum(max(map(length, p[0])) for k, p in enumerate(given) if k not in closest),
                    sum(length(g[0]) for g in owed))
        spans.add(shared, sum(length(closest[k]) for _, k in pairs), sum(length(owed[i][0]) for i, _ in pairs))
        matched.add(len(pairs), len(given), len(owed))
        exact.add(sum(owed[i][0] == closest[k] for i, k in pairs), len(pairs), len(pairs))
        source.add(sum(worth(owed[i], given[k]) >= 1 for i, k in pairs), len(pairs), len(pairs))
    out = common.result({"content overlap": content, "matched": matched},
                        exact=exact.recall, source=source.recall, unfaithful=common.unfaithful(texts, read))
    out["figures"]["spans of pairs"] = round(spans.f1, 4)
    out["lines"] += [f"of the {exact.owed} pairs: content overlap F1 {spans.f1:.3f}, exact content {exact.recall:.3f}, source {source.recall:.3f}"]
    return out
