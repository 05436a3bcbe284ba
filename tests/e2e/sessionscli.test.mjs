// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// `sightglass sessions` with real clients: what it lists, shows, ends and exports, from a proxy that runs, a recording and
// a Redis; what it refuses, and by which exit code (docs/guide.md).

import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v1 from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as V1Transport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { run, startReady, stop, tempFolder } from './support/children.mjs';
import { freePort, newStore, readyLine, sightglass, startProxy } from './support/proxy.mjs';
import { startRedis } from './support/redis.mjs';
import { startResumable } from './support/resumable.mjs';

const kControl = ['--control', '127.0.0.1:0'];
const kHostile = 'evil\u001b]0;x\u0007\u009b31m\u202e\r\n\u007fname';
/** Control characters but the line end; what turns the direction; the BOM. */
const kUnprintable = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;

/** Runs `sightglass sessions …`. */
const sessions = (args, env) => run(sightglass(), ['sessions', ...args], { env });
const asking = ({ control, token }) => ['--control', control, '--token', token];
/** Sessions and exchanges as they were written; a session's revision rises with each look at it. */
const jsonLines = (text) => text.split('\n').filter((line) => line !== '')
    .map((line) => JSON.parse(line, (name, value) => (name === 'revision' ? undefined : value)));

/** The command's output, which must end in order and say nothing on stderr. */
async function output(args, env) {
    const { code, stdout, stderr } = await sessions(args, env);
    assert.equal(stderr, '');
    assert.equal(code, 0);
    return stdout;
}

/** The command must end with `code`, tell why on stderr, and print nothing. */
async function refused(args, code, why) {
    const end = await sessions(args);
    assert.deepEqual({ code: end.code, stdout: end.stdout }, { code, stdout: '' }, end.stderr);
    assert.match(end.stderr, /^sightglass: [^\n]*\n$/, 'one line');
    assert.match(end.stderr, why);
}

async function connected(server, url, name = 'sightglass-e2e') {
    const client = new v1.Client({ name, version: '1.2.3' });
    const transport = new V1Transport(new URL(url));
    const before = server.requests.length;
    await client.connect(transport);
    await server.until((requests) => requests.slice(before).some(({ method, status }) => method === 'GET' && status === 200));
    return { client, transport, id: transport.sessionId };
}

/** A proxy with its control plane before a server, and `count` clients, each with its standing stream. */
async function scene(count, options = {}) {
    const server = await startResumable();
    const proxy = await startProxy(server.url, { args: kControl, ...options });
    const clients = [];
    for (let i = 0; i < count; ++i)
        clients.push(await connected(server, proxy.url));
    return { server, proxy, clients,
        close: async () => {
            await Promise.all(clients.map(({ client }) => client.close()));
            await proxy.stop();
            await server.stop();
        } };
}

