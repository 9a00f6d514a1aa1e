#!/usr/bin/env python3
"""Makes log.csv: three made-up ships in the Sea of Japan. No real vessel; free to use (CC0).

    examples/ships/make.py > examples/ships/log.csv

PAPER CRANE loads at Najin and sails south. At sea she falls silent for 21 hours. Far from any port she lies beside GREEN
LANTERN for five hours; GREEN LANTERN then calls at Wonsan. A third ship, DUSK, later sends PAPER CRANE's IMO number under
another MMSI with an MMSI of another state, and one of her own numbers is false.
"""
import datetime
import math

START = datetime.datetime(2024, 3, 1)
rows = []


def report(ship, hours, lat, lon, knots, course):
    mmsi, name, imo, callsign, flag = ship
    rows.append((hours, f"{mmsi},{(START + datetime.timedelta(hours=hours)).strftime('%Y-%m-%dT%H:%M:%SZ')},{lat:.5f},"
                        f"{lon:.5f},{knots:.1f},{course:.1f},{name},IMO{imo},{callsign},{flag}"))


def sail(ship, hours, start, end, knots, every=0.1, silent=None):
    """From start to end, reporting every so many hours but in `silent`; returns when it is there."""
    north = (end[0] - start[0]) * 60
    east = (end[1] - start[1]) * 60 * math.cos(math.radians((start[0] + end[0]) / 2))
    lasts = math.hypot(north, east) / knots
    course = math.degrees(math.atan2(east, north)) % 360
    for step in range(int(lasts / every) + 1):
        at = hours + step * every
        if silent and silent[0] < at < silent[1]:
            continue
        part = step * every / lasts
        report(ship, at, start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1]), knots, course)
    return hours + lasts


def lie(ship, hours, place, lasts, every=0.2):
    for step in range(int(lasts / every) + 1):
        wobble = 0.0002 * math.sin(step)
        report(ship, hours + step * every, place[0] + wobble, place[1] + wobble, 0.1, 0)
    return hours + lasts


crane = (273999001, "PAPER CRANE", 9074729, "UQXA1", "RU")
lantern = (667999002, "GREEN LANTERN", 9307839, "9LXB2", "SL")
dusk = (511999003, "DUSK", 9074729, "T8XC3", "KP")
najin, wonsan, meeting = (42.2333, 130.3), (39.1667, 127.4333), (38.9, 132.6)

there = lie(crane, 0, najin, 10)
there = sail(crane, there, najin, (41.0, 131.5), 9)
there = sail(crane, there, (41.0, 131.5), meeting, 6, silent=(there + 1, there + 22))
lie(crane, there, meeting, 5)
came = there + 0.5
sail(lantern, came - 18, (36.6, 133.9), (38.9018, 132.6), 8.6)
left = lie(lantern, came, (38.9018, 132.6), 4.5)
port = sail(lantern, left, (38.9018, 132.6), wonsan, 10)
lie(lantern, port, wonsan, 12)
sail(crane, there + 5, meeting, (36.0, 132.0), 10)
sail(dusk, there + 60, (35.4, 131.0), (34.6, 129.6), 11)

print("mmsi,timestamp,lat,lon,speed,course,name,imo,callsign,flag")
print("\n".join(row for _, row in sorted(rows)))
