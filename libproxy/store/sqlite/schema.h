// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite/database.h"

#include <QList>

namespace sightglass::store {

/// The newest schema this build knows: resources/sql/sqlite/1.sql … kSchemaVersion.sql exist.
inline constexpr int kSchemaVersion = 4;
/// `PRAGMA application_id` of our databases: "SGls".
inline constexpr qint64 kApplicationId = 0x53476C73;

/// What a database file turned out to be.
struct SchemaState {
    bool empty = false; ///< holds nothing at all, so it may become ours
    int version = 0;    ///< `PRAGMA user_version`
};

/// Looks without touching. InvalidData when it is no database or that of another program, Unsupported when its schema
/// is newer than \a newestKnown.
Result<SchemaState> inspectSchema(const Database &database, int newestKnown = kSchemaVersion);

/// The SQL of each version, first to newest, as built in.
Result<QList<QByteArray>> builtInSchema();

/// Brings a database from \a version to the newest of \a steps; step N (from 1) makes version N out of N - 1, each in a
/// transaction of its own. After a failure the database stands at the last version that succeeded.
Result<void> migrateSchema(const Database &database, int version, const QList<QByteArray> &steps);

} // namespace sightglass::store
