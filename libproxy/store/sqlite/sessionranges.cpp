// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/sessionranges.h"

#include <limits>

namespace sightglass::store {

namespace {

constexpr qint64 kIdsPerRange = 1024;
static_assert(rangeOf(kIdsPerRange - 1) == 0 && rangeOf(kIdsPerRange) == 1);

} // namespace

Query IdRange::narrowed(Query query) const
{
    if (first > 0)
        query.after = exchange::ExchangeId(std::max(query.after.value(), first - 1));
    query.before = exchange::ExchangeId(query.before.isValid() ? std::min(query.before.value(), last + 1) : last + 1);
    return query;
}

Query IdRange::behind(Query query) const
{
    if (!query.newestFirst)
        query.after = exchange::ExchangeId(last);
    else if (first > 0)
        query.before = exchange::ExchangeId(first);
    else
        query.limit = 0;
    return query;
}

Result<void> SessionRangeWriter::prepare()
{
    return m_database.prepare("INSERT OR IGNORE INTO session_range (range, route, session_id) VALUES (?, ?, ?)",
                              m_insert);
}

Result<void> SessionRangeWriter::note(const exchange::Record &record)
{
    const qint64 range = rangeOf(static_cast<qint64>(record.id.value()));
    if (record.sessionId.isEmpty()
        || (range == m_range && record.sessionId == m_lastSession && record.route == m_lastRoute))
        return {};
    if (range > m_range) {
        m_range = range;
        m_noted.clear();
    }
    // A long stream writes into a range that is long past; the database knows what it has of it.
    if (range == m_range) {
        m_lastSession = record.sessionId;
        m_lastRoute = record.route;
        const auto noted = m_noted.constFind(record.sessionId);
        if (noted != m_noted.cend() && *noted == record.route)
            return {};
        m_noted.insert(record.sessionId, record.route);
    }
    const QByteArray route = record.route.toUtf8();
    m_insert.bind(1, range);
    m_insert.bindBlob(2, route);
    m_insert.bindBlob(3, record.sessionId);
    return m_insert.run();
}

Result<void> SessionRangeReader::prepare()
{
    const QByteArray select("SELECT range FROM session_range WHERE range BETWEEN ? AND ? AND route = ? AND "
                            "session_id = ? ORDER BY range ");
    const Result<void> done = m_database.prepare(select + "LIMIT 1", m_forward);
    return done ? m_database.prepare(select + "DESC LIMIT 1", m_backward) : done;
}

Result<std::optional<IdRange>> SessionRangeReader::next(const Query &query)
{
    constexpr auto kHighest = static_cast<quint64>(std::numeric_limits<qint64>::max());
    const quint64 lowest = query.after.value() + 1;
    const quint64 highest = query.before.isValid() ? query.before.value() - 1 : kHighest;
    if (query.limit <= 0 || lowest > highest || highest > kHighest)
        return std::optional<IdRange>();
    const QByteArray route = query.route.toUtf8();
    Statement &select = query.newestFirst ? m_backward : m_forward;
    select.bind(1, rangeOf(static_cast<qint64>(lowest)));
    select.bind(2, rangeOf(static_cast<qint64>(highest)));
    select.bindBlobCopy(3, route);
    select.bindBlobCopy(4, query.sessionId);
    const Result<bool> row = select.next();
    if (!row)
        return tl::unexpected<Error>(row.error());
    if (!*row)
        return std::optional<IdRange>();
    const auto first = static_cast<quint64>(select.integer(0) * kIdsPerRange);
    select.reset();
    return std::optional<IdRange>(IdRange{first, first + kIdsPerRange - 1});
}

} // namespace sightglass::store
