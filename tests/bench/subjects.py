# SPDX-FileCopyrightText: 2026 The Sightglass authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs under test and the load tools: start, wait until ready, measure, stop. Loopback only."""
import contextlib
import ctypes
import json
import os
import select
import shutil
import signal
import socket
import sqlite3
import subprocess
import time

READY_S = 20
STOP_S = 60
# 130 bytes, as in the design's table.
BODY = ('{"jsonrpc":"2.0","id":1,"method":"tools/call","params":'
        '{"name":"echo","arguments":{"message":"the quick brown fox hops over it"}}}')
ANSWER = '{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"ok"}]}}'
INITIALIZE = ('{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":'
              '{"sampling":{},"roots":{"listChanged":true}},"clientInfo":{"name":"bench","version":"1.0.0"}}}')
INITIALIZED = ('{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":'
               '{"listChanged":true}},"serverInfo":{"name":"bench","version":"1.0.0"}}}')
HEADERS = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream",
           "MCP-Protocol-Version": "2025-11-25"}
assert len(BODY) == 130, len(BODY)

NGINX = """{user}
daemon off; worker_processes 1; worker_rlimit_nofile {files}; pid {dir}/nginx.pid; error_log {dir}/error.log error;
events {{ worker_connections {connections}; }}
http {{
  access_log off; keepalive_requests 1000000000; keepalive_timeout 3600s; default_type application/json;
  client_body_temp_path {dir}/body; proxy_temp_path {dir}/proxy; fastcgi_temp_path {dir}/fastcgi;
  uwsgi_temp_path {dir}/uwsgi; scgi_temp_path {dir}/scgi;
  {http}
}}
"""
NGINX_UPSTREAM = "server {{ listen 127.0.0.1:{port} backlog=4096; location / {{ return 200 '{answer}'; }} }}"
NGINX_PROXY = """upstream behind {{
    server {upstream}; keepalive 256; keepalive_requests 1000000000; keepalive_timeout 3600s; }}
  server {{ listen 127.0.0.1:{port} backlog=4096;
    location / {{ proxy_pass http://behind; proxy_http_version 1.1; proxy_set_header Connection "";
                  proxy_buffering off; proxy_read_timeout 3600s; }} }}"""


class BenchError(Exception):
    """The bench could not run, or something was lost: never that a figure was not reached."""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def die_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


class Program:
    """A started program; `pid` is the process that carries the traffic."""

    def __init__(self, name, command, folder, **popen):
        self.name = name
        self.folder = folder
        os.makedirs(folder, exist_ok=True)
        self.errors = open(os.path.join(folder, "stderr.txt"), "wb")
        self.process = subprocess.Popen(command, stderr=self.errors, preexec_fn=die_with_parent, **popen)
        self.pid = self.process.pid
        self.url = None

    def fail(self, what):
        self.errors.flush()
        with open(self.errors.name, errors="replace") as f:
            tail = f.read()[-800:]
        self.kill()
        raise BenchError(f"{self.name}: {what}\n{tail}")

    def ready_line(self):
        readable, _, _ = select.select([self.process.stdout], [], [], READY_S)
        line = self.process.stdout.readline() if readable else b""
        try:
            return json.loads(line)
        except ValueError:
            self.fail(f"no ready line but {line!r}")

    def tell(self, line):
        self.process.stdin.write(f"{line}\n".encode())
        self.process.stdin.flush()

    def end(self):
        """Asks bench-ui for its figures, with which it ends."""
        self.tell("end")
        figures = self.ready_line()
        self.process.wait(STOP_S)
        return figures

    def wait_for_port(self, port):
        end = time.monotonic() + READY_S
        while time.monotonic() < end and self.process.poll() is None:
            with socket.socket() as s:
                if s.connect_ex(("127.0.0.1", port)) == 0:
                    self.url = f"http://127.0.0.1:{port}/mcp"
                    return
            time.sleep(0.02)
        self.fail("does not listen")

    def stop(self, clean=False):
        """SIGTERM; `clean` asks for exit code 0. Returns how long the stop took."""
        begin = time.monotonic()
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(STOP_S)
            except subprocess.TimeoutExpired:
                self.fail(f"did not stop within {STOP_S} s")
        if clean and self.process.returncode != 0:
            self.fail(f"ended with {self.process.returncode}")
        self.kill()
        return time.monotonic() - begin

    def kill(self):
        if self.process.poll() is None:
            self.process.terminate()  # a killed nginx would leave its worker behind
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        for stream in (self.process.stdout, self.process.stdin, self.errors):
            if stream:
                stream.close()

    def rss(self):
        """Resident bytes."""
        with open(f"/proc/{self.pid}/smaps_rollup") as f:
            return next(int(line.split()[1]) * 1024 for line in f if line.startswith("Rss:"))

    def cpu_seconds(self):
        """Of all its threads so far."""
        with open(f"/proc/{self.pid}/stat") as f:
            fields = f.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def settle(self, limit=20):
        """Waits until the process has nothing left to do (a recorder may lag behind); returns the seconds it took."""
        begin = time.monotonic()
        last, quiet = self.cpu_seconds(), 0
        while quiet < 3 and time.monotonic() < begin + limit:
            time.sleep(0.05)
            now = self.cpu_seconds()
            quiet, last = (quiet + 1 if now == last else 0), now
        return max(0.0, time.monotonic() - begin - 0.15)


