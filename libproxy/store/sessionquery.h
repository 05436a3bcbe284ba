// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <limits>

namespace sightglass::store {

/// Which sessions to read: those that were used last come first, and of those of one moment the greatest key, byte by
/// byte. Pages go by key: the next page begins behind the last session of the one before.
struct SessionQuery {
    qint64 before = std::numeric_limits<qint64>::max(); ///< lastActivityAtUs of the last one seen …
    QByteArray beforeKey = {};                          ///< … and its key
    qint64 limit = 500;
    bool liveOnly = false; ///< only those that have not ended
};

} // namespace sightglass::store
