// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A `fetch` that keeps every byte which passes through it, for the `fetch` option of the SDK transports.

import { EventEmitter } from 'node:events';
import { kStandIn } from './proxy.mjs';
import { until } from './waiting.mjs';

/** Belong to one connection and not to the message (RFC 9110 section 7.6.1), or name the host that was dialled. */
export const kHopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'host']);

export class Tap extends EventEmitter {
    exchanges = [];

    fetch = async (input, init = {}) => {
        const exchange = {
            method: init.method ?? 'GET',
            requestHeaders: [...new Headers(init.headers)],
            requestBody: init.body ?? '',
            status: undefined,
            responseHeaders: [],
            chunks: [],
            ended: false,
        };
        this.exchanges.push(exchange);
        const response = await fetch(input, init);
        exchange.status = response.status;
        exchange.responseHeaders = [...response.headers];
        this.emit('change');
        return this.#copying(response, exchange);
    };

    /** Resolves when `condition(exchanges)` holds; checked whenever something arrived. */
    until(condition) {
        return until(this, 'change', () => condition(this.exchanges), () => transcript(this.exchanges).join('\n'));
    }

    #copying(response, exchange) {
        if (!response.body)
            return response;
        const copy = new TransformStream({
            transform: (chunk, controller) => {
                exchange.chunks.push(chunk);
                controller.enqueue(chunk);
                this.emit('change');
            },
            flush: () => {
                exchange.ended = true;
                this.emit('change');
            },
        });
        const { status, statusText, headers } = response;
        const copied = new Response(response.body.pipeThrough(copy), { status, statusText, headers });
        return Object.defineProperty(copied, 'url', { value: response.url });
    }
}

export const bodyOf = (exchange) => Buffer.concat(exchange.chunks).toString('latin1');

const kUuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const kIsoTime = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g;

/** Takes out what differs between any two runs: random ids, times, and the port that was dialled. */
export function withoutRandomness(text) {
    const numbers = new Map();
    const numbered = (kind) => (found) => {
        const key = `${kind}:${found}`;
        numbers.set(key, numbers.get(key) ?? numbers.size + 1);
        return `<${kind} ${numbers.get(key)}>`;
    };
    return text.replace(kUuid, numbered('uuid')).replace(kIsoTime, '<time>')
        .replace(/127\.0\.0\.1:\d+/g, '<host>');
}

/**
 * One line of text per exchange, sorted: what the client sent and what it got, whole, in a form that two runs can be
 * compared by. Exchanges overlap, so their order is not compared; the order within each of them is.
 */
export function transcript(exchanges) {
    return exchanges.map((exchange) => withoutRandomness(JSON.stringify({
        sent: [exchange.method, headerLines(exchange.requestHeaders), exchange.requestBody],
        got: [exchange.status, headerLines(exchange.responseHeaders), bodyOf(exchange)],
    }))).sort();
}

/** Date differs from run to run; nginx, when it stands in, names itself. */
const kNotCompared = new Set([...kHopByHop, 'date', ...(kStandIn ? ['server'] : [])]);

function headerLines(headers) {
    return headers.filter(([name]) => !kNotCompared.has(name.toLowerCase()))
        .map(([name, value]) => `${name}: ${value}`).sort();
}
