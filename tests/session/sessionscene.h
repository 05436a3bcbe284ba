// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/messagereader.h"
#include "session/sessionmanager.h"

#include <QSignalSpy>

namespace sightglass::session {

constexpr qint64 kSecondUs = 1'000'000;

/// A manager with a clock that only tests move, and short ways to let exchanges happen.
class Scene
{
public:
    explicit Scene(SessionLimits limits = {})
        : manager(limits, "test", {[this] { return nowUs; }, [this] { return nowUs + kEpochUs; }})
    {
        QObject::connect(&manager, &SessionManager::changed, [this](const exchange::SessionBatch &batch) {
            ++batches;
            for (const exchange::SessionPtr &session : *batch)
                sent.push_back(session);
        });
        QObject::connect(&manager, &SessionManager::ended, [this](const exchange::SessionPtr &session, bool atServer) {
            ended.push_back(session);
            endedAtServer.push_back(atServer);
        });
        QObject::connect(&manager, &SessionManager::unknownSeen,
                         [this](const QByteArray &key) { unknown.append(key); });
    }

    exchange::Record facts(const QByteArray &body, const QByteArray &sessionId = {},
                           exchange::Kind kind = Kind::Request)
    {
        const mcp::Message message = reader.read(body);
        exchange::Record record;
        record.id = exchange::ExchangeId(++lastId);
        record.kind = kind;
        record.httpMethod = kind == Kind::End ? "DELETE" : kind == Kind::Stream ? "GET" : "POST";
        record.route = QStringLiteral("default");
        record.client = client;
        record.sessionId = sessionId;
        record.era = mcp::classify(message, {{}, sessionId, record.httpMethod == "POST"});
        record.method = message.envelope().method;
        record.peerName = message.envelope().peerName;
        record.rpcId = message.envelope().id;
        record.requestBytes = body.size();
        record.protocolVersion = message.envelope().metaVersion;
        return record;
    }

    struct Going {
        exchange::Record facts;
        Visit visit;
    };

    Going begin(const QByteArray &body, const QByteArray &sessionId = {}, exchange::Kind kind = Kind::Request)
    {
        Going going{facts(body, sessionId, kind), {}};
        going.visit = manager.enter(going.facts, reader.read(body));
        return going;
    }
    void answer(Going &going, const QByteArray &body, const QByteArray &newSession = {})
    {
        if (!newSession.isEmpty())
            going.facts.sessionId = newSession;
        going.facts.responseBytes += body.size();
        const mcp::Message message = reader.read(body);
        going.facts.errorCode = message.envelope().errorCode;
        going.facts.toolError = message.envelope().toolError;
        going.visit.answered(going.facts, message.envelope(), body);
    }
    void end(Going &going, int status = 200, exchange::State state = exchange::State::Completed)
    {
        going.facts.status = status;
        going.facts.state = state;
        going.visit.leave(going.facts);
    }

    /// A whole initialize; the key of what it made.
    QByteArray open(const QByteArray &sessionId, const QByteArray &name = "demo")
    {
        Going going = begin(initialize(name));
        answer(going, initialized(), sessionId);
        const QByteArray key = going.visit.key();
        end(going);
        return key;
    }
    void call(const QByteArray &sessionId)
    {
        Going going = begin(kPing, sessionId);
        end(going);
    }
    exchange::SessionState stateOf(const QByteArray &key)
    {
        const auto session = manager.find(key);
        return session ? session->state : exchange::SessionState::Closed;
    }
    void advance(qint64 seconds) { nowUs += seconds * kSecondUs; }

    static QByteArray initialize(const QByteArray &name = "demo")
    {
        return R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",)"
               R"("capabilities": { "roots" : {} },"clientInfo":{"name":")"
               + name + R"(","version":"1.2"}}})";
    }
    static QByteArray initialized()
    {
        return R"({"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-06-18","capabilities":{"tools": {}},)"
               R"("serverInfo":{"name":"files","version":"3"}}})";
    }
    static QByteArray modern(const QByteArray &method, const QByteArray &name)
    {
        const QByteArray info =
            name.isEmpty()
                ? QByteArray()
                : R"(,"io.modelcontextprotocol/clientInfo":{"name":")" + name
                      + R"(","version":"9"},"io.modelcontextprotocol/clientCapabilities":{"elicitation":{}})";
        return R"({"jsonrpc":"2.0","id":1,"method":")" + method
               + R"(","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28")" + info + "}}}";
    }
    static inline const QByteArray kPing = R"({"jsonrpc":"2.0","id":5,"method":"ping"})";
    static inline const QByteArray kEmptyResult = R"({"jsonrpc":"2.0","id":5,"result":{}})";
    static inline const QByteArray kError = R"({"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"too old"}})";
    static constexpr qint64 kEpochUs = 1'795'000'000 * kSecondUs;

    using Kind = exchange::Kind;
    qint64 nowUs = 100 * kSecondUs;
    mcp::MessageReader reader;
    QByteArray client = "10.0.0.1:4000";
    quint64 lastId = 0;
    SessionManager manager;
    int batches = 0;
    std::vector<exchange::SessionPtr> sent;
    std::vector<exchange::SessionPtr> ended;
    std::vector<bool> endedAtServer;
    QList<QByteArray> unknown;
};

} // namespace sightglass::session
