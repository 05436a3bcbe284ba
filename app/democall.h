// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/json.h"
#include "transport/upstream.h"
#include "wire/sseparser.h"

#include <QObject>

#include <functional>
#include <memory>

namespace sightglass::app {

/// One HTTP exchange of the demo client: sends a request and hands out the JSON-RPC messages of the answer as they come,
/// be it a JSON body or an event stream.
///
/// Owner: the round that made it; destroying it closes the connection. Callbacks may destroy it.
class DemoCall final : public QObject, private transport::UpstreamObserver, private wire::SseParser::Sink
{
public:
    using Message = std::function<void(const server::Json &)>;
    using Done = std::function<void(const DemoCall &)>;

    DemoCall(transport::Upstream &upstream, transport::OutboundRequest &&request, Message message, Done opened,
             Done done);

    int status() const { return m_status; }
    const QByteArray &sessionId() const { return m_sessionId; }
    /// Why there was no whole answer; empty when there was one.
    const QString &failure() const { return m_failure; }
    /// The last message with an id and no method.
    const server::Json &response() const { return m_response; }

private:
    void onSent() override {}
    void onHead(wire::HttpHead &&head) override;
    void onBody(QByteArrayView bytes) override;
    void onTrailers(QByteArrayView) override {}
    void onEnd() override;
    void onFailed(const transport::UpstreamFailure &failure) override;
    void onEvent(wire::SseEvent &&event) override;
    void take(const server::Json &message);
    void finish();

    std::unique_ptr<transport::UpstreamCall> m_call;
    Message m_message;
    Done m_opened;
    Done m_done;
    wire::SseParser m_parser;
    QByteArray m_body;
    QByteArray m_sessionId;
    QString m_failure;
    server::Json m_response;
    QList<QByteArray> m_events; // of the piece under way
    int m_status = 0;
    bool m_isStream = false;
};

} // namespace sightglass::app
