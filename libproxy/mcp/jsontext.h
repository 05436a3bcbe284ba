// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace sightglass::mcp {

/// \a text as a JSON string literal, with quotes. Bytes that are not valid UTF-8 are kept as they are.
QByteArray quoteJson(QByteArrayView text);

/// The value of a JSON string literal. Escapes are resolved; a lone surrogate becomes its three-byte (WTF-8) form, so
/// that two different literals never become equal. Garbage gives what could be read.
QByteArray unquoteJson(QByteArrayView literal);

} // namespace sightglass::mcp
