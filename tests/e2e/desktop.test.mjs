// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The desktop program on a real (virtual) screen, with a real server and a real client: traffic passes and is recorded,
// closing the window is an orderly stop, and there is one window per user.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { run, tempFolder } from './support/children.mjs';
import { Desk, freePort, startScreen } from './support/desktop.mjs';
import { recordedExchanges } from './support/recording.mjs';
import { kModules, startEverything } from './support/servers.mjs';

const kTimeout = { timeout: 90_000 };
const kInspector = join(kModules, '@modelcontextprotocol/inspector/clients/launcher/build/index.js');
const kFreePort = ['--listen', '127.0.0.1:0'];

let screen;
let server;
before(async () => {
    [screen, server] = await Promise.all([startScreen(), startEverything()]);
});
after(async () => {
    await server?.stop();
    await screen?.stop();
});

/** Runs `mcp-inspector --cli` against `url`; the answer. */
async function inspect(url, ...args) {
    const end = await run(process.execPath, [kInspector, '--cli', url, '--transport', 'http', ...args, '--format', 'json'],
        { env: { MCP_INSPECTOR_SECRET_STORE: 'memory', HOME: tempFolder('home') } });
    assert.equal(end.code, 0, end.stderr);
    return JSON.parse(end.stdout).result;
}

test('a real client through the window\'s proxy is recorded, and closing the window ends all in order', kTimeout, async () => {
    const desk = new Desk(screen);
    const window = await desk.start(...kFreePort, '--upstream', server.url);
    const { tools } = await inspect(window.url, '--method', 'tools/list');
    assert.ok(tools.some(({ name }) => name === 'echo'));
    const { content } = await inspect(window.url, '--method', 'tools/call', '--tool-name', 'echo', '--tool-arg', 'message=hello');
    assert.deepEqual(content, [{ type: 'text', text: 'Echo: hello' }]);
    const end = await window.stop(); // code 0, or it throws
    assert.equal(end.stderr, '');
    const recorded = await recordedExchanges(desk.store);
    for (const method of ['initialize', 'notifications/initialized', 'tools/list', 'tools/call'])
        assert.ok(recorded.some((record) => record.method === method && record.state === 'completed'), method);

    const viewer = await desk.start('--open', join(desk.folder, 'traffic.sqlite'));
    assert.deepEqual(viewer.ready.listen, []);
    await viewer.stop();
});

test('a second start raises the window that is open, and brings its server', kTimeout, async () => {
    const desk = new Desk(screen);
    const port = await freePort();
    const window = await desk.start('--listen', `127.0.0.1:${port}`, '--upstream', server.url);
    const again = window.nextReady();
    const second = await desk.run('--upstream', `other=${server.url}`);
    assert.equal(second.code, 0, second.stderr);
    assert.match(second.stderr, /brought to the front/);
    const { listen } = await again;
    assert.deepEqual(listen.map(({ route }) => route), ['default', 'other', 'demo']);
    const { tools } = await inspect(listen[1].url, '--method', 'tools/list');
    assert.ok(tools.length > 0);
    await window.stop();
});

test('a window that was killed does not stand in the way of the next', kTimeout, async () => {
    const desk = new Desk(screen);
    const killed = await desk.start(...kFreePort);
    killed.started.child.kill('SIGKILL');
    await killed.started.exited;
    const window = await desk.start(...kFreePort, '--demo');
    await window.stop();
    assert.ok((await recordedExchanges(desk.store)).length >= 0);
});

test('a port in use is said, and the window stays', kTimeout, async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address();
    const desk = new Desk(screen);
    const window = await desk.startUntil(String(port), '--listen', `127.0.0.1:${port}`);
    await window.stop();
    taken.close();
});

test('what is wrong on the command line is said before there is a window', kTimeout, async () => {
    const desk = new Desk(screen);
    for (const args of [['--listen', 'nowhere'], ['--upstream', 'ftp://somewhere'], ['--no-such-option']]) {
        const { code, stderr } = await desk.run(...args);
        assert.equal(code, 2, args.join(' '));
        assert.notEqual(stderr, '');
    }
    const { code, stderr } = await run(process.env.SIGHTGLASS_DESKTOP_BIN, [],
        { env: { DISPLAY: '', WAYLAND_DISPLAY: '', QT_QPA_PLATFORM: '' } });
    assert.equal(code, 1);
    assert.match(stderr, /no display/);
});
