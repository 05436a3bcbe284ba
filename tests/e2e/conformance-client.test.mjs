// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The official conformance suite against a client, direct and with the proxy between the client and the suite's server:
// the suite judges every request as it arrives, so it sees whatever the proxy would add, drop or change.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { failures, kRevisions, runSuite, verdicts } from './support/conformance.mjs';

const kWrapper = fileURLToPath(new URL('support/wrap-client.mjs', import.meta.url));
const kScenarios = {
    '2025-11-25': ['elicitation-sep1034-client-defaults', 'initialize', 'json-schema-2020-12-preservation', 'sse-retry',
        'tools_call'],
    '2026-07-28': ['http-custom-headers', 'http-invalid-tool-headers', 'http-standard-headers',
        'json-schema-2020-12-preservation', 'json-schema-ref-no-deref', 'request-metadata',
        'sep-2322-client-request-state', 'tools_call'],
};

/** Runs the requirement set, leaves out auth/* (see support/conformance-client.mjs). */
async function runClientMode(revision, mode) {
    const command = `"${process.execPath}" "${kWrapper}" ${mode}`;
    const result = await runSuite(['client', '--command', command, '--requirements', revision]);
    const scored = (map) => new Map([...map].filter(([scenario]) => !scenario.startsWith('auth/')));
    return { ...result, checks: scored(result.checks), printed: scored(result.printed) };
}

for (const revision of kRevisions) {
    test(`client mode, ${revision}: same checks through the proxy as direct`, { timeout: 180_000 }, async () => {
        const direct = await runClientMode(revision, 'direct');
        const proxied = await runClientMode(revision, 'proxy');

        assert.deepEqual([...direct.checks.keys()].sort(), kScenarios[revision], direct.stderr);
        assert.deepEqual(failures(direct.checks), [], 'direct');
        assert.deepEqual(failures(proxied.checks), [], 'through the proxy');
        assert.deepEqual(verdicts(proxied.checks), verdicts(direct.checks));
        for (const [scenario, printed] of [...direct.printed, ...proxied.printed])
            assert.match(printed, /^client exit 0$/m, scenario);
    });
}
