"""Tags, trees and sentence ends against treebanks: evaluate_grammar on each .conllu(.gz) of dev."""
import gzip
import pathlib
import re
import subprocess
import tempfile

from . import common

FOLDER = ""
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TREEBANKS = {"ud-ewt dev": "ud-ewt/en_ewt-ud-dev.conllu.gz",
             "ud-gum dev (open)": "ud-gum/en_gum-ud-dev.open.conllu.gz"}


def score(entente, folder):
    """`folder` is the one that holds ud-ewt and ud-gum."""
    evaluate = pathlib.Path(entente).resolve().parent / "evaluate_grammar"
    if not evaluate.exists():
        raise common.BadData(f"evaluate_grammar is not built beside {pathlib.Path(entente).name}")
    lines, figures = [], {}
    with tempfile.TemporaryDirectory() as scratch:
        for name, place in TREEBANKS.items():
            packed = folder / place
            if not packed.exists():
                lines.append(f"skipped: {name} (no data)")
                continue
            plain = pathlib.Path(scratch) / packed.stem
            plain.write_bytes(gzip.decompress(packed.read_bytes()))
            for reader, model in (("fast", ROOT / "models/reader-en.bin"), ("accurate", ROOT / "accurate")):
                done = subprocess.run([evaluate, model, plain], capture_output=True, text=True)
                if done.returncode:
                    raise common.BadData(f"evaluate_grammar: {done.stdout}{done.stderr}")
                lines.append(f"{name}, {reader} reader")
                lines += [re.sub(r"\s+[\d.]+ words/s.*", "", line) for line in done.stdout.splitlines()
                          if line.startswith(("  gold tokens", "  raw text"))]
    return {"figures": figures, "lines": lines}
