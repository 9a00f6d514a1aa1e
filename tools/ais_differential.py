#!/usr/bin/env python3
"""Holds `entente ships decode` against gpsd's gpsdecode, message by message.

    tools/ais_differential.py PROGRAM [--random N] [LOG…]

Needs gpsdecode (Debian gpsd-clients). Logs are compared object by object, scaled and as sent; with
--random, N sentences of random payloads of every type and of the sizes around those that gpsd takes.
Differences are printed; those in KNOWN are counted and explained, others make the exit status 1.
"""

import argparse
import collections
import json
import random
import subprocess
import sys

# What gpsd 3.22 does otherwise, and why we do not follow.
KNOWN = {
    "part": "a static report whose other part never came: gpsd drops it, we print it",
    "joined": "two parts with more than eight other ships between: gpsd's queue has forgotten the first",
    "waterlevel": "a water level below the reference: gpsd subtracts unsigned numbers",
    "area": "binary messages that gpsd reads from a wrong place (air draught, persons on board), prints "
            "as broken JSON (traffic signal), misorders (EMMA warning) or has as targets",
    "list": "a list: gpsd adds an item of zeros when the message ends where one could begin, and reads "
            "counted items behind the end of the message",
    "unescaped": "quotes and backslashes in the words of lock messages: gpsd prints broken JSON",
    "inland": "ship types of inland messages that are AIS codes",
    "truncated": "a message cut before its fixed part ends: gpsd keeps bits of the message before",
}
ARMOUR = "0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVW`abcdefghijklmnopqrstuvw"
SIZES = {1: [168], 2: [168], 3: [168, 163], 4: [168], 5: [424, 420, 422], 6: [88, 136, 168, 232, 248, 360],
         7: [72, 104, 136, 168], 8: [56, 128, 168, 256, 360, 400], 9: [168], 10: [72], 11: [168],
         12: [72, 156, 312], 13: [72, 168], 14: [40, 160], 15: [88, 110, 160], 16: [96, 144],
         17: [80, 240], 18: [168], 19: [312], 20: [72, 104, 136, 160], 21: [272, 300, 360], 22: [168],
         23: [160], 25: [80, 168], 26: [120, 168, 336], 27: [96]}


def sentence(body):
    total = 0
    for char in body:
        total ^= ord(char)
    return f"!{body}*{total:02X}\n"


def random_log(count, rng):
    areas = [(6, 200, 21), (6, 200, 22), (6, 200, 55), (6, 235, 10), (6, 1, 12), (6, 1, 18), (6, 1, 20),
             (6, 1, 30), (8, 1, 11), (8, 1, 27), (8, 1, 29), (8, 1, 31), (8, 200, 10), (8, 200, 40)]
    for _ in range(count):
        kind = rng.choice(sorted(SIZES))
        size = rng.choice(SIZES[kind])
        bits = [rng.randrange(2) for _ in range(size)]
        bits[0:6] = [kind >> i & 1 for i in range(5, -1, -1)]
        fits = [a for a in areas if a[0] == kind]
        if fits and rng.random() < 0.5:
            _, area, application = rng.choice(fits)
            start = 72 if kind == 6 else 40
            bits[start:start + 10] = [area >> i & 1 for i in range(9, -1, -1)]
            bits[start + 10:start + 16] = [application >> i & 1 for i in range(5, -1, -1)]
        fill = -size % 6
        bits += [0] * fill
        payload = "".join(ARMOUR[int("".join(map(str, bits[i:i + 6])), 2)] for i in range(0, len(bits), 6))
        yield sentence(f"AIVDM,1,1,,{rng.choice('AB')},{payload},{fill}")


def objects(command, text):
    out = []
    lines = subprocess.run(command, input=text.encode(), capture_output=True).stdout
    for line in lines.decode("utf-8", "replace").splitlines():
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if value.get("class") == "AIS":
            value.pop("device", None)
            out.append(value)
    return out


def why_known(value):
    if "part" in value:
        return "part"
    if value["type"] == 24:
        return "joined"
    if isinstance(value.get("waterlevel"), float) and value.get("fid") == 31:
        return "waterlevel"
    if any(isinstance(v, list) for v in value.values()):
        return "list"
    if (value.get("dac"), value.get("fid")) in {(1, 13), (1, 15), (1, 16), (1, 17), (1, 19), (200, 23)}:
        return "area"
    if value.get("dac") == 200 and value.get("fid") in (21, 22):
        return "unescaped"
    if value.get("dac") == 200 and value.get("fid") == 10:
        return "inland"
    if value["type"] in (6, 8) and "data" not in value and value.get("dac") == 1:
        return "truncated"
    return None


def compare(program, name, text):
    unexplained = 0
    for unscaled in (False, True):
        theirs = objects(["gpsdecode", "-j"] + ["-u"] * unscaled, text)
        ours = objects([program, "ships", "decode", "--quiet", "--jsonl"] + ["--unscaled"] * unscaled + ["-"],
                       text)
        count = [collections.Counter(json.dumps(o, sort_keys=True) for o in side) for side in (theirs, ours)]
        only = [list((count[0] - count[1]).elements()), list((count[1] - count[0]).elements())]
        reasons = collections.Counter()
        for side, lines in zip(("gpsd", "ours"), only):
            for line in lines:
                reason = why_known(json.loads(line))
                reasons[reason or "UNEXPLAINED"] += 1
                if not reason:
                    unexplained += 1
                    if unexplained <= 20:
                        print(f"  only {side}: {line}")
        print(f"{name} {'as sent' if unscaled else 'scaled'}: gpsd {len(theirs)}, ours {len(ours)}, "
              f"the same {sum((count[0] & count[1]).values())}; differences {dict(reasons) or 'none'}")
    return unexplained


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--random", type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("logs", nargs="*")
    asked = parser.parse_args()
    unexplained = 0
    for log in asked.logs:
        with open(log, encoding="utf-8", errors="replace") as file:
            unexplained += compare(asked.program, log.rsplit("/", 1)[-1], file.read())
    if asked.random:
        unexplained += compare(asked.program, "random",
                               "".join(random_log(asked.random, random.Random(asked.seed))))
    for name, reason in KNOWN.items():
        print(f"  {name}: {reason}")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
