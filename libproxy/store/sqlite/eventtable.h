// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/eventstore.h"
#include "store/sqlite/database.h"

#include <optional>

namespace sightglass::store {

/// The tables `stream` and `event`. The rules are those of EventStore. Must be gone before the database.
class EventTable
{
public:
    EventTable(const Database &database, const EventLimits &limits) : m_database(database), m_limits(limits) {}
    Result<void> prepare();

    Result<void> append(const QByteArray &session, const QByteArray &stream, const std::vector<StoredEvent> &events);
    Result<void> finish(const QByteArray &session, const QByteArray &stream);
    Result<void> forget(const QByteArray &session);
    Result<StoredStream> read(const QByteArray &session, const QByteArray &stream, quint64 after);
    /// Removes the streams that nobody wrote or finished for too long.
    Result<void> removeOld();

private:
    /// A row of `stream`.
    struct Row {
        qint64 id = 0;
        quint64 lastNumber = 0;
        QByteArray lastUpstreamId;
        bool finished = false;
        qint64 events = 0;
        qint64 bytes = 0;
    };

    Result<std::optional<Row>> find(const QByteArray &session, const QByteArray &stream);
    Result<Row> findOrAdd(const QByteArray &session, const QByteArray &stream);
    Result<void> insert(Row &row, const StoredEvent &event);
    Result<void> applyLimits(Row &row);
    Result<void> update(const Row &row);
    Result<void> readEvents(const Row &row, quint64 after, StoredStream &into);
    /// Removes whole streams while all together have too much; never \a stays.
    Result<void> makeRoom(const Row &stays);
    Result<qint64> totalCost();
    qint64 oldestUs(bool finished) const;

    const Database &m_database;
    const EventLimits m_limits;
    Statement m_find;
    Statement m_add;
    Statement m_insert;
    Statement m_sizes;
    Statement m_removeUpTo;
    Statement m_update;
    Statement m_total;
    Statement m_oldest;
};

} // namespace sightglass::store
