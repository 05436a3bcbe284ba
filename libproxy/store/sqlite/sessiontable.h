// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/sessionrecord.h"
#include "store/sessionquery.h"
#include "store/sqlite/database.h"

#include <vector>

namespace sightglass::store {

/// The table `session`. The rules are those of SessionStore. Must be gone before the database.
class SessionTable
{
public:
    explicit SessionTable(const Database &database) : m_database(database) {}
    Result<void> prepare();

    Result<void> save(const exchange::SessionRecord &session);
    Result<void> remove(const QByteArray &key);
    Result<exchange::SessionPtr> load(const QByteArray &key);
    Result<qint64> removeUnused(qint64 unusedSinceUs);

    /// For readers too; rows that cannot be understood are passed over.
    static Result<std::vector<exchange::SessionPtr>> list(const Database &database, const SessionQuery &query);

private:
    const Database &m_database;
    Statement m_save;
    Statement m_remove;
};

} // namespace sightglass::store
