// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A connection breaks in the middle of a stream, on either side of the proxy; a real client resumes by Last-Event-ID and
// misses nothing (transports, 2025-11-25, "Resumability and Redelivery"). The server refuses to resume a stream that it
// still holds to be connected, so a proxy that keeps the broken one open would be told from none.

import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { LoggingMessageNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { startProxy } from './support/proxy.mjs';
import { startRelay } from './support/relay.mjs';
import { kSteps, startResumable } from './support/resumable.mjs';
import { Seen } from './support/seen.mjs';

/** The ways that a network can lie between client and server; each ends in { url, cut, stop }. */
const kPaths = {
    'direct': async (server) => startRelay(server.url),
    'cut between client and proxy': async (server) => {
        const proxy = await startProxy(server.url);
        return chain(await startRelay(proxy.url), proxy);
    },
    'cut between proxy and server': async (server) => {
        const relay = await startRelay(server.url);
        const proxy = await startProxy(relay.url);
        return { ...chain(relay, proxy), url: proxy.url };
    },
};

function chain(relay, proxy) {
    return {
        url: relay.url,
        cut: relay.cut,
        stop: async () => {
            await proxy.stop();
            await relay.stop();
        },
    };
}

/** A connected client, its standing stream open, and `seen`: what the server told it. */
async function connected(server, url) {
    const seen = new Seen();
    const client = new Client({ name: 'sightglass-e2e', version: '1.0.0' });
    client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => seen.add(params.data));
    await client.connect(new StreamableHTTPClientTransport(new URL(url)));
    await server.until((requests) => requests.some(({ method, status }) => method === 'GET' && status === 200));
    return { client, seen };
}

const resumed = (requests) => requests.filter(({ lastEventId }) => lastEventId !== undefined);

for (const [name, makePath] of Object.entries(kPaths)) {
    describe(name, { timeout: 120_000 }, () => {
        test('the stream of a call', async () => {
            const server = await startResumable();
            const path = await makePath(server);
            const { client } = await connected(server, path.url);
            const progress = new Seen();
            const call = client.callTool({ name: 'count', arguments: {} }, undefined,
                { onprogress: ({ progress: step }) => progress.add(step) });

            await progress.until((steps) => steps.includes(1));
            path.cut();
            server.step(2); // while nobody listens
            await progress.until((steps) => steps.includes(2));
            server.step(3); // on the resumed stream
            const result = await call;

            assert.deepEqual(result.content, [{ type: 'text', text: 'counted' }]);
            assert.deepEqual(progress.entries, Array.from({ length: kSteps }, (_, i) => i + 1), 'each once, in order');
            assert.ok(resumed(server.requests).some(({ status }) => status === 200), JSON.stringify(server.requests));
            await client.close();
            await path.stop();
            await server.stop();
        });

        test('the standing stream', async () => {
            const server = await startResumable();
            const path = await makePath(server);
            const { client, seen } = await connected(server, path.url);

            await server.announce('before');
            await seen.until((entries) => entries.includes('before'));
            path.cut();
            await server.announce('meanwhile');
            await seen.until((entries) => entries.includes('meanwhile'));
            await server.announce('after');
            await seen.until((entries) => entries.includes('after'));

            assert.deepEqual(seen.entries, ['before', 'meanwhile', 'after']);
            assert.ok(resumed(server.requests).some(({ status }) => status === 200), JSON.stringify(server.requests));
            await client.close();
            await path.stop();
            await server.stop();
        });
    });
}
