// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/donequeue.h"
#include "store/eventstore.h"

#include <QTimer>

#include <deque>
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
    struct Stream {
        std::deque<StoredEvent> events;
        qint64 bytes = 0;
        quint64 lastNumber = 0;
        QByteArray lastUpstreamId;
        bool finished = false;
        qint64 writtenAtUs = 0; ///< monotonic
    };
    using Name = std::pair<QByteArray, QByteArray>; // session and stream

    Stream &touch(const QByteArray &session, const QByteArray &stream);
    bool isOld(const Stream &stream, qint64 nowUs) const;
    void applyLimits(Stream &stream) const;
    void removeOld();
    Result<StoredStream> find(const Name &name, quint64 after) const;

    EventLimits m_limits;
    std::map<Name, Stream> m_streams;
    QTimer m_ageTimer;
    DoneQueue m_done;
};

} // namespace sightglass::store
