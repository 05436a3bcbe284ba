// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace sightglass::session {

/// How many sessions may live, and for how long. Times in milliseconds.
struct SessionLimits {
    int maxSessions = 20'000;            ///< of all clients; the ones that are being initialized count
    int maxPerClient = 5'000;            ///< of one address, whatever the port
    qint64 idleTimeoutMs = 30 * 60'000;  ///< unused for that long, without a stream: it expires; 0: never
    qint64 maxAgeMs = 0;                 ///< 0: none
    qint64 idleAfterMs = 60'000;         ///< Active becomes Idle
    qint64 maxBytes = 256 * 1024 * 1024; ///< an estimate of what all sessions take; above it the unused ones go
    /// An expired or evicted session is refused from then on and ended at the server. Else it only leaves the memory, and
    /// is back as soon as its client is.
    bool enforce = false;

    bool operator==(const SessionLimits &) const = default;
};

} // namespace sightglass::session
