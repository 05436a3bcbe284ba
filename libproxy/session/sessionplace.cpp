// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/sessionplace.h"

#include "exchange/names.h"
#include "exchange/sessionrecord.h"

#include <algorithm>
#include <initializer_list>

namespace sightglass::session {
namespace {

using exchange::Kind;
using exchange::SessionKind;

// Writes what exchange::sessionKey() would, into a buffer that is used again and again.
void writeKey(const QString &route, SessionKind kind, std::initializer_list<QByteArrayView> id, QByteArray &key)
{
    qsizetype size = route.size() + 1;
    for (const QByteArrayView part : id)
        size += part.size();
    key.resize(size);
    char *at = key.data();
    for (const QChar c : route) {
        const char16_t unit = c.unicode();
        if (unit >= 0x80 || unit == u'%' || unit == u'/' || unit == u'~') {
            key = exchange::sessionKey(route, kind, {});
            for (const QByteArrayView part : id)
                key.append(part);
            return;
        }
        *at++ = char(unit);
    }
    *at++ = kind == SessionKind::Wire ? '/' : '~';
    for (const QByteArrayView part : id)
        at = std::copy(part.begin(), part.end(), at);
}

} // namespace

void writeConnectionKey(const exchange::Record &facts, QByteArray &key)
{
    writeKey(facts.route, SessionKind::Client, {facts.client}, key);
}

void writeGroupKey(const exchange::Record &facts, QByteArray &key)
{
    if (facts.peerName.isEmpty()) {
        writeConnectionKey(facts, key);
        return;
    }
    // No address holds an @, so the last one ends the name, whatever is in it.
    writeKey(facts.route, SessionKind::Client, {exchange::clientOf(facts), "@", exchange::addressOf(facts.client)},
             key);
}

void writePendingKey(const exchange::Record &facts, QByteArray &key)
{
    // A port stands behind this @, which no group of a named client has.
    writeKey(facts.route, SessionKind::Client, {"initialize#", QByteArray::number(facts.id.value()), "@", facts.client},
             key);
}

bool isWireKey(QByteArrayView key)
{
    const qsizetype slash = key.indexOf('/');
    const qsizetype tilde = key.indexOf('~');
    return slash >= 0 && (tilde < 0 || slash < tilde);
}

SessionPlace placeOf(const exchange::Record &facts, QByteArray &key)
{
    using Sort = SessionPlace::Sort;
    SessionPlace place;
    if (facts.route.isEmpty())
        return place;
    const bool understood = facts.kind != Kind::Http && facts.kind != Kind::Invalid;
    if (facts.era != mcp::Era::Modern && !facts.sessionId.isEmpty()) {
        if (facts.sessionId.size() > kMaxIdBytes)
            return place;
        writeKey(facts.route, SessionKind::Wire, {facts.sessionId}, key);
        return {Sort::Wire, understood, qint32(facts.sessionId.size())};
    }
    if (facts.era != mcp::Era::Modern && facts.kind == Kind::Request && facts.method == "initialize") {
        writePendingKey(facts, key);
        return {Sort::Initialize, true, 0};
    }
    // Only a request says that somebody is there; the rest joins whom it finds.
    writeGroupKey(facts, key);
    place.sort = facts.peerName.isEmpty() ? Sort::Connection : Sort::Named;
    place.mayCreate = facts.kind == Kind::Request || facts.kind == Kind::Batch;
    return place;
}

} // namespace sightglass::session
