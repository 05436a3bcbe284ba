// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/rawpeer.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

namespace sightglass::test {

using Adjust = std::function<void(proxy::ProxyBuilder &)>;

inline const QByteArray kInitialize =
    R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{"roots":{}},"clientInfo":{"name":"raw","version":"1"}}})";
inline const QByteArray kInitialized =
    R"({"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"scripted","version":"2"}}})";
inline const QByteArray kCall = R"({"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"x"}})";
inline const QByteArray kResult = R"({"jsonrpc":"2.0","id":2,"result":{}})";
inline const QByteArray kAsk = R"({"jsonrpc":"2.0","id":"s1","method":"roots/list"})";
inline const QByteArray kTold = R"({"jsonrpc":"2.0","id":"s1","result":{"roots":[]}})";
inline const QByteArray kNote =
    R"({"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":1}})";
inline const QByteArray kVersion = "MCP-Protocol-Version: 2025-11-25\r\n";

inline QByteArray idField(const QByteArray &id)
{
    return "Mcp-Session-Id: " + id + "\r\n";
}

inline QByteArray legacy(const QByteArray &id)
{
    return kVersion + idField(id);
}

inline QByteArray bare(const QByteArray &method, const QByteArray &id)
{
    return method + " /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n" + legacy(id) + "\r\n";
}

// A server that gives the sessions S1, S2, …; answers calls when it may, and has a standing stream for whoever asks.
class SessionServer
{
public:
    SessionServer()
    {
        m_server.onRequest(
            [this](ScriptedServer::Connection &connection, const QByteArray &request) { serve(connection, request); });
    }

    ScriptedServer &server() { return m_server; }
    /// Of the stream opened last.
    void tell(const QByteArray &message) { m_stream->socket->write(chunk(sseEvent(message))); }
    bool streamIsClosed() const { return m_stream && m_stream->closed; }
    void holdAnswers() { m_holds = true; }
    void answerHeld()
    {
        m_holds = false;
        const auto held = std::exchange(m_held, {});
        for (const auto &[connection, request] : held)
            serve(*connection, request);
    }
    void forget() { m_forgot = true; }
    QByteArrayList deletes() const
    {
        QByteArrayList found;
        for (const QByteArray &request : m_server.requests()) {
            if (request.startsWith("DELETE"))
                found.append(request);
        }
        return found;
    }

private:
    void serve(ScriptedServer::Connection &connection, const QByteArray &request)
    {
        if (m_holds && request.startsWith("POST")) {
            m_held.append({&connection, request});
        } else if (request.contains("\"initialize\"")) {
            connection.socket->write(jsonAnswer(kInitialized, idField('S' + QByteArray::number(++m_given))));
        } else if (m_forgot) {
            connection.socket->write(jsonAnswer("{}", {}, "404 Not Found"));
        } else if (request.startsWith("GET")) {
            m_stream = &connection;
            connection.socket->write(sseHead());
        } else if (request.contains("\"result\"") || request.contains("\"notifications/")) {
            connection.socket->write("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
        } else {
            connection.socket->write(jsonAnswer(request.startsWith("DELETE") ? QByteArray("{}") : kResult));
        }
    }

    ScriptedServer m_server;
    ScriptedServer::Connection *m_stream = nullptr;
    QList<std::pair<ScriptedServer::Connection *, QByteArray>> m_held;
    int m_given = 0;
    bool m_holds = false;
    bool m_forgot = false;
};

inline exchange::SessionPtr sessionOf(ProxyFixture &proxy, const QByteArray &key)
{
    const auto sessions = proxy.server().sessions();
    const auto found = std::find_if(sessions.begin(), sessions.end(),
                                    [&](const exchange::SessionPtr &session) { return session->key == key; });
    return found == sessions.end() ? nullptr : *found;
}

// Everything that the proxy told of its sessions; the newest snapshot of each.
class Told : public QObject
{
public:
    explicit Told(ProxyFixture &proxy)
    {
        connect(
            &proxy.server(), &proxy::ProxyServer::sessionsChanged, this,
            [this](const exchange::SessionBatch &batch) {
                ++batches;
                for (const exchange::SessionPtr &session : *batch)
                    newest[session->key] = session;
            },
            Qt::QueuedConnection);
    }

    exchange::SessionPtr of(const QByteArray &key) const
    {
        const auto found = newest.find(key);
        return found == newest.end() ? nullptr : found->second;
    }

    std::map<QByteArray, exchange::SessionPtr> newest;
    int batches = 0;
};

inline Adjust limited(const std::function<void(session::SessionLimits &)> &how)
{
    return [how](proxy::ProxyBuilder &builder) { how(builder.config().sessions); };
}

} // namespace sightglass::test

/// The answer to one request, on a connection of its own; kept when it is named.
#define ASK(name, proxy, bytes)                                                                                        \
    RawClient name((proxy).port());                                                                                    \
    name.send(bytes);                                                                                                  \
    TRY_VERIFY(firstAnswer(name.received()).whole)
