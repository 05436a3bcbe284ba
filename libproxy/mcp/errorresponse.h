// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace sightglass::mcp {

/// A JSON-RPC error response as text. \a id and \a data are JSON texts; an empty id is null, an empty data left out.
QByteArray errorResponse(const QByteArray &id, qint64 code, QByteArrayView message, const QByteArray &data = {});

} // namespace sightglass::mcp
