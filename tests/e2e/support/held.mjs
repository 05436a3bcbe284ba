// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The messages that a proxy holds, over its control plane (docs/guide.md, "Control plane").

const kPatienceMs = 30_000;
const kPollMs = 10;

export class HeldMessages {
    #proxy;

    /** `proxy` as startProxy() gives it, with `--control`. */
    constructor(proxy) {
        this.#proxy = proxy;
    }

    async list() {
        const { held } = await this.#ask('GET', '/api/held');
        return held;
    }

    /** The one message that waits, as soon as one does. */
    async next() {
        const end = Date.now() + kPatienceMs;
        while (Date.now() < end) {
            const held = await this.list();
            if (held.length > 1)
                throw new Error(`${held.length} messages wait`);
            if (held.length === 1)
                return held[0];
            await new Promise((resolve) => { setTimeout(resolve, kPollMs); });
        }
        throw new Error('no message was held');
    }

    /** What becomes of it: { decision: 'original' | 'edited' | 'respond' | 'fail', message, reason, headers }. */
    decide({ id }, decision) {
        return this.#ask('POST', `/api/held/${id}`, JSON.stringify(decision));
    }

    async #ask(method, path, body) {
        const response = await fetch(this.#proxy.control + path,
            { method, body, headers: { Authorization: `Bearer ${this.#proxy.token}` } });
        if (!response.ok)
            throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
        return response.json();
    }
}
