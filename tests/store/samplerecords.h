// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <QByteArray>

namespace sightglass::store {

/// A completed tools/call of the usual size: 300 B of request head, 130 of body, 200 of response head, 120 of body.
inline exchange::Record usualRecord(quint64 id, qint64 startedAtUs)
{
    using exchange::Part;
    using exchange::PartKind;
    const QByteArray number = QByteArray::number(id);
    exchange::Record record;
    record.id = exchange::ExchangeId(id);
    record.revision = 4;
    record.state = exchange::State::Completed;
    record.era = mcp::Era::Legacy;
    record.startedAtUs = startedAtUs;
    record.acceptedUs = 12;
    record.sentUs = 40 + static_cast<qint64>(id % 50);
    record.firstByteUs = 300 + static_cast<qint64>(id % 900);
    record.endUs = record.firstByteUs + 30;
    record.route = QStringLiteral("default");
    record.client = "127.0.0.1:" + QByteArray::number(40000 + id % 64);
    record.httpMethod = "POST";
    record.target = "/mcp";
    record.status = 200;
    record.sessionId = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
    record.protocolVersion = "2025-11-25";
    record.method = "tools/call";
    record.name = "echo";
    record.rpcId = mcp::RequestId::number(number);
    const QByteArray requestBody =
        "{\"jsonrpc\":\"2.0\",\"id\":" + number
        + ",\"method\":\"tools/call\",\"params\":{\"name\":\"echo\",\"arguments\":{\"message\":\"the quick brown "
          "fox\"}}}";
    const QByteArray responseBody =
        "{\"jsonrpc\":\"2.0\",\"id\":" + number
        + ",\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"the quick brown fox\"}],\"isError\":false}}";
    record.requestBytes = requestBody.size();
    record.responseBytes = responseBody.size();
    record.parts = {
        Part{PartKind::RequestHead, 0,
             "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:8808\r\nUser-Agent: bench/1.0\r\nContent-Type: application/json\r\n"
             "Accept: application/json, text/event-stream\r\nMCP-Protocol-Version: 2025-11-25\r\n"
             "Mcp-Session-Id: 3f2504e0-4f89-11d3-9a0c-0305e82c3301\r\nContent-Length: "
                 + QByteArray::number(requestBody.size()) + "\r\n\r\n"},
        Part{PartKind::RequestBody, 12, requestBody},
        Part{PartKind::ResponseHead, record.firstByteUs,
             "HTTP/1.1 200 OK\r\nDate: Sat, 21 Nov 2026 00:00:00 GMT\r\nServer: bench\r\nContent-Type: "
             "application/json\r\n"
             "Mcp-Session-Id: 3f2504e0-4f89-11d3-9a0c-0305e82c3301\r\nContent-Length: "
                 + QByteArray::number(responseBody.size()) + "\r\n\r\n"},
        Part{PartKind::ResponseBody, record.endUs, responseBody},
    };
    return record;
}

inline exchange::RecordPtr share(exchange::Record record)
{
    return std::make_shared<const exchange::Record>(std::move(record));
}

} // namespace sightglass::store
