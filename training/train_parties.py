#!/usr/bin/env python3
"""Learns who is meant where a sentence leaves a party open, and measures it.

    train_parties.py ENTENTE FOLDER… > src/reading/framing/party_weights.h

ENTENTE is the program, each FOLDER holds labelled documents (NAME.txt with NAME.claims.jsonl). What
`entente read --explain --jsonl` weighed for a claim is a case when the claim answers a labelled one
(quality/score_claims.py) and one of its candidates has the labelled states, or none is labelled.
The weights maximise the likelihood of the right candidates, each chosen with a probability that is
the exponential of its weight, under a normal prior around what is known beforehand (the rules are
right more often than not, nobody is meant sooner than somebody whom no rule names, an actor is not
its own partner): of what all kinds of open party share, and of how each of the four departs from it. Standard error says how often the choice is right, by the
weights the program has now and with each document left out of the learning. Needs numpy.
"""
import json
import pathlib
import re
import subprocess
import sys

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "quality"))
import score_claims  # noqa: E402

WEIGHTS = ROOT / "src/reading/framing/party_weights.h"
SHARED_TRUST, OWN_TRUST = 15, 30  # one over the variance of what is shared, of the departures
STEPS, RATE, SCALE = 500, 0.002, 10
KNOWN = {"nobody": 1.5, "is the known party": -2, "whose people are sent": 2}  # beside the rules, of the weights
WANTS = {("subject", True): 0, ("counterpart", True): 1, ("subject", False): 2, ("counterpart", False): 3}


def column_count():
    return int(re.search(r"kPartyWeights\[4\]\[(\d+)\]", WEIGHTS.read_text()).group(1))


def known_beforehand(names, columns):
    """The mean of the prior."""
    out = np.zeros(5 * columns)
    for column, name in names.items():
        out[column] = 2 if name.startswith("rule: ") else KNOWN.get(name, 0)
    return out


def cases_of(program, text_path, names):
    """[(want, [traits of each candidate], [right or not], index chosen now)] of one document; fills `names` of columns."""
    done = subprocess.run([program, "read", "--explain", "--jsonl", "--quiet", str(text_path)], capture_output=True, check=False)
    records = [json.loads(line) for line in done.stdout.decode().splitlines()]
    got = [r["claim"] for r in records]
    text = text_path.read_text(encoding="utf-8")
    gold = score_claims.read_rows(text_path.with_name(text_path.stem + ".claims.jsonl"))
    out = []
    for pair in score_claims.match_document(text, gold, got).pairs:
        wanted, claim = gold[pair.gold], got[pair.got]
        turned = score_claims.turned(wanted, claim) is not claim
        if wanted.get("symmetric"):
            continue
        for party in records[pair.got]["parties"]:
            for choice in party["choices"]:
                names.update(zip(choice["traits"], choice["because"]))
            role = party["role"]
            labelled = {"subject": "counterpart", "counterpart": "subject"}[role] if turned else role
            states = sorted(score_claims.states(wanted.get(labelled)))
            right = [c["states"] == states for c in party["choices"]]
            if any(right):
                out.append((WANTS[role, party["whole"]], [c["traits"] for c in party["choices"]], right, 0))
    return out


def table(cases, columns):
    """The cases as arrays: a row a candidate, and where each case begins."""
    rows = sum(len(c[1]) for c in cases)
    traits = np.zeros((rows, 5 * columns))
    right = np.zeros(rows, bool)
    starts, at = [], 0
    for want, candidates, good, _ in cases:
        starts.append(at)
        for candidate, is_right in zip(candidates, good):
            for trait in candidate:
                traits[at, trait] = traits[at, (1 + want) * columns + trait] = 1
            right[at] = is_right
            at += 1
    return traits, right, np.array(starts)


def learn(cases, names, columns):
    """Weights of all four wants, a row each."""
    traits, right, starts = table(cases, columns)
    group = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(right))))
    trust = np.concatenate([np.full(columns, SHARED_TRUST), np.full(4 * columns, OWN_TRUST)])
    known = known_beforehand(names, columns)
    now, speed = known.copy(), np.zeros(5 * columns)
    for _ in range(STEPS):
        weight = traits @ now
        odds = np.exp(weight - np.maximum.reduceat(weight, starts)[group])
        chosen = odds / np.add.reduceat(odds, starts)[group]
        good = odds * right
        wanted = good / np.add.reduceat(good, starts)[group]
        slope = traits.T @ (wanted - chosen) - trust * (now - known)
        speed = 0.9 * speed + RATE * slope
        now = now + speed
    return now[:columns] + now[columns:].reshape(4, columns)


def choose(case, weights):
    want, candidates, _, _ = case
    return int(np.argmax([sum(weights[want][t] for t in traits) for traits in candidates]))


def report(folds, names, columns):
    """How often the choice is right: now, and learned without the document."""
    count = np.zeros((4, 3), int)
    for left_out in folds:
        if not folds[left_out]:
            continue
        weights = learn([c for name, cases in folds.items() if name != left_out for c in cases], names, columns)
        for case in folds[left_out]:
            count[case[0]] += [1, case[2][case[3]], case[2][choose(case, weights)]]
    for want, (total, now, learned) in zip(WANTS, count):
        what = want[0] + ("" if want[1] else ", its state")
        print(f"{what:24} {total:4} open, right now {now / max(total, 1):.3f}, left out {learned / max(total, 1):.3f}", file=sys.stderr)
    print(f"{'all':24} {count[:, 0].sum():4} open, right now {count[:, 1].sum()}, left out {count[:, 2].sum()}", file=sys.stderr)


def header(weights):
    rows = ["    {" + ", ".join(str(int(round(SCALE * w))) for w in row) + "},\n" for row in weights]
    return ("// Written by training/train_parties.py; see implied_parties.h.\n#pragma once\n\nnamespace entente {\n\n"
            "// Of a subject, a counterpart, a subject's state, a counterpart's state; the columns are the traits in their order.\n"
            f"inline constexpr int kPartyWeights[4][{len(weights[0])}] = {{\n{''.join(rows)}}};\n\n}}  // namespace entente\n")


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__.split("\n\n")[1].strip())
    columns = column_count()
    names = {}
    folds = {path: cases_of(sys.argv[1], path, names)
             for folder in sys.argv[2:] for path in sorted(pathlib.Path(folder).glob("*.txt"))}
    report(folds, names, columns)
    print(header(learn([c for cases in folds.values() for c in cases], names, columns)), end="")


if __name__ == "__main__":
    main()
