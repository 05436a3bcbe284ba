// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>

namespace sightglass::store {

/// How much is kept for clients that come back. Of one stream the oldest events go first, and one that is bigger than all
/// may be is not kept either. Zero means "no limit". A value.
struct EventLimits {
    qint64 maxEvents = 1'000;          ///< of one stream
    qint64 maxBytes = 4 * 1024 * 1024; ///< of one stream
    qint64 maxAgeSeconds = 24 * 3600;  ///< a stream that nobody wrote for so long is gone
    /// A finished stream that nobody wrote or finished for so long is gone, if it is not by maxAgeSeconds. A server that
    /// answers each POST by a stream leaves one behind per request. Zero: as maxAgeSeconds.
    qint64 finishedAgeSeconds = 600;
    /// Of all streams in one store, where each stream counts kStreamBytes and each event kEventBytes beside its own. The
    /// finished streams that were written longest ago go first, then the others written longest ago; the one that is
    /// written stays, with as many of its events as fit. Redis does not look at it: how much memory it may use, and what
    /// goes then, is its own `maxmemory` and `maxmemory-policy` (volatile-ttl lets finished streams go first).
    qint64 maxTotalBytes = qint64(256) * 1024 * 1024;

    static constexpr qint64 kStreamBytes = 1024;
    static constexpr qint64 kEventBytes = 64;

    /// What counts towards maxTotalBytes.
    static qint64 costOf(qint64 streams, qint64 events, qint64 bytes)
    {
        return streams * kStreamBytes + events * kEventBytes + bytes;
    }
    /// Whether one stream has more than it may.
    bool passedBy(qint64 events, qint64 bytes) const
    {
        return (maxEvents > 0 && events > maxEvents) || (maxBytes > 0 && bytes > maxBytes)
               || passedInTotal(costOf(1, events, bytes));
    }
    bool passedInTotal(qint64 cost) const { return maxTotalBytes > 0 && cost > maxTotalBytes; }

    /// How long after it was written or finished a stream is gone, in milliseconds; 0: never.
    qint64 ageMs(bool finished) const
    {
        constexpr qint64 kCentury = qint64(100) * 366 * 24 * 3600; // more would not fit once it is microseconds
        qint64 seconds = std::min(maxAgeSeconds, kCentury);
        if (finished && finishedAgeSeconds > 0)
            seconds = seconds > 0 ? std::min(seconds, finishedAgeSeconds) : std::min(finishedAgeSeconds, kCentury);
        return seconds * 1000;
    }

    bool operator==(const EventLimits &) const = default;
};

} // namespace sightglass::store
