// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <QString>

#include <map>
#include <vector>

/// The messages of exchanges as arrows between client, proxy and server. Pure functions.
namespace sightglass::models {

enum class Lane : quint8 { Client, Proxy, Server };

enum class SequenceKind : quint8 {
    Request,
    Notification,
    Response, ///< what answers a request
    Event,    ///< a server-sent event; or how many there are, where they are not at hand
    Stream,   ///< an event stream begins or ends; a session is ended
    Http,     ///< HTTP that carries no message
    Failure,  ///< it broke, or somebody left
    Gap,      ///< nothing passed
};

/// One arrow, or one gap.
struct SequenceRow {
    SequenceKind kind = SequenceKind::Request;
    Lane from = Lane::Client;
    Lane to = Lane::Server;
    bool isError = false;
    bool isEdited = false; ///< the proxy changed it on its way
    int part = -1;         ///< of an event: its index in the payload
    exchange::ExchangeId exchange;
    qint64 atUs = 0;        ///< microseconds since the Unix epoch
    qint64 durationUs = -1; ///< of an answer: since the request; of a gap: its length
    QString label;

    bool operator==(const SequenceRow &) const = default;
};

/// What an event says, read once.
struct SequenceEvent {
    qint64 atUs = 0; ///< since its exchange began
    int part = 0;
    bool isRequest = false;
    bool isAnswer = false;
    bool isError = false;
    bool isEdited = false;
    bool isDropped = false; ///< the proxy kept it from the client
    QByteArray rpcId;       ///< as JSON; empty: none
    QString label;

    bool operator==(const SequenceEvent &) const = default;
};

/// One exchange of the diagram.
struct SequenceItem {
    exchange::Record record;           ///< without parts
    std::vector<SequenceEvent> events; ///< as far as they are known
    bool eventsKnown = false;
};

/// Longer than this without a message is a row of its own.
inline constexpr qint64 kGapUs = 2'000'000;

/// The events of a payload that carry data, the first \a most of them.
std::vector<SequenceEvent> sequenceEvents(const QList<exchange::Part> &parts, std::size_t most);
/// All of them in the order of time, gaps between them. \a items by the number of their exchange.
std::vector<SequenceRow> sequenceRows(const std::map<quint64, SequenceItem> &items);

} // namespace sightglass::models
