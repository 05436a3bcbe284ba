// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/donequeue.h"
#include "store/eventstore.h"

#include <QTimer>

#include <deque>
#include <list>
#include <map>

namespace sightglass::store {

/// Keeps events in memory; gone with the process.
///
/// Thread and owner: as EventStore.
class MemoryEventStore : public EventStore
{
    Q_OBJECT
public:
    explicit MemoryEventStore(const EventLimits &limits);

    void open(Done<void> done) override { m_done.later(std::move(done))({}); }
    void append(const QByteArray &session, const QByteArray &stream, const std::vector<StoredEvent> &events) override;
    void finish(const QByteArray &session, const QByteArray &stream) override;
    void read(const QByteArray &session, const QByteArray &stream, quint64 after, Done<StoredStream> done) override;
    void forget(const QByteArray &session) override;
    void flush(Done<void> done) override { m_done.later(std::move(done))({}); }

private:
    using Name = std::pair<QByteArray, QByteArray>; // session and stream
    using Order = std::list<const Name *>;          // those written longest ago first

    struct Stream {
        std::deque<StoredEvent> events;
        qint64 bytes = 0;
        quint64 lastNumber = 0;
        QByteArray lastUpstreamId;
        bool finished = false;
        qint64 writtenAtUs = 0; ///< monotonic
        Order::iterator place;  ///< in m_live or m_finished
    };
    using Streams = std::map<Name, Stream>;

    Stream &touch(const QByteArray &session, const QByteArray &stream);
    Order &orderOf(const Stream &stream) { return stream.finished ? m_finished : m_live; }
    static qint64 costOf(const Stream &stream);
    bool isOld(const Stream &stream, qint64 nowUs) const;
    void applyLimits(Stream &stream) const;
    Streams::iterator remove(Streams::iterator stream);
    void removeOld(qint64 nowUs);
    void makeRoom(const Stream &stays);
    Result<StoredStream> find(const Name &name, quint64 after) const;

    EventLimits m_limits;
    Streams m_streams;
    Order m_live;
    Order m_finished;
    qint64 m_cost = 0; ///< of all streams
    QTimer m_ageTimer;
    DoneQueue m_done;
};

} // namespace sightglass::store
