// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { start, stop, tempFolder } from './children.mjs';
import { freePort, listening } from './proxy.mjs';

/** HAProxy, round robin over `urls`, without any stickiness; a server that refuses connections is passed over. */
export async function startHaproxy(urls) {
    const port = await freePort();
    const path = join(tempFolder('haproxy'), 'haproxy.cfg');
    writeFileSync(path, `global
    maxconn 4096
defaults
    mode http
    timeout connect 2s
    timeout client 1h
    timeout server 1h
    timeout tunnel 1h
    retries 3
    option redispatch 1
    retry-on conn-failure
frontend in
    bind 127.0.0.1:${port}
    default_backend proxies
backend proxies
    balance roundrobin
    option http-server-close
${urls.map((url, i) => `    server s${i} ${new URL(url).host} check inter 200ms fall 1 rise 1`).join('\n')}
`);
    const started = start('haproxy', ['-db', '-f', path]);
    await listening(port, started);
    return { url: `http://127.0.0.1:${port}/mcp`, stop: () => stop(started, { code: null }) };
}
