// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rules and held messages between real clients and servers: what is meant changes, the other side takes it, and every
// other byte is as it was.

import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as TransportV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { tempFolder } from './support/children.mjs';
import { HeldMessages } from './support/held.mjs';
import { startJsonServer } from './support/jsonserver.mjs';
import { kModern } from './support/modern.mjs';
import { kRecords, startProxy } from './support/proxy.mjs';
import { assertSameBytes, sendRaw, startRawServer } from './support/raw.mjs';
import { recordedExchanges } from './support/recording.mjs';
import { startEverything, startFixture } from './support/servers.mjs';

const kTimeout = { timeout: 60_000, skip: !kRecords };
const kInfo = { name: 'sightglass-e2e', version: '1.0.0' };

/** A client of the legacy era; `call(name, arguments, onprogress)` is the same for all. */
async function legacyClient(url) {
    const client = new ClientV1(kInfo);
    await client.connect(new TransportV1(new URL(url)));
    return { client, call: (name, args = {}, onprogress) => client.callTool({ name, arguments: args }, undefined, { onprogress }) };
}

async function modernClient(url) {
    const client = new Client(kInfo, { versionNegotiation: { mode: { pin: kModern } } });
    await client.connect(new StreamableHTTPClientTransport(new URL(url)));
    await client.listTools(); // the client mirrors arguments into headers by the tools' schemas (SEP-2243)
    return { client, call: (name, args = {}, onprogress) => client.callTool({ name, arguments: args }, { onprogress }) };
}

/**
 * What the tests are done with. `text`: a tool that answers with text, its arguments, the text. `edit`: an argument of a
 * tool, its values before and after a rule, and the text that the tool answers to the latter. `progress`: a tool that
 * reports progress, with its arguments. `answersByEvent`: the server answers a call by an event, not a body.
 */
const kStages = {
    'legacy era, SDK 1.x and server-everything': {
        startServer: startEverything, connect: legacyClient, era: 'legacy', answersByEvent: true,
        text: ['echo', { message: 'hi' }, 'Echo: hi'],
        edit: { tool: 'echo', argument: 'message', before: 'first', after: 'second', text: 'Echo: second' },
        progress: ['trigger-long-running-operation', { duration: 0.2, steps: 3 }],
    },
    'legacy era, SDK 1.x and the fixture': {
        startServer: startFixture, connect: legacyClient, era: 'legacy', answersByEvent: true,
        text: ['test_simple_text', {}, 'This is a simple text response for testing.'],
        edit: { tool: 'test_mirrored_argument', argument: 'region', before: 'us', after: 'eu', text: 'Region eu' },
        progress: ['test_tool_with_progress', {}],
    },
    'modern era, client 2.x and the fixture': {
        startServer: startFixture, connect: modernClient, era: 'modern', answersByEvent: false,
        text: ['test_simple_text', {}, 'This is a simple text response for testing.'],
        edit: { tool: 'test_mirrored_argument', argument: 'region', before: 'us', after: 'eu', text: 'Region eu' },
        progress: ['test_tool_with_progress', {}],
    },
};

async function startWithRules(upstream, rules) {
    const file = join(tempFolder('rules'), 'rules.jsonc');
    writeFileSync(file, JSON.stringify({ formatVersion: 1, rules }));
    return startProxy(upstream, { args: ['--rules', file, '--control', '127.0.0.1:0'] });
}

/** Lets `use({ call, client, held })` work through a proxy with these rules; gives the recorded calls of tools. */
async function callsThrough(stage, rules, use) {
    const server = await stage.startServer();
    const proxy = await startWithRules(server.url, rules);
    const { client, call } = await stage.connect(proxy.url);
    await use({ client, call, held: new HeldMessages(proxy) });
    await client.close();
    await proxy.stop();
    await server.stop();
    const calls = (await recordedExchanges(proxy.store)).filter(({ method }) => method === 'tools/call');
    for (const { era } of calls)
        assert.equal(era, stage.era);
    return calls;
}

const kProgress = /"progress":[\d.]+/;

const textOf = ({ content }) => content[0].text;

/** `before` with `from`, which is in it once, replaced. */
function replaced(before, from, to) {
    const parts = before.toString('latin1').split(from);
    assert.equal(parts.length, 2, `'${from}' stands once in ${before}`);
    return Buffer.from(parts.join(to), 'latin1');
}

/** What the server answered with and what the client got, wherever it stands: as body, or as the events' one that was edited. */
function answerOf(record) {
    const event = record.events.find(({ sent }) => sent !== undefined);
    return event ?? { raw: record.responseBody, sent: record.sentResponseBody };
}

