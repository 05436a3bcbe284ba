// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Loaded (node --import) into a real MCP server that knows only "a port, on every address". Makes it listen on loopback,
// prints the port that PORT=0 gave, writes every request's head as it arrived to the file that E2E_REQUEST_LOG names, and
// takes chance and the clock out of its answers, so that two runs can be compared.

import { appendFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function listenOnLoopback(port, ...rest) {
    this.once('listening', () => {
        console.log(JSON.stringify({ ready: true, listen: [{ url: `http://127.0.0.1:${this.address().port}/mcp` }] }));
    });
    return listen.call(this, { port: Number(port), host: '127.0.0.1' }, ...rest);
};

const log = process.env.E2E_REQUEST_LOG;
delete process.env.E2E_REQUEST_LOG; // one of the tools prints the environment
const emit = http.Server.prototype.emit;
http.Server.prototype.emit = function emitLogged(event, request, ...rest) {
    if (log && event === 'request') {
        const { method, url, rawHeaders } = request;
        appendFileSync(log, `${JSON.stringify({ method, url, rawHeaders })}\n`);
    }
    return emit.call(this, event, request, ...rest);
};

let seed = 1;
Math.random = () => {
    seed = (seed * 48_271) % 0x7fffffff;
    return seed / 0x7fffffff;
};
Date.prototype.toLocaleTimeString = () => '12:00:00 PM';

// server-everything asks for the roots 350 ms after the handshake and loses the question if the client's stream is not
// open by then. On a busy machine that is a race between client and server, with or without a proxy: give it more.
const kRootsDelayMs = 350;
const setTimeoutOfNode = globalThis.setTimeout;
globalThis.setTimeout = Object.assign(
    (callback, delay, ...rest) => setTimeoutOfNode(callback, delay === kRootsDelayMs ? 1_500 : delay, ...rest),
    setTimeoutOfNode);
