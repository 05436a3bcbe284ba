// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

namespace sightglass::exchange::samples {

inline Part part(PartKind kind, QByteArray bytes, qint64 atUs = 0)
{
    return Part{kind, atUs, std::move(bytes)};
}

/// A tools/call that was answered with JSON, as a store gives it: the payload is whole.
inline Record toolCall()
{
    Record record;
    record.id = ExchangeId(12);
    record.revision = 3;
    record.state = State::Completed;
    record.kind = Kind::Request;
    record.era = mcp::Era::Legacy;
    record.startedAtUs = 1'795'219'387'001'234; // 2026-11-21T00:03:07.001234Z
    record.acceptedUs = 10;
    record.sentUs = 20;
    record.firstByteUs = 200'000;
    record.endUs = 250'000;
    record.route = QStringLiteral("default");
    record.client = "127.0.0.1:50000";
    record.httpMethod = "POST";
    record.target = "/mcp";
    record.status = 200;
    record.sessionId = "Session-1";
    record.protocolVersion = "2025-11-25";
    record.peerName = "demo";
    record.method = "tools/call";
    record.name = "search_files";
    record.rpcId = mcp::RequestId::number("7");
    const QByteArray request =
        R"({"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"search_files","arguments":{"q":"Grüße"}}})";
    const QByteArray response = R"({"jsonrpc":"2.0","id":7,"result":{"content":[{"type":"text","text":"Two Hits"}]}})";
    record.requestBytes = request.size();
    record.responseBytes = response.size();
    record.parts = {
        part(PartKind::RequestHead,
             "POST /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: application/json, text/event-stream\r\n"
             "Content-Length: "
                 + QByteArray::number(request.size()) + "\r\n\r\n"),
        part(PartKind::RequestBody, request, 10),
        part(PartKind::ResponseHead,
             "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Served-By: node 4\r\nContent-Length: "
                 + QByteArray::number(response.size()) + "\r\n\r\n",
             200'000),
        part(PartKind::ResponseBody, response, 250'000),
    };
    return record;
}

/// The same with no payload loaded, as a list shows it.
inline Record withoutParts(Record record)
{
    record.parts.clear();
    return record;
}

} // namespace sightglass::exchange::samples
