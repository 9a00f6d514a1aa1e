"""Dates: the <date> elements of the GUM corpus, with the value they give.

Value accuracy is the share of the labelled dates for which the reader's date that overlaps most has the same
value: the date of `when`, or both ends of `from` and `to` (`notBefore` and `notAfter`), as precise as labelled; what
the label leaves open ("--09") is not compared. A season is its three months (the corpus ends it with the month after); a
labelled date that is one end of a range the reader gives as one is held against that end. The date published is the
document's own.
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
        return value[:3] + "0-01-01", value[:3] + "9-12-31"
    season = re.fullmatch(r"(\d{4})-2([1-4])", value)
    if season:
        months = (("03", "06"), ("06", "09"), ("09", "12"), ("12", "03"))[int(season[2]) - 1]
        return f"{season[1]}-{months[0]}", f"{int(season[1]) + (months[1] == '03')}-{months[1]}"
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


def right(label, value, end_of_range=False):
    first, last = ends(value)
    when = label.get("when")
    if when is not None:
        decade = re.fullmatch(r"(\d{3})0s?", when)
        exact = (same(when, first) and same(when, last)) or bool(decade and value == decade[1] + "X")
        return exact or end_of_range and (same(when, first) or same(when, last))
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
    found, value, when = common.Count(), common.Count(), common.Count()
    for name in texts:
        given = read[name]
        shared = lambda g, row: common.overlap(g, (row["start"], row["end"]))
        hits = {}
        for g in gold[name]:
            k = max(range(len(given)), key=lambda k: shared(g, given[k]), default=None)
            if k is not None and shared(g, given[k]):
                hits.setdefault(k, []).append(g)
        owed = len(gold[name])
        found.add(sum(map(len, hits.values())), len(given) + sum(len(h) - 1 for h in hits.values()), owed)
        value.add(sum(right(g[2], given[k].get("value"), len(h) > 1) for k, h in hits.items() for g in h),
                  len(given) + sum(len(h) - 1 for h in hits.values()), owed)
        whens = sum("when" in g[2] for g in gold[name])
        met = [(g, k, h) for k, h in hits.items() for g in h if "when" in g[2]]
        when.add(sum(right(g[2], given[k].get("value"), len(h) > 1) for g, k, h in met), len(met), whens)
    out = common.result({"found": found, "value": value}, unfaithful=common.unfaithful(texts, read))
    out["figures"]["value accuracy"] = round(value.recall, 4)
    out["figures"]["value accuracy of those found"] = round(value.right / max(1, found.right), 4)
    out["lines"].append(f"value accuracy {value.right / max(1, found.right):.3f} of the {found.right} found, "
                        f"{value.recall:.3f} of all {value.owed} labelled dates")
    out["lines"].append(f"of the {when.owed} with a when: {when.recall:.3f}, {when.precision:.3f} of the {when.given} found")
    return out