describe('sessions list and show', { timeout: 120_000 }, () => {
    test('of a proxy that runs', async () => {
        const { proxy, clients, close } = await scene(3);
        await clients[0].client.listTools();
        const ask = asking(proxy);

        const listed = jsonLines(await output(['list', '--json', ...ask]));
        assert.deepEqual(listed.map(({ id }) => id).sort(), clients.map(({ id }) => id).sort());
        const times = listed.map(({ lastActivityAtUs }) => lastActivityAtUs);
        assert.deepEqual(times, times.toSorted((one, other) => other - one), 'those used last first');
        for (const session of listed) {
            assert.equal(session.state, 'active');
            assert.equal(session.key, `default/${session.id}`);
            assert.deepEqual([session.client.name, session.client.version], ['sightglass-e2e', '1.2.3']);
            assert.equal(session.server.name, 'resumable');
            assert.equal(session.openStreams, 1);
        }
        assert.deepEqual(jsonLines(await output(['list', '--json', '--limit', '2', ...ask])), listed.slice(0, 2));
        assert.deepEqual(jsonLines(await output(['list', '--json', '--live', ...ask])), listed);

        const [heading, ...lines] = (await output(['list', ...ask])).trimEnd().split('\n');
        assert.match(heading, /^STATE +CLIENT +SERVER +VERSION +LAST +STREAMS +REQUESTS +ERRORS +ID$/);
        assert.equal(lines.length, 3);
        for (const [i, line] of lines.entries())
            assert.match(line, new RegExp(`^active +sightglass-e2e 1\\.2\\.3 +resumable 1\\.0\\.0 +.* ${listed[i].id}$`));

        const [first] = listed;
        for (const name of [first.id, first.key, first.id.slice(0, 18)])
            assert.deepEqual(jsonLines(await output(['show', '--json', name, ...ask])), [first]);
        const details = await output(['show', first.id, '--control', proxy.control], { SIGHTGLASS_TOKEN: proxy.token });
        assert.match(details, new RegExp(`^key +${first.key}$`, 'm'));
        assert.match(details, /^state +active$/m);
        assert.match(details, /^client +sightglass-e2e 1\.2\.3 at 127\.0\.0\.1:\d+$/m);
        assert.match(details, /^open streams +1$/m);
        await close();
    });

    test('of a recording, while it is written and afterwards', async () => {
        const { proxy, clients, server } = await scene(2);
        const [gone, stays] = clients;
        await gone.transport.terminateSession();
        await gone.client.close();
        await stays.client.listTools();
        const store = ['--store', proxy.store];
        let listed;
        do // the proxy writes a few times a second
            listed = jsonLines(await output(['list', '--json', ...store]));
        while (listed.filter(({ state }) => state === 'closed').length < 1 || listed.length < 2);
        assert.equal(listed.find(({ id }) => id === gone.id).end, 'client');
        await stays.client.close();
        await proxy.stop();
        await server.stop();

        listed = jsonLines(await output(['list', '--json', ...store]));
        assert.deepEqual(listed.map(({ id }) => id), [stays.id, gone.id]);
        assert.deepEqual(jsonLines(await output(['list', '--json', '--live', ...store])).map(({ id }) => id), [stays.id]);
        assert.deepEqual(jsonLines(await output(['list', '--json', '--limit', '1', ...store])).map(({ id }) => id), [stays.id]);
        assert.match(await output(['show', gone.id, ...store]), /^ended by +client: the client ended it$/m);
    });

    test('of a Redis that two proxies share', async () => {
        const redis = await startRedis();
        const server = await startResumable();
        const proxies = await Promise.all([1, 2].map(() => startProxy(server.url, { store: redis.url, args: kControl })));
        const clients = [await connected(server, proxies[0].url), await connected(server, proxies[1].url)];
        const ids = clients.map(({ id }) => id).sort();
        let listed;
        do
            listed = jsonLines(await output(['list', '--json', '--store', redis.url]));
        while (listed.length < 2);
        assert.deepEqual(listed.map(({ id }) => id).sort(), ids);
        assert.equal(new Set(listed.map(({ instance }) => instance)).size, 2);
        assert.match(await output(['show', ids[0], '--store', redis.url]), new RegExp(`^key +default/${ids[0]}$`, 'm'));
        await refused(['end', ids[0], '--store', redis.url], 2, /--control/);
        await refused(['export', ids[0], '--store', redis.url], 2, /sqlite:PATH/);
        await Promise.all(clients.map(({ client }) => client.close()));
        await Promise.all(proxies.map((proxy) => proxy.stop()));
        await redis.stop();
        await refused(['list', '--store', redis.url], 4, /./);
        await server.stop();
    });
});

