#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Sightglass authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bench: Sightglass beside nginx and mitmproxy, in one run on one machine, so that ratios mean something.

Every figure is the median of interleaved rounds (a round visits every subject once). The exit code is 0 when everything
ran, no request failed and every recording held exactly the exchanges that were answered; whether a target was reached
is printed and never decides it. Python's standard library only; nothing leaves 127.0.0.0/8.
"""
import argparse
import collections
import json
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True  # no __pycache__ in the source tree
import subjects
from sessionsections import SessionSections
from subjects import BenchError

FULL = {"rounds": 3, "latency_rounds": 5, "connections": (1, 16, 64), "seconds": 3, "peer_seconds": 2,
        "idle": (1000, 10000), "rate": 1000, "latency_seconds": 5, "streams": (1000, 5000, 10000), "starts": 20,
        "rows": 300000, "list_rows": 1000000, "live_seconds": 30, "live_rate": 10000, "body_bytes": 16 << 20,
        "abandoned": 100000, "session_rate": 20000, "session_idle_ms": 10000}
QUICK = {"rounds": 1, "latency_rounds": 1, "connections": (1, 16), "seconds": 1, "peer_seconds": 1, "idle": (500,),
         "rate": 400, "latency_seconds": 2, "streams": (200,), "starts": 3, "rows": 20000, "list_rows": 20000,
         "live_seconds": 1, "live_rate": 500, "body_bytes": 1 << 20,
         "abandoned": 2000, "session_rate": 2000, "session_idle_ms": 1000}
DELAY_MS = 5
LATENCY_CONNECTIONS = 16
RULES = 1000
SLOW_RULES = 30
SECTIONS = ("throughput", "rules", "idle", "latency", "streams", "startup", "store", "sessions", "beside", "stores",
            "ui")


class Report:
    def __init__(self):
        self.json = {"sections": {}, "targets": [], "failures": [], "recordings": 0}

    def table(self, section, title, columns, rows):
        self.json["sections"][section] = [dict(zip(columns, row)) for row in rows]
        cells = [columns] + [["-" if c is None else f"{c:,.2f}" if isinstance(c, float) and c < 100 else
                              f"{c:,.0f}" if isinstance(c, (int, float)) else c for c in row] for row in rows]
        widths = [max(len(row[i]) for row in cells) for i in range(len(columns))]
        print(f"\n{title}")
        for row in cells:
            print("  " + "  ".join(c.rjust(w) for c, w in zip(row, widths)).rstrip())
        sys.stdout.flush()

    def target(self, name, value, unit, bound, at_least):
        if value is None or bound is None:
            return
        reached = value >= bound if at_least else value < bound
        self.json["targets"].append({"name": name, "value": value, "unit": unit, "bound": bound,
                                     "at_least": at_least, "reached": reached})
        print(f"  {'reached ' if reached else 'MISSED  '} {name}: {value:,.2f}{unit} "
              f"(target {'>=' if at_least else '<'} {bound:,.2f}{unit})")

    def fail(self, what):
        self.json["failures"].append(what)
        print(f"  FAILED   {what}", flush=True)


def median(values):
    values = [v for v in values if v is not None]
    return statistics.median(values) if values else None


def ratio(a, b):
    return a / b if a is not None and b else None


class Bench(SessionSections):
    def __init__(self, args, stand, report):
        self.args, self.stand, self.report = args, stand, report
        self.plan = QUICK if args.quick else FULL
        if args.rounds:
            self.plan = {**self.plan, "rounds": args.rounds, "latency_rounds": args.rounds}

    def check(self, what, result):
        if result["failed"]:
            self.report.fail(f"{what}: {result['failed']} requests failed")
        return result

    def check_rows(self, what, rows, answered, slack=0):
        """`slack`: requests that may have been answered without the load tool counting them."""
        self.report.json["recordings"] += 1
        if not answered <= rows <= answered + slack:
            self.report.fail(f"{what}: {answered} requests answered, {rows} rows recorded "
                             f"({max(0, answered - rows)} lost)")

    def measure_ours(self, what, upstream, record, measure, slack=0, rules=None, edited=False):
        """A fresh process for every figure: its store holds exactly this load, with `edited` only what was edited is
        counted. Returns the load tool's result, with `behind`, the seconds the recorder went on after the load, and
        `cpu_us` per request."""
        ours = self.stand.ours(upstream, record, ["--rules", rules] if rules else [])
        before = ours.cpu_seconds()
        result = self.check(what, measure(ours.url))
        result["behind"] = ours.settle() if record else None
        result["cpu_us"] = 1e6 * ratio(ours.cpu_seconds() - before, result["answered"] or 1)
        rows = self.stand.stop_ours(ours, edited)
        if record:
            self.check_rows(what, rows, result["answered"], slack)
        return result

    # ---- throughput -------------------------------------------------------------------------------------------------
    def throughput(self):
        upstream = self.stand.lean_upstream()
        nginx = self.stand.nginx(upstream) if self.args.nginx else None
        mitm = self.stand.mitmproxy(upstream) if self.args.mitmdump else None
        use_wrk = self.args.wrk and not self.args.quick
        rows = []
        for connections in self.plan["connections"]:
            def drive(url, seconds=self.plan["seconds"], count=connections):
                if use_wrk:
                    return subjects.wrk(self.args, self.stand.folder, url, count, seconds)
                return subjects.load(self.args, url, count, seconds, warmup=0.2)

            got = collections.defaultdict(list)
            for _ in range(self.plan["rounds"]):
                got["direct"].append(self.check("direct", drive(upstream.url))["rps"])
                if nginx:
                    before = nginx.cpu_seconds()
                    result = self.check("nginx", drive(nginx.url))
                    got["nginx"].append(result["rps"])
                    got["nginx_cpu"].append(1e6 * (nginx.cpu_seconds() - before) / (result["answered"] or 1))
                if self.args.sightglass:
                    for key, record in (("off", False), ("on", True)):
                        result = self.measure_ours(f"throughput, {connections} connections", upstream, record, drive,
                                                   connections if use_wrk else 0)
                        got[key].append(result["rps"])
                        got[key + "_cpu"].append(result["cpu_us"])
                        got["behind"].append(result["behind"])
                if mitm:
                    got["mitm"].append(self.check("mitmproxy", drive(mitm.url, self.plan["peer_seconds"]))["rps"])
            m = {key: median(values) for key, values in got.items()}
            rows.append([connections, *(m.get(k) for k in ("direct", "nginx", "mitm", "off", "on")),
                         ratio(m.get("off"), m.get("nginx")), ratio(m.get("on"), m.get("nginx")),
                         ratio(m.get("on"), m.get("mitm")), m.get("nginx_cpu"), m.get("off_cpu"), m.get("on_cpu"),
                         m.get("behind")])
        for program in (mitm, nginx, upstream):
            if program:
                self.stand.stop(program)
        self.report.table("throughput", f"Throughput, requests/s (POST, 130 bytes, keep-alive, "
                          f"{'wrk -t1' if use_wrk else 'bench-load'})",
                          ["clients", "direct", "nginx", "mitmproxy", "ours off", "ours rec", "off/nginx", "rec/nginx",
                           "rec/mitm", "nginx us", "off us", "rec us", "behind s"], rows)
        print("  off, rec: recording off and on; us: CPU microseconds per request;"
              " behind: how long the recorder went on after the load")
        last = rows[-1]
        self.report.target(f"recording / nginx, {last[0]} connections", last[7], "", 0.6, True)
        self.report.target(f"recording / mitmproxy, {last[0]} connections", last[8], "", 40, True)
        self.report.target(f"recording, {last[0]} connections", last[5], " req/s", 10000, True)

    # ---- rules ------------------------------------------------------------------------------------------------------
    def rules(self):
        if not self.args.sightglass:
            return
        upstream = self.stand.lean_upstream()
        connections = self.plan["connections"][-1]
        file = lambda name: os.path.join(self.stand.folder, name)
        def file(name):
            return os.path.join(self.stand.folder, name)

        files = {"no rules": None,
                 f"{RULES:,} rules, none matches":
                     subjects.other_rules(file("usual.jsonc"), RULES, subjects.USUAL_CONDITIONS),
                 "1 rule, sets a value": subjects.set_rule(file("set.jsonc")),
                 f"{SLOW_RULES} rules on headers, sessions, expressions in bodies":
                     subjects.other_rules(file("slow.jsonc"), SLOW_RULES, subjects.SLOW_CONDITIONS)}

        def drive(url):
            return subjects.load(self.args, url, connections, self.plan["seconds"], warmup=0.2)

        got = collections.defaultdict(list)
        for _ in range(self.plan["rounds"]):
            for name, rules in files.items():
                for record in (False, True):
                    result = self.measure_ours(f"{name}, {connections} connections", upstream, record, drive,
                                               rules=rules, edited=name.startswith("1 "))
                    got[name, record, "rps"].append(result["rps"])
                    got[name, record, "cpu"].append(result["cpu_us"])
        self.stand.stop(upstream)
        none = "no rules"
        rows = []
        for name in files:
            row = [name]
            for record in (False, True):
                # Each round against the one without rules of the same round: the machine's mood cancels out.
                kept = [a / b for a, b in zip(got[name, record, "rps"], got[none, record, "rps"])]
                row += [median(got[name, record, "rps"]), 100 * (1 - median(kept)), median(got[name, record, "cpu"])]
            rows.append(row)
        self.report.table("rules", f"With rules, requests/s ({connections} connections, bench-load)",
                          ["", "off", "lost %", "off us", "rec", "lost %", "rec us"], rows)
        for row, bound in zip(rows[1:3], (10, 25)):
            for column, what in ((2, "recording off"), (5, "recording")):
                self.report.target(f"{row[0]}: lost, {what}", row[column], " %", bound, False)

    # ---- idle connections -------------------------------------------------------------------------------------------
    def idle(self):
        upstream = self.stand.lean_upstream()
        nginx = self.stand.nginx(upstream) if self.args.nginx else None
        connections = self.plan["connections"][-1]
        got = collections.defaultdict(list)
        for _ in range(self.plan["rounds"]):
            for count in (0, *self.plan["idle"]):
                def drive(url, idle=count):
                    result = subjects.load(self.args, url, connections, self.plan["seconds"], warmup=0.2, idle=idle)
                    if result["idle_open"] != idle:
                        self.report.fail(f"{url}: {idle - result['idle_open']} idle connections were closed")
                    return result

                if nginx:
                    got["nginx", count].append(self.check("nginx idle", drive(nginx.url))["rps"])
                if self.args.sightglass:
                    what = f"{count} idle connections"
                    got["ours", count].append(self.measure_ours(what, upstream, True, drive)["rps"])
        m = {key: median(values) for key, values in got.items()}
        rows = [[count, m.get(("nginx", count)), ratio(m.get(("nginx", count)), m.get(("nginx", 0))),
                 m.get(("ours", count)), ratio(m.get(("ours", count)), m.get(("ours", 0))),
                 ratio(m.get(("ours", count)), m.get(("nginx", count)))] for count in (0, *self.plan["idle"])]
        for program in (nginx, upstream):
            if program:
                self.stand.stop(program)
        self.report.table("idle", f"With idle connections open, requests/s ({connections} busy connections, bench-load,"
                          " recording)", ["idle", "nginx", "of nginx without", "ours", "of ours without",
                                          "ours / nginx"], rows)
        self.report.target(f"{rows[-1][0]} idle connections / none", rows[-1][4], "", 0.8, True)

    # ---- added latency ----------------------------------------------------------------------------------------------
    def latency(self):
        upstream = self.stand.delay_upstream(DELAY_MS)
        nginx = self.stand.nginx(upstream) if self.args.nginx else None
        got = collections.defaultdict(list)

        def drive(url):
            return subjects.load(self.args, url, LATENCY_CONNECTIONS, self.plan["latency_seconds"], warmup=0.5,
                                 rate=self.plan["rate"])

        for _ in range(self.plan["latency_rounds"]):
            got["direct"].append(self.check("direct latency", drive(upstream.url)))
            if nginx:
                got["nginx"].append(self.check("nginx latency", drive(nginx.url)))
            if self.args.sightglass:
                got["ours"].append(self.measure_ours("latency", upstream, True, drive))
        rows, added = [], {}
        for name, results in got.items():
            # Each round against the direct figure of the same round: the machine's mood cancels out.
            p50, p95 = (median([r[p] for r in results]) for p in ("p50_us", "p95_us"))
            over50, over95 = (median([100 * (r[p] / d[p] - 1) for r, d in zip(results, got["direct"])])
                              for p in ("p50_us", "p95_us"))
            added[name] = over95
            rows.append([name, p50 / 1000, p95 / 1000, over50, over95])
        for program in (nginx, upstream):
            if program:
                self.stand.stop(program)
        self.report.table("latency", f"Latency ({DELAY_MS} ms upstream, {LATENCY_CONNECTIONS} clients,"
                          f" {self.plan['rate']} requests/s in all, open loop, recording)",
                          ["", "p50 ms", "p95 ms", "added p50 %", "added p95 %"], rows)
        self.report.target("added p95", added.get("ours"), " %", 5, False)
        if added.get("nginx", 0) > 0:
            self.report.target("added p95, ours / nginx", ratio(added.get("ours"), added["nginx"]), "", 1.5, False)

    # ---- memory per open stream -------------------------------------------------------------------------------------
    def streams(self):
        rows, ours = [], None
        # Both sides of every stream must fit into one process's descriptors.
        room = (self.args.descriptors - 200) // 2
        steps = sorted({min(step, room) for step in self.plan["streams"]})
        for name in ("nginx", "ours"):
            if not (self.args.nginx if name == "nginx" else self.args.sightglass):
                continue
            upstream = self.stand.delay_upstream(0)
            proxy = self.stand.nginx(upstream) if name == "nginx" else self.stand.ours(upstream)
            # Warm: what the first connection allocates once is not a stream's.
            warm = self.check(name, subjects.load(self.args, proxy.url, 1, 0.2))["answered"]
            holder = self.stand.streams(proxy.url)
            base = proxy.rss()
            for count in steps:
                answer = holder.ask(count)
                if answer["failed"] or answer["open"] != count:
                    self.report.fail(f"{name}: {answer['failed']} of {count} streams failed")
                grown = (proxy.rss() - base) / 1024
                rows.append([name, answer["open"], base / 1024, grown, grown / max(1, answer["open"]),
                             answer["seconds"]])
                if name == "ours":
                    ours = rows[-1]
            if holder.ask("status")["failed"]:
                self.report.fail(f"{name}: streams were closed while they were held")
            self.stand.stop(holder.program)
            if name == "ours":
                # A stream's exchange is recorded like any other.
                self.check_rows("streams", self.stand.stop_ours(proxy), warm + steps[-1])
            else:
                self.stand.stop(proxy)
            self.stand.stop(upstream)
        self.report.table("streams", "Memory per session with an SSE stream open on both sides (resident, recording)",
                          ["", "streams open", "before KiB", "grown KiB", "KiB per stream", "opened in s"], rows)
        if ours:
            self.report.target(f"memory per stream, {ours[1]} open", ours[4], " KiB", 16, False)
            if not self.args.quick:
                self.report.target("streams open in one process", float(ours[1]), "", float(steps[-1]), True)

    # ---- start-up ---------------------------------------------------------------------------------------------------
    def startup(self):
        times = collections.defaultdict(list)
        serve = [self.args.sightglass, "serve", "--upstream", "http://127.0.0.1:9/mcp", "--listen", "127.0.0.1:0"]
        for i in range(self.plan["starts"]):
            times["process spawn alone (echo)"].append(subjects.ready_seconds(["/bin/echo", "{}"]))
            if self.args.sightglass:
                store = os.path.join(self.stand.folder, f"start{i}.sqlite")
                times["ours, no record"].append(subjects.ready_seconds([*serve, "--no-record", "--control", "off"]))
                times["ours, new SQLite store"].append(
                    subjects.ready_seconds([*serve, "--store", "sqlite:" + store, "--control", "off"]))
                times["ours, store and control plane"].append(
                    subjects.ready_seconds([*serve, "--store", "sqlite:" + store, "--control", "127.0.0.1:0"]))
        rows = [[name, 1000 * median(values), 1000 * max(values)] for name, values in times.items()]
        self.report.table("startup", f"Start-up, spawn to ready line ({self.plan['starts']} starts)",
                          ["", "median ms", "worst ms"], rows)
        if self.args.sightglass:
            self.report.target("serve ready", rows[-1][1], " ms", 30, False)

    # ---- SQLite -----------------------------------------------------------------------------------------------------
    def store(self):
        tool = self.args.tool("bench-store", required=False)
        if not tool:
            print("\nSQLite store: skipped, no bench-store in the tools' folder")
            return
        path = os.path.join(self.stand.folder, "rows.sqlite")
        done = subprocess.run([tool, "--path", path, "--rows", str(self.plan["rows"]), "--batch", "500"],
                              stdout=subprocess.PIPE, timeout=300, check=False)
        if done.returncode != 0:
            raise BenchError(f"bench-store ended with {done.returncode}")
        result = json.loads(done.stdout)
        if subjects.recorded_rows(path) != self.plan["rows"]:
            self.report.fail(f"store: {subjects.recorded_rows(path)} of {self.plan['rows']} rows found")
        self.report.table("store", "SQLite store alone (batches of 500)", ["rows", "seconds", "rows/s"],
                          [[self.plan["rows"], result["seconds"], self.plan["rows"] / result["seconds"]]])

    # ---- the window -------------------------------------------------------------------------------------------------
    def ui(self):
        tool = self.args.tool("bench-ui", required=False)
        if not tool:
            print("\nThe window: skipped, no bench-ui in the tools' folder")
            return
        plan = self.plan
        rows = []

        def row(name, figure, result):
            rows.append([name, figure, *(result[k] for k in ("frames", "p50_ms", "p99_ms", "worst_ms", "rss_mib"))])
            return result

        count = ["--rows", str(plan["list_rows"])]
        appended = row(f"{plan['list_rows']:,} exchanges appended, tail followed", None,
                       subjects.bench_ui(tool, ["append", *count]))
        rows[-1][1] = f"{appended['seconds']:.1f} s, {plan['list_rows'] / appended['seconds']:,.0f}/s"
        filtered = subjects.bench_ui(tool, ["filter", *count])
        row(f"a filter over {plan['list_rows']:,} rows", f"{filtered['milliseconds']:.0f} ms", filtered)
        ordered = subjects.bench_ui(tool, ["sort", *count])
        row(f"{plan['list_rows']:,} rows sorted, then 10,000/s into them",
            f"{ordered['milliseconds']:.0f} ms, worst {ordered['sort_worst_ms']:.1f} ms", ordered)
        body = subjects.bench_ui(tool, ["body", "--rows", "1000", "--bytes", str(plan["body_bytes"])])
        row(f"a body of {plan['body_bytes'] >> 20} MiB selected", f"{body['milliseconds']:.0f} ms; as text {body['load_all_ms']:.0f} ms, "
            f"worst {body['load_all_worst_frame_ms']:.0f} ms", body)
        store = self.args.tool("bench-store", required=False)
        if store:
            path = os.path.join(self.stand.folder, "window.sqlite")
            subprocess.run([store, "--path", path, "--rows", str(plan["list_rows"]), "--batch", "500"],
                           stdout=subprocess.DEVNULL, timeout=600, check=True)
            opened = subjects.bench_ui(tool, ["open", "--path", path, *count])
            row(f"a recording of {plan['list_rows']:,} opened",
                f"{opened['first_rows_ms']:.0f} ms, all {opened['seconds']:.1f} s", opened)
        upstream = self.stand.lean_upstream()
        live = row(f"{plan['live_rate']:,}/s for {plan['live_seconds']} s from the engine", None,
                   self.live_window(tool, upstream))
        rows[-1][1] = f"{live['rps']:,.0f}/s, {live['not_shown']} snapshots not shown"
        self.stand.stop(upstream)
        self.report.table("ui", "The window (frames: turns of its event loop that paint or take in traffic)",
                          ["", "figure", "frames", "p50 ms", "p99 ms", "worst ms", "MiB"], rows)
        self.report.target("filter over all rows", filtered["milliseconds"], " ms", 100, False)
        self.report.target("frames while it is appended to, p99", appended["p99_ms"], " ms", 16, False)
        self.report.target("frames while a sorted list is appended to, p99", ordered["p99_ms"], " ms", 16, False)
        self.report.target("live frames, p99", live["p99_ms"], " ms", 16, False)
        self.report.target("live exchanges", live["rps"], "/s", 0.98 * plan["live_rate"], True)

    def live_window(self, tool, upstream):
        window = self.stand.window(tool, upstream)
        window.tell("begin")
        result = self.check("the window's proxy", subjects.load(self.args, window.url, 64, self.plan["live_seconds"],
                                                                rate=self.plan["live_rate"]))
        figures = {**window.end(), "rps": result["rps"]}
        self.stand.stop(window, clean=True)
        if figures["not_shown"] == 0 and figures["exchanges"] != result["answered"]:
            self.report.fail(f"the window: {result['answered']} requests answered, {figures['exchanges']} rows seen")
        return figures


def arguments():
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tools", default=os.path.join(root, "build/release/bin"), help="where bench-* are built")
    parser.add_argument("--sightglass", help="the program under test (default: in the tools' folder)")
    parser.add_argument("--without-ours", action="store_true", help="measure only the peers")
    parser.add_argument("--without-mitmproxy", action="store_true")
    parser.add_argument("--quick", action="store_true", help="short form: runs everything, loses nothing")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--sections", default=",".join(SECTIONS), help="comma-separated: %(default)s")
    parser.add_argument("--serve-option", action="append", default=[], help="handed to `sightglass serve`, repeatable")
    parser.add_argument("--json", help="write every figure to this file")
    parser.add_argument("--folder", help="where temporary files go (default: the system's)")
    args = parser.parse_args()

    def tool(name, required=True):
        path = os.path.join(args.tools, name)
        if os.access(path, os.X_OK):
            return path
        if required:
            raise BenchError(f"{path} is not built (-DSIGHTGLASS_BUILD_BENCH=ON)")
        return None

    args.tool = tool
    args.sightglass = None if args.without_ours else args.sightglass or tool("sightglass")
    args.nginx, args.wrk = subjects.find_program("nginx"), subjects.find_program("wrk")
    args.redis = subjects.find_program("redis-server")
    args.mitmdump = None if args.without_mitmproxy else subjects.find_program("mitmdump")
    # The short form makes do with what is installed; the full one is worth nothing without its peers.
    if not args.quick:
        for name in ("nginx", "wrk", "redis") + (() if args.without_mitmproxy else ("mitmdump",)):
            if not getattr(args, name):
                raise BenchError(f"{name} is not installed")
    unknown = set(args.sections.split(",")) - set(SECTIONS)
    if unknown:
        raise BenchError(f"no such section: {', '.join(sorted(unknown))}")
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    args.descriptors = min(hard, 65536) if hard != resource.RLIM_INFINITY else 65536
    resource.setrlimit(resource.RLIMIT_NOFILE, (args.descriptors, hard))
    return args


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    report = Report()
    begin = time.monotonic()
    args = None
    try:
        args = arguments()
        print(f"sightglass bench, {'quick' if args.quick else 'full'}: {os.cpu_count()} cores, "
              f"load {os.getloadavg()[0]:.1f} before; ratios matter, absolutes do not", flush=True)
        with tempfile.TemporaryDirectory(prefix="sightglass-bench-", dir=args.folder) as folder:
            with subjects.Stand(args, folder) as stand:
                bench = Bench(args, stand, report)
                for section in args.sections.split(","):
                    getattr(bench, section)()
    except BenchError as error:
        report.fail(str(error))
    targets, failures = report.json["targets"], report.json["failures"]
    report.json["seconds"] = time.monotonic() - begin
    print(f"\n{sum(t['reached'] for t in targets)} of {len(targets)} targets reached, {report.json['recordings']} "
          f"recordings checked, {len(failures)} failures, {report.json['seconds']:.0f} s")
    if args and args.json:
        with open(args.json, "w") as f:
            json.dump(report.json, f, indent=1)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
