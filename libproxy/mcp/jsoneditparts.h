// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>

namespace sightglass::mcp::jsonedit {

/// What the files of jsonedit share.

/// \a value without the blanks around it, once it is known to be a JSON text in UTF-8 that fits below \a depth
/// containers.
Result<QByteArrayView> checkedValue(QByteArrayView value, int depth);

/// LimitExceeded when it is larger than kMaxBytes.
Result<QByteArray> bounded(QByteArray text);

enum class Put {
    Set,     ///< see set()
    Replace, ///< it must be there (RFC 6902 section 4.3)
    Add,     ///< its parent must be there; inserts into arrays (section 4.1)
};
Result<QByteArray> put(QByteArrayView json, QByteArrayView pointer, QByteArrayView checked, Put how);

} // namespace sightglass::mcp::jsonedit
