// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"
#include "exchange/sessionrecord.h"

#include <QString>

/// How sessions read for people: pure functions, translated, from any thread. What a peer sent is cut as in
/// exchangetext.h.
namespace sightglass::models {

/// A span that nobody reads to the millisecond: `0 s`, `47 s`, `2 m 03 s`, `2 h 05 m`, `3 d 04 h`. Empty below 0.
QString spanText(qint64 us);

QString sessionStateText(exchange::SessionState state);
/// Why it ended, as a sentence without a full stop; empty while it lives.
QString sessionEndText(const exchange::SessionRecord &session);
QString sessionKindText(exchange::SessionKind kind);
/// `claude-code 2.1.0`; empty when the party said nothing.
QString partyText(const exchange::Party &party);
/// Its client by name, or else by address.
QString sessionClientText(const exchange::SessionRecord &session);
/// `claude-code, …0305e82c3301`: enough to tell it from others.
QString sessionTitle(const exchange::SessionRecord &session);
/// In full words, for a screen reader.
QString sessionAccessibleText(const exchange::SessionRecord &session);

/// The filter of its exchanges (docs/filter.md).
QString sessionFilter(const exchange::SessionRecord &session);
/// Whether the exchange is one of the session's. Of traffic without a session on the wire, what does not say whose it is
/// belongs to the client that used its connection last.
bool belongsTo(const exchange::Record &record, const exchange::SessionRecord &session);

} // namespace sightglass::models
