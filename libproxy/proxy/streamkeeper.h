// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/ids.h"
#include "proxy/keptstream.h"
#include "store/sharedstate.h"
#include "transport/upstream.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <memory>
#include <unordered_map>

namespace sightglass {
class TimerWheel;
}

namespace sightglass::proxy {

/// Who reads and who follows the streams that the proxy answers for, here and on other instances.
///
/// A stream has one producer, the exchange that reads it from the server, on one instance, and at most one follower, an
/// exchange whose client came back for it. What the follower has not got comes from the event store; while it is level,
/// each event reaches it directly.
///
/// Thread: the engine's. Owner: the engine.
class StreamKeeper : public QObject
{
    Q_OBJECT
public:
    StreamKeeper(store::SharedState &state, store::Instance self, TimerWheel &wheel);
    ~StreamKeeper() override;

    const store::Instance &self() const { return m_self; }
    void setSelf(store::Instance self);

    // The producer's side.
    QByteArray newName(KeptStream::Origin origin, QByteArrayView credential)
    {
        return KeptStream::newName(origin, m_self.id, ++m_lastStream, credential);
    }
    /// \a producer reads this stream from the server from now on. \a takenOver: from another one, which may have been
    /// another instance's. A stream that began here is known to be ours by its name.
    void began(const KeptStream &stream, exchange::ExchangeId producer, bool takenOver = false);
    /// Keeps the event, and lets the follower have it.
    void add(const KeptStream &stream, const store::StoredEvent &event);
    /// \a producer reads no more. \a finished: because the server ended the stream.
    void ended(const KeptStream &stream, bool finished);

    // The follower's side.
    exchange::ExchangeId producerOf(const QByteArray &stream) const;
    exchange::ExchangeId followerOf(const QByteArray &stream) const;
    void follow(const QByteArray &stream, exchange::ExchangeId follower);
    void unfollow(const QByteArray &stream, exchange::ExchangeId follower);
    /// What is kept behind \a place; see store::EventStore::read().
    void read(const QByteArray &session, const StreamPlace &place, store::Done<store::StoredStream> done);
    void forgetSession(const QByteArray &session);

    // Several instances.
    /// Makes the thing this instance's unless another one that lives has it; \a done gets that one's address, or nothing.
    void claim(const QByteArray &thing, std::function<void(QByteArray otherAddress)> done);
    /// The address of another instance that has it, or nothing.
    void locate(const QByteArray &thing, std::function<void(QByteArray otherAddress)> done);
    /// The address of another instance that reads the stream, or would; nothing: it is this one's from now on.
    void locateStream(const QByteArray &stream, std::function<void(QByteArray otherAddress)> done);
    void hold(const QByteArray &thing);
    void release(const QByteArray &thing);
    /// Nobody answers at that address: what it owned is free.
    void reportDead(const QByteArray &address);
    /// The listener of another instance, as a server to send requests to.
    transport::Upstream &peer(const QByteArray &address);

Q_SIGNALS:
    /// The follower may go on: there is more, or the end.
    void advanced(sightglass::exchange::ExchangeId follower, const sightglass::store::StoredEvent &event);
    void producerEnded(sightglass::exchange::ExchangeId follower);

private:
    struct Entry {
        exchange::ExchangeId producer;
        exchange::ExchangeId follower;
        bool claimed = false;
    };
    /// What each instance owns for as long as it lives.
    static QByteArray lifeThing(const QByteArray &instance) { return "instance\n" + instance; }
    void drop(const QByteArray &stream);
    void answer(const Result<store::Instance> &owner, const std::function<void(QByteArray)> &done) const;

    store::SharedState &m_state;
    store::Instance m_self;
    TimerWheel &m_wheel;
    QHash<QByteArray, Entry> m_streams;
    std::unordered_map<QByteArray, std::unique_ptr<transport::Upstream>> m_peers; // by address
    quint64 m_lastStream = 0;
};

} // namespace sightglass::proxy
