// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/timerwheel.h"
#include "server/mcpserver.h"
#include "transport/http/httplistener.h"
#include "transport/http/httpupstream.h"
#include "wire/sseparser.h"

#include <QFloat16> // complete, so that QCOMPARE can look at Json
#include <QTest>

#include <memory>

namespace sightglass::test {

using server::Json;

/// One HTTP exchange with the server under test, and everything that came back.
class Answer final : public transport::UpstreamObserver, public wire::SseParser::Sink
{
public:
    int status = 0;
    wire::HttpHead head;
    QByteArray body;
    QList<wire::SseEvent> events;
    QList<Json> messages;
    bool ended = false;
    bool failed = false;

    QByteArray header(QByteArrayView name) const
    {
        const auto value = head.find(name);
        return value ? value->toByteArray() : QByteArray();
    }
    bool isStream() const { return header("Content-Type").startsWith("text/event-stream"); }
    Json response() const { return messages.isEmpty() ? Json() : messages.last(); }
    Json result() const { return server::member(response(), "result"); }
    int errorCode() const
    {
        const Json code = server::member(server::member(response(), "error"), "code");
        return code.is_number_integer() ? code.get<int>() : 0;
    }
    QString text() const
    {
        const Json content = server::member(result(), "content");
        return content.is_array() && !content.empty() ? server::textMember(content[0], "text") : QString();
    }
    QList<QByteArray> methods() const
    {
        QList<QByteArray> found;
        for (const Json &message : messages) {
            if (message.contains("method"))
                found.append(server::bytesMember(message, "method"));
        }
        return found;
    }
    void leave() { m_call.reset(); }

private:
    friend class ServerBench;
    void onSent() override {}
    void onHead(wire::HttpHead &&received) override
    {
        status = received.status();
        head = std::move(received);
    }
    void onBody(QByteArrayView bytes) override
    {
        body.append(bytes);
        if (isStream())
            (void)m_parser.feed(bytes, *this);
    }
    void onTrailers(QByteArrayView) override {}
    void onEnd() override
    {
        if (!isStream() && !body.isEmpty()) {
            const Json parsed = server::parseJson(body);
            if (!parsed.is_discarded())
                messages.append(parsed);
        }
        ended = true;
    }
    void onFailed(const transport::UpstreamFailure &) override { failed = true; }
    void onEvent(wire::SseEvent &&event) override
    {
        if (event.hasData && !event.data.isEmpty())
            messages.append(server::parseJson(event.data));
        events.append(std::move(event));
    }

    std::unique_ptr<transport::UpstreamCall> m_call;
    wire::SseParser m_parser;
};

using AnswerPtr = std::unique_ptr<Answer>;

/// A server on loopback and a client for it.
class ServerBench
{
public:
    explicit ServerBench(server::ServerOptions options = {})
        : mcp({.name = QStringLiteral("bench"), .version = QStringLiteral("1.2.3")}, options),
          listener(mcp, wheel, {}, {})
    {
        started = bool(listener.start(QHostAddress::LocalHost, 0));
        transport::HttpUpstreamOptions upstream;
        upstream.url = QUrl(QStringLiteral("http://127.0.0.1:%1").arg(listener.serverPort()));
        client = std::make_unique<transport::HttpUpstream>(upstream, wheel);
    }

    AnswerPtr send(const QByteArray &method, const QByteArray &fields, const QByteArray &body = {},
                   const QByteArray &target = "/mcp")
    {
        auto answer = std::make_unique<Answer>();
        transport::OutboundRequest request;
        request.method = method;
        request.target = target;
        request.fields = fields;
        request.body = body;
        answer->m_call = client->send(std::move(request), *answer);
        return answer;
    }

    TimerWheel wheel;
    server::McpServer mcp;
    transport::HttpListener listener;
    std::unique_ptr<transport::HttpUpstream> client;
    bool started = false;
};

/// A tool that answers "done" when \a calls' entry is told to.
inline server::Tool waitingTool(QList<server::CallPtr> &calls)
{
    return {.name = QStringLiteral("wait"),
            .description = QStringLiteral("Waits"),
            .call = [&calls](const Json &, const server::CallPtr &call) {
                calls.append(call);
                return server::Outcome::later();
            }};
}

inline server::Tool echoTool()
{
    return {.name = QStringLiteral("echo"),
            .description = QStringLiteral("Says it again"),
            .inputSchema =
                server::parseJson(R"({"type":"object","required":["text"],"properties":{"text":{"type":"string"}}})"),
            .call = [](const Json &arguments, const server::CallPtr &) {
                return server::Outcome::text(server::textMember(arguments, "text"));
            }};
}

} // namespace sightglass::test
