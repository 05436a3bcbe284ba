// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/redis/eventoverlay.h"

#include "base/clock.h"

namespace sightglass::store {

void EventOverlay::append(const Key &key, const std::vector<StoredEvent> &events)
{
    Stream &stream = m_streams[key];
    if (expired(stream)) {
        while (!stream.events.empty())
            dropFirst(stream);
        stream = Stream();
    }
    for (const StoredEvent &event : events) {
        const quint64 last = stream.events.empty() ? 0 : stream.events.back().number;
        if (event.number <= last)
            continue;
        stream.events.push_back(event);
        stream.grownAtUs = monotonicUs();
        stream.bytes += event.bytes.size();
        m_bytes += costOf(event);
        if (!event.upstreamId.isEmpty())
            stream.lastUpstreamId = event.upstreamId;
    }
    while (stream.events.size() > 1
           && ((m_limits.maxEvents > 0 && qint64(stream.events.size()) > m_limits.maxEvents)
               || (m_limits.maxBytes > 0 && stream.bytes > m_limits.maxBytes)))
        dropFirst(stream);
    if (m_bytes > m_maxBytes)
        makeRoom();
}

// As in the network: begins anew then.
bool EventOverlay::expired(const Stream &stream) const
{
    const qint64 ageMs = m_limits.ageMs(stream.finish == State::Written);
    return ageMs > 0 && stream.written == stream.events.size() && stream.written > 0
           && monotonicUs() - stream.grownAtUs >= ageMs * 1000;
}

void EventOverlay::finish(const Key &key)
{
    Stream &stream = m_streams[key];
    stream.finish = State::Unsent;
    stream.grownAtUs = monotonicUs();
}

void EventOverlay::forget(const QByteArray &session)
{
    auto stream = m_streams.lower_bound({session, QByteArray()});
    while (stream != m_streams.end() && stream->first.first == session) {
        while (!stream->second.events.empty())
            dropFirst(stream->second);
        stream = m_streams.erase(stream);
    }
    m_forgotten.insert(session, false);
}

// ---- room -----------------------------------------------------------------------------------------------------------------

void EventOverlay::dropFirst(Stream &stream)
{
    const StoredEvent &event = stream.events.front();
    m_bytes -= costOf(event);
    stream.bytes -= event.bytes.size();
    if (stream.written > 0) {
        m_writtenBytes -= costOf(event);
        --stream.written;
    } else {
        stream.gone = event.number;
    }
    if (stream.sent > 0)
        --stream.sent;
    stream.events.pop_front();
}

// Down to three quarters, so that it is not done for each event.
void EventOverlay::dropWritten(bool finishedOnly)
{
    for (auto &[key, stream] : m_streams) {
        if (finishedOnly && stream.finish != State::Written)
            continue;
        while (stream.written > 0 && m_writtenBytes > m_maxWrittenBytes / 4 * 3)
            dropFirst(stream);
    }
}

void EventOverlay::makeRoom()
{
    for (auto &[key, stream] : m_streams) {
        while (stream.events.size() > 1 && m_bytes > m_maxBytes / 4 * 3)
            dropFirst(stream);
    }
    for (auto &[key, stream] : m_streams) {
        while (!stream.events.empty() && m_bytes > m_maxBytes)
            dropFirst(stream);
    }
    tidy();
}

void EventOverlay::tidy()
{
    std::erase_if(m_streams, [](const auto &entry) {
        const Stream &stream = entry.second;
        return stream.events.empty() && stream.gone == 0
               && (stream.finish == State::None || stream.finish == State::Written);
    });
}

// ---- handing out ----------------------------------------------------------------------------------------------------------

QList<QByteArray> EventOverlay::takeForgotten()
{
    QList<QByteArray> sessions;
    for (auto one = m_forgotten.begin(); one != m_forgotten.end(); ++one) {
        if (!std::exchange(*one, true))
            sessions.append(one.key());
    }
    return sessions;
}

std::vector<StoredEvent> EventOverlay::takeEvents(const Key &key)
{
    const auto found = m_streams.find(key);
    if (found == m_streams.end())
        return {};
    Stream &stream = found->second;
    std::vector<StoredEvent> events(stream.events.begin() + std::ptrdiff_t(stream.sent), stream.events.end());
    stream.sent = stream.events.size();
    return events;
}

EventOverlay::Gone EventOverlay::gone(const Key &key) const
{
    const auto found = m_streams.find(key);
    return found == m_streams.end() || found->second.gone == 0 ? Gone()
                                                               : Gone{found->second.gone, found->second.lastUpstreamId};
}

bool EventOverlay::takeFinish(const Key &key)
{
    const auto found = m_streams.find(key);
    if (found == m_streams.end() || found->second.finish != State::Unsent)
        return false;
    found->second.finish = State::Sent;
    return true;
}

std::vector<EventOverlay::Key> EventOverlay::waiting() const
{
    std::vector<Key> keys;
    for (const auto &[key, stream] : m_streams) {
        if (stream.sent < stream.events.size() || stream.gone > 0 || stream.finish == State::Unsent)
            keys.push_back(key);
    }
    return keys;
}

void EventOverlay::takeBack(bool everything)
{
    for (auto &[key, stream] : m_streams) {
        if (everything)
            stream.written = 0;
        stream.sent = stream.written;
        if (stream.finish == State::Sent || (everything && stream.finish == State::Written))
            stream.finish = State::Unsent;
    }
    if (everything)
        m_writtenBytes = 0;
    for (bool &handedOut : m_forgotten)
        handedOut = false;
}

void EventOverlay::wroteEvents(const Key &key, quint64 upTo)
{
    const auto found = m_streams.find(key);
    if (found == m_streams.end())
        return;
    Stream &stream = found->second;
    while (stream.written < stream.sent && stream.events[stream.written].number <= upTo)
        m_writtenBytes += costOf(stream.events[stream.written++]);
    if (stream.gone <= upTo)
        stream.gone = 0;
    if (m_writtenBytes > m_maxWrittenBytes) {
        dropWritten(true);
        dropWritten(false);
        tidy();
    }
}

void EventOverlay::wroteFinish(const Key &key)
{
    const auto found = m_streams.find(key);
    if (found == m_streams.end() || found->second.finish != State::Sent)
        return;
    found->second.finish = State::Written;
    if (found->second.events.empty())
        m_streams.erase(found);
}

void EventOverlay::wroteForgotten(const QByteArray &session)
{
    const auto found = m_forgotten.constFind(session);
    if (found != m_forgotten.cend() && *found)
        m_forgotten.erase(found);
}

// ---- reading --------------------------------------------------------------------------------------------------------------

std::optional<StoredStream> EventOverlay::read(const Key &key, quint64 after) const
{
    const auto found = m_streams.find(key);
    if (found == m_streams.end() || found->second.events.empty() || expired(found->second))
        return {};
    const Stream &stream = found->second;
    StoredStream out;
    out.finished = stream.finish != State::None;
    out.setNumbers(stream.events.front().number, stream.events.back().number);
    out.lastUpstreamId = stream.lastUpstreamId;
    if (after < out.firstNumber - 1) // the network has the ones between
        return {};
    for (const StoredEvent &event : stream.events) {
        if (event.number > after)
            out.events.push_back(event);
    }
    return out;
}

} // namespace sightglass::store