async function holdAnswer(stage) {
    const [tool, args, text] = stage.text;
    const rules = [{ id: 'hold', match: `tool:${tool}`, on: ['response', 'event'], actions: [{ hold: 'look' }] }];
    const [call] = await callsThrough(stage, rules, async (at) => {
        const answer = at.call(tool, args);
        const held = await at.held.next();
        assert.equal(held.way, 'client');
        assert.equal(held.event, stage.answersByEvent);
        await at.held.decide(held, { decision: 'edited', message: held.message.replace(`"${text}"`, '"changed"') });
        assert.equal(textOf(await answer), 'changed');
    });
    const { raw, sent } = answerOf(call);
    assertSameBytes(sent, replaced(raw, `"${text}"`, '"changed"'), 'answer');
}

for (const [name, stage] of Object.entries(kStages)) {
    describe(name, kTimeout, () => {
        const [textTool, textArguments, text] = stage.text;
        const toEdit = stage.edit;

        test('block a tool', async () => {
            const rules = [{ id: 'block', match: `tool:${textTool}`, actions: [{ reject: 'not here' }] }];
            const [blocked, passed] = await callsThrough(stage, rules, async ({ call }) => {
                await assert.rejects(call(textTool, textArguments), /not here/);
                assert.equal(textOf(await call(toEdit.tool === textTool ? 'get-sum' : toEdit.tool,
                    { a: 1, b: 2, region: 'us' })).length > 0, true);
            });
            assert.equal(blocked.sentUs, null, 'the server was not asked');
            assert.equal(blocked.notes.find(({ kind }) => kind === 'rule').code, 'block');
            assert.notEqual(passed.sentUs, null);
            assert.deepEqual(passed.notes, []);
        });

        test('edit a request', async () => {
            const { tool, argument, before, after } = toEdit;
            const rules = [{ id: 'edit', match: `tool:${tool}`,
                actions: [{ set: `/params/arguments/${argument}`, value: after }] }];
            const [call] = await callsThrough(stage, rules, async (at) => {
                assert.equal(textOf(await at.call(tool, { [argument]: before })), toEdit.text);
            });
            assertSameBytes(call.sentRequestBody, replaced(call.requestBody, `"${before}"`, `"${after}"`), 'request');
            assert.equal(call.edited, true);
        });

        test('edit an answer', async () => {
            const rules = [{ id: 'edit', match: `tool:${textTool}`, on: ['response', 'event'],
                actions: [{ set: '/result/content/0/text', value: 'changed' }] }];
            const [call] = await callsThrough(stage, rules, async (at) => {
                assert.equal(textOf(await at.call(textTool, textArguments)), 'changed');
            });
            const { raw, sent } = answerOf(call);
            assertSameBytes(sent, replaced(raw, `"${text}"`, '"changed"'), 'answer');
            assert.equal(call.sentRequestBody, undefined);
        });

        test('mock one tool', async () => {
            const rules = [{ id: 'mock', match: `tool:${textTool}`,
                actions: [{ respond: { content: [{ type: 'text', text: 'made up' }] } }] }];
            const [mocked] = await callsThrough(stage, rules, async ({ call }) => {
                assert.equal(textOf(await call(textTool, textArguments)), 'made up');
                assert.equal(textOf(await call(...stage.progress)).length > 0, true);
            });
            assert.equal(mocked.sentUs, null, 'the server was not asked');
            assert.equal(mocked.outcome, 'ok');
        });

        test('delay', async () => {
            const rules = [{ id: 'slow', match: `tool:${textTool}`, actions: [{ delay: 300 }] }];
            const [call] = await callsThrough(stage, rules, async (at) => {
                assert.equal(textOf(await at.call(textTool, textArguments)), text);
            });
            assert.ok(call.sentUs - call.acceptedUs >= 300_000, `sent after ${call.sentUs - call.acceptedUs} us`);
            assert.equal(call.sentRequestBody, undefined);
        });

        test('hold a request, edit it, release it', async () => {
            const { tool, argument, before, after } = toEdit;
            const rules = [{ id: 'hold', match: `tool:${tool}`, actions: [{ hold: 'look' }] }];
            const [call] = await callsThrough(stage, rules, async (at) => {
                const answer = at.call(tool, { [argument]: before });
                const held = await at.held.next();
                assert.equal(held.way, 'server');
                assert.match(held.reason, /look/);
                await at.held.decide(held,
                    { decision: 'edited', message: replaced(Buffer.from(held.message), before, after).toString() });
                assert.equal(textOf(await answer), toEdit.text);
                assert.deepEqual(await at.held.list(), []);
            });
            assertSameBytes(call.sentRequestBody, replaced(call.requestBody, `"${before}"`, `"${after}"`), 'request');
            assert.ok(call.notes.some(({ kind }) => kind === 'held'));
        });

        test('hold an answer, edit it, release it', () => holdAnswer(stage));

        test('hold one event, edit it, release it', async () => {
            const rules = [{ id: 'hold', match: 'method:notifications/progress', on: ['event'], firstN: 1,
                actions: [{ hold: 'look' }] }];
            const [call] = await callsThrough(stage, rules, async (at) => {
                const seen = [];
                const answer = at.call(...stage.progress, ({ progress }) => seen.push(progress));
                const held = await at.held.next();
                assert.equal(held.event, true);
                assert.deepEqual(seen, [], 'nothing overtakes what is held');
                const edited = held.message.replace(kProgress, '"progress":0.5');
                await at.held.decide(held, { decision: 'edited', message: edited });
                await answer;
                assert.equal(seen[0], 0.5);
                assert.equal(seen.length, 3);
            });
            const edited = call.events.filter(({ sent }) => sent !== undefined);
            assert.equal(edited.length, 1);
            assertSameBytes(edited[0].sent, Buffer.from(edited[0].raw.toString('latin1')
                .replace(kProgress, '"progress":0.5'), 'latin1'), 'event');
        });
    });
}

