// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the conformance suite starts in client mode: `wrap-client.mjs <direct|proxy> <server-url>`. With `proxy` it puts a
// proxy in front of the suite's server and gives the client that URL. Its last line tells how the client ended, as the
// suite does not keep the exit code.

import { run } from './children.mjs';
import { startProxy } from './proxy.mjs';

const [mode, serverUrl] = process.argv.slice(2);
if (process.env.MCP_CONFORMANCE_SCENARIO.startsWith('auth/'))
    process.exit(0); // see conformance-client.mjs

const proxy = mode === 'proxy' ? await startProxy(serverUrl) : undefined;
const client = new URL('conformance-client.mjs', import.meta.url).pathname;
const end = await run(process.execPath, [client, proxy?.url ?? serverUrl]);
await proxy?.stop();
process.stderr.write(end.stderr);
console.log(`client exit ${end.code}`);
process.exit(end.code ?? 1);
