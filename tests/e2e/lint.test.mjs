// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// No false alarms: what official clients, servers and the conformance suite say to each other holds no errors for
// `sightglass check`; what the suite does wrong on purpose shows as a warning, because the server refused it.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, tempFolder } from './support/children.mjs';
import { kRevisions, runSuite } from './support/conformance.mjs';
import { converse, kDialects } from './support/everything.mjs';
import { converseModern, kModes } from './support/modern.mjs';
import { kRecords, sightglass, startProxy } from './support/proxy.mjs';
import { startEverything, startFixture } from './support/servers.mjs';
import { Tap } from './support/tap.mjs';

const kOptions = { timeout: 120_000, skip: !kRecords };

/** Records what `use(url)` does through the proxy; gives the file. */
async function recorded(startServer, use) {
    const server = await startServer();
    const proxy = await startProxy(server.url);
    await use(proxy.url);
    await proxy.stop();
    await server.stop();
    return proxy.store.replace(/^sqlite:/, '');
}

const check = (...args) => run(sightglass(), ['check', ...args]);

/** Gives the report of `sightglass check` on what `use(url)` did, which holds no errors. */
async function checked(startServer, use) {
    const { code, stdout, stderr } = await check('--db', await recorded(startServer, use), '--format', 'json');
    assert.ok(stdout.startsWith('{'), stderr);
    const report = JSON.parse(stdout);
    const shown = report.findings.map((one) => `#${one.exchange} ${one.severity} ${one.code}: ${one.text}`);
    assert.ok(report.exchanges > 5, `${report.exchanges} exchanges`);
    assert.equal(report.errors, 0, shown.join('\n'));
    assert.equal(code, 0);
    return { report, shown };
}

for (const revision of kRevisions) {
    test(`the conformance suite, ${revision}`, kOptions, async () => {
        const { report, shown } = await checked(startFixture, (url) => runSuite(['server', '--url', url, '--requirements', revision]));
        const codes = new Set(report.findings.map(({ code }) => code));
        // The suite of 2026-07-28 provokes refusals; the linter must have seen them.
        for (const code of revision === '2026-07-28' ? ['missing-meta', 'header-mismatch', 'method-not-in-version'] : [])
            assert.ok(codes.has(code), `${code} among\n${shown.join('\n')}`);
    });
}

for (const [name, dialect] of Object.entries(kDialects)) {
    test(`${name} with server-everything`, kOptions, async () => {
        const { shown } = await checked(startEverything, (url) => converse(dialect, url, new Tap()));
        assert.deepEqual(shown, []);
    });
}

for (const [name, mode] of Object.entries(kModes)) {
    test(`client 2.x ${name} with the fixture`, kOptions, async () => {
        const { shown } = await checked(startFixture, (url) => converseModern(mode, url, new Tap().fetch));
        assert.deepEqual(shown, []);
    });
}

test('exit codes and formats of check', kOptions, async () => {
    const post = (url, body) => fetch(url, { method: 'POST', body, headers: {
        'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' } }).then((answer) => answer.text());
    const db = await recorded(startFixture, (url) => post(url, '{"jsonrpc":"2.0","id":null,"method":"tools/list"}'));
    const folder = tempFolder('check');
    const code = async (...args) => (await check('--db', db, ...args)).code;
    assert.equal(await code('--fail-on', 'never'), 0);
    assert.equal(await code('--fail-on', 'info'), 1);
    assert.equal(await code('--fail-on', 'info', '--filter', 'method:no/such'), 0);
    assert.equal(await code('--format', 'xml'), 2);
    assert.equal(await code('--fail-on', 'all'), 2);
    assert.equal(await code('--filter', 'nope:'), 2);
    assert.equal(await code('--output', join(folder, 'no', 'such', 'folder')), 2);
    assert.equal((await check('--db', join(folder, 'none.sqlite'))).code, 4);
    const file = join(folder, 'report');
    assert.equal(await code('--fail-on', 'never', '--format', 'sarif', '--output', file), 0);
    assert.equal(JSON.parse(readFileSync(file, 'utf8')).runs[0].results[0].ruleId, 'malformed-message');
    assert.match((await check('--db', db, '--format', 'junit')).stdout, /<testsuite name="sightglass check"/);
    assert.match((await check('--db', db)).stdout, /^#1 .* malformed-message: the id of a request must not be null/);
});
