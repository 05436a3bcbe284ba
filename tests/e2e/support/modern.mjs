// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One fixed conversation of the modern era (2026-07-28) with the conformance fixture: discovery, tools, an error, progress,
// an input-required round trip, a subscription, a resource, a prompt.

import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Seen } from './seen.mjs';

export const kModern = '2026-07-28';
export const kModes = { auto: 'auto', modern: { pin: kModern } };

/** Has the conversation; gives { seen, results } as converse() of everything.mjs does. */
export async function converseModern(mode, url, fetch) {
    const seen = new Seen();
    const results = {};
    const client = new Client({ name: 'sightglass-e2e', version: '1.0.0' },
        { capabilities: { elicitation: {}, sampling: {}, roots: {} }, versionNegotiation: { mode } });
    client.setRequestHandler('elicitation/create', async ({ method, params }) => {
        seen.add({ method, params });
        return { action: 'accept', content: { name: 'Ada' } };
    });
    client.setNotificationHandler('notifications/tools/list_changed', ({ method }) => seen.add({ method }));
    await client.connect(new StreamableHTTPClientTransport(new URL(url), { fetch }));
    const call = (name, options) => client.callTool({ name, arguments: {} }, options);

    results.version = client.getNegotiatedProtocolVersion();
    results.discover = client.getDiscoverResult();
    results.tools = await client.listTools();
    results.text = await call('test_simple_text');
    results.error = await call('test_error_handling');
    results.progress = await call('test_tool_with_progress',
        { onprogress: (params) => seen.add({ method: 'progress', params }) });
    results.input = await call('test_input_required_result_elicitation');
    const subscription = await client.listen({ toolsListChanged: true });
    results.honoured = subscription.honoredFilter;
    await call('test_trigger_tool_change');
    await seen.until((entries) => entries.some(({ method }) => method === 'notifications/tools/list_changed'));
    await subscription.close();
    results.resource = await client.readResource({ uri: 'test://static-text' });
    results.missing = await client.readResource({ uri: 'test://no-such-resource' })
        .catch(({ code, message }) => ({ code, message }));
    results.prompt = await client.getPrompt({ name: 'test_simple_prompt' });
    await client.close();
    return { seen: seen.entries, results };
}
