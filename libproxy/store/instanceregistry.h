// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sessionstore.h"

namespace sightglass::store {

/// One proxy among several that share their sessions.
struct Instance {
    QByteArray id;      ///< new at each start
    QByteArray address; ///< where the others reach its listener, `10.0.0.7:8808`

    bool operator==(const Instance &) const = default;
};

/// Which instance owns what only one can hold: an open stream of a server. The others send the requests that need it
/// straight to the owner. What an instance owned is free when its entry expired.
///
/// A thing is named by bytes without meaning, unique over all instances (a stream's name, say).
///
/// Thread: the one that made it (the engine's). Owner: the engine.
class InstanceRegistry : public QObject
{
    Q_OBJECT
public:
    /// An instance that did not say that it lives for so long is dead.
    static constexpr int kTtlMs = 10'000;
    /// How often it says so.
    static constexpr int kRenewMs = 3'000;

    using QObject::QObject;

    /// Says, now and every kRenewMs, that this instance lives; takes back what was owned by that address under an older id.
    virtual void announce(const Instance &self) = 0;
    /// Takes the thing for this instance, if nobody who lives has it. Who owns it then.
    virtual void claim(const QByteArray &thing, Done<Instance> done) = 0;
    /// Who owns it and lives; NotFound when nobody does.
    virtual void ownerOf(const QByteArray &thing, Done<Instance> done) = 0;
    /// Gives up what this instance owns; nothing when another one does.
    virtual void release(const QByteArray &thing) = 0;
    /// Nobody answers at that address any more: what an instance owned there is free, before its entry expires. Nothing
    /// where no other instance is said to be there.
    virtual void declareDead(const QByteArray &address) { Q_UNUSED(address) }
    virtual void instances(Done<std::vector<Instance>> done) = 0;
    /// Gives up everything, and is not heard of any more.
    virtual void withdraw(Done<void> done) = 0;
};

} // namespace sightglass::store
