// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later

import { connect, createServer } from 'node:net';
import { once } from 'node:events';

/** A TCP relay to the host of `target` that can lose its connections, as a network does. New ones are served again. */
export async function startRelay(target) {
    let { hostname, port, pathname } = new URL(target);
    const sockets = new Set();
    let open = Promise.resolve();
    let release = () => {};
    const server = createServer(async (near) => {
        near.on('error', () => {}).pause();
        sockets.add(near);
        await open;
        if (near.destroyed)
            return;
        const far = connect(Number(port), hostname);
        for (const [one, other] of [[near, far], [far, near]]) {
            sockets.add(one);
            one.on('error', () => {}).on('close', () => {
                sockets.delete(one);
                other.destroy();
            });
            one.pipe(other);
        }
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const cut = () => {
        for (const socket of sockets)
            socket.resetAndDestroy();
    };
    return {
        url: `http://127.0.0.1:${server.address().port}${pathname}`,
        cut,
        /** Connections that come now wait until resume(), as on a network that is slow: clients count no failed attempts. */
        hold: () => { open = new Promise((resolve) => { release = resolve; }); },
        resume: () => release(),
        /** Connections from now on go to another host. */
        retarget: (other) => { ({ hostname, port } = new URL(other)); },
        stop: async () => {
            cut();
            await new Promise((resolve) => server.close(resolve));
        },
    };
}
