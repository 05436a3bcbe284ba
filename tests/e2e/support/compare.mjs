// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later

import assert from 'node:assert/strict';

const kShown = 5;
const kContext = 90;

/** Two sorted lists of long lines are equal; else a message that shows only where they part. */
export function assertSameLines(actual, expected, what) {
    const extra = without(actual, expected);
    const missing = without(expected, actual);
    if (extra.length === 0 && missing.length === 0)
        return;
    const shown = [];
    for (let i = 0; i < Math.min(kShown, Math.max(extra.length, missing.length)); ++i)
        shown.push(parting(extra[i] ?? '(nothing)', missing[i] ?? '(nothing)'));
    assert.fail(`${what}: ${extra.length} lines only through the proxy, ${missing.length} only direct\n${shown.join('\n')}`);
}

/** Multiset difference. */
function without(lines, others) {
    const left = new Map();
    for (const line of others)
        left.set(line, (left.get(line) ?? 0) + 1);
    return lines.filter((line) => {
        const count = left.get(line) ?? 0;
        left.set(line, count - 1);
        return count <= 0;
    });
}

function parting(one, other) {
    let at = 0;
    while (at < one.length && one[at] === other[at])
        ++at;
    const piece = (text) => JSON.stringify(text.slice(Math.max(0, at - kContext), at + kContext));
    return `  at ${at}\n    proxy:  ${piece(one)}\n    direct: ${piece(other)}`;
}
