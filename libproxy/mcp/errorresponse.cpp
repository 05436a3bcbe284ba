// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/errorresponse.h"

#include "mcp/jsontext.h"

namespace sightglass::mcp {

QByteArray errorResponse(const QByteArray &id, qint64 code, QByteArrayView message, const QByteArray &data)
{
    QByteArray text = R"({"jsonrpc":"2.0","id":)" + (id.isEmpty() ? QByteArrayLiteral("null") : id);
    text += R"(,"error":{"code":)" + QByteArray::number(code) + R"(,"message":)" + quoteJson(message);
    if (!data.isEmpty())
        text += R"(,"data":)" + data;
    return text + "}}";
}

} // namespace sightglass::mcp
