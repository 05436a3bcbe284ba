// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"
#include "interceptor/interceptor.h"
#include "wire/httphead.h"

#include <QList>

#include <optional>

namespace sightglass::interceptor::rules {

/// One message of a recorded exchange, as it was received.
struct RecordedMessage {
    Way way = Way::ToServer;
    bool isEvent = false;
    qint32 part = -1; ///< index, within the exchange's parts, of the (first) part that it came in
    QByteArray bytes; ///< of an event: its data
};

/// The messages that passed the chain when an exchange was recorded, in their order.
struct RecordedMessages {
    std::optional<wire::HttpHead> requestHead;
    std::optional<wire::HttpHead> responseHead;
    QList<RecordedMessage> messages;
};

/// Reads them out of an exchange whose parts are whole. A compressed answer is decoded where it can be. Empty for an exchange
/// whose messages passed as parts of another one: a server's request on a stream, a member of a batch.
RecordedMessages recordedMessages(const exchange::Record &whole);

} // namespace sightglass::interceptor::rules
