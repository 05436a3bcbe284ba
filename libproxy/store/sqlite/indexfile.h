// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite/database.h"

#include <vector>

namespace sightglass::store {

/// `PRAGMA application_id` of a search index: "SGsi".
inline constexpr qint64 kIndexApplicationId = 0x53477369;

/// Opens or makes the file of a search index, set up for use. InvalidData: it is damaged; Unsupported: it is something
/// else, and stays as it is.
Result<Database> openIndexFile(const QString &path);
/// SQLite's own file, which is gone when it is closed.
Result<Database> openTemporaryIndex();
/// With what SQLite keeps beside it. Whoever has it open goes on with what is nobody else's any more.
Result<void> removeIndexFile(const QString &path);

/// The first column of all rows that \a statement gives.
Result<std::vector<quint64>> idsOf(Statement &statement);

} // namespace sightglass::store