test('hold a JSON answer of the legacy era, edit it, release it', kTimeout, () => holdAnswer({
    startServer: startJsonServer, connect: legacyClient, era: 'legacy', answersByEvent: false,
    text: ['greet', {}, 'hello'],
}));

const kModernStage = kStages['modern era, client 2.x and the fixture'];

describe('mirrored headers of the modern era', kTimeout, () => {
    const set = { set: '/params/arguments/region', value: 'eu' };

    test('a strict server takes a call that was given to another tool', async () => {
        const rules = [{ id: 'other', match: 'tool:test_error_handling',
            actions: [{ set: '/params/name', value: 'test_simple_text' }] }];
        await callsThrough(kModernStage, rules, async ({ call }) => {
            assert.equal(textOf(await call('test_error_handling')), kModernStage.text[2]);
        });
    });

    test('and refuses one whose headers were left as they were', async () => {
        const rules = [{ id: 'edit', match: 'tool:test_mirrored_argument', actions: [set, { independentHeaders: true }] }];
        const [call] = await callsThrough(kModernStage, rules, async (at) => {
            await assert.rejects(at.call('test_mirrored_argument', { region: 'us' }));
        });
        assert.equal(call.errorCode, -32020);
    });
});

test('the rest of an edited message keeps its bytes, whatever they are', kTimeout, async () => {
    const odd = String.raw`{ "z" : 1.0e1,"dup":1, "dup" : 2,	"big":123456789012345678901234567890,"s":"\u0041\ud800\/é" }`;
    const message = (value) => Buffer.from(`\n{"method":"tools/call", "params" : {"arguments":{"v":${odd},"q" : ${value} ,"q2":${odd}},`
        + `"name":"t"},"id":7,"jsonrpc":"2.0"}\r\n`);
    const reply = (value) => Buffer.from(`{"result":{"v":${odd}, "text" : ${value}},"id":7,"jsonrpc":"2.0"} `);
    const head = (body) => Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n'
        + `Content-Length: ${body.length}\r\n\r\n`);
    const upstream = await startRawServer(() => [head(reply('1')), reply('1')]);
    const proxy = await startWithRules(upstream.url, [
        { id: 'ask', match: 'tool:t', actions: [{ set: '/params/arguments/q', value: [2] }] },
        { id: 'answer', match: 'tool:t', on: ['response'], actions: [{ set: '/result/text', value: 'x' }] }]);
    const body = message('"a \\" longer text"');
    const response = await sendRaw(proxy.port, [Buffer.from(`POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:${proxy.port}\r\n`
        + 'Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n'
        + `Content-Length: ${body.length}\r\n\r\n`), body]);
    assertSameBytes(upstream.requests.at(-1).body, message('[2]'), 'request');
    assertSameBytes(response.body, reply('"x"'), 'answer');
    await proxy.stop();
    await upstream.stop();
    const [record] = await recordedExchanges(proxy.store);
    assertSameBytes(record.requestBody, body, 'recorded request as it came');
    assertSameBytes(record.sentRequestBody, message('[2]'), 'recorded request as it was sent');
    assertSameBytes(record.responseBody, reply('1'), 'recorded answer as it came');
    assertSameBytes(record.sentResponseBody, reply('"x"'), 'recorded answer as it was sent');
});
