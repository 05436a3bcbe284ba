// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/recordstore.h"
#include "store/sqlite/database.h"

#include <QHash>

#include <optional>

namespace sightglass::store {

/// The range of ids, as table `session_range` numbers them, that \a id is in.
constexpr qint64 rangeOf(qint64 id)
{
    return id / 1024;
}

/// Ids that stand together, for a reader that looks for those of one session.
struct IdRange {
    quint64 first = 0;
    quint64 last = 0;

    /// What of \a query lies within.
    Query narrowed(Query query) const;
    /// What of \a query comes after it in its order. Its limit is 0 when there is nothing.
    Query behind(Query query) const;
};

/// Notes which sessions have exchanges in which ranges of ids, once for each. Must be gone before the database.
class SessionRangeWriter
{
public:
    explicit SessionRangeWriter(const Database &database) : m_database(database) {}
    Result<void> prepare();
    /// Within the transaction that writes the record.
    Result<void> note(const exchange::Record &record);
    /// That transaction was rolled back.
    void forget()
    {
        m_noted.clear();
        m_range = -1; // the next one is looked up again
    }

private:
    const Database &m_database;
    Statement m_insert;
    qint64 m_range = -1;                ///< the newest one
    QHash<QByteArray, QString> m_noted; ///< in it: sessions and, of each, the route noted last
    QByteArray m_lastSession;           ///< one of them, and …
    QString m_lastRoute;                ///< … its route: many exchanges follow one of their own session
};

/// Finds these ranges. Must be gone before the database.
class SessionRangeReader
{
public:
    explicit SessionRangeReader(const Database &database) : m_database(database) {}
    Result<void> prepare();
    /// The first one, in the order of \a query, with ids that it asks for.
    Result<std::optional<IdRange>> next(const Query &query);

private:
    const Database &m_database;
    Statement m_forward;
    Statement m_backward;
};

} // namespace sightglass::store
