// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/sessionrecord.h"

#include <QSharedData>

namespace sightglass::session {

class SessionManager;

/// A session as the engine changes it. It lives as long as the table or a visit holds it. Times are on the monotonic
/// clock, in microseconds, unless the name says wall.
struct LiveSession : QSharedData {
    /// What of it changed since its last snapshot went out.
    enum class Dirt : quint8 { None, Counters, State };

    // What each request needs stands together, in as few cache lines as possible.
    SessionManager *manager = nullptr; ///< null once it has ended
    LiveSession *previous = nullptr;   ///< in its list
    LiveSession *next = nullptr;
    QByteArray key;
    qint64 usedUs = 0;
    qint32 visits = 0; ///< exchanges that are in it, streams and all
    qint32 openStreams = 0;
    qint32 inFlightToServer = 0;
    qint32 inFlightToClient = 0;
    qint32 idLength = 0; ///< of a wire session: the end of its key
    exchange::SessionKind kind = exchange::SessionKind::Client;
    exchange::SessionState state = exchange::SessionState::Active;
    exchange::SessionEnd end = exchange::SessionEnd::None;
    mcp::Era era = mcp::Era::Unknown;
    Dirt dirt = Dirt::None;
    quint8 list = 0;           ///< which of the table's lists it is in; 0: none
    quint8 searches = 0;       ///< messages that were searched for what the client says of itself
    quint8 serverSearches = 0; ///< the same for the server
    bool restored = false;     ///< what the store knew of it is in it
    exchange::SessionCounters counters;
    QByteArray clientAddress;
    QByteArray protocolVersion;

    exchange::Party client;
    exchange::Party server;
    QByteArray alias; ///< the key of the connection that it is found by too; often empty
    QByteArray owner; ///< the address that it counts for
    QString route;
    QList<QByteArray> tags;
    QString endText;
    qint64 createdUs = 0;
    qint64 createdWallUs = 0; ///< by the clock of whoever saw it first
    qint64 endedWallUs = 0;
    qint64 bytes = 0; ///< as the table counted it
    quint32 revision = 0;

    /// Something other than a stream is under way.
    bool isBusy() const { return visits > openStreams || state == exchange::SessionState::Initializing; }
    bool isOver() const { return state >= exchange::SessionState::Closed; }
    QByteArrayView id() const { return QByteArrayView(key).last(idLength); }
    /// \a wallOffsetUs turns its times into those of the wall clock.
    exchange::SessionPtr snapshot(const QByteArray &instance, qint64 wallOffsetUs);
    /// What it takes, besides texts that are shared through a pool. An estimate.
    qint64 estimatedBytes() const;
};

using LiveSessionPtr = QExplicitlySharedDataPointer<LiveSession>;

} // namespace sightglass::session