describe('operations of a session', { timeout: 120_000 }, () => {
    test('calls that are asked for input, of a client without a session on the wire', async () => {
        const { started, ready } = await startReady(sightglass(), ['demo-server', '--listen', '127.0.0.1:0'], { parse: readyLine });
        const proxy = await startProxy(ready.listen[0].url, { args: kControl });
        const demo = await run(sightglass(), ['demo-client', '--url', proxy.url, '--rounds', '1', '--pause', '1']);
        assert.equal(demo.code, 0, demo.stderr);
        const [live] = jsonLines(await output(['list', '--json', ...asking(proxy)])).filter(({ era }) => era === 'modern');
        assert.doesNotMatch(await output(['show', live.key, ...asking(proxy)]), /operations/, 'a proxy gives no exchanges');
        await proxy.stop();
        await stop(started);

        const store = ['--store', proxy.store];
        const { operations, ...session } = JSON.parse(await output(['show', '--json', live.key, ...store]));
        assert.equal(session.key, live.key);
        assert.deepEqual(operations.map(({ name }) => name), ['quiz', 'write_poem', 'list_workspaces']);
        const [quiz] = operations;
        assert.deepEqual([quiz.kind, quiz.state, quiz.method, quiz.exchangeCount], ['input', 'completed', 'tools/call', 3]);
        assert.equal(new Set(quiz.exchanges).size, 3);
        for (const { serverUs, waitUs, beganAtUs, lastAtUs } of operations) {
            assert.ok(serverUs > 0 && waitUs >= 0);
            assert.equal(serverUs + waitUs, lastAtUs - beganAtUs, 'all of its time is one or the other');
        }
        const ids = quiz.exchanges.map((id) => `#${id}`).join(' ');
        assert.match(await output(['show', live.key, ...store]),
            new RegExp(`^operations\n  input +tools/call quiz  3 rounds \\(${ids}\\)  completed  server \\S+ \\S+  wait \\S+ \\S+$`, 'm'));
    });

    test('a task of a legacy session, with names that are hostile', async () => {
        const { proxy, close } = await rawScene(['tasked', 'other'], 'raw', taskAnswer());
        const tool = kHostile;
        await post(proxy, 'tasked', 2, 'tools/call', { name: tool, arguments: {}, task: { ttl: 60000 } });
        await post(proxy, 'other', 2, 'tools/call', { name: 'other', arguments: {}, task: { ttl: 60000 } });
        for (const id of [3, 4])
            await post(proxy, 'tasked', id, 'tasks/get', { taskId: 'task-1' });
        await post(proxy, 'tasked', 5, 'tasks/result', { taskId: 'task-1' });
        await close();
        const store = ['--store', proxy.store];
        const { operations } = JSON.parse(await output(['show', '--json', 'tasked', ...store]));
        assert.equal(operations.length, 1, 'none of the other session');
        assert.deepEqual([operations[0].kind, operations[0].state, operations[0].name, operations[0].exchangeCount],
            ['task', 'completed', tool, 4]);
        const text = await output(['show', 'tasked', ...store]);
        assert.match(text, /^  task +tools\/call evil.*  4 exchanges \(#\d+ #\d+ #\d+ #\d+\)  completed  server /m);
        assert.doesNotMatch(text, kUnprintable);
        const exported = await output(['export', 'tasked', ...store]);
        assert.ok(jsonLines(exported).every((line) => !('operations' in line)), 'an export has none');
        const working = JSON.parse(await output(['show', '--json', 'other', ...store])).operations;
        assert.deepEqual(working.map(({ state, exchangeCount }) => [state, exchangeCount]), [['working', 1]]);
    });

    test('a session that has none', async () => {
        const { proxy, close } = await rawScene(['plain']);
        await close();
        assert.match(await output(['show', 'plain', '--store', proxy.store]), /^operations +-$/m);
        assert.deepEqual(JSON.parse(await output(['show', '--json', 'plain', '--store', proxy.store])).operations, []);
    });
});

/** Answers as a server does whose tool calls make a task, which is done when it is asked for the second time. */
function taskAnswer() {
    let made = 0;
    let polls = 0;
    const task = (taskId, status) => ({ taskId, status, createdAt: '2026-01-01T00:00:00Z', lastUpdatedAt: '2026-01-01T00:00:00Z', ttl: 60000 });
    return (method, { taskId } = {}) => ({
        'tools/call': () => ({ task: task(`task-${++made}`, 'working') }),
        'tasks/get': () => task(taskId, ++polls < 2 ? 'working' : 'completed'),
        'tasks/result': () => ({ content: [], _meta: { 'io.modelcontextprotocol/related-task': { taskId } } }),
    })[method]?.() ?? {};
}

async function post(proxy, session, id, method, params) {
    const response = await fetch(proxy.url, { method: 'POST',
        headers: { 'content-type': 'application/json', 'mcp-session-id': session, 'mcp-protocol-version': '2025-11-25' },
        body: JSON.stringify({ jsonrpc: '2.0', id, method, params }) });
    assert.equal(response.status, 200);
    await response.arrayBuffer();
}

describe('names', { timeout: 120_000 }, () => {
    test('one that means no session, or several', async () => {
        const ids = ['abc-1', 'abc-2', 'abc'];
        const { proxy, close } = await rawScene(ids);
        const ask = asking(proxy);
        for (const id of ids) // that of one is the beginning of others
            assert.equal(JSON.parse(await output(['show', '--json', id, ...ask])).id, id);
        await refused(['show', 'ab', ...ask], 1, /3 sessions .*\bab\b/);
        await refused(['show', 'abc-', ...ask], 1, /2 sessions .*abc-/);
        await refused(['show', 'abd', ...ask], 1, /no session abd/);
        await refused(['end', 'abd', ...ask], 1, /no session abd/);
        for (const command of ['show', 'end']) {
            await refused([command, '', ...ask], 2, /which session/);
            await refused([command, ...ask], 2, /which session/);
            await refused([command, 'abc', 'abc-1', ...ask], 2, /which session/);
        }
        await close();
    });

    test('more sessions than one page', async () => {
        const ids = Array.from({ length: 1203 }, (_, i) => `page-${i}`);
        const { proxy, close } = await rawScene(ids);
        const ask = asking(proxy);
        const listed = jsonLines(await output(['list', '--json', '--limit', '5000', ...ask]));
        assert.deepEqual(listed.map(({ id }) => id).sort(), ids.toSorted());
        assert.equal(jsonLines(await output(['list', '--json', ...ask])).length, 1000, 'the default limit');
        const last = listed.at(-1);
        assert.equal(JSON.parse(await output(['show', '--json', last.id, ...ask])).key, last.key);
        await refused(['show', 'nobody', ...ask], 1, /no session nobody/);
        await close();
        const stored = jsonLines(await output(['list', '--json', '--limit', '5000', '--store', proxy.store]));
        assert.deepEqual(stored.map(({ id }) => id).sort(), ids.toSorted());
    });

    test('of hostile clients and servers cannot reach the terminal', async () => {
        const { proxy, close } = await rawScene(['plain'], kHostile);
        const ask = asking(proxy);
        const [session] = jsonLines(await output(['list', '--json', ...ask]));
        assert.equal(session.client.name, kHostile, 'as it came');
        const list = await output(['list', ...ask]);
        const show = await output(['show', 'plain', ...ask]);
        await close();
        const stored = await output(['list', '--store', proxy.store]);
        for (const text of [list, show, stored]) {
            assert.match(text, /evil/);
            assert.doesNotMatch(text, kUnprintable);
        }
        assert.equal(list.trimEnd().split('\n').length, 2, 'no line more than the heading and the session');
        const end = await sessions(['show', '\u001b[31m\u009b', '--store', proxy.store]);
        assert.equal(end.code, 1);
        assert.doesNotMatch(end.stderr, kUnprintable);
    });
});

/** A proxy before a server that knows any session; one is begun for each of `ids`, by a client and server of that name. */
async function rawScene(ids, name = 'raw', answer = () => ({})) {
    const waiting = [...ids];
    const party = { name, version: name };
    const http = createServer(async (request, response) => {
        let body = '';
        for await (const piece of request)
            body += piece;
        const { method, id, params } = body === '' ? {} : JSON.parse(body);
        const result = method === 'initialize' ? { protocolVersion: '2025-11-25', capabilities: {}, serverInfo: party } : answer(method, params);
        response.writeHead(200, { 'content-type': 'application/json',
            ...(method === 'initialize' ? { 'mcp-session-id': waiting.shift() } : {}) });
        response.end(JSON.stringify({ jsonrpc: '2.0', id, result }));
    }).listen(0, '127.0.0.1');
    await once(http, 'listening');
    const proxy = await startProxy(`http://127.0.0.1:${http.address().port}/mcp`, { args: kControl });
    for (let i = 0; i < ids.length; ++i) {
        const response = await fetch(proxy.url, { method: 'POST', headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize',
                params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: party } }) });
        assert.equal(response.status, 200);
        await response.arrayBuffer();
    }
    return { proxy,
        close: async () => {
            await proxy.stop();
            http.closeAllConnections();
            await new Promise((resolve) => http.close(resolve));
        } };
}

