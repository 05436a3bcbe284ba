// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"
#include "mcp/message.h"
#include "session/livesession.h"

namespace sightglass::session {

/// Why an exchange must not go on.
enum class Refusal : quint8 {
    None,
    TooManySessions, ///< answer 503
    TooManyOfClient, ///< answer 503
    SessionEnded,    ///< answer 404, so that the client initializes anew
};

/// One exchange's stay in its session, from the whole request to its end. Made by SessionManager::enter(); empty when the
/// exchange belongs to no session: then all calls do nothing. It may outlive the session and the manager.
///
/// Thread: the engine's. Owner: the exchange.
class Visit
{
public:
    Visit() = default;
    Visit(Visit &&other) noexcept;
    Visit &operator=(Visit &&other) noexcept;
    /// An exchange that ends without leave() counts as one that failed.
    ~Visit();

    Refusal refusal() const { return m_refusal; }
    /// For a person; empty when nothing is refused.
    const QString &refusalText() const { return m_refusalText; }

    bool isEmpty() const { return !m_session; }
    /// Of the session; empty when there is none, or when its initialize has no answer yet. Changes once, then.
    QByteArray key() const;

    /// The answer was read: once per exchange, as JSON or as an event. \a facts has the session id that the answer's head
    /// brought; \a body is the message, and may be empty where it is not at hand.
    void answered(const exchange::Record &facts, const mcp::Envelope &response, QByteArrayView body);
    /// A message of the server's came on this exchange's stream.
    void eventSeen(const mcp::Envelope &message);
    /// Counts the events and bytes that came since the last call, and the session as used. For streams that live long;
    /// leave() does it for all others.
    void progressed(const exchange::Record &facts);
    /// The exchange ended. The visit is empty afterwards.
    void leave(const exchange::Record &final);

private:
    friend class SessionManager;
    enum class Role : quint8 { Plain, Stream, Initialize, End };
    void begin(LiveSession &session, Role role, int requests);
    LiveSessionPtr release();

    LiveSessionPtr m_session;
    qint64 m_events = 0; ///< counted already
    qint64 m_bytes = 0;
    qint32 m_requests = 0; ///< under way by it
    Role m_role = Role::Plain;
    Refusal m_refusal = Refusal::None;
    QString m_refusalText;
};

} // namespace sightglass::session
