# SPDX-FileCopyrightText: 2026 The Sightglass authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sections of the bench that are about sessions: what they take, whether it comes back, and what keeping them costs."""
import json
import os
import statistics
import time

import subjects

# As many sessions as are opened, or nothing would be left of them but the limit.
LIMITS = {"sessions": 1_000_000, "perClient": 1_000_000, "bytes": 4 << 30}


class SessionSections:
    """Mixed into Bench."""

    def _config(self, name, upstream, **members):
        path = os.path.join(self.stand.folder, name + ".json")
        with open(path, "w") as f:
            json.dump({"formatVersion": 1, "routes": {"default": {"upstream": upstream.url}}, **members}, f)
        return ["--config", path]

    def _abandon(self, proxy, count):
        """Opens `count` sessions that nobody uses again; how many it were, and in how many seconds."""
        seconds = max(1, count / self.plan["session_rate"])
        headers = {name: value for name, value in subjects.HEADERS.items() if name != "MCP-Protocol-Version"}
        begin = time.monotonic()
        result = self.check("sessions", subjects.load(self.args, proxy.url, 16, seconds, body=subjects.INITIALIZE,
                                                      headers=headers, rate=self.plan["session_rate"]))
        return result["answered"], time.monotonic() - begin

    # ---- sessions that are opened and left ------------------------------------------------------------------------------
    def sessions(self):
        if not self.args.sightglass:
            return
        upstream = self.stand.session_upstream()
        idle_ms = self.plan["session_idle_ms"]
        limits = {**LIMITS, "idleTimeoutMs": idle_ms}
        proxy = self.stand.ours(upstream, False, self._config("abandoned", upstream, sessionLimits=limits))
        count = self.plan["abandoned"]
        # Twice: the first round also takes what the process keeps for its work from then on.
        rows, levels = [], []
        for i in range(2):
            before = proxy.rss()
            opened, seconds = self._abandon(proxy, count)
            full = proxy.rss()
            time.sleep(idle_ms / 1000 + 6)
            after = proxy.rss()
            levels.append(after)
            rows.append([f"round {i + 1}", opened, seconds, before / 1024, full / 1024,
                         (full - before) / 1024 / max(1, opened), after / 1024])
        self.stand.stop_ours(proxy)
        self.stand.stop(upstream)
        self.report.table("sessions", f"Sessions opened and abandoned, idle timeout {idle_ms / 1000:.0f} s (resident KiB)",
                          ["", "sessions", "opened in s", "before", "with all", "KiB each", "after the timeout"], rows)
        self.report.target("memory after the timeout, second round / first", levels[1] / levels[0], "", 1.1, False)
        self.report.target("memory after the timeout / with all", levels[1] / 1024 / rows[1][4], "", 0.5, False)

    # ---- throughput beside sessions with open streams -----------------------------------------------------------------------
    def beside(self):
        if not self.args.sightglass:
            return
        upstream = self.stand.delay_upstream(0)
        connections = self.plan["connections"][-1]
        # Two descriptors for each stream; what is left carries the load, on both sides.
        room = (self.args.descriptors - 200 - 2 * connections) // 2
        count = min(self.plan["streams"][-1], room)
        proxy = self.stand.ours(upstream)

        def drive():
            return self.check("beside", subjects.load(self.args, proxy.url, connections, self.plan["seconds"],
                                                      warmup=0.2))["rps"]

        alone = statistics.median(drive() for _ in range(self.plan["rounds"]))
        before = proxy.rss()
        holder = self.stand.streams(proxy.url)
        answer = holder.ask(count)
        if answer["failed"] or answer["open"] != count:
            self.report.fail(f"beside: {answer['failed']} of {count} streams failed")
        each = (proxy.rss() - before) / 1024 / count
        with_streams = statistics.median(drive() for _ in range(self.plan["rounds"]))
        if holder.ask("status")["failed"]:
            self.report.fail("beside: streams were closed while they were held")
        self.stand.stop(holder.program)
        self.stand.stop_ours(proxy)
        self.stand.stop(upstream)
        self.report.table("beside", f"Sessions with a stream open on both sides, and {connections} busy connections beside"
                          f" them (recording; {self.args.descriptors} descriptors in the process)",
                          ["streams", "KiB each", "req/s without", "req/s with", "ratio"],
                          [[count, each, alone, with_streams, with_streams / alone]])
        self.report.target(f"throughput beside {count} streams / none", with_streams / alone, "", 0.8, True)
        self.report.target(f"memory per session, {count} streams open", each, " KiB", 16, False)

    # ---- each store ---------------------------------------------------------------------------------------------------------
    def stores(self):
        if not self.args.sightglass:
            return
        upstream = self.stand.lean_upstream()
        redis = self.stand.redis() if self.args.redis else None
        connections = self.plan["connections"][-1]
        kinds = {"none": (False, None, []), "sqlite": (True, None, []), "memory": (True, "memory", [])}
        if redis:
            kinds["redis, no recording"] = (False, None, ["--sessions", redis.url])
            kinds["sqlite, sessions in redis"] = (True, None, ["--sessions", redis.url])
            kinds["redis, recording in memory"] = (True, redis.url, [])
        got = {name: [] for name in kinds}
        for i in range(self.plan["rounds"]):
            for name, (record, store, options) in kinds.items():
                proxy = self.stand.ours(upstream, record, options, store)
                # A session for the load: what is kept of it is part of the figure.
                headers = {**subjects.HEADERS, "Mcp-Session-Id": f"load-{i}"}
                got[name].append(self.check(name, subjects.load(self.args, proxy.url, connections, self.plan["seconds"],
                                                                headers=headers, warmup=0.2))["rps"])
                self.stand.stop_ours(proxy)
        for program in (redis, upstream):
            if program:
                self.stand.stop(program)
        none = statistics.median(got["none"])
        self.report.table("stores", f"Throughput with each store, requests/s ({connections} connections, one session)",
                          ["store", "req/s", "of none"],
                          [[name, statistics.median(values), statistics.median(values) / none]
                           for name, values in got.items()])
