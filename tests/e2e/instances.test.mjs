// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two proxies on one Redis behind HAProxy, round robin: any of them serves any request of a session. Under load one is
// killed and comes back, then Redis is. No answer may be wrong; every error that a client sees is counted and explained.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { startHaproxy } from './support/haproxy.mjs';
import { startProxy } from './support/proxy.mjs';
import { startRedis } from './support/redis.mjs';
import { startEverything } from './support/servers.mjs';

const kClients = 8;
const kCallsEach = Number(process.env.E2E_CALLS ?? 150);

/** Calls of one client, one after the other; each answer must be its own. */
async function load(client, number, tally, phaseOf) {
    for (let i = 0; i < kCallsEach; ++i) {
        const message = `client ${number}, call ${i}`;
        const phase = phaseOf(number, i);
        try {
            const { content } = await client.callTool({ name: 'echo', arguments: { message } }, undefined, { timeout: 20_000 });
            assert.deepEqual(content, [{ type: 'text', text: `Echo: ${message}` }], 'another call\'s answer');
            tally.answered += 1;
        } catch (error) {
            if (error instanceof assert.AssertionError)
                throw error;
            tally.errors.push({ phase: `${phase} to ${phaseOf(number, i)}`, error: `${error.code ?? ''} ${error.message}`.trim() });
        }
    }
}

test('under load, an instance is killed and Redis restarts', { timeout: 240_000 }, async () => {
    const server = await startEverything();
    const redis = await startRedis();
    const args = (port = 0) => ({ store: redis.url, args: ['--listen', `127.0.0.1:${port}`] });
    const first = await startProxy(server.url, args());
    let second = await startProxy(server.url, args());
    const balancer = await startHaproxy([first.url, second.url]);

    const clients = await Promise.all(Array.from({ length: kClients }, async () => {
        const client = new Client({ name: 'load', version: '1.0.0' });
        await client.connect(new StreamableHTTPClientTransport(new URL(balancer.url)));
        return client;
    }));
    const tally = { answered: 0, errors: [] };
    let phase = 'quiet';
    const steps = [];
    const done = (share) => tally.answered + tally.errors.length >= kClients * kCallsEach * share;
    const disturbances = [
        [0.2, async () => { phase = 'instance killed'; await second.kill(); }],
        [0.4, async () => { second = await startProxy(server.url, args(second.port)); phase = 'instance back'; }],
        [0.6, async () => { phase = 'redis restarts'; await redis.restart(); phase = 'redis back'; }],
    ];
    const phaseOf = () => {
        if (disturbances.length > 0 && done(disturbances[0][0]))
            steps.push(disturbances.shift()[1]());
        return phase;
    };
    await Promise.all(clients.map((client, number) => load(client, number, tally, phaseOf)));
    await Promise.all(steps);

    const kinds = {};
    for (const { phase: when, error } of tally.errors)
        kinds[`${when}: ${error}`] = (kinds[`${when}: ${error}`] ?? 0) + 1;
    console.log(`# ${tally.answered} answered, ${tally.errors.length} errors`, kinds);
    assert.equal(steps.length, 3, 'all disturbances happened');
    assert.equal(tally.answered + tally.errors.length, kClients * kCallsEach);
    // What a client may see: its call was under way on the instance that was killed. Nothing else is lost.
    assert.ok(tally.errors.length <= kClients, JSON.stringify(kinds));
    for (const { phase: when, error } of tally.errors)
        assert.match(when, /instance killed/, `${when}: ${error}`);

    await Promise.all(clients.map((client) => client.close()));
    await balancer.stop();
    await first.stop();
    await second.stop();
    await redis.stop();
    await server.stop();
});
