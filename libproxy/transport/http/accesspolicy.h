// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/httphead.h"

#include <QHostAddress>
#include <QList>
#include <QString>

#include <optional>

namespace sightglass::transport {

/// Who may talk to a listener, by Host and Origin. A listener on loopback is what a DNS-rebinding page aims at, so a
/// name that is not ours is refused, as is a page from elsewhere (2025-11-25 basic/transports "Security Warning").
struct AccessPolicy {
    QList<QByteArray> hosts;   ///< further host names that are ours, without port, lower case; `*` allows any
    QList<QByteArray> origins; ///< further origins, `https://app.example`, lower case; `*` allows any

    /// Why the request is refused (403), or nothing. \a local is the address it arrived at.
    std::optional<QString> refuse(const wire::HttpHead &head, const QHostAddress &local) const;

    bool operator==(const AccessPolicy &) const = default;
};

/// The host part of `host:port`, `[::1]:port` or a name, lower case.
QByteArray hostOfAuthority(QByteArrayView authority);

/// Is it `localhost`, a name below it, or a loopback address?
bool isLoopbackHost(QByteArrayView host);

} // namespace sightglass::transport
