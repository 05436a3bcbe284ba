// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <QList>
#include <QString>

namespace sightglass::models {

class ExchangeListModel;

/// How one exchange belongs to another.
enum class LinkKind : quint8 {
    Parent,      ///< its stream carried this request; or the batch it was in
    Child,       ///< a request of the server within this stream; or a member of this batch
    Answer,      ///< the POST that carried the client's answer to this request of the server
    Answered,    ///< this POST is the answer to that request of the server
    CancelledBy, ///< the notification that cancelled this request
    Cancels,     ///< the request that this notification cancels
    RetryBefore, ///< the same call, which asked for input (SEP-2322)
    RetryAfter,  ///< the call that came again with that input
    Stream,      ///< the GET stream of its session
    Initialize,  ///< the handshake that began its session
};

struct ExchangeLink {
    LinkKind kind = LinkKind::Parent;
    exchange::ExchangeId id;
    bool operator==(const ExchangeLink &) const = default;
};

/// Rows to either side of an exchange that are looked at: bounds the time to a few milliseconds.
inline constexpr int kLinkWindow = 20'000;

/// What belongs to \a id, in the order of their ids; empty when it is not in the list. Pure.
QList<ExchangeLink> exchangeLinks(const ExchangeListModel &list, exchange::ExchangeId id);
/// In words, e.g. `Answered by`.
QString linkText(LinkKind kind);

} // namespace sightglass::models