class Stand:
    """Makes and stops every program of one bench run; a context manager, so that nothing survives it."""

    def __init__(self, args, folder):
        self.args = args
        self.folder = folder
        self.running = []
        self.count = 0
        self.descriptors = args.descriptors

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for program in reversed(self.running):
            program.kill()

    def _start(self, name, command, **popen):
        self.count += 1
        program = Program(name, command, os.path.join(self.folder, f"{self.count}-{name}"), **popen)
        self.running.append(program)
        return program

    def stop(self, program, clean=False):
        self.running.remove(program)
        return program.stop(clean)

    def _nginx(self, name, http, port):
        folder = os.path.join(self.folder, f"{self.count + 1}-{name}")
        os.makedirs(folder)
        # More slots than descriptors: with 15/16 of them taken nginx closes connections that wait for a request.
        conf = os.path.join(folder, "nginx.conf")
        with open(conf, "w") as f:
            f.write(NGINX.format(dir=folder, http=http, user="user root;" if os.geteuid() == 0 else "",
                                 files=self.descriptors, connections=self.descriptors * 5 // 4))
        command = [self.args.nginx, "-p", folder, "-e", os.path.join(folder, "error.log"), "-c", conf]
        program = self._start(name, command, stdout=subprocess.DEVNULL)
        program.wait_for_port(port)
        # It listens before its worker is there; the worker is the one that carries the traffic.
        end = time.monotonic() + READY_S
        while program.pid == program.process.pid:
            with open(f"/proc/{program.pid}/task/{program.pid}/children") as f:
                workers = f.read().split()
            if workers:
                program.pid = int(workers[0])
            elif time.monotonic() > end:
                program.fail("has no worker")
            else:
                time.sleep(0.01)
        return program

    def lean_upstream(self):
        if not self.args.nginx:
            return self.delay_upstream(0)
        port = free_port()
        return self._nginx("upstream", NGINX_UPSTREAM.format(port=port, answer=ANSWER), port)

    def delay_upstream(self, milliseconds):
        program = self._start("bench-upstream", [self.args.tool("bench-upstream"), "--delay-ms", str(milliseconds),
                                                 "--body", ANSWER], stdout=subprocess.PIPE)
        program.url = f"http://127.0.0.1:{program.ready_line()['port']}/mcp"
        return program

    def session_upstream(self):
        """Each answer is that to an initialize and begins a session."""
        program = self._start("bench-upstream", [self.args.tool("bench-upstream"), "--sessions", "yes", "--body",
                                                 INITIALIZED], stdout=subprocess.PIPE)
        program.url = f"http://127.0.0.1:{program.ready_line()['port']}/mcp"
        return program

    def redis(self):
        port = free_port()
        folder = os.path.join(self.folder, f"{self.count + 1}-redis-data")
        os.makedirs(folder)
        program = self._start("redis", [self.args.redis, "--port", str(port), "--bind", "127.0.0.1", "--save", "",
                                        "--appendonly", "no", "--dir", folder], stdout=subprocess.DEVNULL)
        program.wait_for_port(port)
        program.url = f"redis://127.0.0.1:{port}"
        return program

    def nginx(self, upstream):
        port = free_port()
        behind = upstream.url.split("/")[2]
        return self._nginx("nginx", NGINX_PROXY.format(port=port, upstream=behind), port)

    def mitmproxy(self, upstream):
        port = free_port()
        program = self._start("mitmproxy", [
            self.args.mitmdump, "-q", "--mode", "reverse:" + upstream.url.rpartition("/")[0], "--listen-host",
            "127.0.0.1", "-p", str(port), "--set", "confdir=" + self.folder, "--set", "connection_strategy=lazy"],
            stdout=subprocess.DEVNULL)
        program.wait_for_port(port)
        return program

    def ours(self, upstream, record=True, options=(), store_option=None):
        """`store_option` in place of a recording of its own."""
        store = None
        if record and not store_option:
            store = os.path.join(self.folder, f"{self.count + 1}.sqlite")
        kept = ["--store", store_option or "sqlite:" + store] if record else ["--no-record"]
        command = [self.args.sightglass, "serve", "--upstream", upstream.url, "--listen", "127.0.0.1:0",
                   "--control", "off", *kept, *options, *self.args.serve_option]
        program = self._start("ours", command, stdout=subprocess.PIPE)
        program.url = program.ready_line()["listen"][0]["url"]
        program.store = store
        return program

    def stop_ours(self, program, edited=False):
        """A clean stop; returns the rows found in the store (None without recording) and removes it. With `edited` the
        rows of exchanges that a rule changed."""
        self.stop(program, clean=True)
        if not program.store:
            return None
        rows = recorded_rows(program.store, edited)
        for suffix in ("", "-wal", "-shm"):
            if os.path.exists(program.store + suffix):
                os.remove(program.store + suffix)
        return rows

    def window(self, tool, upstream):
        """The real window in front of `upstream`."""
        program = self._start("bench-ui", [tool, "live", "--upstream", upstream.url], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, env=offscreen())
        program.url = program.ready_line()["listen"][0]["url"]
        return program

    def streams(self, url):
        return StreamHolder(self._start("bench-streams", [self.args.tool("bench-streams"), "--url", url],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE))


def offscreen():
    """The window is drawn into memory: the same work on every machine."""
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1"}


def bench_ui(tool, arguments):
    done = subprocess.run([tool, *arguments], stdout=subprocess.PIPE, timeout=600, check=False, env=offscreen())
    lines = done.stdout.decode().splitlines()
    if done.returncode != 0 or not lines:
        raise BenchError(f"bench-ui {arguments[0]} ended with {done.returncode}")
    return json.loads(lines[-1])


class StreamHolder:
    def __init__(self, program):
        self.program = program

    def ask(self, line):
        self.program.process.stdin.write(f"{line}\n".encode())
        self.program.process.stdin.flush()
        readable, _, _ = select.select([self.program.process.stdout], [], [], 90)
        if not readable:
            self.program.fail("no answer")
        return json.loads(self.program.process.stdout.readline())


def recorded_rows(path, edited=False):
    """The one place that knows our schema: a row per exchange."""
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=rw", uri=True)) as database:
        return database.execute("select count(*) from exchange" + (" where edited" if edited else "")).fetchone()[0]


# What people ask rules about. None of these is true of BODY or ANSWER, and no two are the same.
USUAL_CONDITIONS = (
    "method:resources/read and resource:\"file:///srv/project-{i}/readme\"",
    "tool:shell{i}",
    "method:tools/call and tool:delete_{i}*",
    "tool:*_files_{i} or tool:*_dirs_{i}",
    "tool:/^(rm|mv){i}_/",
    "text:\"needle {i}\"",
    "method:tools/call and text:token-{i}-end",
    "duration:>{i}s and not status:ok",
)
# And what no method, tool or text that must be there rules out at once.
SLOW_CONDITIONS = (
    "method:tools/call and text:/token-{i}-[0-9a-f]+/",
    "header:x-debug={i}",
    "session:session-{i} and era:legacy",
)


def rules_file(path, rules):
    with open(path, "w") as f:
        json.dump({"formatVersion": 1, "rules": rules}, f)
    return path


def other_rules(path, count, conditions):
    """A rules file of which no rule matches; every second one of a kind looks at answers too."""
    return rules_file(path, [
        {"id": f"r{i}", "match": conditions[i % len(conditions)].format(i=i),
         "on": ["request", "response"] if i // len(conditions) % 2 else ["request"],
         "actions": [{"set": "/params/arguments/message", "value": "no"}]} for i in range(count)])


def set_rule(path):
    return rules_file(path, [
        {"id": "set", "match": "method:tools/call and tool:echo",
         "actions": [{"set": "/params/arguments/message", "value": "the quick brown fox hops under it"}]}])


def load(args, url, connections, seconds, body=BODY, headers=None, **more):
    """bench-load: exact counts. `more`: rate, idle, warmup."""
    command = [args.tool("bench-load"), "--url", url, "--connections", str(connections), "--seconds", str(seconds),
               "--body", body]
    for name, value in (headers or HEADERS).items():
        command += ["--header", f"{name}: {value}"]
    for name, value in more.items():
        command += [f"--{name}", str(value)]
    done = subprocess.run(command, stdout=subprocess.PIPE, timeout=seconds + 120, check=False)
    if done.returncode not in (0, 1):
        raise BenchError(f"bench-load ended with {done.returncode}")
    return json.loads(done.stdout)


def wrk(args, folder, url, connections, seconds):
    """wrk -t1: it drops what is in flight at the end, so up to `connections` answers more may have been given."""
    script = os.path.join(folder, "post.lua")
    with open(script, "w") as f:
        f.write(f"wrk.method = 'POST'\nwrk.body = [[{BODY}]]\n")
        for name, value in HEADERS.items():
            f.write(f"wrk.headers['{name}'] = '{value}'\n")
        f.write("""function done(s, l)
  local e = s.errors
  io.write(string.format('{"requests":%d,"answered":%d,"failed":%d,"rps":%.1f,"p50_us":%d,"p95_us":%d,"p99_us":%d}',
    s.requests, s.requests, e.connect + e.read + e.write + e.status + e.timeout, s.requests * 1e6 / s.duration,
    l:percentile(50), l:percentile(95), l:percentile(99)))
end
""")
    done = subprocess.run([args.wrk, "-t1", f"-c{connections}", f"-d{seconds}s", "-s", script, url],
                          stdout=subprocess.PIPE, timeout=seconds + 60, check=True)
    return json.loads(done.stdout.decode().splitlines()[-1])


def ready_seconds(command):
    """Time from spawn to the first line on stdout, then a clean stop."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        readable, _, _ = select.select([process.stdout], [], [], READY_S)
        line = process.stdout.readline() if readable else b""
        seconds = time.perf_counter() - begin
        if not line:
            raise BenchError(f"{command[0]}: no output within {READY_S} s")
        process.send_signal(signal.SIGTERM)
        process.wait(STOP_S)
        return seconds
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def find_program(name):
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin:/sbin")
