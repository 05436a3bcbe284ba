// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One fixed conversation with server-everything that uses all it has: every tool, prompts, resources, subscription,
// logging, completion, progress, and the server's own requests (sampling, elicitation, roots). The client is SDK 1.x or
// 2.x; both give the same methods, so that a Dialect is all that differs.

import * as v1 from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as V1Transport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { CreateMessageRequestSchema, ElicitRequestSchema, ListRootsRequestSchema }
    from '@modelcontextprotocol/sdk/types.js';
import * as v2 from '@modelcontextprotocol/client';
import { Seen } from './seen.mjs';

const kInfo = { name: 'sightglass-e2e', version: '1.0.0' };
const kCapabilities = { sampling: {}, elicitation: {}, roots: { listChanged: true } };

export const kDialects = {
    'sdk 1.x': {
        makeClient: () => new v1.Client(kInfo, { capabilities: kCapabilities }),
        makeTransport: (url, fetch) => new V1Transport(url, { fetch }),
        requests: { sampling: CreateMessageRequestSchema, elicitation: ElicitRequestSchema, roots: ListRootsRequestSchema },
    },
    'client 2.x legacy': {
        makeClient: () => new v2.Client(kInfo, { capabilities: kCapabilities }),
        makeTransport: (url, fetch) => new v2.StreamableHTTPClientTransport(url, { fetch }),
        requests: { sampling: 'sampling/createMessage', elicitation: 'elicitation/create', roots: 'roots/list' },
    },
};

/** The tool's arguments, for those that need some. */
const kArguments = {
    'echo': { message: 'héllo \u{1F50D}' },
    'get-annotated-message': { messageType: 'error', includeImage: true },
    'get-resource-links': { count: 3 },
    'get-resource-reference': { resourceType: 'Text', resourceId: 7 },
    'get-structured-content': { location: 'Chicago' },
    'get-sum': { a: 40, b: 2 },
    'gzip-file-as-resource': { name: 'text.gz', data: 'data:text/plain,sightglass', outputType: 'resource' },
    'trigger-long-running-operation': { duration: 0.2, steps: 4 },
    'trigger-sampling-request': { prompt: 'what flows?', maxTokens: 20 },
};

/**
 * Has the conversation. `seen` collects, in order, all that the server told or asked the client of its own accord, and
 * `results` what each call gave.
 */
export async function converse(dialect, url, tap) {
    const client = dialect.makeClient();
    const seen = new Seen();
    const results = {};
    answerServer(client, dialect.requests, seen);
    const transport = dialect.makeTransport(new URL(url), tap.fetch);
    await client.connect(transport);
    await tap.until((list) => list.some(({ method, status }) => method === 'GET' && status === 200));
    await seen.until((entries) => entries.some(({ params }) => /^Roots updated/.test(params?.data ?? '')));

    results.server = [client.getServerVersion(), client.getServerCapabilities(), client.getInstructions()];
    results.ping = await client.ping();
    results.tools = await client.listTools();
    for (const { name, execution } of results.tools.tools) {
        if (execution?.taskSupport !== 'required')
            results[name] = await callTool(client, name, seen);
    }
    await useResources(client, results, seen);
    results.prompts = await client.listPrompts();
    results.prompt = await client.getPrompt({ name: 'args-prompt', arguments: { city: 'Berlin', state: 'BE' } });
    results.completion = await client.complete({
        ref: { type: 'ref/prompt', name: 'completable-prompt' }, argument: { name: 'department', value: 'S' },
    });
    results.unknown = await client.getPrompt({ name: 'no-such-prompt' }).catch(({ code, message }) => ({ code, message }));
    await transport.terminateSession();
    await client.close();
    return { seen: seen.entries, results };
}

function answerServer(client, requests, seen) {
    const answer = (kind, result) => client.setRequestHandler(requests[kind], async ({ method, params }) => {
        seen.add({ method, params });
        return result;
    });
    answer('sampling', { role: 'assistant', model: 'a-model', content: { type: 'text', text: 'water' } });
    answer('elicitation', { action: 'accept', content: { name: 'Ada', check: true } });
    answer('roots', { roots: [{ uri: 'file:///srv/project', name: 'project' }] });
    client.fallbackNotificationHandler = async ({ method, params }) => seen.add({ method, params });
}

async function callTool(client, name, seen) {
    const call = { name, arguments: kArguments[name] ?? {} };
    const onprogress = (progress) => seen.add({ method: 'progress', params: progress });
    // v1 has the result schema as the second parameter.
    const result = client instanceof v1.Client ? await client.callTool(call, undefined, { onprogress })
        : await client.callTool(call, { onprogress });
    // Two tools start a timer of the server; a second call stops it before it could fire a random number of times.
    if (name.startsWith('toggle-'))
        await client.callTool({ name, arguments: {} });
    return result;
}

async function useResources(client, results, seen) {
    results.templates = await client.listResourceTemplates();
    results.resources = await client.listResources();
    results.text = await client.readResource({ uri: 'demo://resource/dynamic/text/1' });
    results.blob = await client.readResource({ uri: 'demo://resource/dynamic/blob/2' });
    results.missing = await client.readResource({ uri: 'demo://no/such/resource' })
        .catch(({ code, message }) => ({ code, message }));
    await client.setLoggingLevel('debug');
    await client.subscribeResource({ uri: 'demo://resource/dynamic/text/1' });
    await client.unsubscribeResource({ uri: 'demo://resource/dynamic/text/1' });
    await client.sendRootsListChanged();
    const updates = (entries) => entries.filter(({ params }) => /^Roots updated/.test(params?.data ?? '')).length;
    await seen.until((entries) => updates(entries) === 2);
}
