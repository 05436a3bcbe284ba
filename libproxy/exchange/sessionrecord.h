// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/era.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QString>

#include <memory>
#include <vector>

namespace sightglass::exchange {

/// What holds the traffic of a session together.
enum class SessionKind : quint8 {
    Wire,   ///< legacy era: the Mcp-Session-Id that the server gave
    Client, ///< no id on the wire (modern era): who the client says it is and where it comes from, or else its connection
};

/// Initializing → Active ⇄ Idle → Closing → Closed; Expired and Failed end it too.
enum class SessionState : quint8 {
    Initializing, ///< initialize is under way
    Active,       ///< something is under way, or was lately
    Idle,         ///< nothing under way for a while
    Closing,      ///< a DELETE is under way
    Closed,       ///< ended in order
    Expired,      ///< ended by a limit
    Failed,       ///< initialize was refused or broke
};

/// Why a session ended.
enum class SessionEnd : quint8 {
    None,
    ByClient,    ///< DELETE
    ByServer,    ///< the server knows it no more (404)
    Refused,     ///< initialize was answered by an error, or by nothing
    IdleTimeout, ///< unused for longer than the limit
    MaximumAge,  ///< older than the limit
    Evicted,     ///< the one unused for longest made room
    ByPerson,    ///< ended from the window, the command line or the control plane
};

/// What one side said of itself in the handshake, or in `_meta` in the modern era.
struct Party {
    QByteArray name;
    QByteArray version;
    QByteArray capabilities; ///< a JSON object as it came; empty: not known, or too long to keep

    bool operator==(const Party &) const = default;
};

struct SessionCounters {
    quint64 requests = 0;       ///< from the client
    quint64 serverRequests = 0; ///< from the server
    quint64 notifications = 0;  ///< both ways
    quint64 errors = 0;         ///< JSON-RPC errors, tool errors, HTTP errors, failures
    quint64 events = 0;
    quint64 requestBytes = 0;
    quint64 responseBytes = 0;

    bool operator==(const SessionCounters &) const = default;
};

/// An immutable snapshot of a session: what lists, stores and exports read. Times are wall clock, microseconds since the
/// Unix epoch; 0: not yet.
struct SessionRecord {
    QByteArray key; ///< unique over routes and eras, the same after a restart and on every instance: see sessionKey()
    SessionKind kind = SessionKind::Wire;
    SessionState state = SessionState::Initializing;
    SessionEnd end = SessionEnd::None;
    QString endText; ///< the reason for a person; empty while it lives
    QString route;
    QByteArray id; ///< Mcp-Session-Id; empty for SessionKind::Client
    mcp::Era era = mcp::Era::Unknown;
    QByteArray protocolVersion;
    Party client;
    Party server;
    QByteArray clientAddress; ///< address and port last seen
    QByteArray instance;      ///< the proxy that served it last
    qint64 createdAtUs = 0;
    qint64 lastActivityAtUs = 0;
    qint64 endedAtUs = 0;
    qint32 openStreams = 0;      ///< event streams that a client reads now
    qint32 inFlightToServer = 0; ///< requests of the client without an answer
    qint32 inFlightToClient = 0; ///< requests of the server without an answer
    SessionCounters counters;
    QList<QByteArray> tags;
    quint32 revision = 0; ///< rises with each snapshot of one session

    bool ended() const { return state >= SessionState::Closed; }
    bool operator==(const SessionRecord &) const = default;
};

using SessionPtr = std::shared_ptr<const SessionRecord>;
/// What crosses a thread; the newest snapshot of each session that changed.
using SessionBatch = std::shared_ptr<const std::vector<SessionPtr>>;

/// `ROUTE/ID` for a wire session, `ROUTE~CLIENT` for traffic without one; a slash or tilde in a route's name is escaped.
QByteArray sessionKey(const QString &route, SessionKind kind, QByteArrayView id);

QLatin1StringView nameOf(SessionKind kind);   ///< wire, client
QLatin1StringView nameOf(SessionState state); ///< initializing, active, …
QLatin1StringView nameOf(SessionEnd end);     ///< client, server, refused, idle, age, evicted, person; empty for None

} // namespace sightglass::exchange

Q_DECLARE_METATYPE(sightglass::exchange::SessionBatch)
