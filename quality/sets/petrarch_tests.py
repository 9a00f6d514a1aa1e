"""Events: the unit tests of PETRARCH, with CAMEO codes (events.py says how they are counted).

CAMEO's root gives the PLOVER type; roots 01 and 02 (statements, appeals) have none and are not owed. The states of most
sentences are invented (Arnor, Gondor): their codes are those of PETR.Validate.actors.txt, looked for in
cameo-dictionaries beside the set, else the first three letters of the name. The unit tests go with a verb dictionary of
their own, in which "welcome" consults and "condemn" rejects: their types say how far that dictionary and ours agree,
their sources and targets how well the sentence was read. The two files are counted apart.
"""
import os
import pathlib
import re

from . import common, events

FOLDER = "petrarch-tests"
TYPES = {"03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID", "08": "CONCEDE",
         "09": "INVESTIGATE", "10": "DEMAND", "11": "DISAPPROVE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST",
         "15": "MOBILIZE", "16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "FIGHT", "20": "FIGHT"}


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


def score(entente, folder):
    texts, gold = {}, {}
    for path in common.files(folder, "*.xml"):
        for number, part in enumerate(path.read_text(encoding="utf-8", errors="replace").split("<Sentence ")[1:]):
            text = re.search(r"<Text>(.*?)</Text>", part, re.S)
            if not text:
                continue
            name = f"{path.name}:{number}"
            texts[name] = " ".join(text[1].split()) + "\n"
            gold[name] = []
            for coding in re.findall(r"<EventCoding([^>]*)>", part):
                at = dict(re.findall(r'(\w+)="([^"]*)"', coding))
                cameo = at.get("eventcode", "")
                event = "RETREAT" if cameo[:3] in ("084", "085", "086", "087") else TYPES.get(cameo[:2])
                codes = [[] if at.get(side, "---").startswith("---") else [at[side]] for side in ("sourcecode", "targetcode")]
                if event and (codes[0] or codes[1]):
                    gold[name].append((codes[0], codes[1], event))
    names = names_of(folder)
    for code in [c for row in gold.values() for e in row for side in e[:2] for c in side]:
        names.setdefault(code[:3].lower(), set()).add(code[:3])
    out = {"figures": {}, "lines": []}
    for part, label in (("UnitTest", "unit tests"), ("validation", "validation")):
        chosen = {name: text for name, text in texts.items() if (part == "UnitTest") == ("UnitTest" in name)}
        if not chosen:
            continue
        found = events.score_events(entente, chosen, {name: gold[name] for name in chosen}, names, pairwise=True)
        out["lines"] += [f"{label} ({len(chosen)} sentences)", *found["lines"]]
        out["figures"].update({f"{label} {name}": value for name, value in found["figures"].items()})
    out["figures"]["unfaithful"] = sum(v for k, v in out["figures"].items() if k.endswith("unfaithful"))
    return out