describe('sessions end', { timeout: 120_000 }, () => {
    test('closes the streams, tells the server and refuses the client from then on', async () => {
        const { server, proxy, clients, close } = await scene(2);
        const [ended, other] = clients;
        const ask = asking(proxy);
        const streams = () => server.requests.filter(({ method }) => method === 'GET').length;
        const before = streams();
        assert.equal(await output(['end', ended.id.slice(0, 18), ...ask]), '');
        await server.until((requests) => requests.some(({ method, status }) => method === 'DELETE' && status === 200));
        assert.equal(server.requests.filter(({ method }) => method === 'DELETE').length, 1);
        await assert.rejects(ended.client.listTools(), (error) => error.code === 404 || /404/.test(error.message));
        assert.equal(streams(), before, 'the stream that was cut does not get to the server again');
        assert.deepEqual(jsonLines(await output(['list', '--json', ...ask])).map(({ id }) => id), [other.id]);
        assert.equal((await other.client.listTools()).tools.length, 1, 'the others go on');
        await refused(['end', ended.id, ...ask], 1, /no session/);
        const anew = await connected(server, proxy.url);
        assert.notEqual(anew.id, ended.id);
        await anew.client.close();
        await close();
        const stored = JSON.parse(await output(['show', '--json', ended.id, '--store', proxy.store]));
        assert.deepEqual([stored.state, stored.end, stored.openStreams], ['closed', 'person', 0]);
    });

    test('what it refuses', async () => {
        const { proxy, clients: [{ client, id }], close } = await scene(1);
        await refused(['end', id, '--control', proxy.control, '--token', 'a'.repeat(64)], 1, /the token is not that of this run/);
        await refused(['list', '--control', proxy.control, '--token', 'x'], 1, /the token is not that of this run/);
        await refused(['end', id, '--control', proxy.control], 2, /SIGHTGLASS_TOKEN/);
        await refused(['end', id, '--store', proxy.store], 2, /only a proxy that runs can end a session/);
        for (const url of ['127.0.0.1:8809', 'https://127.0.0.1:1', 'ftp://127.0.0.1', 'http://', 'nothing'])
            await refused(['end', id, '--control', url, '--token', 'x'], 2, /^sightglass: --control/);
        const nobody = `http://127.0.0.1:${await freePort()}`;
        await refused(['list', '--control', nobody, '--token', 'x'], 1, /refused/i);
        await refused(['end', id, '--control', nobody, '--token', 'x'], 1, /refused/i);
        await refused(['list', '--control', new URL(proxy.url).origin, '--token', 'x'], 1, /./);
        assert.equal((await client.listTools()).tools.length, 1);
        await close();
    });
});

