// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/interceptor.h"
#include "mcp/messagereader.h"

namespace sightglass::test {

/// A message and what surrounds it, for interceptors that are tried by themselves.
class ContextBench
{
public:
    ContextBench()
    {
        record.route = QStringLiteral("default");
        record.client = "127.0.0.1:50000";
        record.httpMethod = "POST";
        setHead("POST /mcp HTTP/1.1\r\nHost: localhost:8808\r\nContent-Type: application/json\r\nContent-Length: "
                "2\r\n\r\n");
    }

    void setHead(const QByteArray &block)
    {
        auto parsed = wire::HttpHead::parse(wire::Role::Request, block);
        if (!parsed)
            qFatal("%s", qPrintable(parsed.error().text));
        head = std::move(*parsed);
    }

    /// As the pump would: the record tells what the message says.
    interceptor::Context context(interceptor::Way way, const QByteArray &raw, bool isEvent = false)
    {
        message = m_reader.read(raw);
        if (way == interceptor::Way::ToServer) {
            record.method = message.envelope().method;
            record.name = message.envelope().name;
            record.rpcId = message.envelope().id;
        }
        return {record, way, message, isEvent ? nullptr : &head, isEvent, &head};
    }

    exchange::Record record;
    wire::HttpHead head;
    mcp::Message message;

private:
    mcp::MessageReader m_reader{256};
};

} // namespace sightglass::test
