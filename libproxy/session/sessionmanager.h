// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "session/endedsessions.h"
#include "session/sessionlimits.h"
#include "session/sessionplace.h"
#include "session/sessiontable.h"
#include "session/visit.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace sightglass::session {

/// Where the manager has its time from; tests have their own.
struct SessionClock {
    std::function<qint64()> monotonicUs = &sightglass::monotonicUs;
    std::function<qint64()> wallUs = &sightglass::wallClockUs;
};

/// Knows every session that lives here. It decides about their states and ends, and keeps the limits; it touches no
/// message. A request costs one look-up and no allocation, and all sessions together one timer.
///
///     Visit visit = manager.enter(facts, request);      // the request was read, its route is known
///     if (visit.refusal() != Refusal::None) …           // 503 or 404
///     visit.answered(facts, response, body);            // the answer was read
///     visit.leave(facts);                               // the exchange ended
///
/// A limit refuses only what would be a session on the wire (initialize, or an id seen for the first time). Groups of
/// traffic without an id are there to be looked at: where there is no room for one more, its traffic passes ungrouped.
///
/// Signals are sent synchronously; a receiver may call back. Thread: the engine's. Owner: the engine.
class SessionManager : public QObject
{
    Q_OBJECT
public:
    using Kind = exchange::SessionKind;
    using State = exchange::SessionState;
    using End = exchange::SessionEnd;

    static constexpr int kTickMs = 250;     ///< between two changed(), at least
    static constexpr int kCounterMs = 1000; ///< between two snapshots of a session of which only counters change
    static constexpr int kMaxTags = 64;

    /// \a instance names this proxy in the records.
    explicit SessionManager(SessionLimits limits = {}, QByteArray instance = {}, SessionClock clock = {},
                            QObject *parent = nullptr);
    ~SessionManager() override;

    const SessionLimits &limits() const { return m_limits; }
    /// Lower ones take effect with the next request or sweep.
    void setLimits(const SessionLimits &limits);

    /// \a facts has what describeRequest() finds, the id, the client and the route.
    Visit enter(const exchange::Record &facts, const mcp::Message &request);

    /// A request of the server's went to the client, and was answered or given up. Keys that are not known are passed over.
    void serverRequestBegan(const QByteArray &key);
    void serverRequestEnded(const QByteArray &key);

    /// Ends a session, visits and all. One on the wire that a person ended is refused from then on, here even if it does
    /// not live in memory; false then.
    bool end(const QByteArray &key, End end, const QString &text);
    bool setTags(const QByteArray &key, const QList<QByteArray> &tags);
    /// What a store knows of a session that lives here: the earliest beginning, who they are, and counters added, once.
    /// A record of one that was ended for good ends it here. False when it changed nothing.
    bool restore(const exchange::SessionRecord &record);

    std::vector<exchange::SessionPtr> sessions();
    /// Null when it does not live here.
    exchange::SessionPtr find(const QByteArray &key);
    /// Those that are being initialized count.
    qsizetype count() const { return m_table.count(); }
    /// An estimate of what all of them take.
    qint64 bytes() const { return m_table.bytes() + m_ended.bytes(); }
    const SessionTable &table() const { return m_table; }

    /// Does now what the timer does: what became idle, expired or is too old; and sends what changed.
    void sweep();

Q_SIGNALS:
    /// The newest snapshots of sessions that changed, ended ones among them; none while it is being initialized. At most
    /// every kTickMs.
    void changed(const sightglass::exchange::SessionBatch &sessions);
    /// At once. \a endAtServer: its server knows nothing of it yet.
    void ended(const sightglass::exchange::SessionPtr &session, bool endAtServer);
    /// Traffic of a session that is new here, though it may be known to a store: of a wire session by its first request,
    /// or of a client by its name. The answer is restore(), at any time.
    void unknownSeen(const QByteArray &key);

private:
    friend class Visit;
    // sessionmanagerenter.cpp: what an exchange does to its session
    LiveSession *create(const exchange::Record &facts, const SessionPlace &place, Visit &visit);
    bool refuseEnded(const QByteArray &key, Visit &visit) const;
    Refusal makeRoom(Kind kind, const QByteArray &owner);
    void countRequest(Visit &visit, LiveSession &session, const exchange::Record &facts, const mcp::Message &request);
    void learnClient(LiveSession &session, const exchange::Record &facts, const mcp::Message &request);
    void answered(Visit &visit, const exchange::Record &facts, const mcp::Envelope &response, QByteArrayView body);
    void establish(Visit &visit, const exchange::Record &facts, const mcp::Envelope &response, QByteArrayView body);
    void moveInto(Visit &visit, LiveSession &other);
    void left(LiveSession &session, Visit::Role role, const exchange::Record *final);
    void used(LiveSession &session);

    bool refusesAfter(Kind kind, End end) const;
    void finish(LiveSession &session, End end, const QString &text);
    void setState(LiveSession &session, State state);
    void mark(LiveSession &session, LiveSession::Dirt dirt);
    void wake();
    void tick();
    void expire(qint64 nowUs);
    void announceEnded();
    void sendChanges(bool counters);
    QString roomText() const;
    qint64 now() const { return m_clock.monotonicUs(); }

    SessionLimits m_limits;
    QByteArray m_instance;
    SessionClock m_clock;
    SessionTable m_table;
    EndedSessions m_ended;
    QTimer m_timer;
    QByteArray m_key; // where keys of requests are written
    std::vector<std::pair<exchange::SessionPtr, bool>> m_unannounced;
    std::vector<exchange::SessionPtr> m_outbox;  // of ended ones
    std::vector<LiveSessionPtr> m_changedStates; // to be sent with the next tick
    std::vector<LiveSessionPtr> m_changedCounters;
    qint64 m_wallOffsetUs = 0;
    qint64 m_sweptUs = 0;
};

} // namespace sightglass::session
