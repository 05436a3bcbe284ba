// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the proxy recorded, as `sightglass export` gives it. The one place of these tests that knows the export's fields.

import { run } from './children.mjs';
import { sightglass } from './proxy.mjs';

/** A body in the export: a string where it is UTF-8, else { base64 }. */
function bytes(value) {
    if (value === undefined || value === null)
        return Buffer.alloc(0);
    return typeof value === 'string' ? Buffer.from(value) : Buffer.from(value.base64, 'base64');
}

/** All exchanges in the order they began; call it after the proxy has stopped. */
export async function recordedExchanges(store) {
    const { code, stdout, stderr } = await run(sightglass(), ['export', '--format', 'jsonl', '--store', store]);
    if (code !== 0)
        throw new Error(`sightglass export ended with code ${code}\n${stderr}`);
    return stdout.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line))
        .sort((one, other) => one.startedAtUs - other.startedAtUs || one.id - other.id)
        .map(normalised);
}

/**
 * `direction` is who asked: client or server. An event stream's answer is its events put together. What was edited on the
 * way is there twice: as it came, and as it was sent on (`sent…`, `events[].sent`; undefined where nothing was edited).
 */
function normalised({ requestBody, responseBody, sentRequestBody, sentResponseBody, events, notes, ...record }) {
    const sent = (value) => value === undefined || value === null ? undefined : bytes(value);
    return {
        ...record,
        notes: notes ?? [],
        requestBody: bytes(requestBody),
        sentRequestBody: sent(sentRequestBody),
        sentResponseBody: sent(sentResponseBody),
        responseBody: Buffer.concat([bytes(responseBody), ...(events ?? []).map(({ raw }) => bytes(raw))]),
        events: (events ?? []).map((event) => ({ raw: bytes(event.raw), sent: sent(event.sent) })),
    };
}
