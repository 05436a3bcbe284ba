// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace sightglass::interceptor::policy {

/// A token bucket: `perSecond` tokens come back each second, up to `burst`; a message takes one.
struct RateLimit {
    enum class Per : quint8 {
        All,
        Route,
        Client, ///< the client's address
        Method,
        Tool,
    };
    Per per = Per::All;
    QString route; ///< only messages of this route; empty: of all
    double perSecond = 10;
    int burst = 10;
    bool operator==(const RateLimit &) const = default;
};

/// What a route lets through. Lists hold globs (`tools/*`); an empty allow list allows all; deny wins.
struct RoutePolicy {
    QString route; ///< empty: every route
    QList<QByteArray> allowMethods;
    QList<QByteArray> denyMethods;
    QList<QByteArray> allowTools;
    QList<QByteArray> denyTools;
    bool operator==(const RoutePolicy &) const = default;
};

/// What is refused before anything else looks at it. An empty one lets everything through.
struct PolicyConfig {
    QList<QByteArray> httpMethods;  ///< upper case; empty: all. Refused with 405 and Allow
    QList<QByteArray> origins;      ///< globs, lower case, of Origin where there is one; empty: all. 403
    QList<QByteArray> hosts;        ///< globs, lower case, of Host without its port; empty: all. 403
    QList<QByteArray> contentTypes; ///< media types a body may have, lower case; empty: all. 415
    qint64 maxRequestBytes = 0;     ///< of a body; 0: no limit of ours. 413
    qint64 maxResponseBytes = 0;    ///< of a whole answer or one event; 0: none. Answered with an error of ours
    QList<RoutePolicy> routes;
    QList<RateLimit> rates; ///< 429 with Retry-After

    bool isEmpty() const { return *this == PolicyConfig(); }
    bool operator==(const PolicyConfig &) const = default;
};

} // namespace sightglass::interceptor::policy
