// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/eventstore.h"

#include <QHash>

#include <deque>
#include <map>
#include <optional>

namespace sightglass::store {

/// What a store on the network was told of streams: everything that is not written yet, to be written, and the newest of
/// what is written, to serve from while the network is away. Of each stream the newest events stay when there are more
/// than its limits allow; of all together no more than two bounds allow, what is written going first.
class EventOverlay
{
public:
    static constexpr qint64 kMaxBytes = qint64(64) * 1024 * 1024;
    static constexpr qint64 kMaxWrittenBytes = qint64(16) * 1024 * 1024;
    static constexpr qint64 kEventBytes = 64; ///< what an event costs beside its bytes

    using Key = std::pair<QByteArray, QByteArray>; ///< session and stream

    explicit EventOverlay(const EventLimits &limits, qint64 maxBytes = kMaxBytes,
                          qint64 maxWrittenBytes = kMaxWrittenBytes)
        : m_limits(limits), m_maxBytes(maxBytes), m_maxWrittenBytes(maxWrittenBytes)
    {}

    void append(const Key &key, const std::vector<StoredEvent> &events);
    void finish(const Key &key);
    void forget(const QByteArray &session);

    // Handed out to be written is what was not handed out before: first the sessions to forget, then events, then ends.
    QList<QByteArray> takeForgotten();
    std::vector<StoredEvent> takeEvents(const Key &key);
    /// Events that were dropped here before they arrived. What is kept elsewhere of them and of those before must go, too:
    /// a stream has no holes.
    struct Gone {
        quint64 upTo = 0;          ///< 0: none was
        QByteArray lastUpstreamId; ///< of the whole stream
    };
    Gone gone(const Key &key) const;
    bool takeFinish(const Key &key);
    /// The streams that have something to hand out.
    std::vector<Key> waiting() const;
    /// What was handed out has not arrived; \a everything: what had arrived is gone, too.
    void takeBack(bool everything);

    void wroteEvents(const Key &key, quint64 upTo);
    void wroteFinish(const Key &key);
    void wroteForgotten(const QByteArray &session);

    /// The stream with its events behind \a after; none unless all of these are here.
    std::optional<StoredStream> read(const Key &key, quint64 after) const;
    bool forgotten(const QByteArray &session) const { return m_forgotten.contains(session); }
    qint64 bytes() const { return m_bytes; }

private:
    enum class State : quint8 { None, Unsent, Sent, Written };
    struct Stream {
        std::deque<StoredEvent> events;
        size_t written = 0; ///< of the events, from the front
        size_t sent = 0;    ///< the same, the written ones included
        qint64 bytes = 0;
        qint64 grownAtUs = 0; ///< or finished; monotonic
        quint64 gone = 0;     ///< see gone()
        QByteArray lastUpstreamId;
        State finish = State::None;
    };

    static qint64 costOf(const StoredEvent &event) { return kEventBytes + event.bytes.size(); }
    bool expired(const Stream &stream) const;
    void dropFirst(Stream &stream);
    void dropWritten(bool finishedOnly);
    void makeRoom();
    void tidy();

    EventLimits m_limits;
    qint64 m_maxBytes;
    qint64 m_maxWrittenBytes;
    qint64 m_bytes = 0;
    qint64 m_writtenBytes = 0;
    std::map<Key, Stream> m_streams;
    QHash<QByteArray, bool> m_forgotten; ///< session → handed out
};

} // namespace sightglass::store
