// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sessions of real clients outlive the proxy: restarts, streams that the proxy answers for, and a second instance.

import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import * as v1 from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as V1Transport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { LoggingMessageNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import * as v2 from '@modelcontextprotocol/client';
import { newStore, resumingArgs, startProxy } from './support/proxy.mjs';
import { startRedis } from './support/redis.mjs';
import { startRelay } from './support/relay.mjs';
import { kSteps, startResumable } from './support/resumable.mjs';
import { Seen } from './support/seen.mjs';

const kInfo = { name: 'sightglass-e2e', version: '1.0.0' };
const kClients = {
    'sdk 1.x': (url, seen) => {
        const client = new v1.Client(kInfo);
        client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => seen.add(params.data));
        return [client, new V1Transport(new URL(url)), (call, options) => client.callTool(call, undefined, options)];
    },
    'client 2.x legacy': (url, seen) => {
        const client = new v2.Client(kInfo);
        client.setNotificationHandler('notifications/message', ({ params }) => seen.add(params.data));
        return [client, new v2.StreamableHTTPClientTransport(new URL(url)), (call, options) => client.callTool(call, options)];
    },
};
const kCount = { name: 'count', arguments: {} };
const standing = (requests) => requests.filter(({ method, status }) => method === 'GET' && status === 200);

async function connected(make, server, url) {
    const seen = new Seen();
    const [client, transport, callTool] = make(url, seen);
    await client.connect(transport);
    await server.until((requests) => standing(requests).length > 0);
    return { client, transport, callTool, seen };
}

for (const [name, make] of Object.entries(kClients)) {
    describe(`a restart of the proxy: ${name}`, { timeout: 120_000 }, () => {
        test('the client goes on', async () => {
            const server = await startResumable();
            const store = newStore();
            const first = await startProxy(server.url, { store });
            const { client, transport, callTool, seen } = await connected(make, server, first.url);
            const { sessionId } = transport;
            [2, 3].forEach(server.step);
            assert.deepEqual((await callTool(kCount, { onprogress: () => {} })).content,
                [{ type: 'text', text: 'counted' }]);

            await first.stop();
            const open = standing(server.requests).length;
            const second = await startProxy(server.url, { store, args: ['--listen', `127.0.0.1:${first.port}`] });
            assert.deepEqual((await callTool(kCount, { onprogress: () => {} })).content,
                [{ type: 'text', text: 'counted' }]);
            assert.equal(transport.sessionId, sessionId);
            assert.equal(server.sessionCount(), 1, 'no second session was begun');
            await server.until((requests) => standing(requests).length > open); // it came back for its standing stream
            await server.announce('after the restart');
            await seen.until((entries) => entries.includes('after the restart'));

            await client.close();
            await second.stop();
            await server.stop();
        });

        test('a session that the server knows no more is answered by 404', async () => {
            const server = await startResumable();
            const store = newStore();
            const first = await startProxy(server.url, { store });
            const { client, callTool } = await connected(make, server, first.url);
            await first.stop();
            server.forgetSessions();
            const second = await startProxy(server.url, { store, args: ['--listen', `127.0.0.1:${first.port}`] });
            await assert.rejects(callTool(kCount), /404|Session not found/);
            const anew = await connected(make, server, second.url);
            [2, 3].forEach(server.step);
            assert.deepEqual((await anew.callTool(kCount, { onprogress: () => {} })).content,
                [{ type: 'text', text: 'counted' }]);
            await client.close().catch(() => {});
            await anew.client.close();
            await second.stop();
            await server.stop();
        });
    });
}

/**
 * What happens to the proxy between the cut and the client's return. Each gets { server, redis } and gives { url, stop,
 * meanwhile(relay) }; `resumes` says whether the server must be able to resume its own streams.
 */
const kBetween = {
    'nothing': {
        servers: [true, false],
        make: async ({ server }) => {
            const proxy = await startProxy(server.url, { args: resumingArgs(server.url) });
            return { url: proxy.url, meanwhile: async () => {}, stop: proxy.stop };
        },
    },
    'a restart': {
        servers: [true],
        make: async ({ server }) => {
            const store = newStore();
            const args = resumingArgs(server.url);
            let proxy = await startProxy(server.url, { store, args });
            const meanwhile = async () => {
                await proxy.stop();
                proxy = await startProxy(server.url, { store, args: [...args, '--listen', `127.0.0.1:${proxy.port}`] });
            };
            return { url: proxy.url, meanwhile, stop: () => proxy.stop() };
        },
    },
    'a kill': {
        servers: [true],
        make: async ({ server }) => {
            const store = newStore();
            const args = resumingArgs(server.url);
            let proxy = await startProxy(server.url, { store, args });
            const meanwhile = async () => {
                await proxy.kill();
                proxy = await startProxy(server.url, { store, args: [...args, '--listen', `127.0.0.1:${proxy.port}`] });
            };
            return { url: proxy.url, meanwhile, stop: () => proxy.stop() };
        },
    },
    'another instance': {
        servers: [true, false],
        make: async ({ server }) => twoInstances(server, { kill: false }),
    },
    'another instance, this one killed': {
        servers: [true],
        make: async ({ server }) => twoInstances(server, { kill: true }),
    },
};

async function twoInstances(server, { kill }) {
    const redis = await startRedis();
    const args = resumingArgs(server.url);
    const first = await startProxy(server.url, { store: redis.url, args });
    const second = await startProxy(server.url, { store: redis.url, args });
    return {
        url: first.url,
        meanwhile: async (relay) => {
            relay.retarget(second.url);
            if (kill)
                await first.kill();
        },
        stop: async () => {
            if (!kill)
                await first.stop();
            await second.stop();
            await redis.stop();
        },
    };
}

for (const [between, { servers, make }] of Object.entries(kBetween)) {
    for (const resumes of servers) {
        describe(`the proxy answers, in between ${between}, ${resumes ? 'server with' : 'server without'} ids`,
            { timeout: 240_000 }, () => {
                for (let cut = 1; cut <= kSteps; ++cut) {
                    for (const [name, makeClient] of Object.entries(kClients)) {
                        test(`${name}, cut after event ${cut}`, () => cutAfter(cut, makeClient, resumes, make));
                    }
                }
            });
    }
}

async function cutAfter(cut, makeClient, resumes, make) {
    const server = await startResumable({ resumes });
    const proxies = await make({ server });
    const relay = await startRelay(proxies.url);
    const { client, callTool } = await connected(makeClient, server, relay.url);
    const progress = new Seen();
    const call = callTool(kCount, { onprogress: ({ progress: step }) => progress.add(step) });
    for (let step = 2; step <= cut; ++step)
        server.step(step);
    await progress.until((steps) => steps.includes(cut));
    relay.hold(); // SDK clients give up after two attempts that fail
    relay.cut();
    const away = proxies.meanwhile(relay);
    for (let step = cut + 1; step <= kSteps; ++step)
        server.step(step);
    await away;
    relay.resume();
    const result = await call;
    assert.deepEqual(result.content, [{ type: 'text', text: 'counted' }]);
    assert.deepEqual(progress.entries, Array.from({ length: kSteps }, (_, i) => i + 1), 'each once, in order');
    await client.close();
    await relay.stop();
    await proxies.stop();
    await server.stop();
}
