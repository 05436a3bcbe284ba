// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <QByteArrayView>
#include <QLatin1StringView>

namespace sightglass::exchange {

/// The one spelling of each value, in the filter language, in exports and in the terminal.
QLatin1StringView nameOf(State state);
QLatin1StringView nameOf(Kind kind);
QLatin1StringView nameOf(Direction direction);
QLatin1StringView nameOf(mcp::Era era);
QLatin1StringView nameOf(PartKind kind);
QLatin1StringView nameOf(NoteKind kind);
/// `info`, `warning`, `error`; empty for none.
QLatin1StringView nameOf(Severity severity);

/// The outcome in one word, from what the client got: `ok`, `error` (HTTP ≥ 400, JSON-RPC error or tool error),
/// `failed`, `cancelled`, `dropped`, `open`.
QLatin1StringView outcomeOf(const Record &record);

/// The address of a client without its port: `127.0.0.1`, `[::1]`. Valid as long as \a client, Record::client.
QByteArrayView addressOf(QByteArrayView client);

/// Who asks: the name that the client gave itself, at most its first kMaxClientName bytes; where it gave none, its address
/// without the port. Valid as long as \a record.
QByteArrayView clientOf(const Record &record);
inline constexpr qsizetype kMaxClientName = 256;

} // namespace sightglass::exchange
