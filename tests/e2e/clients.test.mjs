// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Real clients through the proxy: they get what they asked for, and the recording holds every exchange they had.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { run, tempFolder } from './support/children.mjs';
import { assertSameLines } from './support/compare.mjs';
import { converse, kDialects } from './support/everything.mjs';
import { converseModern, kModern, kModes } from './support/modern.mjs';
import { kRecords, startProxy } from './support/proxy.mjs';
import { recordedExchanges } from './support/recording.mjs';
import { kModules, startEverything, startFixture } from './support/servers.mjs';
import { bodyOf, Tap } from './support/tap.mjs';

const kTimeout = { timeout: 90_000 };
const kInspector = join(kModules, '@modelcontextprotocol/inspector/clients/launcher/build/index.js');

/** Starts server and proxy, lets `use(url, tap)` work, stops all; checks that the recording holds what `tap` saw. */
async function throughProxy(startServer, use) {
    const server = await startServer();
    const proxy = await startProxy(server.url);
    const tap = new Tap();
    const used = await use(proxy.url, tap);
    await proxy.stop();
    await server.stop();
    const recorded = kRecords ? await recordedExchanges(proxy.store) : undefined;
    if (recorded && tap.exchanges.length > 0)
        assertRecorded(tap.exchanges, recorded);
    return { ...used, recorded };
}

/** Every exchange the client had is there, and nothing else, and where it came to its end, with its whole answer. */
function assertRecorded(exchanges, recorded) {
    const line = (...values) => JSON.stringify(values);
    const asked = recorded.filter(({ direction }) => direction === 'client');
    assertSameLines(asked.map((record) => line(record.httpMethod, record.status, record.requestBody.toString())).sort(),
        exchanges.map((one) => line(one.method, one.status, one.requestBody)).sort(), 'recorded requests');
    const answers = new Set(asked.map((record) => line(record.requestBody.toString(), record.responseBody.toString('latin1'))));
    for (const one of exchanges.filter(({ ended, method }) => ended && method === 'POST'))
        assert.ok(answers.has(line(one.requestBody, bodyOf(one))), `recorded answer to ${one.requestBody}`);
    assert.deepEqual(asked.filter(({ state }) => !['completed', 'cancelled'].includes(state)), []);
}

function assertConversation({ seen, results }) {
    assert.equal(results.tools.tools.length, 16);
    assert.deepEqual(results.echo.content, [{ type: 'text', text: 'Echo: héllo \u{1F50D}' }]);
    assert.match(results['trigger-sampling-request'].content[0].text, /"text": "water"/);
    assert.match(results['trigger-elicitation-request'].content[0].text, /User provided/);
    assert.match(results['get-roots-list'].content[0].text, /file:\/\/\/srv\/project/);
    assert.deepEqual(seen.filter(({ method }) => method === 'progress').map(({ params }) => params.progress), [1, 2, 3, 4]);
    assert.equal(results.unknown.code, -32602);
}

for (const [name, dialect] of Object.entries(kDialects)) {
    test(`${name} with server-everything`, kTimeout, async () => {
        const used = await throughProxy(startEverything, (url, tap) => converse(dialect, url, tap));
        assertConversation(used);
        const asked = used.recorded?.filter(({ direction }) => direction === 'server').map(({ method }) => method);
        for (const method of asked ? ['sampling/createMessage', 'elicitation/create', 'roots/list'] : [])
            assert.ok(asked.includes(method), `the recording shows the server's ${method}`);
    });
}

for (const [name, mode] of Object.entries(kModes)) {
    test(`client 2.x ${name} with the fixture`, kTimeout, async () => {
        const { seen, results } = await throughProxy(startFixture, (url, tap) => converseModern(mode, url, tap.fetch));
        assert.equal(results.version, kModern);
        assert.deepEqual(results.text.content, [{ type: 'text', text: 'This is a simple text response for testing.' }]);
        assert.equal(results.error.isError, true);
        assert.match(results.input.content[0].text, /Ada/);
        assert.deepEqual(seen.filter(({ method }) => method === 'progress').map(({ params }) => params.progress), [0, 50, 100]);
    });
}

test('client 2.x auto falls back to the handshake of a legacy server', kTimeout, async () => {
    const { version, tools, recorded } = await throughProxy(startEverything, async (url, tap) => {
        const client = new Client({ name: 'sightglass-e2e', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
        const transport = new StreamableHTTPClientTransport(new URL(url), { fetch: tap.fetch });
        await client.connect(transport);
        await tap.until((list) => list.some(({ method, status }) => method === 'GET' && status === 200));
        const { tools: listed } = await client.listTools();
        const negotiated = client.getNegotiatedProtocolVersion();
        await transport.terminateSession();
        await client.close();
        return { version: negotiated, tools: listed.map(({ name }) => name) };
    });
    assert.equal(version, '2025-11-25');
    assert.ok(tools.includes('echo'));
    for (const method of recorded ? ['server/discover', 'initialize', 'tools/list'] : [])
        assert.ok(recorded.some((record) => record.method === method), method);
});

/** Runs `mcp-inspector --cli`; gives { code, answer, error }. */
async function inspector(...args) {
    const end = await run(process.execPath, [kInspector, '--cli', ...args, '--format', 'json'],
        { env: { MCP_INSPECTOR_SECRET_STORE: 'memory', HOME: tempFolder('home') } });
    return { code: end.code, answer: end.stdout.trim() === '' ? undefined : JSON.parse(end.stdout), error: end.stderr };
}

const kCallText = ['--method', 'tools/call', '--tool-name', 'test_simple_text'];

test('inspector --cli by URL', kTimeout, async () => {
    const { ends, recorded } = await throughProxy(startFixture, async (url) => {
        const at = [url, '--transport', 'http'];
        return { ends: [await inspector(...at, '--method', 'initialize'), await inspector(...at, '--method', 'tools/list'),
            await inspector(...at, ...kCallText)] };
    });
    assertInspector(ends, '2025-11-25');
    assertMethods(recorded, ['initialize', 'notifications/initialized', 'tools/list', 'tools/call']);
});

for (const [protocolEra, version, opening] of [['legacy', '2025-11-25', 'initialize'], ['modern', kModern, 'server/discover']]) {
    test(`inspector --cli by configuration, ${protocolEra} era`, kTimeout, async () => {
        const { ends, recorded } = await throughProxy(startFixture, async (url) => {
            const config = join(tempFolder('inspector'), 'servers.json');
            writeFileSync(config, JSON.stringify({ mcpServers: { it: { type: 'streamable-http', url, protocolEra } } }));
            const at = ['--config', config, '--server', 'it'];
            return { ends: [await inspector(...at, '--method', 'initialize'), await inspector(...at, '--method', 'tools/list'),
                await inspector(...at, ...kCallText)] };
        });
        assertInspector(ends, version);
        assertMethods(recorded, [opening, 'tools/list', 'tools/call']);
    });
}

function assertInspector([initialize, list, call], version) {
    for (const end of [initialize, list, call])
        assert.equal(end.code, 0, end.error);
    assert.equal(initialize.answer.result.protocolVersion, version);
    assert.ok(list.answer.result.tools.some(({ name }) => name === 'test_simple_text'));
    assert.deepEqual(call.answer.result.content, [{ type: 'text', text: 'This is a simple text response for testing.' }]);
}

function assertMethods(recorded, methods) {
    for (const method of recorded ? methods : [])
        assert.ok(recorded.some((record) => record.method === method && record.state === 'completed'), method);
}
