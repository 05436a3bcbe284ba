// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/eventstore.h"
#include "wire/sseparser.h"

#include <QByteArray>

#include <optional>

namespace sightglass::proxy {

/// A client's place in a stream that the proxy answers for: what stands in `id:` and comes back in Last-Event-ID.
struct StreamPlace {
    QByteArray stream;
    quint64 number = 0; ///< the last event that the client has; 0: none yet

    /// `sgp-91c07be31f2a-1f.12`, `sgp-91c07be31f2a-1f-5d41402abc4b2a76.12`
    QByteArray toEventId() const;
    /// Nothing when \a eventId is none of ours: then the server gave it.
    static std::optional<StreamPlace> fromEventId(QByteArrayView eventId);
};

/// The events of one stream of a server, numbered anew as they pass, so that the proxy can answer for them when the
/// client comes back (2025-11-25 basic/transports "Resumability and Redelivery").
///
/// Thread: the engine's. Owner: the exchange that reads the stream from the server.
class KeptStream
{
public:
    enum class Origin : quint8 {
        Post, ///< it answers a request, and ends with the response
        Get,  ///< the session's standing stream
    };

    /// A name that no other stream has: \a instance is new at each start, \a counter rises. It tells whether a request
    /// comes with the same \a credential (the Authorization of the one that began it; empty: none).
    static QByteArray newName(Origin origin, QByteArrayView instance, quint64 counter, QByteArrayView credential);
    static Origin originOf(QByteArrayView name);
    /// The instance that began it.
    static QByteArray instanceOf(QByteArrayView name);
    /// A stream that began with a credential is for that one alone: a session id must not stand for it.
    static bool isFor(QByteArrayView name, QByteArrayView credential);

    KeptStream(QByteArray session, QByteArray name) : m_session(std::move(session)), m_name(std::move(name)) {}
    /// Goes on with one that another exchange began. Its client has everything up to \a clientHas, which may be more than
    /// was kept when the proxy was killed: the server sends that once more, and it is left out.
    KeptStream(QByteArray session, QByteArray name, const store::StoredStream &kept, quint64 clientHas);

    const QByteArray &session() const { return m_session; } ///< key of the session it belongs to
    const QByteArray &name() const { return m_name; }
    quint64 lastNumber() const { return m_lastNumber; }
    /// The server's name for the place behind the last event; empty: it gave none.
    const QByteArray &upstreamId() const { return m_upstreamId; }

    /// Gives an event its place. \a bytes is \a event as it goes to the client. Nothing when the event has neither data nor
    /// id and so no place of its own (a comment, a retry): it passes as it is.
    std::optional<store::StoredEvent> take(const wire::SseEvent &event, QByteArrayView bytes);
    /// An event of no data that tells the client its place, so that it can come back before the first event (2025-11-25,
    /// SEP-1699), where the server sends none.
    store::StoredEvent prime();
    /// Does the client have it already?
    bool clientHas(const store::StoredEvent &event) const { return event.number <= m_clientHas; }

private:
    store::StoredEvent next(QByteArrayView bytes);

    QByteArray m_session;
    QByteArray m_name;
    QByteArray m_upstreamId;
    quint64 m_lastNumber = 0;
    quint64 m_clientHas = 0;
};

} // namespace sightglass::proxy
