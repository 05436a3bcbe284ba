// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/retention.h"

#include "store/sqlite/sessionranges.h"

#include <algorithm>

namespace sightglass::store {

namespace {

/// Rows removed in one transaction, so that one never takes long.
constexpr qint64 kRowsPerStep = 10'000;

/// Runs a query for one number with one parameter; 0 when it gives no row.
Result<qint64> lookUp(const Database &database, QByteArrayView sql, qint64 parameter)
{
    Result<Statement> statement = database.prepare(sql);
    if (!statement)
        return tl::unexpected<Error>(statement.error());
    statement->bind(1, parameter);
    const Result<bool> row = statement->next();
    if (!row)
        return tl::unexpected<Error>(row.error());
    return *row ? statement->integer(0) : 0;
}

/// The lowest id to keep so that chunks of \a excess bytes or more can go.
Result<qint64> cutForBytes(const Database &database, qint64 excess)
{
    Result<Statement> chunks = database.prepare("SELECT last_exchange, bytes FROM chunk ORDER BY last_exchange");
    if (!chunks)
        return tl::unexpected<Error>(chunks.error());
    qint64 cut = 0;
    while (excess > 0) {
        const Result<bool> row = chunks->next();
        if (!row)
            return tl::unexpected<Error>(row.error());
        if (!*row)
            break;
        cut = chunks->integer(0) + 1;
        excess -= chunks->integer(1);
    }
    return cut;
}

/// The lowest id to keep; 0 when nothing is over a limit.
Result<qint64> findCut(const Database &database, const Retention &retention, qint64 nowUs)
{
    const Result<qint64> rows = database.number("SELECT exchanges FROM totals");
    const Result<qint64> bytes = database.number("SELECT payload_bytes FROM totals");
    const Result<qint64> newest = database.number("SELECT max(id) FROM exchange");
    for (const Result<qint64> *number : {&rows, &bytes, &newest}) {
        if (!*number)
            return *number;
    }
    qint64 cut = 0;
    if (retention.maxRows > 0 && *rows > retention.maxRows) {
        const Result<qint64> first =
            lookUp(database, "SELECT id FROM exchange ORDER BY id LIMIT 1 OFFSET ?", *rows - retention.maxRows);
        if (!first)
            return first;
        cut = *first;
    }
    if (retention.maxBytes > 0 && *bytes > retention.maxBytes) {
        const Result<qint64> first = cutForBytes(database, *bytes - retention.maxBytes);
        if (!first)
            return first;
        cut = std::max(cut, *first);
    }
    if (retention.maxAgeSeconds > 0) {
        // Reads no further than the first row that stays: ids rise with time.
        const Result<qint64> first =
            lookUp(database, "SELECT id FROM exchange WHERE started_at >= ? ORDER BY id LIMIT 1",
                   nowUs - retention.maxAgeSeconds * 1'000'000);
        if (!first)
            return first;
        cut = std::max(cut, *first != 0 ? *first : *newest + 1);
    }
    return cut;
}

Result<void> removeBelow(const Database &database, qint64 cut)
{
    const QByteArray id = QByteArray::number(cut);
    const Result<qint64> bytes =
        database.number(QByteArray("SELECT coalesce(sum(bytes), 0) FROM chunk WHERE last_exchange < " + id));
    if (!bytes)
        return tl::unexpected<Error>(bytes.error());
    Result<void> done = database.execute("DELETE FROM exchange WHERE id < " + id);
    const qint64 rows = database.changes();
    if (done)
        done = database.execute("DELETE FROM part WHERE exchange_id < " + id);
    if (done)
        done = database.execute("DELETE FROM annotation WHERE exchange_id < " + id);
    if (done)
        done = database.execute("DELETE FROM session_range WHERE range < " + QByteArray::number(rangeOf(cut)));
    if (done)
        done = database.execute("DELETE FROM chunk WHERE last_exchange < " + id);
    if (done) {
        done = database.execute("UPDATE totals SET exchanges = exchanges - " + QByteArray::number(rows)
                                + ", payload_bytes = payload_bytes - " + QByteArray::number(*bytes));
    }
    return done;
}

} // namespace

Result<exchange::ExchangeId> removeOverLimits(const Database &database, const Retention &retention, qint64 nowUs)
{
    const Result<qint64> cut = findCut(database, retention, nowUs);
    if (!cut)
        return tl::unexpected<Error>(cut.error());
    const Result<qint64> oldest = database.number("SELECT min(id) FROM exchange");
    if (!oldest)
        return tl::unexpected<Error>(oldest.error());
    if (*oldest == 0 || *cut <= *oldest)
        return exchange::ExchangeId();
    for (qint64 step = 0; step != *cut;) {
        const Result<qint64> next =
            lookUp(database, "SELECT id FROM exchange ORDER BY id LIMIT 1 OFFSET ?", kRowsPerStep);
        if (!next)
            return tl::unexpected<Error>(next.error());
        step = *next == 0 ? *cut : std::min(*cut, *next);
        Result<void> done = database.begin();
        if (done)
            done = removeBelow(database, step);
        if (done)
            done = database.commit();
        if (!done) {
            database.rollback();
            return tl::unexpected<Error>(done.error());
        }
    }
    return exchange::ExchangeId(static_cast<quint64>(*cut));
}

} // namespace sightglass::store
