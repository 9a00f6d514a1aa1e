"""Events: the unit tests and the validation sentences of PETRARCH (events.py says how they are counted).

The validation sentences carry CAMEO codes; the root gives the PLOVER type, and roots 01 and 02 (statements, appeals)
have none and are not owed. The unit tests descend from TABARI's and carry the older codes of WEIS (McClelland 1978):
041 praises, 064 restores relations, 102 urges, 122 denounces, 160 warns. They are put to PLOVER by what WEIS means by
them; codes that only exercise the coder (345, 901, 1717, 174K) have no type and are not owed. For comparison the same
sentences are also counted as if the codes were CAMEO's.
The states of most unit tests are invented (Arnor, Gondor): their codes are those of PETR.Validate.actors.txt, looked
for in cameo-dictionaries beside the set, else the first three letters of the name. The files are counted apart.
"""
import os
import pathlib
import re

from . import common, events

FOLDER = "petrarch-tests"
TYPES = {"03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID", "08": "CONCEDE",
         "09": "INVESTIGATE", "10": "DEMAND", "11": "DISAPPROVE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST",
         "15": "MOBILIZE", "16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "FIGHT", "20": "FIGHT"}
# WEIS, by root and, where the root holds several, by code.
WEIS = {"01": "CONCEDE", "03": "CONSULT", "04": "SUPPORT", "05": "AGREE", "061": "CONCEDE", "063": "CONCEDE",
        "064": "SUPPORT", "065": "CONCEDE", "066": "RETREAT", "07": "AID", "081": "SUPPORT", "085": "SUPPORT",
        "08": "AGREE", "09": "DEMAND", "10": "DEMAND", "11": "REJECT", "12": "DISAPPROVE", "13": "DISAPPROVE",
        "15": "DEMAND", "16": "THREATEN", "17": "THREATEN", "182": "MOBILIZE", "18": "PROTEST", "19": "SANCTION",
        "20": "SANCTION", "21": "COERCE", "221": "ASSAULT", "22": "FIGHT"}


def cameo_type(code):
    return "RETREAT" if code[:3] in ("084", "085", "086", "087") else TYPES.get(code[:2])


def weis_type(code):
    plain = len(code) == 3 and code.isdigit()
    return WEIS.get(code, WEIS.get(code[:2])) if plain else None


def names_of(folder):
    out = {}
    for base in (folder, folder.parent / "cameo-dictionaries", events.ROOT.parent / "shared/data/cameo-dictionaries",
                 pathlib.Path(os.environ.get("ENTENTE_SHARED", "")) / "data/cameo-dictionaries"):
        path = base / "PETR.Validate.actors.txt"
        if not path.exists():
            continue
        code = None
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            if not re.match(r"\+?[A-Z]", line):
                continue
            found = re.search(r"\[([A-Z]{3})", line)
            code = found[1] if found else code if line.startswith("+") else None
            name = re.split(r"[\[;_ ]", line.lstrip("+"))[0].lower()
            if code and len(name) > 2 and name not in ("the", "president", "prime", "minister", "new", "north", "south"):
                out.setdefault(name, set()).add(code)
        break
    return out


def read_file(path, type_of):
    """Texts and owed events of one file, by record."""
    texts, gold = {}, {}
    for number, part in enumerate(path.read_text(encoding="utf-8", errors="replace").split("<Sentence ")[1:]):
        text = re.search(r"<Text>(.*?)</Text>", part, re.S)
        if not text:
            continue
        name = f"{path.name}:{number}"
        texts[name] = " ".join(text[1].split()) + "\n"
        gold[name] = []
        for coding in re.findall(r"<EventCoding([^>]*)>", part):
            at = dict(re.findall(r'(\w+)="([^"]*)"', coding))
            event = type_of(at.get("eventcode", ""))
            codes = [[] if at.get(side, "---").startswith("---") else [at[side]] for side in ("sourcecode", "targetcode")]
            if event and (codes[0] or codes[1]):
                gold[name].append((codes[0], codes[1], event))
    return texts, gold


def score(entente, folder):
    names = names_of(folder)
    out = {"figures": {}, "lines": []}
    for part, label, type_of in (("UnitTest", "unit tests", weis_type),
                                 ("UnitTest", "unit tests as if CAMEO", cameo_type),
                                 ("validation", "validation", cameo_type)):
        texts, gold = {}, {}
        for path in common.files(folder, f"*{part}*.xml"):
            more, owed = read_file(path, type_of)
            texts.update(more)
            gold.update(owed)
        if not texts:
            continue
        for code in [c for row in gold.values() for e in row for side in e[:2] for c in side]:
            names.setdefault(code[:3].lower(), set()).add(code[:3])
        found = events.score_events(entente, texts, gold, names, pairwise=True)
        out["lines"] += [f"{label} ({len(texts)} sentences)", *found["lines"]]
        out["figures"].update({f"{label} {name}": value for name, value in found["figures"].items()})
    out["figures"]["unfaithful"] = sum(v for k, v in out["figures"].items() if k.endswith("unfaithful"))
    return out
