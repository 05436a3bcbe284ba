// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace sightglass::store {

/// What we keep in Redis, and by which names. Before each stands RedisOptions::keyPrefix, `sightglass:`. Names of sessions,
/// streams and things are bytes as they are; where two stand in one key, the first one's size goes before it.
///
///     session:KEY                  hash     at (lastActivityAtUs), ended (endedAtUs), json (sessionToJson)
///     sessions                     sorted   KEY by at; may name sessions whose hash has expired
///     events:SIZE:SESSION:STREAM   stream   NUMBER-0, fields b (bytes) and u (upstream id)
///     stream:SIZE:SESSION:STREAM   hash     last (number), bytes (kept), up (last upstream id), fin (1: finished)
///     streams:SESSION              sorted   the names of its streams by when they expire, in Unix milliseconds
///     instance:ID                  string   its address; expires when it does not say that it lives
///     instances                    set      ids; may name dead ones
///     address:ADDRESS              string   the id that was announced there last
///     thing:THING                  string   the id of its owner
///     things:ID                    set      what it owns; may name what another one has taken since
///     probe                        string   whether Redis can be written to
///
/// Scripts work on several keys at once and build some of their names: one server with or without replicas, no cluster.
struct RedisKeys {
    QByteArray prefix;

    QByteArray session(const QByteArray &key) const { return prefix + "session:" + key; }
    QByteArray sessions() const { return prefix + "sessions"; }
    QByteArray events(const QByteArray &session, const QByteArray &stream) const
    {
        return prefix + "events:" + pair(session, stream);
    }
    QByteArray stream(const QByteArray &session, const QByteArray &stream) const
    {
        return prefix + "stream:" + pair(session, stream);
    }
    QByteArray streams(const QByteArray &session) const { return prefix + "streams:" + session; }

    static QByteArray pair(const QByteArray &session, const QByteArray &stream)
    {
        return QByteArray::number(session.size()) + ':' + session + ':' + stream;
    }
};

} // namespace sightglass::store
