"""How long the JSON of a tie's page takes on a large ledger: the first time it is asked, and again.

    bench/server_pages.py --entente PROGRAM --ledger FILE [--pairs N] [--out FILE]

LEDGER is one that ledger_bench made (names of states, hundreds of thousands of claims). For each of N pairs the calls of the page
are made one after the other, as a browser would: ties, propositions, gaps, contradictions, forecasts; a pair asked for the first
time is weighed, asked again it is as it was kept. Who stands between two is asked last: the first time the network is made, for all
that follow. Medians over pairs, in milliseconds of the clock.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import time
import urllib.request

CALLS = ("ties?a={0}&b={1}", "propositions?actor={0}&actor={1}&limit=500", "gaps?actor={0}&actor={1}", "contradictions?actor={0}&actor={1}",
         "forecasts?actor={0}&actor={1}")


def peak_mib(process):
    status = pathlib.Path(f"/proc/{process}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) // 1024


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--entente", required=True, type=os.path.abspath)
    parser.add_argument("--ledger", required=True, type=os.path.abspath)
    parser.add_argument("--pairs", type=int, default=20)
    parser.add_argument("--out")
    args = parser.parse_args()
    server = subprocess.Popen([args.entente, "serve", "--ledger", args.ledger, "--listen", "127.0.0.1:0", "--quiet"], stdout=subprocess.PIPE)
    url = server.stdout.readline().decode().split()[1]

    def timed(call):
        begun = time.perf_counter()
        with urllib.request.urlopen(url + "api/" + call) as answer:
            body = answer.read()
        return (time.perf_counter() - begun) * 1000, body

    try:
        first, body = timed("ledger?limit=100")
        glance = json.loads(body)
        lines = [f"ledger of {glance['claims']:,} claims; milliseconds, median (worst)"]
        pairs = [(t["a"], t["b"]) for t in glance["ties"]][:args.pairs]
        cold, warm = {}, {}
        for into in (cold, warm):
            for pair in pairs:
                for call in CALLS:
                    into.setdefault(call, []).append(timed(call.format(*pair))[0])
        lines.append(f"{'call':<16}{'first':>18}{'again':>18}")
        show = lambda values: f"{statistics.median(values):.1f} ({max(values):.1f})"
        for call in CALLS:
            lines.append(f"{call.split('?')[0]:<16}{show(cold[call]):>18}{show(warm[call]):>18}")
        whole = [[sum(each) for each in zip(*times.values())] for times in (cold, warm)]
        lines.append(f"{'all five':<16}{show(whole[0]):>18}{show(whole[1]):>18}")
        lines.append(f"{'start: ledger':<16}{first:>15.1f}{timed('ledger?limit=100')[0]:>18.1f}")
        between = [timed("intermediaries?a={0}&b={1}".format(*pair))[0] for pair in pairs]
        lines.append(f"{'who is between':<16}{between[0]:>15.1f}{show(between[1:]):>21}")
        lines.append(f"memory at most {peak_mib(server.pid)} MiB")
        lines.append(f"{'start: documents':<16}{timed('documents?limit=8')[0]:>14.1f}{timed('documents?limit=8')[0]:>18.1f}")
    finally:
        server.terminate()
        server.wait()
    print("\n".join(lines))
    if args.out:
        pathlib.Path(args.out).write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
