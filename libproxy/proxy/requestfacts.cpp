// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/requestfacts.h"

#include "mcp/era.h"

namespace sightglass::proxy {

using exchange::Kind;
using mcp::MessageKind;

void describeRequest(exchange::Record &record, const wire::HttpHead &head, const mcp::Message &message)
{
    const mcp::Envelope &envelope = message.envelope();
    if (const auto session = head.find("Mcp-Session-Id"))
        record.sessionId = session->toByteArray();
    if (const auto version = head.find("MCP-Protocol-Version"))
        record.protocolVersion = version->toByteArray();
    const bool isPost = record.httpMethod == "POST";
    record.era = mcp::classify(message, {record.protocolVersion, record.sessionId, isPost});
    record.method = envelope.method;
    record.name = envelope.method == "notifications/cancelled" ? envelope.cancelledId.text() : envelope.name;
    record.rpcId = envelope.id;
    record.peerName = envelope.peerName; // the client's; what the server calls itself in the answer is not taken for it
    if (!envelope.metaVersion.isEmpty())
        record.protocolVersion = envelope.metaVersion;
    else if (!envelope.negotiatedVersion.isEmpty())
        record.protocolVersion = envelope.negotiatedVersion;
    if (record.httpMethod == "GET") {
        const auto accept = head.find("Accept");
        record.kind = accept && accept->indexOf("text/event-stream") >= 0 ? Kind::Stream : Kind::Http;
    } else if (record.httpMethod == "DELETE") {
        record.kind = Kind::End;
    } else if (!isPost) {
        record.kind = Kind::Http;
    } else {
        switch (message.kind()) {
        case MessageKind::Invalid:
            record.kind = Kind::Invalid;
            record.failure = message.error();
            break;
        case MessageKind::Request:
            record.kind = Kind::Request;
            break;
        case MessageKind::Notification:
            record.kind = Kind::Notification;
            break;
        case MessageKind::Response:
            record.kind = Kind::Response;
            record.errorCode = envelope.errorCode;
            break;
        case MessageKind::Batch:
            record.kind = Kind::Batch;
            for (const mcp::Envelope &item : message.items()) {
                if (!item.method.isEmpty())
                    record.method += (record.method.isEmpty() ? "" : ", ") + item.method;
            }
            break;
        }
    }
    if (record.kind == Kind::Http || record.kind == Kind::Invalid) {
        if (record.sessionId.isEmpty() && record.protocolVersion.isEmpty())
            record.era = mcp::Era::Unknown;
    }
}

} // namespace sightglass::proxy
