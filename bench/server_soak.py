"""Mixed reading and adding over HTTP for a while: no request may fail, and memory may not keep growing.

    bench/server_soak.py --entente PROGRAM [--seconds N] [--rate N] [--out FILE]

Four clients ask matches, searches, ties, the network, documents and pages of claims, --rate times a second each (0: as fast as
they can); one adds a short report every two seconds and accepts a claim of it. Prints the server's memory at every tenth of
the time, and at the end that of a fresh server on the ledger as it then is, asked the same: what the first has more is what it did
not give back, the rest is what the grown ledger itself takes. The last result is quality/results/soak.txt.
"""
import argparse
import itertools
import json
import os
import pathlib
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def memory_of(server):
    status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) // 1024


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--entente", required=True, type=os.path.abspath)
    parser.add_argument("--seconds", type=int, default=1800)
    parser.add_argument("--rate", type=float, default=0)
    parser.add_argument("--out")
    args = parser.parse_args()
    sys.argv = [sys.argv[0], args.entente, str(ROOT)]
    sys.path.insert(0, str(ROOT / "tests" / "server"))
    from harness import Server, make_ledger
    folder = pathlib.Path(tempfile.mkdtemp(prefix="entente-soak-"))
    server = Server(folder, make_ledger(folder))
    failed, done, end = [], itertools.count(), time.monotonic() + args.seconds
    question = json.dumps({"queries": {"q": {"schema": "Person", "properties": {"name": ["Kim Yong Chol"]}}}})

    targets = ["/search/default?q=kim", "/api/ties?a=kp&b=ru", "/api/documents?limit=5", "/api/claims?limit=20",
               "/entities/p-morozov", "/api/propositions?actor=ir&actor=ru&limit=5", "/catalog", "/", "/api/neighbours?who=kp&limit=20", "/api/ledger",
               "/api/diff?since=5&actor=ir&actor=ru", "/api/sources"]

    def read():
        ways = itertools.cycle(targets)
        while time.monotonic() < end:
            for method, target, body in (("POST", "/match/default", question), ("GET", next(ways), None)):
                answer = server.ask(method, target, body=body)
                next(done)
                if answer.status != 200:
                    failed.append((target, answer.status))
                if args.rate:
                    time.sleep(1 / args.rate)

    def write():
        for n in itertools.count():
            if time.monotonic() >= end:
                return
            report = f"Iran delivered {n + 3} drones to Russia in March 2025, according to Ukrainian intelligence."
            answer = server.ask("POST", f"/api/documents?name=r{n}.txt&wait=true", body=report.encode(), token="analyst-secret-0001")
            next(done)
            if answer.status != 201:
                failed.append(("add", answer.status, answer.body[:200]))
            else:
                document = server.get("/api/documents/" + answer.json()["results"][0]["id"]).json()
                body = {"kind": "accept", "targets": [document["claims"][0]["id"]], "why": "compared"}
                decided = server.ask("POST", "/api/judgements", body=body, token="analyst-secret-0001")
                next(done)
                if decided.status != 201:
                    failed.append(("decide", decided.status, decided.body[:200]))
            time.sleep(2)

    threads = [threading.Thread(target=read) for _ in range(4)] + [threading.Thread(target=write)]
    for t in threads:
        t.start()
    lines = [f"{args.seconds} s, four readers" + (f" at {args.rate:g} rounds a second each" if args.rate else "") + ", a report every two seconds"]
    for tenth in range(10):
        time.sleep(args.seconds / 10)
        lines.append(f"{(tenth + 1) * args.seconds // 10} s: {memory_of(server)} MiB")
        print(lines[-1], flush=True)
    for t in threads:
        t.join()
    lines.append(f"{next(done)} requests, {len(failed)} failed {failed[:3]}; revision {server.get('/api/ledger').json()['revision']}")
    server.stop()
    fresh = Server(folder, server.words[3])
    for _ in range(20):
        for target in targets:
            fresh.ask("GET", target)
    document = fresh.ask("POST", "/api/documents?name=last.txt&wait=true", body=b"Iran delivered 7 drones to Russia.", token="analyst-secret-0001")
    for target in targets:
        fresh.ask("GET", target)
    lines.append(f"a fresh server on the same ledger, asked the same and given a report ({document.status}): {memory_of(fresh)} MiB")
    fresh.stop()
    print("\n".join(lines[-2:]))
    if args.out:
        pathlib.Path(args.out).write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
