// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later

import { on } from 'node:events';

const kPatienceMs = 30_000;

/**
 * Resolves when `condition()` holds; checked now and with each `event` of `emitter`. After 30 s an error that says what
 * `describe()` gives, so that a lost message shows as such and not as a test that hung.
 */
export async function until(emitter, event, condition, describe) {
    if (condition())
        return;
    try {
        for await (const _ of on(emitter, event, { signal: AbortSignal.timeout(kPatienceMs) })) {
            if (condition())
                return;
        }
    } catch (error) {
        if (error.name !== 'AbortError')
            throw error;
        throw new Error(`waited in vain for the next ${event}\nso far: ${describe()}`);
    }
}
