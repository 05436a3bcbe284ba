// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs the official conformance suite and reads what it wrote.

import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { run, tempFolder } from './children.mjs';
import { kModules } from './servers.mjs';

const kSuite = join(kModules, '@modelcontextprotocol/conformance/dist/index.js');
const kTimestamp = /-\d{4}-\d\d-\d\dT[\d-]+Z$/;

export const kRevisions = ['2025-11-25', '2026-07-28'];

/** `args`: of `conformance`, without the output folder. Gives { code, stdout, stderr, checks }; see readResults. */
export async function runSuite(args, options) {
    const folder = tempFolder('conformance');
    const end = await run(process.execPath, [kSuite, ...args, '-o', folder], options);
    return { ...end, ...readResults(folder) };
}

/**
 * `checks`: Map of scenario → its checks, { id, name, status, errorMessage }. `printed`: Map of scenario → what the client
 * printed, in client mode.
 */
function readResults(folder) {
    const checks = new Map();
    const printed = new Map();
    for (const path of readdirSync(folder, { recursive: true })) {
        const scenario = dirname(path).replace(kTimestamp, '');
        const content = () => readFileSync(join(folder, path), 'utf8');
        if (basename(path) === 'checks.json') {
            checks.set(scenario, JSON.parse(content()).map(
                ({ id, name, status, errorMessage }) => ({ id, name, status, errorMessage })));
        } else if (basename(path) === 'stdout.txt') {
            printed.set(scenario, content());
        }
    }
    return { checks, printed };
}

/**
 * What has to be equal between two runs: scenario → sorted "id: status" lines. INFO is the suite's log of what it saw in
 * which order, cut off where the client left; it differs from run to run.
 */
export function verdicts(checks) {
    return Object.fromEntries([...checks].sort().map(([scenario, list]) => [scenario, list
        .filter(({ status }) => status !== 'INFO')
        .map(({ id, name, status }) => `${id} (${name}): ${status}`).sort()]));
}

/** The checks that did not pass, for a message. */
export function failures(checks) {
    return [...checks].flatMap(([scenario, list]) => list
        .filter(({ status }) => status === 'FAILURE' || status === 'WARNING')
        .map(({ id, status, errorMessage }) => `${scenario} ${id}: ${status} ${errorMessage ?? ''}`));
}
