// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite/database.h"

namespace sightglass::store {

/// The ways in which our programs open a recording: found, checked, and set up. The texts of the errors name the file.
/// The newest schema is that of schema.h.
Result<Database> openForWriting(const QString &path);
Result<Database> openForReading(const QString &path);

/// Makes an empty file at \a path that only its owner can read, unless there is one. A recording holds credentials, and
/// SQLite would make it readable for all. Where this fails, opening the database says why.
void makePrivateFile(const QString &path);

} // namespace sightglass::store
