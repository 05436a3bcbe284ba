// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace sightglass::interceptor {

/// How a message is handed on, when not simply whole and at once. The engine carries it out; only faults ask for it.
/// Sizes are bytes of body (of the answer, or of one event as serialized).
struct Delivery {
    qint64 bytesPerSecond = 0; ///< > 0: no faster than this
    qint64 chunkBytes = 0;     ///< > 0: in pieces of so many bytes …
    int chunkEveryMs = 0;      ///< … one every so many milliseconds (slow drip)
    qint64 cutAfterBytes =
        -1; ///< >= 0: after so many bytes the connection is closed (to the server: the request is cut)
    qint64 stallAfterBytes = -1; ///< >= 0: after so many bytes nothing more comes, and nothing is closed
    int copies = 1;              ///< > 1: so many times in a row (an event, or a request to the server)
    bool swapWithNext = false;   ///< an event only: after the event that follows it

    bool isPlain() const
    {
        return bytesPerSecond <= 0 && chunkBytes <= 0 && cutAfterBytes < 0 && stallAfterBytes < 0 && copies <= 1
               && !swapWithNext;
    }
    bool operator==(const Delivery &) const = default;
};

} // namespace sightglass::interceptor
