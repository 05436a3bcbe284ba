// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The proxy under test. SIGHTGLASS_BIN names the program. E2E_PROXY=nginx puts nginx in its place, to tell a mistake of
// a test from a mistake of ours; what only Sightglass can do (recording) is then skipped.

import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { start, startReady, stop, tempFolder } from './children.mjs';

export const kStandIn = process.env.E2E_PROXY === 'nginx';
export const kRecords = !kStandIn;

/** The program under test, or an error that says how to name it. */
export function sightglass() {
    if (!process.env.SIGHTGLASS_BIN)
        throw new Error('SIGHTGLASS_BIN does not name the sightglass program');
    return process.env.SIGHTGLASS_BIN;
}

/**
 * Starts a proxy in front of `upstream`. Gives { url, port, store, stop() }: `url` is the endpoint to dial, `store` what
 * `--store` takes to read the recording after stop(), which fails unless the proxy ends cleanly. With `--control` among
 * `args` also { control, token }.
 */
export async function startProxy(upstream, { args = [], store = newStore() } = {}) {
    if (kStandIn)
        return startNginx(new URL(upstream));
    const { started, ready } = await startReady(sightglass(), ['serve',
        ...(args.includes('--config') ? [] : ['--upstream', String(upstream)]), '--listen', '127.0.0.1:0', '--control', 'off', '--store', store, ...args], { parse: readyLine });
    return { ...proxyHandle(ready.listen[0].url, store, started), control: ready.control, token: ready.controlToken };
}

/** A recording of its own in a new folder, as `--store` takes it. */
export function newStore() {
    return `sqlite:${join(tempFolder('store'), 'record.sqlite')}`;
}

/** The options that have the proxy itself answer clients that come back to `upstream`'s streams. */
export function resumingArgs(upstream, more = {}) {
    const path = join(tempFolder('config'), 'sightglass.json');
    writeFileSync(path, JSON.stringify({ formatVersion: 1,
        routes: { default: { upstream: String(upstream), resume: 'proxy' } }, ...more }));
    return ['--config', path];
}

/** The ready line of `serve`, `demo-server` and the fixture; undefined for any other line. */
export function readyLine(line) {
    try {
        const value = JSON.parse(line);
        return value.ready === true ? value : undefined;
    } catch {
        return undefined;
    }
}

function proxyHandle(url, store, started) {
    const kill = async () => {
        started.child.kill('SIGKILL');
        await started.exited;
    };
    return { url, port: Number(new URL(url).port), store, pid: started.child.pid, output: started.output, kill,
        stop: () => stop(started) };
}

async function startNginx(upstream) {
    const folder = tempFolder('nginx');
    const port = await freePort();
    writeFileSync(join(folder, 'nginx.conf'), nginxConfig(folder, port, upstream));
    const started = start('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')]);
    await listening(port, started);
    return proxyHandle(`http://127.0.0.1:${port}${upstream.pathname}`, undefined, started);
}

function nginxConfig(folder, port, upstream) {
    return `daemon off; master_process off; pid ${folder}/pid; error_log stderr warn;
events { worker_connections 256; }
http {
    access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
    fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
    client_max_body_size 64m; client_body_buffer_size 64m; server_tokens off;
    large_client_header_buffers 4 64k; proxy_buffer_size 64k; proxy_buffers 8 64k;
    upstream up { server ${upstream.host}; keepalive 16; }
    server { listen 127.0.0.1:${port} default_server; return 403; }
    server {
        listen 127.0.0.1:${port}; server_name 127.0.0.1 localhost;
        location / {
            proxy_pass http://up; proxy_http_version 1.1; proxy_set_header Connection "";
            proxy_set_header Host ${upstream.host}; proxy_buffering off; proxy_request_buffering off;
            proxy_read_timeout 1h; proxy_pass_header Date; proxy_pass_header X-Accel-Buffering;
        }
    }
}
`;
}

export async function freePort() {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address();
    await new Promise((resolve) => server.close(resolve));
    return port;
}

/** For a program that tells nobody when it is ready: tries until it takes a connection or ends. */
export async function listening(port, started) {
    let ended = false;
    started.exited.then(() => { ended = true; });
    while (!ended) {
        const socket = connect(port, '127.0.0.1');
        const answered = await once(socket, 'connect').then(() => true, () => false);
        socket.destroy();
        if (answered)
            return;
    }
    throw new Error(`${started.name} did not start\n${started.output.stderr}`);
}
