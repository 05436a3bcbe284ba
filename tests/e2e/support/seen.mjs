// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later

import { EventEmitter } from 'node:events';
import { until } from './waiting.mjs';

/** What a server told or asked its client of its own accord, in the order of arrival. */
export class Seen extends EventEmitter {
    entries = [];

    add(entry) {
        this.entries.push(entry);
        this.emit('change');
    }

    /** Resolves when `condition(entries)` holds. */
    until(condition) {
        return until(this, 'change', () => condition(this.entries), () => JSON.stringify(this.entries));
    }
}
