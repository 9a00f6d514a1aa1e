"""Factuality of predicates: UDS It-Happened v2, and MEANTIME in the same form.

Each target is a token with a judgement from -3 to 3. Sign accuracy is the share of targets, those at 0 left out,
whose predicate the reader gives the same sign; a target it gives nothing for is wrong ("of those found": left out). Beside it the accuracy of
calling everything positive, the mean absolute error and Pearson's r over the targets found.
"""
from . import common

FOLDER = "uds-ih2"
SENTENCES_A_TEXT = 50


def put_together(rows):
    """Sentences as texts, a paragraph each; every target with its text and place."""
    texts, targets = {}, []
    for begin in range(0, len(rows), SENTENCES_A_TEXT):
        name, text = f"{begin}", ""
        for row in rows[begin:begin + SENTENCES_A_TEXT]:
            words = row["text"].split(" ")
            starts = [0]
            for word in words:
                starts.append(starts[-1] + len(word) + 1)
            for target in row["targets"]:
                first, last = target["span1"]
                place = (len(text) + starts[first], len(text) + starts[last] - 1)
                targets.append((name, place, target["label"]))
            text += row["text"] + "\n\n"
        texts[name] = text
    return texts, targets


def pearson(pairs):
    n = len(pairs)
    if n < 2:
        return 0.0
    mean_a, mean_b = sum(a for a, _ in pairs) / n, sum(b for _, b in pairs) / n
    cov = sum((a - mean_a) * (b - mean_b) for a, b in pairs)
    var_a, var_b = sum((a - mean_a) ** 2 for a, _ in pairs), sum((b - mean_b) ** 2 for _, b in pairs)
    return cov / (var_a * var_b) ** 0.5 if var_a and var_b else 0.0


def score(entente, folder):
    rows = [row for path in common.files(folder, "*.jsonl") for row in common.json_lines(path)]
    texts, targets = put_together(rows)
    read = common.read_layer(entente, texts, "--factuality")
    found = {(name, row["start"]): row for name, given in read.items() for row in given}
    spans = {name: sorted((row["start"], row["end"]) for row in given) for name, given in read.items()}
    right = owed = positive = missing = 0
    pairs = []
    for name, place, label in targets:
        at = next((s for s in spans[name] if common.overlap(s, place)), None)
        value = found[name, at[0]]["value"] if at else None
        if value is None:
            missing += 1
        else:
            pairs.append((value, label))
        if label == 0:
            continue
        owed += 1
        positive += label > 0
        right += value is not None and value != 0 and (value > 0) == (label > 0)
    error = sum(abs(a - b) for a, b in pairs) / max(1, len(pairs))
    seen = sum(label != 0 for _, label in pairs)
    out = {"sign accuracy": right / owed, "of those found": right / max(1, seen), "all positive": positive / owed, "found": 1 - missing / len(targets),
           "mean error": error, "pearson": pearson(pairs)}
    line = "  ".join(f"{name} {value:.3f}" for name, value in out.items())
    return {"figures": {name: round(value, 4) for name, value in out.items()}, "lines": [f"{line}  ({owed} targets)"]}