describe('sessions export', { timeout: 120_000 }, () => {
    test('the session and its exchanges, nobody else\'s, without secrets', async () => {
        const server = await startResumable();
        const proxy = await startProxy(server.url);
        const make = async (secret) => {
            const client = new v1.Client({ name: 'exported', version: '1.0.0' },
                { capabilities: { experimental: { login: { access_token: secret, user: 'ada' } } } });
            const transport = new V1Transport(new URL(proxy.url), { requestInit: { headers: { Authorization: `Bearer ${secret}` } } });
            await client.connect(transport);
            await client.listTools();
            const { sessionId } = transport; // which terminateSession() forgets
            await transport.terminateSession();
            await client.close();
            return sessionId;
        };
        const [id, other] = [await make('s3cret-one'), await make('s3cret-two')];
        await proxy.stop();
        await server.stop();

        const text = await output(['export', id, '--store', proxy.store]);
        const [session, ...exchanges] = jsonLines(text);
        assert.deepEqual([session.key, session.state, session.formatVersion], [`default/${id}`, 'closed', 1]);
        assert.deepEqual(session.client.capabilities.experimental.login, { access_token: '[redacted]', user: 'ada' });
        assert.ok(exchanges.length >= 4, 'initialize, initialized, tools/list, DELETE at least');
        for (const method of ['initialize', 'notifications/initialized', 'tools/list'])
            assert.equal(exchanges.filter((exchange) => exchange.method === method).length, 1, method);
        assert.ok(exchanges.every(({ sessionId }) => sessionId === id));
        const ids = exchanges.map((exchange) => exchange.id);
        assert.deepEqual(ids, ids.toSorted((one, two) => one - two));
        assert.match(exchanges.find(({ method }) => method === 'tools/list').requestBody, /"tools\/list"/);
        assert.doesNotMatch(text, /s3cret/);
        assert.match(text, /\[redacted\]/);
        assert.ok(!text.includes(other));

        const file = join(tempFolder('export'), 'session.jsonl');
        assert.equal(await output(['export', id, '--store', proxy.store, '--output', file]), '');
        assert.equal(readFileSync(file, 'utf8'), text);
        const plain = await output(['export', id, '--store', proxy.store, '--no-redact']);
        assert.match(plain, /s3cret-one/);
        assert.doesNotMatch(plain, /s3cret-two/);
        await refused(['export', 'nobody', '--store', proxy.store], 1, /no session nobody/);
        await refused(['export', id, '--store', proxy.store, '--output', '/nowhere/at/all'], 1, /cannot write the export: ./);
        await refused(['export', '--store', proxy.store], 2, /which session/);
    });

    test('of a client without a session on the wire', async () => {
        const { proxy, close } = await scene(0);
        const meta = { 'io.modelcontextprotocol/protocolVersion': '2026-07-28',
            'io.modelcontextprotocol/clientInfo': { name: 'modern', version: '2' } };
        await (await fetch(proxy.url, { method: 'POST',
            headers: { 'content-type': 'application/json', 'mcp-protocol-version': '2026-07-28' },
            body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: { _meta: meta } }) })).arrayBuffer();
        const [session] = jsonLines(await output(['list', '--json', ...asking(proxy)]));
        assert.deepEqual([session.kind, session.client.name], ['client', 'modern']);
        await close();
        await refused(['export', session.key, '--store', proxy.store], 2, /without a session on the wire/);
    });
});

