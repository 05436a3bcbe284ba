// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A server on SDK 1.x that answers calls by a JSON body and not by an event stream, as the transport lets it.

import { createServer } from 'node:http';
import { once } from 'node:events';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';

/** Its tool `greet` answers with the text 'hello'. */
export async function startJsonServer() {
    const http = createServer(async (request, response) => {
        const server = new McpServer({ name: 'json', version: '1.0.0' });
        server.registerTool('greet', { description: 'Greets', inputSchema: {} },
            async () => ({ content: [{ type: 'text', text: 'hello' }] }));
        const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined, enableJsonResponse: true });
        await server.connect(transport);
        await transport.handleRequest(request, response);
    }).listen(0, '127.0.0.1');
    await once(http, 'listening');
    return {
        url: `http://127.0.0.1:${http.address().port}/mcp`,
        stop: async () => {
            http.closeAllConnections();
            await new Promise((resolve) => http.close(resolve));
        },
    };
}
