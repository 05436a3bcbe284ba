// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hostport.h"

namespace sightglass::app {

Result<HostPort> parseHostPort(const QString &text)
{
    const auto bad = [&] {
        return failure(
            ErrorCode::InvalidArgument,
            QStringLiteral("\"%1\" is no address to listen on; write HOST:PORT, such as 127.0.0.1:8808").arg(text));
    };
    const qsizetype colon = text.lastIndexOf(u':');
    const QString portText = text.mid(colon + 1);
    QString host = colon < 0 ? QString() : text.left(colon);
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    bool ok = false;
    const uint port = portText.toUInt(&ok);
    if (!ok || port > 65535)
        return bad();
    HostPort result{QHostAddress(QHostAddress::LocalHost), quint16(port)};
    if (host == QLatin1StringView("*"))
        result.address = QHostAddress(QHostAddress::Any);
    else if (!host.isEmpty() && host != QLatin1StringView("localhost"))
        result.address = QHostAddress(host);
    if (result.address.isNull())
        return bad();
    return result;
}

} // namespace sightglass::app
