// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/sessionrecord.h"

namespace sightglass::exchange {

QByteArray sessionKey(const QString &route, SessionKind kind, QByteArrayView id)
{
    QByteArray key = route.toUtf8();
    key.replace('%', "%25").replace('/', "%2F").replace('~', "%7E");
    return key.append(kind == SessionKind::Wire ? '/' : '~').append(id);
}

QLatin1StringView nameOf(SessionKind kind)
{
    return kind == SessionKind::Wire ? QLatin1StringView("wire") : QLatin1StringView("client");
}

QLatin1StringView nameOf(SessionState state)
{
    switch (state) {
    case SessionState::Initializing:
        return QLatin1StringView("initializing");
    case SessionState::Active:
        return QLatin1StringView("active");
    case SessionState::Idle:
        return QLatin1StringView("idle");
    case SessionState::Closing:
        return QLatin1StringView("closing");
    case SessionState::Closed:
        return QLatin1StringView("closed");
    case SessionState::Expired:
        return QLatin1StringView("expired");
    case SessionState::Failed:
        return QLatin1StringView("failed");
    }
    return {};
}

QLatin1StringView nameOf(SessionEnd end)
{
    switch (end) {
    case SessionEnd::None:
        break;
    case SessionEnd::ByClient:
        return QLatin1StringView("client");
    case SessionEnd::ByServer:
        return QLatin1StringView("server");
    case SessionEnd::Refused:
        return QLatin1StringView("refused");
    case SessionEnd::IdleTimeout:
        return QLatin1StringView("idle");
    case SessionEnd::MaximumAge:
        return QLatin1StringView("age");
    case SessionEnd::Evicted:
        return QLatin1StringView("evicted");
    case SessionEnd::ByPerson:
        return QLatin1StringView("person");
    }
    return {};
}

} // namespace sightglass::exchange
