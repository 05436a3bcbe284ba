// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/sessionplace.h"

#include "exchange/names.h"
#include "exchange/sessionrecord.h"

namespace sightglass::session {
namespace {

using exchange::Kind;
using exchange::SessionKind;

// What exchange::sessionKey() writes with an empty id, into a buffer that is used again and again.
void writePrefix(const QString &route, SessionKind kind, QByteArray &key)
{
    key.resize(0);
    for (const QChar c : route) {
        const char16_t unit = c.unicode();
        if (unit >= 0x80 || unit == u'%' || unit == u'/' || unit == u'~') {
            key = exchange::sessionKey(route, kind, {});
            return;
        }
        key.append(char(unit));
    }
    key.append(kind == SessionKind::Wire ? '/' : '~');
}

} // namespace

void writeConnectionKey(const exchange::Record &facts, QByteArray &key)
{
    writePrefix(facts.route, SessionKind::Client, key);
    key.append(facts.client);
}

void writeGroupKey(const exchange::Record &facts, QByteArray &key)
{
    if (facts.peerName.isEmpty()) {
        writeConnectionKey(facts, key);
        return;
    }
    // No address holds an @, so the last one ends the name, whatever is in it.
    writePrefix(facts.route, SessionKind::Client, key);
    key.append(exchange::clientOf(facts)).append('@').append(exchange::addressOf(facts.client));
}

void writePendingKey(const exchange::Record &facts, QByteArray &key)
{
    writePrefix(facts.route, SessionKind::Client, key);
    // A port stands behind this @, which no group of a named client has.
    key.append("initialize#").append(QByteArray::number(facts.id.value())).append('@').append(facts.client);
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
        writePrefix(facts.route, SessionKind::Wire, key);
        key.append(facts.sessionId);
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
