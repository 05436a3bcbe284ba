// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/democall.h"

#include <QPointer>

namespace sightglass::app {

using server::Json;

DemoCall::DemoCall(transport::Upstream &upstream, transport::OutboundRequest &&request, Message message, Done opened,
                   Done done)
    : m_message(std::move(message)), m_opened(std::move(opened)), m_done(std::move(done))
{
    m_call = upstream.send(std::move(request), *this);
}

void DemoCall::onHead(wire::HttpHead &&head)
{
    m_status = head.status();
    if (const auto type = head.find("Content-Type"))
        m_isStream = type->startsWith(QByteArrayView("text/event-stream"));
    if (const auto session = head.find("Mcp-Session-Id"))
        m_sessionId = session->toByteArray();
    if (m_opened)
        m_opened(*this);
}

void DemoCall::onBody(QByteArrayView bytes)
{
    if (!m_isStream) {
        m_body.append(bytes);
        return;
    }
    // A message may end this call, so the parser is left before any is handed out.
    if (!m_parser.feed(bytes, *this))
        m_failure = QStringLiteral("an event of the answer is too large");
    const QPointer<DemoCall> alive(this);
    const auto events = std::exchange(m_events, {});
    for (const QByteArray &event : events) {
        if (alive)
            take(server::parseJson(event));
    }
}

void DemoCall::onEvent(wire::SseEvent &&event)
{
    if (event.hasData && !event.data.isEmpty())
        m_events.append(event.data);
}

void DemoCall::take(const Json &message)
{
    if (message.is_discarded()) {
        m_failure = QStringLiteral("a message of the answer is not JSON");
        return;
    }
    if (!message.contains("method"))
        m_response = message;
    if (const Message callback = m_message)
        callback(message);
}

void DemoCall::onEnd()
{
    const QPointer<DemoCall> alive(this);
    if (!m_isStream && !m_body.isEmpty())
        take(server::parseJson(m_body));
    if (alive)
        finish();
}

void DemoCall::onFailed(const transport::UpstreamFailure &failure)
{
    m_failure = failure.text;
    finish();
}

void DemoCall::finish()
{
    if (const Done done = std::exchange(m_done, {}))
        done(*this);
}

} // namespace sightglass::app
