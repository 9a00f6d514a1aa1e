"""What the sets share: asking the program for one layer, pairing spans, precision and recall."""
import json
import pathlib
import subprocess
import tempfile


READER = []  # what --reader asked for, as arguments of the program


class BadData(Exception):
    """The folder is not of the shape that the set expects."""


def files(folder, *patterns):
    """Files of the folder by pattern, without those for training where there are others."""
    found = sorted({path for pattern in patterns for path in pathlib.Path(folder).glob(pattern)})
    held = [path for path in found if "train" not in path.name.split(".")[0].lower()]
    if not found:
        raise BadData(f"{folder}: no {' or '.join(patterns)}")
    return held or found


def json_lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_layer(entente, texts, *flags, published=None):
    """Rows that `entente read FLAGS` prints for each text: {name: text} -> {name: [row]}."""
    published = published or {}
    with tempfile.TemporaryDirectory(prefix="entente-quality-") as scratch:
        scratch = pathlib.Path(scratch)
        names = {}
        for number, (name, text) in enumerate(texts.items()):
            path = scratch / f"{number:06}.txt"
            path.write_text(text, encoding="utf-8", newline="")
            if published.get(name):
                path.with_suffix(".meta.json").write_text(json.dumps({"published": published[name]}))
            names[str(path)] = name
        done = subprocess.run([entente, "read", *READER, *flags, "--format", "plain", "--quiet", str(scratch)],
                              capture_output=True)
        if done.returncode not in (0, 1, 3):
            raise BadData(f"entente read: status {done.returncode}: {done.stderr.decode()[:500]}")
        out = {name: [] for name in texts}
        for line in done.stdout.decode("utf-8").splitlines():
            row = json.loads(line)
            out[names[row["document"]["path"]]].append(row)
        return out


def unfaithful(texts, rows):
    """Rows with a span that is not the text at its offsets."""
    def bad(text, value):
        if isinstance(value, list):
            return any(bad(text, v) for v in value)
        if not isinstance(value, dict):
            return False
        if isinstance(value.get("start"), int) and text[value["start"]:value["end"]] != value["text"]:
            return True
        return any(bad(text, v) for v in value.values())
    return sum(bad(texts[name], row) for name, found in rows.items() for row in found)


def overlap(a, b):
    """Code points that two (start, end) share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def pair(gold, got, worth):
    """One-to-one pairs (i, k) of the highest worth first; worth 0 is no pair."""
    scored = []
    for i, g in enumerate(gold):
        for k, p in enumerate(got):
            value = worth(g, p)
            if value > 0:
                scored.append((value, -i, -k))
    left, right, out = set(), set(), []
    for _, i, k in sorted(scored, reverse=True):
        if i not in left and k not in right:
            left.add(i)
            right.add(k)
            out.append((-i, -k))
    return out


class Count:
    """Right, given and owed; sums over documents."""

    def __init__(self, right=0, given=0, owed=0):
        self.right, self.given, self.owed = right, given, owed

    def add(self, right, given, owed):
        self.right, self.given, self.owed = self.right + right, self.given + given, self.owed + owed

    @property
    def precision(self):
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self):
        return self.right / self.owed if self.owed else 0.0

    @property
    def f1(self):
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def line(self, label):
        return (f"{label:<22} P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}"
                f"  ({self.owed} owed, {self.given} given)")


def result(counts, **figures):
    """{"figures", "lines"} of named counts, with further figures already put into lines by the set."""
    out = {name: round(count.f1, 4) for name, count in counts.items()}
    out.update({name: round(value, 4) for name, value in figures.items()})
    return {"figures": out, "lines": [count.line(name) for name, count in counts.items()]}
