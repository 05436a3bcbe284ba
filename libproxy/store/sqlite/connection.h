// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite/database.h"

namespace sightglass::store {

/// The ways in which our programs open a recording: found, checked, and set up. The texts of the errors name the file.
/// The newest schema is that of schema.h.
Result<Database> openForWriting(const QString &path);
Result<Database> openForReading(const QString &path);

} // namespace sightglass::store
