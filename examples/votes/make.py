#!/usr/bin/env python3
"""Writes votes.csv: roll calls of a made-up assembly of ten made-up states, 2008 to 2025.

    examples/votes/make.py

Northland and its friends stand at one end, Sudmark and its friends at the other. Middleton votes with Northland until
2016 and with Sudmark after. One question comes back every year in the same words.
"""
import pathlib
import random

HERE = pathlib.Path(__file__).resolve().parent
PLACES = {"Northland": 1.6, "Westmark": 1.3, "Harbourland": 0.9, "Eastvale": 0.4, "Farshore": 0.1, "Lowfen": -0.2,
          "Highmoor": -0.5, "Saltmarsh": -0.9, "Ironcoast": -1.3, "Sudmark": -1.6, "Middleton": None}


def main():
    rng, call = random.Random(2), 0
    with (HERE / "votes.csv").open("w", encoding="utf-8") as file:
        file.write("rcid,country,date,vote,title\n")
        for year in range(2008, 2026):
            for number in range(16):
                call += 1
                slope, low = rng.gauss(0, 1.1), rng.gauss(-0.5, 0.6)
                title = "Fisheries on the high seas and their inspection" if number == 0 else f"Question {call}"
                if number == 0:
                    slope, low = 1.4, -0.6
                for state, place in PLACES.items():
                    if place is None:
                        place = 1.2 if year < 2017 else -1.2
                    if rng.random() < 0.04:
                        vote = "absent"
                    else:
                        z = slope * place + rng.gauss(0, 0.8)
                        vote = "no" if z < low else "abstain" if z < low + 0.5 else "yes"
                    file.write(f"{call},{state},{year}-{1 + number % 12:02}-05,{vote},{title}\n")


if __name__ == "__main__":
    main()
