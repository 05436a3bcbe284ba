// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later

import { start, stop, tempFolder } from './children.mjs';
import { freePort, listening } from './proxy.mjs';

/** A redis-server of the test's own. restart() kills it and starts it again, empty, on the same port. */
export async function startRedis() {
    const port = await freePort();
    let started = await launch(port);
    return {
        port,
        url: `redis://127.0.0.1:${port}`,
        restart: async () => {
            started.child.kill('SIGKILL');
            await started.exited;
            started = await launch(port);
        },
        stop: () => stop(started, { code: null }),
    };
}

async function launch(port) {
    const started = start('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no',
        '--dir', tempFolder('redis')]);
    await listening(port, started);
    return started;
}
