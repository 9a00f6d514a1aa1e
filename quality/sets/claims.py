"""Claims: NAME.txt with NAME.claims.jsonl beside it, scored by score_claims.py."""
import json
import pathlib
import subprocess

import blame as causes
import score_claims as scorer

from . import common

FOLDER = "claims-dev"
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
OPEN, KEPT = ROOT / "quality/claims/open", ROOT / "quality/claims/kept"


def read_claims(entente, path):
    done = subprocess.run([entente, "read", *common.READER, "--jsonl", "--quiet", str(path)], capture_output=True)
    if done.returncode not in (0, 1):
        raise common.BadData(f"{path.name}: status {done.returncode}: {done.stderr.decode().strip()}")
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


def score(entente, folder):
    figures = scorer.score_folder(folder, lambda name: read_claims(entente, folder / (name + ".txt")))
    return {"figures": figures, "lines": scorer.table(figures).splitlines()}


def blame(entente, folder, listed):
    """Likely causes of what was missed, counted; `listed`: claim by claim."""
    if folder.resolve() == KEPT:
        raise common.BadData("the kept set is only scored; what the reader misses on it stays unread")
    predicates = causes.read_predicates(ROOT / "data/predicates.tsv")
    found, owed = [], 0
    for path in sorted(folder.glob("*.txt")):
        text, got = path.read_text(encoding="utf-8"), read_claims(entente, path)
        gold = scorer.read_rows(path.with_name(path.stem + ".claims.jsonl"))
        match = scorer.match_document(text, gold, got)
        owed += len(match.owed)
        tokens = causes.read_tokens(entente, path)
        for i, sort, cause in causes.blame_document(text, gold, got, match, tokens, predicates):
            found.append(((path.stem, i), sort, cause))
            if listed:
                print(f"{path.stem}\t{sort}\t{cause}\t{gold[i]['kind']}\t{' '.join(gold[i]['quote']['text'].split())}")
    print(causes.table(found, owed))
