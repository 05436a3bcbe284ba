// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The desktop program on a screen of its own.

import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { run, start, startReady, stop, tempFolder } from './children.mjs';
import { readyLine } from './proxy.mjs';

/** A virtual X server: { display, stop() }. */
export async function startScreen() {
    const { started, ready } = await startReady(process.env.SIGHTGLASS_XVFB ?? 'Xvfb',
        ['-displayfd', '1', '-screen', '0', '1400x900x24', '-nolisten', 'tcp'],
        { parse: (line) => (/^\d+$/.test(line) ? `:${line}` : undefined) });
    return { display: ready, stop: () => stop(started, { code: null }) };
}

/** A port that was free a moment ago. */
export async function freePort() {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address();
    server.close();
    await once(server, 'close');
    return port;
}

/** One user: a folder with settings, recording and runtime folder, and a screen to start the program on. */
export class Desk {
    constructor(screen) {
        this.folder = tempFolder('desktop');
        this.settings = join(this.folder, 'desktop.ini');
        this.store = `sqlite:${join(this.folder, 'traffic.sqlite')}`;
        this.env = { DISPLAY: screen.display, QT_QPA_PLATFORM: 'xcb', XDG_RUNTIME_DIR: this.folder,
            XDG_CONFIG_HOME: this.folder, XDG_DATA_HOME: this.folder };
    }

    #args(args) {
        return ['--settings', this.settings, '--store', this.store, ...args];
    }

    /** Starts the window; { url, lines, nextReady(), stop() }. `lines` are those on stdout. */
    async start(...args) {
        const { started, ready } = await startReady(program(), this.#args(args), { env: this.env, parse: readyLine });
        return {
            started,
            url: ready.listen[0]?.url, // none when it only looks at a recording
            ready,
            /** The ready line after the next start of the engine. */
            nextReady: async () => {
                const lines = createInterface({ input: started.child.stdout });
                for await (const line of lines) {
                    const value = readyLine(line);
                    if (value)
                        return value;
                }
                throw new Error(`the window ended\n${started.output.stderr}`);
            },
            stop: () => stop(started),
        };
    }

    /** Starts it and waits until it says `text` on stderr. */
    async startUntil(text, ...args) {
        const started = start(program(), this.#args(args), { env: this.env });
        for (const ended = started.exited; !started.output.stderr.includes(text);) {
            const end = await Promise.race([once(started.child.stderr, 'data'), ended]);
            if (!Array.isArray(end))
                throw new Error(`ended with code ${end.code} before it said "${text}"\n${end.stderr}`);
        }
        return { started, stop: () => stop(started) };
    }

    /** Runs it to its end. */
    run(...args) {
        return run(program(), this.#args(args), { env: this.env });
    }
}

function program() {
    if (!process.env.SIGHTGLASS_DESKTOP_BIN)
        throw new Error('SIGHTGLASS_DESKTOP_BIN does not name the sightglass-desktop program');
    return process.env.SIGHTGLASS_DESKTOP_BIN;
}