describe('the command line', { timeout: 60_000 }, () => {
    test('what is wrong with it', async () => {
        const absent = `sqlite:${join(tempFolder('absent'), 'nothing.sqlite')}`;
        await refused(['list', '--store', absent], 4, /nothing\.sqlite/);
        await refused(['show', 'x', '--store', absent], 4, /nothing\.sqlite/);
        await refused(['export', 'x', '--store', absent], 4, /nothing\.sqlite/);
        for (const command of [['list'], ['show', 'x'], ['export', 'x']])
            await refused([...command, '--store', 'memory'], 2, /memory/);
        await refused(['list', '--store', 'mysql://x'], 2, /./);
        for (const limit of ['0', '-1', 'many', ''])
            await refused(['list', '--limit', limit, '--store', newStore()], 2, /--limit/);
        await refused(['list', '--what'], 2, /what/);
        await refused(['list', 'x'], 2, /what is "x"/);
        await refused(['export', 'x', '--control', 'http://127.0.0.1:1'], 2, /control/);
        for (const args of [[], ['kill']]) {
            const end = await sessions(args);
            assert.equal(end.code, 2);
            assert.match(end.stderr, /^Usage: sightglass sessions list\|show\|end\|export/);
        }
        assert.match(await output(['--help']), /^Usage: /);
        for (const command of ['list', 'show', 'end', 'export'])
            assert.match(await output([command, '--help']), /--store|--control/);
    });
});
