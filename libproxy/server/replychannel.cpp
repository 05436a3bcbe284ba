// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/replychannel.h"

#include "wire/ssewriter.h"

namespace sightglass::server {
namespace {

// 2026-07-28 basic/transports/streamable-http: X-Accel-Buffering keeps proxies in between from holding events back.
constexpr char kStreamFields[] =
    "Content-Type: text/event-stream\r\nCache-Control: no-cache, no-transform\r\nX-Accel-Buffering: no\r\n";
constexpr char kJsonField[] = "Content-Type: application/json\r\n";
constexpr char kKeepAlive[] = ": keepalive\n\n";

} // namespace

void replyPlain(transport::ReplySink &sink, int status, const QByteArray &json, const QByteArray &fields)
{
    transport::ReplyHead head;
    head.status = status;
    head.fields = json.isEmpty() ? fields : kJsonField + fields;
    sink.reply(head, json);
}

std::shared_ptr<ReplyChannel> ReplyChannel::open(transport::ReplySink &sink, const std::shared_ptr<ChannelSet> &set,
                                                 Traits traits)
{
    std::shared_ptr<ReplyChannel> channel(new ReplyChannel(sink, std::move(traits)));
    channel->m_set = set;
    set->add(channel);
    sink.setObserver(channel.get());
    return channel;
}

transport::ReplySink *ReplyChannel::release()
{
    transport::ReplySink *sink = std::exchange(m_sink, nullptr);
    if (sink)
        sink->setObserver(nullptr);
    if (const auto set = m_set.lock())
        set->remove(shared_from_this());
    return sink;
}

void ReplyChannel::clientGone()
{
    const auto self = shared_from_this(); // the set may hold the last reference
    m_sink = nullptr;
    if (const auto set = m_set.lock())
        set->remove(self);
    // Resumable: the client may come back; leaving is no cancellation (2025-11-25 basic/transports).
    if (const auto gone = std::exchange(m_gone, {}))
        gone();
}

void ReplyChannel::beginStream()
{
    if (m_sink) {
        transport::ReplyHead head;
        head.fields = kStreamFields + m_traits.fields;
        m_sink->begin(head);
    }
}

void ReplyChannel::openStream()
{
    if (m_mode != Mode::Undecided || !m_traits.takesStream)
        return;
    m_mode = Mode::Stream;
    beginStream();
    if (m_resumption.store) {
        m_stream = m_resumption.store->newStream();
        if (m_resumption.primes && m_sink)
            m_sink->write(
                wire::serializeSse({}, QByteArrayView(""), EventStore::idOf({m_stream, 0}), m_resumption.retryMs));
    }
    for (const QByteArray &response : std::exchange(m_responses, {}))
        writeEvent(response);
}

void ReplyChannel::writeEvent(const QByteArray &message)
{
    if (!m_resumption.store) {
        if (m_sink)
            m_sink->write(wire::serializeSse("message", message));
        return;
    }
    const EventStore::Event event{m_stream, ++m_lastNumber, message};
    m_resumption.store->add(event);
    if (m_sink)
        m_sink->write(wire::serializeSse("message", message, EventStore::idOf({event.stream, event.number})));
}

void ReplyChannel::send(const QByteArray &message)
{
    openStream();
    if (m_mode == Mode::Stream)
        writeEvent(message);
}

void ReplyChannel::respond(const QByteArray &message, int status)
{
    if (m_mode == Mode::Complete)
        return;
    if (!m_traits.takesJson)
        openStream();
    if (m_mode == Mode::Stream)
        writeEvent(message);
    else
        m_responses.append(message);
    m_status = status;
    if (++m_answered == m_traits.expected)
        complete();
}

void ReplyChannel::withdraw()
{
    if (m_mode != Mode::Complete && ++m_answered == m_traits.expected)
        complete();
}

void ReplyChannel::complete()
{
    if (m_mode == Mode::Undecided && m_responses.isEmpty())
        openStream(); // a cancelled request: an empty stream says that no response comes
    if (m_mode == Mode::Stream)
        return end();
    const auto self = shared_from_this();
    m_mode = Mode::Complete;
    m_gone = {};
    transport::ReplySink *sink = release();
    if (!sink)
        return;
    const QByteArray body = m_traits.batch ? '[' + m_responses.join(',') + ']' : m_responses.value(0);
    replyPlain(*sink, m_traits.batch || body.isEmpty() ? 200 : m_status, body, m_traits.fields);
}

void ReplyChannel::end()
{
    const auto self = shared_from_this();
    const bool streaming = m_mode == Mode::Stream;
    m_mode = Mode::Complete;
    m_gone = {};
    transport::ReplySink *sink = release();
    if (!sink)
        return;
    if (streaming)
        sink->end();
    else
        replyPlain(*sink, 202);
}

void ReplyChannel::abandon()
{
    const auto self = shared_from_this();
    m_mode = Mode::Complete;
    if (transport::ReplySink *sink = release())
        sink->abort();
    if (const auto gone = std::exchange(m_gone, {}))
        gone();
}

bool ReplyChannel::closeConnection()
{
    if (!m_resumption.primes)
        return false;
    openStream();
    if (m_mode != Mode::Stream)
        return false;
    const auto self = shared_from_this();
    if (transport::ReplySink *sink = release())
        sink->end();
    return true;
}

void ReplyChannel::attach(transport::ReplySink &sink, const std::shared_ptr<ChannelSet> &set, quint64 number)
{
    const auto self = shared_from_this();
    if (transport::ReplySink *old = release())
        old->end();
    m_sink = &sink;
    m_set = set;
    set->add(self);
    sink.setObserver(this);
    beginStream();
    if (m_resumption.primes)
        sink.write(
            wire::serializeSse({}, QByteArrayView(""), EventStore::idOf({m_stream, number}), m_resumption.retryMs));
    for (const EventStore::Event &event : m_resumption.store->after({m_stream, number}))
        sink.write(wire::serializeSse("message", event.message, EventStore::idOf({event.stream, event.number})));
}

void ReplyChannel::replay(transport::ReplySink &sink, const EventStore &store, const EventStore::Position &position)
{
    transport::ReplyHead head;
    head.fields = kStreamFields;
    sink.begin(head);
    for (const EventStore::Event &event : store.after(position))
        sink.write(wire::serializeSse("message", event.message, EventStore::idOf({event.stream, event.number})));
    sink.end();
}

void ReplyChannel::keepAlive()
{
    if (m_mode == Mode::Stream && m_sink && m_sink->writable())
        m_sink->write(QByteArrayView(kKeepAlive, sizeof kKeepAlive - 1));
}

} // namespace sightglass::server
