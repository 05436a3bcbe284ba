// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/eventlimits.h"
#include "store/sessionstore.h"

#include <limits>

namespace sightglass::store {

/// One event of a stream that the proxy answers for.
struct StoredEvent {
    quint64 number = 0;    ///< its place in the stream; the first is 1
    QByteArray bytes;      ///< as the client gets it, blank line included
    QByteArray upstreamId; ///< the id that the server gave it; empty: none

    bool operator==(const StoredEvent &) const = default;
};

/// What is kept of a stream. Limits take events from its front only, so that those from firstNumber to lastNumber are all
/// kept, and those before firstNumber are gone: whoever has the events up to N lacks some for good when
/// firstNumber > N + 1. One that is too big to be kept goes with all that were before it, and is counted like others.
struct StoredStream {
    std::vector<StoredEvent> events; ///< in order, those asked for
    quint64 lastNumber = 0;          ///< of all events ever appended, kept or not; 0: none was
    /// Of the oldest event that is still kept. When none is: lastNumber + 1, the next one's; 0: none was ever appended.
    quint64 firstNumber = 0;
    QByteArray lastUpstreamId; ///< of the newest event that had one, kept or not
    bool finished = false;     ///< nothing will follow

    /// Sets both numbers;  oldest: of those that are kept, 0: none is.
    void setNumbers(quint64 oldest, quint64 last)
    {
        lastNumber = last;
        firstNumber = oldest > 0 || last == 0 || last == std::numeric_limits<quint64>::max() ? oldest : last + 1;
    }
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
