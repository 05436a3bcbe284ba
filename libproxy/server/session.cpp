// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session.h"

#include "base/clock.h"
#include "server/replychannel.h"

namespace sightglass::server {

Session::Session(Terms terms, const ServerOptions &options)
    : m_terms(std::move(terms)),
      m_events(std::make_shared<EventStore>(options.maxStoredEvents, options.maxStoredBytes)),
      m_retryMs(options.retryMs)
{
    touch();
}

void Session::touch()
{
    m_lastUsedUs = monotonicUs();
}

void Session::adopt(ReplyChannel &channel) const
{
    // Before 2025-11-25 an event without data was no part of the protocol, and clients fail on it.
    channel.setResumption({m_events, m_retryMs, m_terms.version >= QByteArrayLiteral("2025-11-25")});
    m_streams.removeIf([](const std::weak_ptr<ReplyChannel> &stream) { return stream.expired(); });
    m_streams.append(channel.weak_from_this());
}

bool Session::addCall(const CallPtr &call)
{
    for (auto it = m_calls.begin(); it != m_calls.end();) {
        const auto old = it->lock();
        it = !old || old->isOver() ? m_calls.erase(it) : std::next(it);
    }
    const mcp::RequestId &id = call->facts().id;
    if (m_calls.contains(id))
        return false;
    m_calls.insert(id, call);
    return true;
}

void Session::cancelCall(const mcp::RequestId &id)
{
    if (const CallPtr call = m_calls.take(id).lock())
        call->cancel();
}

void Session::openStandalone(transport::ReplySink &sink, const std::shared_ptr<ChannelSet> &set)
{
    if (const auto old = std::exchange(m_standalone, {}))
        old->end();
    m_standalone = ReplyChannel::open(sink, set, {.expected = 0});
    adopt(*m_standalone);
    m_standalone->openStream();
}

bool Session::resume(const QByteArray &lastEventId, transport::ReplySink &sink, const std::shared_ptr<ChannelSet> &set)
{
    const auto position = EventStore::positionOf(lastEventId);
    if (!position || !m_events->isKnownStream(position->stream))
        return false;
    for (const auto &candidate : m_streams) {
        const auto stream = candidate.lock();
        if (stream && !stream->isComplete() && stream->streamNumber() == position->stream) {
            stream->attach(sink, set, position->number);
            return true;
        }
    }
    ReplyChannel::replay(sink, *m_events, *position); // complete: what is left of it
    return true;
}

void Session::notify(const QByteArray &method, const Json &params)
{
    if (m_standalone)
        m_standalone->send(notificationMessage(method, params));
}

void Session::request(const std::shared_ptr<ReplyChannel> &channel, const CallPtr &call, const QByteArray &method,
                      const Json &params, CallContext::Answered answered)
{
    const qint64 id = ++m_lastRequest;
    m_waiting.insert(id, std::move(answered));
    call->onCancelled([id, self = weak_from_this()] {
        const auto session = self.lock();
        if (!session)
            return;
        if (const auto waiting = session->m_waiting.take(id))
            waiting(tl::make_unexpected(RpcError{rpc::kInternalError, QStringLiteral("The call was cancelled"), {}}));
    });
    channel->send(requestMessage(id, method, params));
}

void Session::answer(const Json &response)
{
    const Json &id = member(response, "id");
    const auto waiting = id.is_number_integer() ? m_waiting.take(id.get<qint64>()) : CallContext::Answered();
    if (!waiting)
        return;
    if (const Json &error = member(response, "error"); error.is_object()) {
        const Json &code = member(error, "code");
        waiting(tl::make_unexpected(RpcError{code.is_number_integer() ? code.get<int>() : rpc::kInternalError,
                                             textMember(error, "message"), member(error, "data")}));
        return;
    }
    waiting(member(response, "result"));
}

void Session::close()
{
    const auto self = shared_from_this();
    const auto calls = std::exchange(m_calls, {});
    for (const auto &known : calls) {
        if (const CallPtr call = known.lock())
            call->cancel();
    }
    m_waiting.clear();
    if (const auto standalone = std::exchange(m_standalone, {}))
        standalone->end();
}

} // namespace sightglass::server
