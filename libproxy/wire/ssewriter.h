// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace sightglass::wire {

/// One event of a text/event-stream: `event`, `id`, `retry` (milliseconds) where given, one `data` line per line of
/// `data` (CRLF, CR and LF each end one), and the empty line. An empty `type` writes no `event` line. Line ends in type
/// or id, and NUL in id, would change the stream's meaning and are left out. `data` nullopt writes no data line; an
/// empty one writes `data:` (the priming event of MCP 2025-11-25).
QByteArray serializeSse(QByteArrayView type, std::optional<QByteArrayView> data,
                        std::optional<QByteArrayView> id = std::nullopt, std::optional<qint64> retryMs = std::nullopt);

/// \a raw, one whole event, under another id: its `id` lines go, one with \a id stands ahead of the rest. All other bytes
/// stay as they are.
QByteArray withSseId(QByteArrayView raw, QByteArrayView id);

} // namespace sightglass::wire
