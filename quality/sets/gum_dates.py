"""Dates: the <date> elements of the GUM corpus, with the value they give.

Value accuracy is the share of the labelled dates for which the reader's date that overlaps most has the same
value: the date of `when`, or both ends of `from` and `to` (`notBefore` and `notAfter`), as precise as labelled; what
the label leaves open ("--09") is not compared. The date published is the document's own.
"""
import gzip
import re

from . import common

FOLDER = "ud-gum"
TAG = re.compile(r'<date ([^>]*)>|</date>')
ATTRIBUTE = re.compile(r'(\w+):::"([^"]*)"')


def documents(path):
    """(name, date published, text, [(start, end, attributes)])"""
    plain = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    name = published = None
    text, dates, open_at, at = "", [], None, 0
    sentence = ""
    for line in plain.decode("utf-8").splitlines():
        if line.startswith("# newdoc id = "):
            if name:
                yield name, published, text, dates
            name, published, text, dates, open_at = line[14:], None, "", [], None
        elif line.startswith("# meta::dateCreated = "):
            published = line[22:].strip()
        elif line.startswith("# text = "):
            sentence = line[9:]
            at = 0
        elif line and not line.startswith("#"):
            cells = line.split("\t")
            if not cells[0].isdigit() and "-" not in cells[0]:
                continue
            tags = TAG.finditer(cells[9])
            if "-" in cells[0]:
                begin = sentence.find(cells[1], at)
            else:
                found = sentence.find(cells[1], at)
                begin = found if found >= 0 else at
                at = begin + len(cells[1]) if found >= 0 else at
            begin, end = len(text) + begin, len(text) + max(at, begin)
            for tag in tags:
                if tag[0] != "</date>":
                    open_at = (begin, dict(ATTRIBUTE.findall(tag[1])))
                elif open_at:
                    dates.append((open_at[0], end, open_at[1]))
                    open_at = None
        elif not line and sentence:
            text += sentence + ("\n" if open_at else "\n")
            sentence = ""
    if name:
        yield name, published, text, dates


def ends(value):
    """Both ends of an EDTF value."""
    if not value:
        return None, None
    if re.fullmatch(r"\d{3}X", value):
        return value[:3] + "0", value[:3] + "9"
    first, _, last = value.partition("/")
    return first, last or first


def same(label, value):
    """As precise as labelled; "--09" and "----" leave parts open."""
    if not label:
        return True
    if not value or value == "..":
        return False
    label_parts, parts = label.lstrip("-").split("-"), value.split("-")
    if label.startswith("-"):  # "--09", "---15", "--09-15": the year is open
        return parts[-len(label_parts):] == label_parts
    return parts[:len(label_parts)] == label_parts


def right(label, value):
    first, last = ends(value)
    when = label.get("when")
    if when is not None:
        decade = re.fullmatch(r"(\d{3})0s?", when)
        return (same(when, first) and same(when, last)) or bool(decade and value == decade[1] + "X")
    from_ = label.get("from") or label.get("notBefore")
    to = label.get("to") or label.get("notAfter")
    return same(from_, first) and same(to, last)


def score(entente, folder):
    open_parts = list(folder.glob("*.open.conllu*"))
    paths = common.files(folder, "*.open.conllu*" if open_parts else "*.conllu*")
    texts, published, gold = {}, {}, {}
    for path in paths:
        for name, day, text, dates in documents(path):
            texts[name], published[name], gold[name] = text, day, dates
    read = common.read_layer(entente, texts, "--dates", published=published)
    found, value = common.Count(), common.Count()
    for name in texts:
        place = lambda row: (row["start"], row["end"])
        pairs = common.pair(gold[name], read[name], lambda g, p: common.overlap(g, place(p)))
        found.add(len(pairs), len(read[name]), len(gold[name]))
        value.add(sum(right(gold[name][i][2], read[name][k].get("value")) for i, k in pairs),
                  len(read[name]), len(gold[name]))
    out = common.result({"found": found, "value": value}, unfaithful=common.unfaithful(texts, read))
    out["figures"]["value accuracy"] = round(value.recall, 4)
    out["lines"].append(f"value accuracy {value.recall:.3f} of {value.owed} labelled dates")
    return out
