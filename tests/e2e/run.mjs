// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// `npm test`, or `node run.mjs [test files]` under any Node: runs the tests under the Node that npm ci brought, as these
// programs need a newer one than Debian has, and ends with the tests' exit code.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const own = join(here, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
const node = existsSync(own) ? own : process.execPath;
const { status } = spawnSync(node, ['--test', '--test-force-exit', '--test-concurrency=2', ...process.argv.slice(2)],
    { cwd: here, stdio: 'inherit' });
process.exit(status ?? 1);
