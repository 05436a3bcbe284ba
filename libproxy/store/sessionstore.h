// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "exchange/sessionrecord.h"
#include "store/sessionquery.h"

#include <QObject>

#include <functional>

namespace sightglass::store {

/// How an asynchronous call ends: once, from the event loop of the thread that made the store, and never from within the
/// call. After the store is destroyed it is not called any more.
template <typename T>
using Done = std::function<void(Result<T>)>;

/// Whether a store can be reached. The text is for a person.
struct StoreHealth {
    bool reachable = true;
    QString text;
};

/// Keeps sessions over restarts and, where the store is shared, for all instances. Writing never waits and never fails
/// towards the caller: a store that cannot be reached keeps what it was told, says so by healthChanged(), and writes it
/// when it can.
///
/// Thread: the one that made it (the engine's). Owner: the engine.
class SessionStore : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Opens what is behind it. NotFound and the like as Result; a store on the network that cannot be reached now is no
    /// error, but unhealthy.
    virtual void open(Done<void> done) = 0;
    /// Keeps these snapshots in place of older ones of the same keys. A snapshot with an older lastActivityAtUs than the
    /// one that is kept changes nothing; one that is as old takes its place. One without a key is passed over.
    virtual void save(const exchange::SessionBatch &sessions) = 0;
    virtual void remove(const QList<QByteArray> &keys) = 0;
    /// NotFound when no session has this key.
    virtual void load(const QByteArray &key, Done<exchange::SessionPtr> done) = 0;
    virtual void list(const SessionQuery &query, Done<std::vector<exchange::SessionPtr>> done) = 0;
    /// Removes sessions that ended (endedAtUs), and live ones that were last used, before \a unusedSinceUs; how many.
    virtual void removeUnused(qint64 unusedSinceUs, Done<qint64> done) = 0;
    /// Calls back when all that was told before is written, or cannot be written (ConnectionLost, Io).
    virtual void flush(Done<void> done) = 0;
    virtual StoreHealth health() const { return {}; }

Q_SIGNALS:
    void healthChanged(const sightglass::store::StoreHealth &health);
};

} // namespace sightglass::store
