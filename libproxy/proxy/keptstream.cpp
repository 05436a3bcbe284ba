// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/keptstream.h"

#include "wire/ssewriter.h"

#include <QCryptographicHash>
#include <QList>

namespace sightglass::proxy {
namespace {

constexpr QByteArrayView kOfPost("sgp-");
constexpr QByteArrayView kOfGet("sgg-");
constexpr qsizetype kMaxIdBytes = 128;
constexpr qsizetype kTagBytes = 8;

// Of the name up to here, so that one credential looks different in each stream.
QByteArray tagOf(QByteArrayView name, QByteArrayView credential)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(name.toByteArray());
    hash.addData(QByteArrayLiteral("\n"));
    hash.addData(credential.toByteArray());
    return hash.result().first(kTagBytes).toHex();
}

} // namespace

QByteArray StreamPlace::toEventId() const
{
    return stream + '.' + QByteArray::number(number);
}

std::optional<StreamPlace> StreamPlace::fromEventId(QByteArrayView eventId)
{
    if ((!eventId.startsWith(kOfPost) && !eventId.startsWith(kOfGet)) || eventId.size() > kMaxIdBytes)
        return std::nullopt;
    const qsizetype dot = eventId.lastIndexOf('.');
    if (dot < 0)
        return std::nullopt;
    bool isNumber = false;
    const StreamPlace place{eventId.first(dot).toByteArray(), eventId.sliced(dot + 1).toULongLong(&isNumber)};
    return isNumber && place.toEventId() == eventId ? std::optional(place) : std::nullopt;
}

QByteArray KeptStream::newName(Origin origin, QByteArrayView instance, quint64 counter, QByteArrayView credential)
{
    QByteArray name = (origin == Origin::Post ? kOfPost : kOfGet).toByteArray();
    name.append(instance).append('-').append(QByteArray::number(counter, 36));
    return credential.isEmpty() ? name : name + '-' + tagOf(name, credential);
}

QByteArray KeptStream::instanceOf(QByteArrayView name)
{
    return name.toByteArray().split('-').value(1);
}

bool KeptStream::isFor(QByteArrayView name, QByteArrayView credential)
{
    const QList<QByteArray> parts = name.toByteArray().split('-');
    if (parts.size() != 4)
        return true;
    const qsizetype tag = name.lastIndexOf('-');
    return !credential.isEmpty() && tagOf(name.first(tag), credential) == parts[3];
}

KeptStream::Origin KeptStream::originOf(QByteArrayView name)
{
    return name.startsWith(kOfGet) ? Origin::Get : Origin::Post;
}

KeptStream::KeptStream(QByteArray session, QByteArray name, const store::StoredStream &kept, quint64 clientHas)
    : m_session(std::move(session)),
      m_name(std::move(name)),
      m_upstreamId(kept.lastUpstreamId),
      m_lastNumber(kept.lastNumber),
      m_clientHas(clientHas)
{}

std::optional<store::StoredEvent> KeptStream::take(const wire::SseEvent &event, QByteArrayView bytes)
{
    if (event.id)
        m_upstreamId = *event.id;
    if ((!event.hasData && !event.id) || bytes.isEmpty())
        return std::nullopt;
    return next(bytes);
}

store::StoredEvent KeptStream::prime()
{
    return next("data:\n\n");
}

store::StoredEvent KeptStream::next(QByteArrayView bytes)
{
    ++m_lastNumber;
    return {m_lastNumber, wire::withSseId(bytes, StreamPlace{m_name, m_lastNumber}.toEventId()), m_upstreamId};
}

} // namespace sightglass::proxy
