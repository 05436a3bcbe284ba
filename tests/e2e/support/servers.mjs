// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The real servers that stand behind the proxy.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startReady, stop, tempFolder } from './children.mjs';
import { readyLine } from './proxy.mjs';

const here = dirname(fileURLToPath(import.meta.url));
export const kModules = join(here, '..', 'node_modules');

/** @modelcontextprotocol/server-everything over Streamable HTTP. requests() gives the head of each request it got. */
export async function startEverything() {
    const log = join(tempFolder('requests'), 'requests.jsonl');
    const { started, ready } = await startReady(process.execPath, ['--import', join(here, 'preload.mjs'),
        join(kModules, '@modelcontextprotocol/server-everything/dist/index.js'), 'streamableHttp'],
    { env: { PORT: '0', E2E_REQUEST_LOG: log }, parse: readyLine });
    return {
        url: ready.listen[0].url,
        requests: () => readFileSync(log, 'utf8').trim().split('\n').map((line) => JSON.parse(line)),
        stop: () => stop(started, { code: null }),
    };
}

/** The conformance fixture, named by SIGHTGLASS_FIXTURE_BIN. */
export async function startFixture() {
    if (!process.env.SIGHTGLASS_FIXTURE_BIN)
        throw new Error('SIGHTGLASS_FIXTURE_BIN does not name the conformance fixture');
    const { started, ready } = await startReady(process.env.SIGHTGLASS_FIXTURE_BIN, ['--listen', '127.0.0.1:0'],
        { parse: readyLine });
    return { url: ready.listen[0].url, stop: () => stop(started) };
}
