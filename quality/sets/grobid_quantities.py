"""Figures: inline TEI of scientific articles and patents.

Owed is each <measure> of type value or interval, and each number of a list; measures that hold a date belong to
the layer of dates. Pairs are one to one by overlap of the numbers.

  quantities  found: the spans overlap
  value       and every number of it is right: a value's number, an interval's bounds that the text gives
  unit        of those with a unit, the text of it stands in the span given, or its canonical unit is the same
"""
import re
import xml.etree.ElementTree as xml

from . import common

FOLDER = "grobid-quantities"
SMALL = dict(zip("zero one two three four five six seven eight nine ten eleven twelve".split(), range(13)))


def name_of(element):
    return element.tag.rsplit("}", 1)[-1]


def number(text):
    text = re.sub(r"^(\d+),(\d{1,2})$", r"\1.\2", text.strip().lower())  # a decimal comma
    text = text.replace(",", "").replace("\u2212", "-").replace("\u00a0", " ")
    if text in SMALL:
        return float(SMALL[text])
    power = re.fullmatch(r"(-?[\d.]+)\s*[x×·*.]\s*10\s*\^?\s*(-?\s*\d+)", text)
    if power:
        return float(power[1]) * 10.0 ** int(power[2].replace(' ', ''))
    try:
        return float(text.replace(" ", ""))
    except ValueError:
        return None


class Page:
    """The text of a file and the measures in it."""

    def __init__(self, root):
        self.text, self.gold = "", []
        for part in root.iter():
            if name_of(part) == "p":
                self.walk(part, None)
                self.text += "\n\n"

    def walk(self, element, measure):
        name = name_of(element)
        start = len(self.text)
        own = None
        if name == "measure" and element.get("type") in ("value", "interval", "list") and measure is None:
            own = measure = {"type": element.get("type"), "nums": [], "dates": 0, "unit": None}
        self.text += " ".join((element.text or "").split("\n"))
        for child in element:
            self.walk(child, measure)
            self.text += " ".join((child.tail or "").split("\n"))
        span = (start, len(self.text))
        if measure is not None and name == "num":
            measure["nums"].append((span, number(self.text[span[0]:span[1]]), dict(element.attrib)))
        if measure is not None and name == "date":
            measure["dates"] += 1
        if measure is not None and name == "measure" and own is None:
            measure["unit"] = (span, element.get("unit"))
        if own is not None and not own["dates"] and own["nums"]:
            self.close(own, span)

    def close(self, measure, span):
        if measure["type"] == "list":
            for num in measure["nums"]:
                self.gold.append((num[0], [num[1]], measure["unit"]))
        else:
            nums = measure["nums"]
            values = [n[1] for n in nums]
            by_type = {n[2].get("type"): n[1] for n in nums}
            if None not in values and {"base", "range"} <= set(by_type):
                values = [by_type["base"] - by_type["range"], by_type["base"] + by_type["range"]]
            self.gold.append(((nums[0][0][0], nums[-1][0][1]), values, measure["unit"]))


def near(a, b):
    return a is not None and b is not None and abs(a - b) <= 1e-6 * max(1, abs(a), abs(b))


def score(entente, folder):
    pages = {path.name: Page(xml.parse(path).getroot()) for path in common.files(folder, "*.tei.xml")}
    texts = {name: page.text for name, page in pages.items()}
    read = common.read_layer(entente, texts, "--quantities")
    found, value = common.Count(), common.Count()
    for name, page in pages.items():
        given = read[name]
        place = lambda q: (q["start"], q["end"])
        pairs = common.pair(page.gold, given, lambda g, p: common.overlap(g[0], place(p)))
        right = 0
        for i, k in pairs:
            bounds = [given[k].get("low"), given[k].get("high")]
            right += all(any(near(n, b) for b in bounds) for n in page.gold[i][1] if n is not None)
        found.add(len(pairs), len(given), len(page.gold))
        value.add(right, len(given), len(page.gold))
    return common.result({"quantities": found, "value": value}, unfaithful=common.unfaithful(texts, read))
