// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Neither side can tell that a proxy stands between: the same conversation twice, once direct and once through the
// proxy, gives the client the same messages, the same headers and the same bytes, and shows the server the same requests.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { assertSameLines } from './support/compare.mjs';
import { converse, kDialects } from './support/everything.mjs';
import { converseModern, kModern, kModes } from './support/modern.mjs';
import { startProxy } from './support/proxy.mjs';
import { startEverything, startFixture } from './support/servers.mjs';
import { kHopByHop, Tap, transcript, withoutRandomness } from './support/tap.mjs';

const kTools = 16; // with sampling, elicitation and roots declared; a proxy that swallows them leaves 12

for (const [name, dialect] of Object.entries(kDialects)) {
    test(`server-everything and ${name}: same with and without the proxy`, { timeout: 120_000 }, async () => {
        const [direct, proxied] = await Promise.all([overServer(dialect, false), overServer(dialect, true)]);

        assert.equal(direct.results.tools.tools.length, kTools);
        for (const method of ['sampling/createMessage', 'elicitation/create', 'roots/list', 'progress',
            'notifications/message'])
            assert.ok(direct.seen.some((entry) => entry.method === method), `the server sent ${method}`);
        assertSameLines(named(proxied.results), named(direct.results), 'results');
        assertSameLines(ordered(proxied.seen), ordered(direct.seen), 'notifications and requests of the server');
        assertSameLines(proxied.transcript, direct.transcript, 'what the client sent and got');
        assertSameLines(proxied.arrived, direct.arrived, 'what the server got');
    });
}

for (const [name, mode] of Object.entries(kModes)) {
    test(`fixture and client 2.x ${name}: same with and without the proxy`, { timeout: 120_000 }, async () => {
        const [direct, proxied] = await Promise.all([overFixture(mode, false), overFixture(mode, true)]);

        assert.equal(direct.results.version, kModern);
        for (const method of ['elicitation/create', 'progress', 'notifications/tools/list_changed'])
            assert.ok(direct.seen.some((entry) => entry.method === method), `the server sent ${method}`);
        assertSameLines(named(proxied.results), named(direct.results), 'results');
        assertSameLines(ordered(proxied.seen), ordered(direct.seen), 'notifications and requests of the server');
        assertSameLines(proxied.transcript, direct.transcript, 'what the client sent and got');
    });
}

async function overFixture(mode, throughProxy) {
    const server = await startFixture();
    const proxy = throughProxy ? await startProxy(server.url) : undefined;
    const tap = new Tap();
    const { seen, results } = await converseModern(mode, proxy?.url ?? server.url, tap.fetch);
    await proxy?.stop();
    await server.stop();
    return { seen, results, transcript: transcript(tap.exchanges) };
}

/** The conversation with a server of its own, so that both start from the same state. */
async function overServer(dialect, throughProxy) {
    const server = await startEverything();
    const proxy = throughProxy ? await startProxy(server.url) : undefined;
    const tap = new Tap();
    const { seen, results } = await converse(dialect, proxy?.url ?? server.url, tap);
    await proxy?.stop();
    const arrived = server.requests().map(requestHead).sort();
    await server.stop();
    return { seen, results, transcript: transcript(tap.exchanges), arrived };
}

const named = (results) => Object.entries(results).map((entry) => withoutRandomness(JSON.stringify(entry))).sort();

/** Two streams can deliver in either order: compare the notifications as a set, see transcript() for the order in each. */
const ordered = (seen) => seen.map((entry) => withoutRandomness(JSON.stringify(entry))).sort();

/** A request's head as the server got it, without the connection's own headers. Their order has no meaning. */
function requestHead({ method, url, rawHeaders }) {
    const lines = [];
    for (let i = 0; i < rawHeaders.length; i += 2) {
        if (!kHopByHop.has(rawHeaders[i].toLowerCase()))
            lines.push(`${rawHeaders[i].toLowerCase()}: ${rawHeaders[i + 1]}`);
    }
    return withoutRandomness(JSON.stringify([method, url, lines.sort()]));
}
