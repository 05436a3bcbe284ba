// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HTTP/1.1 on bare sockets: sends exactly the bytes it is given and shows exactly the bytes that arrive.

import { connect, createServer } from 'node:net';
import { once } from 'node:events';

const kHeadEnd = Buffer.from('\r\n\r\n');

/** Reads messages from one connection. Only for well-formed ones: what a proxy under test passes on has to be. */
class MessageReader {
    #chunks = [];
    #size = 0;
    #ended = false;
    #wake = () => {};

    constructor(socket) {
        socket.on('data', (chunk) => {
            this.#chunks.push(chunk);
            this.#size += chunk.length;
            this.#wake();
        });
        const end = () => {
            this.#ended = true;
            this.#wake();
        };
        socket.on('end', end).on('close', end).on('error', end);
    }

    /** The next message, { start, headers, body, framing }, or undefined when the peer closed before it. */
    async next({ isResponse, onHead }) {
        const head = await this.#until(kHeadEnd);
        if (head === undefined)
            return undefined;
        const [start, ...lines] = head.toString('latin1').split('\r\n').slice(0, -2);
        const headers = lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]);
        const field = (name) => headers.find(([key]) => key.toLowerCase() === name)?.[1];
        const message = { start, headers, field, status: Number(start.split(' ')[1]) };
        await onHead?.(message);
        if (/chunked/i.test(field('transfer-encoding') ?? ''))
            return { ...message, framing: 'chunked', body: await this.#chunkedBody() };
        if (field('content-length') !== undefined)
            return { ...message, framing: 'length', body: await this.#exactly(Number(field('content-length'))) };
        return { ...message, framing: isResponse ? 'close' : 'none', body: isResponse ? await this.#rest() : Buffer.alloc(0) };
    }

    async #chunkedBody() {
        const parts = [];
        for (;;) {
            const line = await this.#until(Buffer.from('\r\n'));
            const size = parseInt(line.toString('latin1'), 16);
            if (size === 0) {
                await this.#until(Buffer.from('\r\n'));
                return Buffer.concat(parts);
            }
            parts.push(await this.#exactly(size));
            await this.#exactly(2);
        }
    }

    async #until(mark) {
        for (;;) {
            const at = this.#joined().indexOf(mark);
            if (at >= 0)
                return this.#take(at + mark.length);
            if (!(await this.#more()))
                return undefined;
        }
    }

    async #exactly(size) {
        while (this.#size < size) {
            if (!(await this.#more()))
                throw new Error(`the peer closed ${size - this.#size} bytes before the end`);
        }
        return this.#take(size);
    }

    async #rest() {
        while (await this.#more());
        return this.#take(this.#size);
    }

    #joined() {
        if (this.#chunks.length !== 1)
            this.#chunks = [Buffer.concat(this.#chunks)];
        return this.#chunks[0];
    }

    #take(size) {
        const all = this.#joined();
        this.#chunks = [all.subarray(size)];
        this.#size -= size;
        return all.subarray(0, size);
    }

    async #more() {
        if (this.#ended)
            return false;
        const size = this.#size;
        await new Promise((resolve) => { this.#wake = resolve; });
        return this.#size > size || !this.#ended;
    }
}

/**
 * A server that keeps each request as it arrived and answers with the bytes that `answer(request)` gives: a Buffer, or
 * an array of them, each written on its own. An answer that ends with `kClose` closes the connection.
 */
export async function startRawServer(answer) {
    const requests = [];
    const sockets = new Set();
    const server = createServer((socket) => {
        sockets.add(socket);
        socket.on('error', () => {}).on('close', () => sockets.delete(socket));
        serve(socket).catch(() => socket.destroy());
    }).listen(0, '127.0.0.1');
    async function serve(socket) {
        const reader = new MessageReader(socket);
        for (;;) {
            const request = await reader.next({
                isResponse: false,
                onHead: ({ field }) => /100-continue/i.test(field('expect') ?? '')
                    && socket.write('HTTP/1.1 100 Continue\r\n\r\n'),
            });
            if (!request)
                return;
            requests.push(request);
            for (const bytes of [answer(request)].flat()) {
                if (bytes === kClose)
                    socket.end();
                else if (!socket.write(bytes))
                    await once(socket, 'drain');
            }
        }
    }
    await once(server, 'listening');
    return {
        requests,
        url: `http://127.0.0.1:${server.address().port}/mcp`,
        stop: async () => {
            for (const socket of sockets)
                socket.destroy();
            await new Promise((resolve) => server.close(resolve));
        },
    };
}
export const kClose = Symbol('close');

/** Sends the pieces, each with a write of its own, and gives the first final response. */
export async function sendRaw(port, pieces) {
    const socket = connect(port, '127.0.0.1').setNoDelay(true);
    await once(socket, 'connect');
    const reader = new MessageReader(socket);
    const answer = (async () => {
        for (;;) {
            const message = await reader.next({ isResponse: true });
            if (!message || message.status >= 200)
                return message;
        }
    })();
    for (const piece of pieces) {
        if (!socket.write(piece))
            await Promise.race([once(socket, 'drain'), answer]);
    }
    try {
        return await answer;
    } finally {
        socket.destroy();
    }
}

/** The pieces of a chunked body, cut at sizes that respect no character and no token. */
export function chunked(body, sizes) {
    const pieces = [];
    for (let at = 0, i = 0; at < body.length; ++i) {
        const piece = body.subarray(at, at + sizes[i % sizes.length]);
        pieces.push(Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]));
        at += piece.length;
    }
    return [...pieces, Buffer.from('0\r\n\r\n')];
}

/** Equal, or a message that shows where they part; assert.deepEqual would print 10 MiB. */
export function assertSameBytes(actual, expected, what) {
    if (Buffer.compare(actual, expected) === 0)
        return;
    let at = 0;
    while (at < actual.length && actual[at] === expected[at])
        ++at;
    const near = (bytes) => JSON.stringify(bytes.subarray(Math.max(0, at - 20), at + 20).toString('latin1'));
    throw new Error(`${what}: ${actual.length} bytes instead of ${expected.length}, they part at ${at}: `
        + `${near(actual)} instead of ${near(expected)}`);
}
