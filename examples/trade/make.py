#!/usr/bin/env python3
"""Writes the tables of this folder. Every country in them is made up, and so is every figure.

    examples/trade/make.py

Northland and Westmark stop selling chips to Sudmark in March 2030. Middleton, which never needed many, begins to buy
them and to sell them on; Eastvale and Farshore go on as before. Northland and Westmark say they sent Middleton more
than Middleton says it received. Eastvale's table of 2031 was never finished.
"""
import pathlib
import random

HERE = pathlib.Path(__file__).resolve().parent
LISTED, PLACEBO = {"854231": 40.0, "847150": 25.0}, {"220421": 3.0, "940360": 2.0}


def months():
    return [(y, m) for y in range(2028, 2032) for m in range(1, 13)]


def flows(rng):
    for year, month in months():
        late = (year, month) >= (2030, 3)
        steps = max(0, (year - 2030) * 12 + month - 3)
        for code, price in {**LISTED, **PLACEBO}.items():
            listed = code in LISTED
            for seller in ("Northland", "Westmark"):
                for buyer, size in (("Middleton", 50), ("Eastvale", 60), ("Farshore", 45), ("Sudmark", 400)):
                    value = size * rng.uniform(0.85, 1.15) * (1 if listed else 3)
                    if late and listed and buyer == "Sudmark":
                        value *= 0.04
                    if late and listed and buyer == "Middleton":
                        value *= min(1 + steps * 1.5, 6) * rng.uniform(0.9, 1.1)
                    yield seller, buyer, year, month, code, value, value / price
            value = 8 * rng.uniform(0.8, 1.2)
            if late and listed:
                value *= min(1 + max(0, steps - 2) * 3, 45)
            price *= 1.15 if listed else 1
            yield "Middleton", "Sudmark", year, month, code, value, value / price


def main():
    rng = random.Random(1)
    rows = list(flows(rng))
    with (HERE / "flows.csv").open("w", encoding="utf-8") as file:
        file.write("reporter,partner,flow,month,hs6,value_usd,kg\n")
        for seller, buyer, year, month, code, value, kg in rows:
            file.write(f"{seller},{buyer},EXPORT,{year}-{month:02},{code},{value * 1000:.0f},{kg * 1000 / 50:.1f}\n")
    with (HERE / "exports.csv").open("w", encoding="utf-8") as file:
        file.write("reporter,partner,year,export_usd\n")
        for seller in ("Northland", "Westmark"):
            for buyer in ("Middleton", "Eastvale", "Sudmark"):
                for year in range(2026, 2032):
                    size = 4.1e6 * (1 + 0.03 * (year - 2026)) * rng.uniform(0.97, 1.03)
                    if buyer == "Middleton" and year >= 2030:
                        size *= 3.2
                    file.write(f"{seller},{buyer},{year},{size:.0f}\n")
                    if buyer == "Middleton" and year == 2028:  # under its old name as well
                        file.write(f"{seller},{buyer},{year},{size:.0f}\n")
    exports = {}
    for line in (HERE / "exports.csv").read_text(encoding="utf-8").splitlines()[1:]:
        seller, buyer, year, value = line.split(",")
        exports[seller, buyer, int(year)] = float(value)
    with (HERE / "imports.csv").open("w", encoding="utf-8") as file:
        file.write("reporter,partner,flow,year,value_usd\n")
        for buyer in ("Middleton", "Eastvale"):
            for year in range(2026, 2032):
                seen = {"Northland": 1.0, "Westmark": 1.0, "Farshore": 0.7}
                values = {p: exports.get((p, buyer, year), 9e6) * s * rng.uniform(1.03, 1.09) for p, s in seen.items()}
                if buyer == "Middleton" and year >= 2030:
                    values["Northland"] *= 0.42
                    values["Westmark"] *= 0.5
                if buyer == "Eastvale" and year == 2031:
                    values = {p: v * 0.12 for p, v in values.items()}
                for partner, value in values.items():
                    file.write(f"{buyer},{partner},IMPORT,{year},{value:.0f}\n")
                file.write(f"{buyer},World,IMPORT,{year},{sum(values.values()):.0f}\n")
        file.write("Eastvale,Farshore,IMPORT,,120000\nEastvale,Westmark,IMPORT,2029,-4000\n")


if __name__ == "__main__":
    main()
