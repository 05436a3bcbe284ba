// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/era.h"

namespace sightglass::mcp {
namespace {

Era eraOf(const Envelope &envelope)
{
    // A request that carries the version in _meta is modern by definition; initialize was removed there (SEP-2575).
    if (!envelope.metaVersion.isEmpty())
        return Era::Modern;
    if (envelope.method == "initialize" || envelope.method == "notifications/initialized")
        return Era::Legacy;
    if (envelope.method == "server/discover" || envelope.method == "subscriptions/listen")
        return Era::Modern;
    return Era::Unknown;
}

} // namespace

bool isModernVersion(QByteArrayView version)
{
    const QByteArrayView first(kFirstModernVersion);
    if (version.size() != first.size() || version.compare(first) < 0)
        return false;
    for (qsizetype i = 0; i < first.size(); ++i) {
        const bool isDigit = version[i] >= '0' && version[i] <= '9';
        if (first[i] == '-' ? version[i] != '-' : !isDigit)
            return false;
    }
    return true;
}

Era classify(const Message &message, const EraHints &hints)
{
    if (message.kind() == MessageKind::Batch) {
        for (const Envelope &item : message.items()) {
            if (const Era era = eraOf(item); era != Era::Unknown)
                return era;
        }
    } else if (const Era era = eraOf(message.envelope()); era != Era::Unknown) {
        return era;
    }
    if (!hints.sessionIdHeader.isEmpty())
        return Era::Legacy;
    if (!hints.protocolVersionHeader.isEmpty())
        return isModernVersion(hints.protocolVersionHeader) ? Era::Modern : Era::Legacy;
    if (!hints.isPost || message.kind() == MessageKind::Batch)
        return Era::Legacy;
    return Era::Unknown;
}

} // namespace sightglass::mcp
