// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sessionstore.h"

namespace sightglass::store {

/// How many events are kept for clients that come back; the oldest go first, and one that is bigger than all may be is
/// not kept either. Zero means "no limit".
struct EventLimits {
    qint64 maxEvents = 1'000;          ///< of one stream
    qint64 maxBytes = 4 * 1024 * 1024; ///< of one stream
    qint64 maxAgeSeconds = 24 * 3600;  ///< a stream that nobody wrote for so long is gone

    bool operator==(const EventLimits &) const = default;
};

/// One event of a stream that the proxy answers for.
struct StoredEvent {
    quint64 number = 0;    ///< its place in the stream; the first is 1
    QByteArray bytes;      ///< as the client gets it, blank line included
    QByteArray upstreamId; ///< the id that the server gave it; empty: none

    bool operator==(const StoredEvent &) const = default;
};

/// What is kept of a stream.
struct StoredStream {
    std::vector<StoredEvent> events; ///< in order, those asked for
    quint64 lastNumber = 0;          ///< of all events ever appended; 0: none
    quint64 firstNumber = 0;         ///< of the oldest one that is still kept; 0: none
    QByteArray lastUpstreamId;       ///< of the newest event that had one
    bool finished = false;           ///< nothing will follow
};

/// Keeps the events of streams that the proxy answers for itself, so that a client that lost its connection gets the rest
/// of its stream (2025-11-25 basic/transports "Resumability and Redelivery"), also after a restart of the proxy and,
/// where the store is shared, from another instance.
///
/// A stream is named by bytes without meaning, unique over all instances. It belongs to a session, by its key.
///
/// Thread: the one that made it (the engine's). Owner: the engine.
class EventStore : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void open(Done<void> done) = 0;
    /// Adds events behind those that are there. An event whose number is not above the last one of its stream is passed
    /// over: it was told before.
    virtual void append(const QByteArray &session, const QByteArray &stream,
                        const std::vector<StoredEvent> &events) = 0;
    /// Nothing will follow in this stream; known from then on, if it had no event.
    virtual void finish(const QByteArray &session, const QByteArray &stream) = 0;
    /// The stream with its events behind \a after. NotFound when this session has no such stream.
    virtual void read(const QByteArray &session, const QByteArray &stream, quint64 after, Done<StoredStream> done) = 0;
    /// Removes all streams of a session.
    virtual void forget(const QByteArray &session) = 0;
    /// Calls back when all that was told before is written, or cannot be written.
    virtual void flush(Done<void> done) = 0;
};

} // namespace sightglass::store
