// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/rawpeer.h"

#include <QPointer>

/// What the tests of streams that the proxy answers for have in common.
namespace sightglass::test {

using Connection = ScriptedServer::Connection;

inline const QByteArray kSession = "Mcp-Session-Id: s\r\n";
inline const QByteArray kLegacy = "MCP-Protocol-Version: 2025-11-25\r\n" + kSession;
inline const QByteArray kCall =
    R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"slow","_meta":{"progressToken":1}}})";
inline constexpr int kProgress = 4;
inline constexpr int kEvents = kProgress + 1; // and the response

inline QByteArray data(int i)
{
    if (i == kEvents)
        return R"({"jsonrpc":"2.0","id":1,"result":{}})";
    return R"({"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":)"
           + QByteArray::number(i) + "}}";
}

inline QByteArray eventAt(int i, bool withId)
{
    return sseEvent(data(i), withId ? "up-" + QByteArray::number(i) : QByteArray());
}

inline QByteArray resumeBy(const QByteArray &id, const QByteArray &fields = kLegacy)
{
    return "GET /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n" + fields + "Last-Event-ID: " + id
           + "\r\n\r\n";
}

inline QList<wire::SseEvent> eventsOf(const QByteArray &body)
{
    struct Sink final : wire::SseParser::Sink {
        void onEvent(wire::SseEvent &&event) override { events.append(std::move(event)); }
        QList<wire::SseEvent> events;
    } sink;
    wire::SseParser parser;
    if (!parser.feed(body, sink))
        qFatal("no event stream");
    return sink.events;
}

// What a client has seen: the data of its events, and its place.
struct Seen {
    QByteArrayList data;
    QByteArray lastId;

    void take(const QByteArray &received)
    {
        for (const wire::SseEvent &event : eventsOf(firstAnswer(received).body)) {
            if (event.id)
                lastId = *event.id;
            if (!event.data.isEmpty())
                data.append(event.data);
        }
    }
};

inline QByteArrayList everything()
{
    QByteArrayList all;
    for (int i = 1; i <= kEvents; ++i)
        all.append(data(i));
    return all;
}

inline qsizetype dataCount(const RawClient &client)
{
    Seen seen;
    seen.take(client.received());
    return seen.data.size();
}

// A server that sends its events as the test lets it, over whichever connection asked for them last. With ids it goes on
// where Last-Event-ID says, as the servers of the SDKs do; without, a stream that is cut is lost.
class StreamingServer
{
public:
    explicit StreamingServer(bool withIds) : m_withIds(withIds)
    {
        m_server.onRequest([this](Connection &connection, const QByteArray &request) {
            m_socket = connection.socket;
            const qsizetype at = request.indexOf("Last-Event-ID: up-");
            if (request.startsWith("GET"))
                m_from = at < 0 ? kEvents : request.mid(at + 18, 1).toInt();
            else
                m_from = 0;
            m_socket->write(sseHead(kSession));
            sendUpTo(m_released);
        });
    }

    void release(int upTo)
    {
        m_released = upTo;
        sendUpTo(upTo);
    }
    void restart()
    {
        m_released = 0;
        m_from = 0;
        m_socket = nullptr;
    }
    ScriptedServer &server() { return m_server; }

private:
    void sendUpTo(int number)
    {
        if (!m_socket)
            return;
        for (; m_from < number; ++m_from)
            m_socket->write(chunk(eventAt(m_from + 1, m_withIds)));
        if (m_from == kEvents) {
            m_socket->write("0\r\n\r\n");
            m_from = kEvents + 1;
        }
    }

    ScriptedServer m_server;
    QPointer<QTcpSocket> m_socket;
    int m_from = 0;
    int m_released = 0;
    bool m_withIds;
};

inline std::function<void(proxy::ProxyBuilder &)> resuming(const QString &database = {})
{
    return [database](proxy::ProxyBuilder &builder) {
        builder.config().routes.front().resume = proxy::Resume::Proxy;
        if (!database.isEmpty())
            builder.sessions({store::StoreUrl::Kind::Sqlite, database});
    };
}

} // namespace sightglass::test
