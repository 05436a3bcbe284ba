// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/lint/lintbench.h"

#include "mcp/era.h"
#include "wire/httphead.h"

#include <utility>

namespace sightglass::test {

using exchange::Kind;
using exchange::PartKind;
using interceptor::Context;
using interceptor::Way;

QByteArray LintBench::expanded(QByteArray text)
{
    text.replace("@M",
                 R"("_meta":{"@/protocolVersion":"2026-07-28","@/clientCapabilities":{},"@/clientInfo":{"name":"t"}})");
    text.replace("@J", R"("jsonrpc":"2.0")");
    return text.replace("@/", "io.modelcontextprotocol/");
}

QList<exchange::Note> LintBench::live(const QByteArrayList &steps)
{
    play(steps);
    return m_notes;
}

QList<exchange::Note> LintBench::recorded(const QByteArrayList &steps)
{
    LintBench scribe;
    scribe.play(steps);
    for (const auto &exchange : scribe.m_exchanges)
        m_notes += m_linter.lookAtRecording(exchange->record);
    return m_notes;
}

void LintBench::play(const QByteArrayList &steps)
{
    for (const QByteArray &step : steps) {
        const char what = step.at(0);
        const QByteArray rest = expanded(step.sliced(1).trimmed());
        switch (what) {
        case '>':
            post(rest);
            break;
        case '<':
        case '~':
            answer(rest, what == '~');
            break;
        case 'G':
            open(rest);
            break;
        case 'n':
            line(rest);
            break;
        case 'S':
            m_session = rest;
            m_version = "2025-11-25";
            break;
        case 's':
            m_version = rest;
            break;
        case 'h':
            m_overrides.append(rest);
            break;
        case 'a':
            m_answerHeaders.append(rest);
            break;
        case '!':
            m_status = rest.toInt();
            break;
        default:
            qFatal("no such step: %c", what);
        }
    }
}

QByteArray LintBench::headerBlock(const QByteArray &start,
                                  const QList<std::pair<QByteArray, QByteArray>> &headers) const
{
    QByteArray block = start + "\r\nHost: localhost\r\nContent-Length: 0\r\n";
    for (const auto &[name, value] : headers)
        block += name + ": " + value + "\r\n";
    return block + "\r\n";
}

void LintBench::begin(const QByteArray &httpMethod, const QByteArray &body, const QByteArrayList &extra)
{
    auto exchange = std::make_unique<Exchange>();
    if (!body.isEmpty())
        exchange->request = m_reader.read(body);
    auto headers = m_mirror.derive(exchange->request);
    if (headers.isEmpty() && !m_version.isEmpty())
        headers.append({"MCP-Protocol-Version", m_version});
    if (!m_session.isEmpty())
        headers.append({"Mcp-Session-Id", m_session});
    for (const QByteArray &text : m_overrides + extra) {
        const bool away = text.startsWith('-');
        const QByteArray name = away ? text.sliced(1) : text.left(text.indexOf(':'));
        headers.removeIf([&](const auto &header) { return header.first.compare(name, Qt::CaseInsensitive) == 0; });
        if (!away)
            headers.append({name, text.sliced(text.indexOf(':') + 1).trimmed()});
    }
    m_overrides.clear();
    exchange->head =
        wire::HttpHead::parse(wire::Role::Request, headerBlock(httpMethod + " /mcp HTTP/1.1", headers)).value();
    exchange::Record &record = exchange->record;
    const mcp::Envelope &envelope = exchange->request.envelope();
    record.id = exchange::ExchangeId(m_nextId++);
    record.route = QStringLiteral("default");
    record.httpMethod = httpMethod;
    record.sessionId = m_session;
    record.method = envelope.method;
    record.name = envelope.name;
    record.rpcId = envelope.id;
    const auto version = exchange->head.find("MCP-Protocol-Version").value_or(QByteArrayView());
    record.era = mcp::classify(exchange->request, {version, m_session, httpMethod == "POST"});
    switch (exchange->request.kind()) {
    case mcp::MessageKind::Request:
        record.kind = Kind::Request;
        break;
    case mcp::MessageKind::Notification:
        record.kind = Kind::Notification;
        break;
    case mcp::MessageKind::Response:
        record.kind = Kind::Response;
        break;
    case mcp::MessageKind::Batch:
        record.kind = Kind::Batch;
        break;
    case mcp::MessageKind::Invalid:
        record.kind = httpMethod == "GET" ? Kind::Stream : Kind::Invalid;
        break;
    }
    record.parts.append({PartKind::RequestHead, 0, exchange->head.block()});
    m_exchanges.push_back(std::move(exchange));
}

void LintBench::post(const QByteArray &body)
{
    begin("POST", body, {});
    Exchange &exchange = *m_exchanges.back();
    exchange.record.parts.append({PartKind::RequestBody, 1, body});
    m_notes += m_linter.look(
        Context{exchange.record, Way::ToServer, exchange.request, &exchange.head, false, &exchange.head, nullptr, 1});
}

void LintBench::open(const QByteArray &lastEventId)
{
    begin("GET", {}, lastEventId.isEmpty() ? QByteArrayList() : QByteArrayList{"Last-Event-ID: " + lastEventId});
}

void LintBench::answer(const QByteArray &body, bool isEvent)
{
    Exchange &exchange = *m_exchanges.back();
    if (exchange.answerHead.block().isEmpty()) {
        QList<std::pair<QByteArray, QByteArray>> headers{
            {"Content-Type", isEvent ? "text/event-stream" : "application/json"}};
        for (const QByteArray &text : m_answerHeaders) {
            const QByteArray name = text.left(text.indexOf(':'));
            headers.removeIf([&](const auto &header) { return header.first.compare(name, Qt::CaseInsensitive) == 0; });
            headers.append({name, text.sliced(text.indexOf(':') + 1).trimmed()});
        }
        exchange.answerHead =
            wire::HttpHead::parse(wire::Role::Response,
                                  headerBlock("HTTP/1.1 " + QByteArray::number(m_status) + " X", headers))
                .value();
        if (const auto session = exchange.answerHead.find("Mcp-Session-Id"))
            exchange.record.sessionId = session->toByteArray();
        exchange.record.parts.append({PartKind::ResponseHead, 2, exchange.answerHead.block()});
    }
    exchange.record.status = std::exchange(m_status, 200);
    m_answerHeaders.clear();
    const mcp::Message message = m_reader.read(body);
    exchange.record.errorCode = message.envelope().errorCode;
    m_mirror.learn(body);
    exchange.record.parts.append(
        {isEvent ? PartKind::Event : PartKind::ResponseBody, 3, isEvent ? "data: " + body + "\n\n" : body});
    m_notes += m_linter.look(Context{exchange.record, Way::ToClient, message, &exchange.answerHead, isEvent,
                                     &exchange.head, &exchange.request, qint32(exchange.record.parts.size() - 1)});
}

void LintBench::line(const QByteArray &text)
{
    exchange::Record record;
    record.route = QStringLiteral("default");
    record.kind = Kind::Invalid;
    m_notes += m_linter.look(Context{record, Way::ToClient, m_reader.read(text)});
}

} // namespace sightglass::test
