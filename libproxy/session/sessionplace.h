// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

namespace sightglass::session {

/// Longest session id that is followed; traffic of a longer one passes unseen.
inline constexpr qsizetype kMaxIdBytes = 1024;

/// Which session an exchange belongs to.
struct SessionPlace {
    enum class Sort : quint8 {
        None,       ///< none: it has no route, or tells nothing
        Wire,       ///< the Mcp-Session-Id
        Named,      ///< no id: what the client calls itself, and its address without the port
        Connection, ///< no id and no name: its connection
        Initialize, ///< one that is only to be made
    };
    Sort sort = Sort::None;
    bool mayCreate = false; ///< it makes the session where there is none yet
    qint32 idLength = 0;    ///< of the wire id at the end of the key
};

/// Reads the facts of a request; \a key is where the session's key is written, without allocating once it is large
/// enough. Pure.
SessionPlace placeOf(const exchange::Record &facts, QByteArray &key);

/// The key of the group of a connection, and of a client that says who it is (else of its connection).
void writeConnectionKey(const exchange::Record &facts, QByteArray &key);
void writeGroupKey(const exchange::Record &facts, QByteArray &key);
/// That of an initialize that has no answer yet: no other exchange finds it.
void writePendingKey(const exchange::Record &facts, QByteArray &key);
/// Whether \a key is one of a session with an id on the wire.
bool isWireKey(QByteArrayView key);

} // namespace sightglass::session
