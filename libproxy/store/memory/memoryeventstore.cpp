// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/memory/memoryeventstore.h"

#include "base/clock.h"

#include <algorithm>

namespace sightglass::store {

namespace {

/// How often streams that grew old are looked for; one that somebody asks for is never older than the limit.
constexpr int kAgeCheckMs = 60'000;

} // namespace

MemoryEventStore::MemoryEventStore(const EventLimits &limits) : m_limits(limits)
{
    if (limits.maxAgeSeconds <= 0)
        return;
    m_ageTimer.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_ageTimer, &QTimer::timeout, this, &MemoryEventStore::removeOld);
    m_ageTimer.start(kAgeCheckMs);
}

void MemoryEventStore::append(const QByteArray &session, const QByteArray &stream,
                              const std::vector<StoredEvent> &events)
{
    if (events.empty())
        return;
    Stream &kept = touch(session, stream);
    for (const StoredEvent &event : events) {
        if (event.number <= kept.lastNumber)
            continue;
        kept.lastNumber = event.number;
        if (!event.upstreamId.isEmpty())
            kept.lastUpstreamId = event.upstreamId;
        kept.bytes += event.bytes.size();
        kept.events.push_back(event);
        applyLimits(kept);
    }
}

void MemoryEventStore::finish(const QByteArray &session, const QByteArray &stream)
{
    touch(session, stream).finished = true;
}

void MemoryEventStore::read(const QByteArray &session, const QByteArray &stream, quint64 after, Done<StoredStream> done)
{
    m_done.later(std::move(done))(find({session, stream}, after));
}

void MemoryEventStore::forget(const QByteArray &session)
{
    const auto begin = m_streams.lower_bound({session, QByteArray()});
    const auto end =
        std::find_if(begin, m_streams.end(), [&](const auto &entry) { return entry.first.first != session; });
    m_streams.erase(begin, end);
}

Result<StoredStream> MemoryEventStore::find(const Name &name, quint64 after) const
{
    const auto found = m_streams.find(name);
    if (found == m_streams.end() || isOld(found->second, monotonicUs()))
        return failure(ErrorCode::NotFound, QStringLiteral("There is no such stream of this session"));
    const Stream &kept = found->second;
    const auto first = std::upper_bound(kept.events.begin(), kept.events.end(), after,
                                        [](quint64 number, const StoredEvent &event) { return number < event.number; });
    return StoredStream{{first, kept.events.end()},
                        kept.lastNumber,
                        kept.events.empty() ? 0 : kept.events.front().number,
                        kept.lastUpstreamId,
                        kept.finished};
}

/// The stream, made when it is new or grown old, and written now.
MemoryEventStore::Stream &MemoryEventStore::touch(const QByteArray &session, const QByteArray &stream)
{
    const qint64 nowUs = monotonicUs();
    Stream &kept = m_streams[{session, stream}];
    if (isOld(kept, nowUs))
        kept = Stream();
    kept.writtenAtUs = nowUs;
    return kept;
}

bool MemoryEventStore::isOld(const Stream &stream, qint64 nowUs) const
{
    return m_limits.maxAgeSeconds > 0 && stream.writtenAtUs < nowUs - m_limits.maxAgeSeconds * 1'000'000;
}

void MemoryEventStore::applyLimits(Stream &stream) const
{
    while (!stream.events.empty()
           && ((m_limits.maxEvents > 0 && static_cast<qint64>(stream.events.size()) > m_limits.maxEvents)
               || (m_limits.maxBytes > 0 && stream.bytes > m_limits.maxBytes))) {
        stream.bytes -= stream.events.front().bytes.size();
        stream.events.pop_front();
    }
}

void MemoryEventStore::removeOld()
{
    const qint64 nowUs = monotonicUs();
    std::erase_if(m_streams, [&](const auto &entry) { return isOld(entry.second, nowUs); });
}

} // namespace sightglass::store
