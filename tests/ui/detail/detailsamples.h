// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/payloadsource.h"

#include <QString>

namespace sightglass::ui::samples {

using exchange::Direction;
using exchange::ExchangeId;
using exchange::Kind;
using exchange::Part;
using exchange::PartKind;
using exchange::Record;
using exchange::State;

inline constexpr qint64 kStart = 1'795'219'387'001'234; // 2026-11-21T00:03:07.001234Z

inline Part part(PartKind kind, QByteArray bytes, qint64 atUs = 0)
{
    return Part{kind, atUs, std::move(bytes)};
}

inline QByteArray requestHead(const QByteArray &extra = {})
{
    return "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:8808\r\nAccept: application/json, text/event-stream\r\n"
           "Content-Type: application/json\r\n"
           + extra + "\r\n";
}

inline QByteArray responseHead(const QByteArray &type = "application/json", const QByteArray &extra = {})
{
    return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n" + extra + "\r\n";
}

/// A tools/call of the modern era that was answered with \a response.
inline Record call(quint64 id, const QByteArray &response, const QByteArray &head = responseHead())
{
    Record record;
    record.id = ExchangeId(id);
    record.revision = 1;
    record.state = State::Completed;
    record.era = mcp::Era::Modern;
    record.startedAtUs = kStart + qint64(id) * 1'000'000;
    record.acceptedUs = 400;
    record.sentUs = 900;
    record.firstByteUs = 42'000;
    record.endUs = 47'300;
    record.route = QStringLiteral("default");
    record.client = "127.0.0.1:50000";
    record.httpMethod = "POST";
    record.target = "/mcp";
    record.status = 200;
    record.protocolVersion = "2026-07-28";
    record.peerName = "demo-client";
    record.method = "tools/call";
    record.name = "search_files";
    record.rpcId = mcp::RequestId::number(QByteArray::number(id));
    const QByteArray request =
        R"({"jsonrpc":"2.0","id":)" + QByteArray::number(id)
        + R"(,"method":"tools/call","params":{"name":"search_files","arguments":{"zeta":"last first","q":"Grüße","limit":9007199254740993,"deep":{"list":[1,2.50,true,null]}},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}})";
    record.requestBytes = request.size();
    record.responseBytes = response.size();
    record.parts = {
        part(PartKind::RequestHead,
             requestHead("Authorization: Bearer sk-secret\r\nMCP-Protocol-Version: 2026-07-28\r\n"
                         "Mcp-Method: tools/call\r\nMcp-Name: =?base64?c2VhcmNoX2ZpbGVz?=\r\n")),
        part(PartKind::RequestBody, request, 400),
        part(PartKind::ResponseHead, head, 42'000),
        part(PartKind::ResponseBody, response, 47'000),
    };
    return record;
}

inline Record goodCall(quint64 id)
{
    return call(id,
                R"({"jsonrpc":"2.0","id":)" + QByteArray::number(id)
                    + R"(,"result":{"content":[{"type":"text","text":"Two hits: a.txt, b.txt"}],"isError":false}})");
}

inline Part sseEvent(int number, qint64 atUs)
{
    return part(PartKind::Event,
                "id: e" + QByteArray::number(number) + "\nevent: message\ndata: "
                    + R"({"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":)"
                    + QByteArray::number(number) + R"(,"total":5,"message":"Step )" + QByteArray::number(number)
                    + R"("}})" + "\n\n",
                atUs);
}

inline Part answerEvent(quint64 id, qint64 atUs)
{
    return part(PartKind::Event,
                "id: last\ndata: {\"jsonrpc\":\"2.0\",\"id\":" + QByteArray::number(id)
                    + ",\"result\":{\"content\":[]}}\n\n",
                atUs);
}

/// A call whose answer is a stream, with \a events of progress so far.
inline Record streamedCall(quint64 id, int events, bool ended)
{
    Record record = goodCall(id);
    record.parts.removeLast();
    record.parts[2] = part(PartKind::ResponseHead, responseHead("text/event-stream"), 42'000);
    record.eventCount = 0;
    for (int i = 1; i <= events; ++i) {
        record.parts.append(sseEvent(i, 50'000 + i * 300'000));
        ++record.eventCount;
    }
    record.endUs = -1;
    record.state = State::Open;
    if (ended) {
        record.parts.append(answerEvent(id, 100'000 + events * 300'000));
        ++record.eventCount;
        record.endUs = 110'000 + events * 300'000;
        record.state = State::Completed;
    }
    return record;
}

/// A call whose request and answer an interceptor changed.
inline Record editedCall(quint64 id)
{
    Record record = goodCall(id);
    record.edited = true;
    record.parts.insert(2, part(PartKind::SentRequestHead, requestHead("X-Edited: yes\r\n"), 500));
    record.parts.insert(3, part(PartKind::SentRequestBody,
                                R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"other"}})", 500));
    record.parts.append(part(PartKind::SentResponseHead, responseHead(), 47'100));
    record.parts.append(
        part(PartKind::SentResponseBody, R"({"jsonrpc":"2.0","id":1,"result":{"content":[],"edited":true}})", 47'100));
    return record;
}

inline Record failedCall(quint64 id)
{
    Record record = goodCall(id);
    record.state = State::Failed;
    record.status = 502;
    record.firstByteUs = -1;
    record.endUs = 2'400;
    record.responseBytes = 0;
    record.failure = QStringLiteral("connection refused by 127.0.0.1:3000");
    record.parts = record.parts.first(2);
    return record;
}

/// The list and its payloads, as the window has them.
struct Capture {
    models::PayloadSource payloads;
    models::ExchangeListModel list;

    void add(const std::vector<Record> &records)
    {
        auto batch = std::make_shared<std::vector<exchange::RecordPtr>>();
        for (const Record &record : records)
            batch->push_back(std::make_shared<const Record>(record));
        const std::vector<exchange::RecordBatch> batches{batch};
        payloads.add(batches);
        list.apply(batches);
    }
    /// A later state of \a record with \a added more parts.
    void update(Record &record, const QList<Part> &added)
    {
        ++record.revision;
        const qsizetype before = record.parts.size();
        record.parts += added;
        Record step = record;
        step.firstPart = before;
        step.parts = added;
        add({step});
    }
};

} // namespace sightglass::ui::samples
