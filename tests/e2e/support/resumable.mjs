// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A server on SDK 1.x whose streams can be resumed. Its tool `count` tells its progress from 1 to 3, each step when the
// test lets it; announce() tells something on the standing stream.

import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { EventEmitter, once } from 'node:events';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { until } from './waiting.mjs';

export const kSteps = 3;
const kRetryMs = 50;

/** Keeps every event. Knowing the stream of an id, the transport refuses (409) to resume one that is still connected. */
class EventStore {
    #events = [];

    async storeEvent(streamId, message) {
        this.#events.push({ streamId, message });
        return `event-${this.#events.length - 1}`;
    }

    async getStreamIdForEventId(id) {
        return this.#events[indexOf(id)]?.streamId;
    }

    async replayEventsAfter(id, { send }) {
        const at = indexOf(id);
        const { streamId } = this.#events[at];
        for (const [index, event] of this.#events.entries()) {
            if (index > at && event.streamId === streamId && event.message.jsonrpc)
                await send(`event-${index}`, event.message);
        }
        return streamId;
    }
}

const indexOf = (id) => Number(id.replace('event-', ''));

/** With `resumes: false` the server keeps nothing: its events have no ids, and a stream that is cut is lost. */
export async function startResumable({ resumes = true } = {}) {
    const gate = new EventEmitter();
    const released = new Set();
    const requests = []; // { method, lastEventId, status } of each HTTP request
    const sessions = new Map();
    const mcp = [];

    async function open() {
        const server = new McpServer({ name: 'resumable', version: '1.0.0' }, { capabilities: { logging: {}, tools: {} } });
        server.registerTool('count', { description: 'Counts', inputSchema: {} }, async (_arguments, extra) => {
            const { progressToken } = extra._meta;
            for (let progress = 1; progress <= kSteps; ++progress) {
                while (progress > 1 && !released.has(progress))
                    await once(gate, 'step');
                await extra.sendNotification({ method: 'notifications/progress',
                    params: { progressToken, progress, total: kSteps } });
            }
            return { content: [{ type: 'text', text: 'counted' }] };
        });
        const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: () => randomUUID(),
            ...(resumes ? { eventStore: new EventStore(), retryInterval: kRetryMs } : {}),
            onsessioninitialized: (id) => { sessions.set(id, transport); } });
        await server.connect(transport);
        mcp.push(server);
        return transport;
    }

    const http = createServer(async (request, response) => {
        const seen = { method: request.method, lastEventId: request.headers['last-event-id'], status: 0 };
        requests.push(seen);
        const writeHead = response.writeHead;
        response.writeHead = (...args) => {
            seen.status = args[0];
            gate.emit('answered');
            return writeHead.apply(response, args);
        };
        const id = request.headers['mcp-session-id'];
        if (id && !sessions.has(id)) { // 404: begin anew (2025-11-25 basic/transports "Session Management")
            response.writeHead(404, { 'content-type': 'application/json' })
                .end('{"jsonrpc":"2.0","error":{"code":-32001,"message":"Session not found"},"id":null}');
            return;
        }
        const transport = sessions.get(id) ?? await open();
        await transport.handleRequest(request, response);
    }).listen(0, '127.0.0.1');
    await once(http, 'listening');

    return {
        url: `http://127.0.0.1:${http.address().port}/mcp`,
        requests,
        step: (number) => {
            released.add(number);
            gate.emit('step');
        },
        /** As after a restart: the server knows none of its sessions any more. */
        forgetSessions: () => sessions.clear(),
        sessionCount: () => sessions.size,
        announce: (data) => mcp.at(-1).server.sendLoggingMessage({ level: 'info', data }),
        /** Resolves when `condition(requests)` holds; checked with every answer that begins. */
        until: (condition) => until(gate, 'answered', () => condition(requests), () => JSON.stringify(requests)),
        stop: async () => {
            await Promise.all(mcp.map((server) => server.close()));
            http.closeAllConnections();
            await new Promise((resolve) => http.close(resolve));
        },
    };
}
