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

/// Removes the streams whose row meets \a condition, which has one parameter.
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
    const Result<void> done = applyLimits(*row);
    return done ? update(*row) : done;
}

Result<void> EventTable::finish(const QByteArray &session, const QByteArray &stream)
{
    Result<Row> row = findOrAdd(session, stream);
    if (!row)
        return tl::unexpected<Error>(row.error());
    row->finished = true;
    return update(*row);
}

Result<void> EventTable::forget(const QByteArray &session)
{
    return removeStreams(m_database, "session = ?", [&](Statement &remove) { remove.bindBlob(1, session); });
}

Result<void> EventTable::removeOld()
{
    return removeStreams(m_database, "written_at < ?", [this](Statement &remove) { remove.bind(1, oldestUs()); });
}

Result<StoredStream> EventTable::read(const QByteArray &session, const QByteArray &stream, quint64 after)
{
    const Result<std::optional<Row>> row = find(session, stream);
    if (!row)
        return tl::unexpected<Error>(row.error());
    if (!*row)
        return failure(ErrorCode::NotFound, QStringLiteral("There is no such stream of this session"));
    StoredStream found;
    found.lastNumber = (*row)->lastNumber;
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
    into.firstNumber = *oldest ? static_cast<quint64>(m_sizes.integer(0)) : 0;
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
    const bool old = m_find.integer(6) < oldestUs();
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
    const auto over = [&] {
        return row.events > 0
               && ((m_limits.maxEvents > 0 && row.events > m_limits.maxEvents)
                   || (m_limits.maxBytes > 0 && row.bytes > m_limits.maxBytes));
    };
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

qint64 EventTable::oldestUs() const
{
    return m_limits.maxAgeSeconds > 0 ? wallClockUs() - m_limits.maxAgeSeconds * 1'000'000
                                      : std::numeric_limits<qint64>::min();
}

} // namespace sightglass::store
