"""Reads damaged copies of the example reports and checks that the answer is still an honest one.

Each copy is an example with a few of these done to it: bytes flipped, a stretch cut, doubled, moved
or shuffled, words or lines of another example mixed in, marks multiplied. `entente read --jsonl` must
end by itself with status 0 (claims), 1 (none) or 3 (a file was refused, with a message), and of plain
text every quote and mention must be the text at its offsets.

Usage: damage_test.py ENTENTE SOURCE_FOLDER [COPIES=200] [SEED=1]
"""
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

ENTENTE = os.path.abspath(sys.argv[1])
SOURCE = pathlib.Path(sys.argv[2]).resolve()
COPIES = int(sys.argv[3]) if len(sys.argv) > 3 else 200
SEED = int(sys.argv[4]) if len(sys.argv) > 4 else 1

BATCH = 50  # copies a run of the program
SECONDS_MAX = 300  # a run; it takes about two
ROLES = ("subject", "counterpart", "against", "object", "in_return", "via", "where", "attribution")
MARKS = [b"(", b")", b"\"", b",", b".", "“".encode(), "”".encode(), b"-", b"\n", b"\r", b"\t", b"\0",
         b"\xef\xbb\xbf", "é".encode(), "한".encode(), "\u202e".encode(), b" that ", b", which ", b"'s ", b"<p>", b"# "]


def stretch(rng, data, longest):
    begin = rng.randrange(len(data) + 1)
    return begin, min(len(data), begin + rng.randrange(1, longest))


def flip(rng, data, _):
    data = bytearray(data)
    for _ in range(rng.randrange(1, 8)):
        if data:
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return bytes(data)


def cut(rng, data, _):
    begin, end = stretch(rng, data, 400)
    return data[:begin] + data[end:]


def truncate(rng, data, _):
    return data[:rng.randrange(len(data) + 1)]


def double(rng, data, _):
    begin, end = stretch(rng, data, 400)
    return data[:begin] + data[begin:end] * rng.randrange(2, 5) + data[end:]


def move(rng, data, _):
    begin, end = stretch(rng, data, 400)
    rest = data[:begin] + data[end:]
    at = rng.randrange(len(rest) + 1)
    return rest[:at] + data[begin:end] + rest[at:]


def shuffle(rng, data, _):
    begin, end = stretch(rng, data, 600)
    words = data[begin:end].split(b" ")
    rng.shuffle(words)
    return data[:begin] + b" ".join(words) + data[end:]


def mix(rng, data, others):
    other = rng.choice(others)
    begin, end = stretch(rng, other, 300)
    at = rng.randrange(len(data) + 1)
    return data[:at] + other[begin:end] + data[at:]


def multiply(rng, data, _):
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice(MARKS) * rng.choice((1, 1, 2, 40, 2000)) + data[at:]


DAMAGES = (flip, cut, truncate, double, move, shuffle, mix, multiply)


def damaged(rng, data, others):
    for _ in range(rng.randrange(1, 6)):
        data = rng.choice(DAMAGES)(rng, data, others)
    return data


def plain_text(data):
    """The text of a plain UTF-8 file as offsets count in it; None where intake does more than this."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if text.startswith("\ufeff"):
        text = text[1:]
    return text.replace("\r\n", "\n").replace("\r", "\n")


def unfaithful(claim, text):
    """The first span of a claim that is not the text at its offsets."""
    for span in [claim["quote"]] + [m for role in ROLES for m in claim.get(role, [])]:
        if text[span["start"]:span["end"]] != span["text"]:
            return span
    return None


def read(folder):
    """Exit status, standard output and messages of one run over a folder."""
    command = [ENTENTE, "read", "--jsonl", "--home", str(SOURCE), str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS_MAX)
    except subprocess.TimeoutExpired:
        sys.exit(f"seed {SEED}: no end after {SECONDS_MAX} s: {folder}")
    if done.returncode not in (0, 1, 3):
        keep = tempfile.mkdtemp(prefix="entente-damage-")
        for file in folder.iterdir():
            (pathlib.Path(keep) / file.name).write_bytes(file.read_bytes())
        sys.exit(f"seed {SEED}: status {done.returncode}; the files are in {keep}\n{done.stderr.decode()[-2000:]}")
    if done.returncode == 3 and not done.stderr:
        sys.exit(f"seed {SEED}: status 3 without a message")
    return done.stdout.decode("utf-8").splitlines()


def main():
    rng = random.Random(SEED)
    reports = sorted(p for p in (SOURCE / "examples/reports").iterdir() if p.suffix in (".txt", ".md", ".html"))
    contents = [p.read_bytes() for p in reports]
    claims = checked = 0
    for first in range(0, COPIES, BATCH):
        with tempfile.TemporaryDirectory(prefix="entente-damage-") as name:
            folder, texts = pathlib.Path(name), {}
            for i in range(first, min(COPIES, first + BATCH)):
                at = rng.randrange(len(reports))
                path = folder / f"{i:05}{reports[at].suffix}"
                data = damaged(rng, contents[at], contents)
                path.write_bytes(data)
                texts[str(path)] = plain_text(data) if path.suffix == ".txt" else None
            for line in read(folder):
                claim = json.loads(line)
                claims += 1
                text = texts[claim["document"]["path"]]
                if text is None:
                    continue
                checked += 1
                if (span := unfaithful(claim, text)) is not None:
                    sys.exit(f"seed {SEED}: {claim['document']['path']}: not the text at its offsets: {span}")
    print(f"{COPIES} damaged copies, {claims} claims, {checked} of them checked against their text")
    if COPIES >= 100 and checked == 0:
        sys.exit("nothing was checked")


main()
