// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/eventtable.h"

#include "base/clock.h"

#include <limits>

namespace sightglass::store {

namespace {

/// What a SQLite integer can be.
qint64 clamped(quint64 number)
{
    return static_cast<qint64>(std::min(number, quint64(std::numeric_limits<qint64>::max())));
}

/// Removes the streams whose row meets \a condition, whose parameters \a bind sets.
Result<void> removeStreams(const Database &database, const QByteArray &condition,
                           const std::function<void(Statement &)> &bind)
{
    const QByteArray sqls[] = {"DELETE FROM event WHERE stream IN (SELECT id FROM stream WHERE " + condition + ")",
                               "DELETE FROM stream WHERE " + condition};
    for (const QByteArray &sql : sqls) {
        Result<Statement> remove = database.prepare(sql);
        if (!remove)
            return tl::unexpected<Error>(remove.error());
        bind(*remove);
        if (const Result<void> done = remove->run(); !done)
            return done;
    }
    return {};
}

} // namespace

Result<void> EventTable::prepare()
{
    const std::pair<Statement *, QByteArrayView> statements[] = {
        {&m_find, "SELECT id, last_number, last_upstream_id, finished, events, bytes, written_at FROM stream "
                  "WHERE session = ? AND name = ?"},
        {&m_add,
         "INSERT INTO stream (session, name, written_at, last_number, last_upstream_id, finished, events, bytes) "
         "VALUES (?, ?, ?, 0, x'', 0, 0, 0)"},
        {&m_insert, "INSERT INTO event (stream, number, upstream_id, bytes) VALUES (?, ?, ?, ?)"},
        {&m_sizes, "SELECT number, length(bytes) FROM event WHERE stream = ? ORDER BY number"},
        {&m_removeUpTo, "DELETE FROM event WHERE stream = ? AND number <= ?"},
        {&m_update,
         "UPDATE stream SET written_at = ?, last_number = ?, last_upstream_id = ?, finished = ?, events = ?, "
         "bytes = ? WHERE id = ?"},
        {&m_total, "SELECT streams, events, bytes FROM stream_total"},
        {&m_oldest, "SELECT id, events, bytes FROM stream WHERE id <> ? ORDER BY finished DESC, written_at"},
    };
    for (const auto &[statement, sql] : statements) {
        if (const Result<void> done = m_database.prepare(sql, *statement); !done)
            return done;
    }
    return {};
}

Result<void> EventTable::append(const QByteArray &session, const QByteArray &stream,
                                const std::vector<StoredEvent> &events)
{
    if (events.empty())
        return {};
    Result<Row> row = findOrAdd(session, stream);
    if (!row)
        return tl::unexpected<Error>(row.error());
    for (const StoredEvent &event : events) {
        if (event.number <= row->lastNumber || event.number != quint64(clamped(event.number)))
            continue;
        if (const Result<void> done = insert(*row, event); !done)
            return done;
    }
    Result<void> done = applyLimits(*row);
    if (done)
        done = update(*row);
    return done ? makeRoom(*row) : done;
}

Result<void> EventTable::finish(const QByteArray &session, const QByteArray &stream)
{
    Result<Row> row = findOrAdd(session, stream);
    if (!row)
        return tl::unexpected<Error>(row.error());
    row->finished = true;
    const Result<void> done = update(*row);
    return done ? makeRoom(*row) : done;
}

Result<void> EventTable::forget(const QByteArray &session)
{
    return removeStreams(m_database, "session = ?", [&](Statement &remove) { remove.bindBlob(1, session); });
}

Result<void> EventTable::removeOld()
{
    return removeStreams(m_database, "(finished = 0 AND written_at < ?) OR (finished = 1 AND written_at < ?)",
                         [this](Statement &remove) {
                             remove.bind(1, oldestUs(false));
                             remove.bind(2, oldestUs(true));
                         });
}

Result<StoredStream> EventTable::read(const QByteArray &session, const QByteArray &stream, quint64 after)
{
    const Result<std::optional<Row>> row = find(session, stream);
    if (!row)
        return tl::unexpected<Error>(row.error());
    if (!*row)
        return failure(ErrorCode::NotFound, QStringLiteral("There is no such stream of this session"));
    StoredStream found;
    found.lastUpstreamId = (*row)->lastUpstreamId;
    found.finished = (*row)->finished;
    if (const Result<void> done = readEvents(**row, after, found); !done)
        return tl::unexpected<Error>(done.error());
    return found;
}

Result<void> EventTable::readEvents(const Row &row, quint64 after, StoredStream &into)
{
    Result<Statement> select = m_database.prepare("SELECT number, upstream_id, bytes FROM event WHERE stream = ? AND "
                                                  "number > ? ORDER BY number");
    if (!select)
        return tl::unexpected<Error>(select.error());
    select->bind(1, row.id);
    select->bind(2, clamped(after));
    Result<bool> more = select->next();
    for (; more && *more; more = select->next())
        into.events.push_back({static_cast<quint64>(select->integer(0)), select->bytes(2), select->bytes(1)});
    if (!more)
        return tl::unexpected<Error>(more.error());
    m_sizes.bind(1, row.id);
    const Result<bool> oldest = m_sizes.next();
    if (!oldest)
        return tl::unexpected<Error>(oldest.error());
    into.setNumbers(*oldest ? static_cast<quint64>(m_sizes.integer(0)) : 0, row.lastNumber);
    m_sizes.reset();
    return {};
}

/// None when there is no such stream, or nobody wrote it for too long.
Result<std::optional<EventTable::Row>> EventTable::find(const QByteArray &session, const QByteArray &stream)
{
    m_find.bindBlob(1, session);
    m_find.bindBlob(2, stream);
    const Result<bool> there = m_find.next();
    if (!there)
        return tl::unexpected<Error>(there.error());
    if (!*there)
        return std::optional<Row>();
    const Row row{m_find.integer(0), static_cast<quint64>(m_find.integer(1)),
                  m_find.bytes(2),   m_find.integer(3) != 0,
                  m_find.integer(4), m_find.integer(5)};
    const bool old = m_find.integer(6) < oldestUs(row.finished);
    m_find.reset();
    return old ? std::nullopt : std::optional<Row>(row);
}

Result<EventTable::Row> EventTable::findOrAdd(const QByteArray &session, const QByteArray &stream)
{
    const Result<std::optional<Row>> known = find(session, stream);
    if (!known)
        return tl::unexpected<Error>(known.error());
    if (*known)
        return **known;
    // One that grew old begins anew.
    if (const Result<void> done = removeOld(); !done)
        return tl::unexpected<Error>(done.error());
    m_add.bindBlob(1, session);
    m_add.bindBlob(2, stream);
    m_add.bind(3, wallClockUs());
    if (const Result<void> done = m_add.run(); !done)
        return tl::unexpected<Error>(done.error());
    Row row;
    row.id = m_database.lastRowId();
    return row;
}

Result<void> EventTable::insert(Row &row, const StoredEvent &event)
{
    m_insert.bind(1, row.id);
    m_insert.bind(2, clamped(event.number));
    m_insert.bindBlob(3, event.upstreamId);
    m_insert.bindBlob(4, event.bytes);
    if (const Result<void> done = m_insert.run(); !done)
        return done;
    row.lastNumber = event.number;
    if (!event.upstreamId.isEmpty())
        row.lastUpstreamId = event.upstreamId;
    ++row.events;
    row.bytes += event.bytes.size();
    return {};
}

Result<void> EventTable::applyLimits(Row &row)
{
    const auto over = [&] { return row.events > 0 && m_limits.passedBy(row.events, row.bytes); };
    if (!over())
        return {};
    m_sizes.bind(1, row.id);
    qint64 last = 0;
    while (over()) {
        const Result<bool> more = m_sizes.next();
        if (!more)
            return tl::unexpected<Error>(more.error());
        if (!*more)
            break;
        last = m_sizes.integer(0);
        --row.events;
        row.bytes -= m_sizes.integer(1);
    }
    m_sizes.reset();
    m_removeUpTo.bind(1, row.id);
    m_removeUpTo.bind(2, last);
    return m_removeUpTo.run();
}

Result<void> EventTable::update(const Row &row)
{
    m_update.bind(1, wallClockUs());
    m_update.bind(2, clamped(row.lastNumber));
    m_update.bindBlob(3, row.lastUpstreamId);
    m_update.bind(4, row.finished ? 1 : 0);
    m_update.bind(5, row.events);
    m_update.bind(6, row.bytes);
    m_update.bind(7, row.id);
    return m_update.run();
}

Result<void> EventTable::makeRoom(const Row &stays)
{
    Result<qint64> cost = totalCost();
    if (!cost)
        return tl::unexpected<Error>(cost.error());
    if (!m_limits.passedInTotal(*cost))
        return {};
    std::vector<qint64> gone;
    m_oldest.bind(1, stays.id);
    while (m_limits.passedInTotal(*cost)) {
        const Result<bool> more = m_oldest.next();
        if (!more)
            return tl::unexpected<Error>(more.error());
        if (!*more)
            break;
        gone.push_back(m_oldest.integer(0));
        *cost -= EventLimits::costOf(1, m_oldest.integer(1), m_oldest.integer(2));
    }
    m_oldest.reset();
    for (const qint64 id : gone) {
        const auto bind = [id](Statement &remove) { remove.bind(1, id); };
        if (const Result<void> done = removeStreams(m_database, "id = ?", bind); !done)
            return done;
    }
    return {};
}

Result<qint64> EventTable::totalCost()
{
    const Result<bool> there = m_total.next();
    if (!there)
        return tl::unexpected<Error>(there.error());
    const qint64 cost = *there ? EventLimits::costOf(m_total.integer(0), m_total.integer(1), m_total.integer(2)) : 0;
    m_total.reset();
    return cost;
}

/// A stream that was written before is gone.
qint64 EventTable::oldestUs(bool finished) const
{
    const qint64 ageMs = m_limits.ageMs(finished);
    return ageMs > 0 ? wallClockUs() - ageMs * 1000 : std::numeric_limits<qint64>::min();
}

} // namespace sightglass::store
