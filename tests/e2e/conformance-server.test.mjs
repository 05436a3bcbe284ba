// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The official conformance suite against a server, direct and through the proxy: the fixture passes every scenario that
// a revision requires, and no single check may tell the two apart.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { failures, kRevisions, runSuite, verdicts } from './support/conformance.mjs';
import { startProxy } from './support/proxy.mjs';
import { startFixture } from './support/servers.mjs';

for (const revision of kRevisions) {
    test(`server mode, ${revision}: same checks through the proxy as direct`, { timeout: 120_000 }, async () => {
        const fixture = await startFixture();
        const proxy = await startProxy(fixture.url);
        const suite = (url) => runSuite(['server', '--url', url, '--requirements', revision]);
        // One after the other: a scenario may change the fixture's state (list_changed, log level).
        const direct = await suite(fixture.url);
        const proxied = await suite(proxy.url);

        assert.ok(direct.checks.size >= 30, `the suite ran ${direct.checks.size} scenarios\n${direct.stderr}`);
        assert.deepEqual(verdicts(proxied.checks), verdicts(direct.checks),
            `through the proxy: ${failures(proxied.checks).join('\n')}`);
        assert.equal(direct.code, 0, `the fixture fails what ${revision} requires:\n${failures(direct.checks).join('\n')}`);
        assert.equal(proxied.code, 0);
        await proxy.stop();
        await fixture.stop();
    });
}
