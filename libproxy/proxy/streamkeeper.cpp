// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/streamkeeper.h"

#include "transport/http/httpupstream.h"

#include <utility>

namespace sightglass::proxy {

using exchange::ExchangeId;

StreamKeeper::StreamKeeper(store::SharedState &state, store::Instance self, TimerWheel &wheel)
    : m_state(state), m_self(std::move(self)), m_wheel(wheel)
{}

StreamKeeper::~StreamKeeper() = default;

void StreamKeeper::setSelf(store::Instance self)
{
    m_self = std::move(self);
    m_state.instances->announce(m_self);
    hold(lifeThing(m_self.id));
}

// ---- the producer's side ------------------------------------------------------------------------------------------------

void StreamKeeper::began(const KeptStream &stream, ExchangeId producer, bool takenOver)
{
    Entry &entry = m_streams[stream.name()];
    entry.producer = producer;
    if (takenOver && !std::exchange(entry.claimed, true))
        hold(stream.name());
}

void StreamKeeper::add(const KeptStream &stream, const store::StoredEvent &event)
{
    m_state.events->append(stream.session(), stream.name(), {event});
    if (const ExchangeId follower = followerOf(stream.name()); follower.isValid())
        Q_EMIT advanced(follower, event);
}

void StreamKeeper::ended(const KeptStream &stream, bool finished)
{
    if (finished)
        m_state.events->finish(stream.session(), stream.name());
    const auto found = m_streams.find(stream.name());
    if (found == m_streams.end())
        return;
    if (std::exchange(found->claimed, false))
        release(stream.name());
    const ExchangeId follower = found->follower;
    found->producer = {};
    drop(stream.name());
    if (follower.isValid())
        Q_EMIT producerEnded(follower);
}

void StreamKeeper::drop(const QByteArray &stream)
{
    const auto found = m_streams.constFind(stream);
    if (found != m_streams.cend() && !found->producer.isValid() && !found->follower.isValid())
        m_streams.erase(found);
}

// ---- the follower's side ------------------------------------------------------------------------------------------------

ExchangeId StreamKeeper::producerOf(const QByteArray &stream) const
{
    return m_streams.value(stream).producer;
}

ExchangeId StreamKeeper::followerOf(const QByteArray &stream) const
{
    return m_streams.value(stream).follower;
}

void StreamKeeper::follow(const QByteArray &stream, ExchangeId follower)
{
    m_streams[stream].follower = follower;
}

void StreamKeeper::unfollow(const QByteArray &stream, ExchangeId follower)
{
    const auto found = m_streams.find(stream);
    if (found == m_streams.end() || found->follower != follower)
        return;
    found->follower = {};
    drop(stream);
}

void StreamKeeper::read(const QByteArray &session, const StreamPlace &place, store::Done<store::StoredStream> done)
{
    m_state.events->read(session, place.stream, place.number, std::move(done));
}

void StreamKeeper::forgetSession(const QByteArray &session)
{
    m_state.events->forget(session);
}

// ---- several instances --------------------------------------------------------------------------------------------------

void StreamKeeper::answer(const Result<store::Instance> &owner, const std::function<void(QByteArray)> &done) const
{
    const bool isOther = owner && owner->id != m_self.id && owner->address != m_self.address;
    done(isOther ? owner->address : QByteArray());
}

void StreamKeeper::claim(const QByteArray &thing, std::function<void(QByteArray)> done)
{
    m_state.instances->claim(
        thing, [this, done = std::move(done)](const Result<store::Instance> &owner) { answer(owner, done); });
}

void StreamKeeper::locate(const QByteArray &thing, std::function<void(QByteArray)> done)
{
    m_state.instances->ownerOf(
        thing, [this, done = std::move(done)](const Result<store::Instance> &owner) { answer(owner, done); });
}

void StreamKeeper::locateStream(const QByteArray &stream, std::function<void(QByteArray)> done)
{
    locate(stream, [this, stream, done = std::move(done)](const QByteArray &taker) {
        if (!taker.isEmpty()) {
            done(taker);
            return;
        }
        locate(lifeThing(KeptStream::instanceOf(stream)), [this, stream, done](const QByteArray &origin) {
            if (origin.isEmpty())
                claim(stream, done);
            else
                done(origin);
        });
    });
}

void StreamKeeper::hold(const QByteArray &thing)
{
    m_state.instances->claim(thing, [](const Result<store::Instance> &) {});
}

void StreamKeeper::release(const QByteArray &thing)
{
    m_state.instances->release(thing);
}

void StreamKeeper::reportDead(const QByteArray &address)
{
    m_state.instances->declareDead(address);
}

transport::Upstream &StreamKeeper::peer(const QByteArray &address)
{
    std::unique_ptr<transport::Upstream> &found = m_peers[address];
    if (!found) {
        transport::HttpUpstreamOptions options;
        options.url = QUrl(QStringLiteral("http://") + QString::fromLatin1(address));
        found = std::make_unique<transport::HttpUpstream>(std::move(options), m_wheel);
    }
    return *found;
}

} // namespace sightglass::proxy
