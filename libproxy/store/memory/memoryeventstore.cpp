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
    if (limits.ageMs(true) <= 0)
        return;
    m_ageTimer.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_ageTimer, &QTimer::timeout, this, [this] { removeOld(monotonicUs()); });
    m_ageTimer.start(kAgeCheckMs);
}

void MemoryEventStore::append(const QByteArray &session, const QByteArray &stream,
                              const std::vector<StoredEvent> &events)
{
    if (events.empty())
        return;
    Stream &kept = touch(session, stream);
    m_cost -= costOf(kept);
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
    m_cost += costOf(kept);
    makeRoom(kept);
}

void MemoryEventStore::finish(const QByteArray &session, const QByteArray &stream)
{
    Stream &kept = touch(session, stream);
    m_finished.splice(m_finished.end(), orderOf(kept), kept.place);
    kept.finished = true;
    makeRoom(kept);
}

void MemoryEventStore::read(const QByteArray &session, const QByteArray &stream, quint64 after, Done<StoredStream> done)
{
    m_done.later(std::move(done))(find({session, stream}, after));
}

void MemoryEventStore::forget(const QByteArray &session)
{
    auto stream = m_streams.lower_bound({session, QByteArray()});
    while (stream != m_streams.end() && stream->first.first == session)
        stream = remove(stream);
}

Result<StoredStream> MemoryEventStore::find(const Name &name, quint64 after) const
{
    const auto found = m_streams.find(name);
    if (found == m_streams.end() || isOld(found->second, monotonicUs()))
        return failure(ErrorCode::NotFound, QStringLiteral("There is no such stream of this session"));
    const Stream &kept = found->second;
    const auto first = std::upper_bound(kept.events.begin(), kept.events.end(), after,
                                        [](quint64 number, const StoredEvent &event) { return number < event.number; });
    StoredStream stream;
    stream.events.assign(first, kept.events.end());
    stream.setNumbers(kept.events.empty() ? 0 : kept.events.front().number, kept.lastNumber);
    stream.lastUpstreamId = kept.lastUpstreamId;
    stream.finished = kept.finished;
    return stream;
}

/// The stream, made when it is new or grown old, and written now.
MemoryEventStore::Stream &MemoryEventStore::touch(const QByteArray &session, const QByteArray &stream)
{
    const qint64 nowUs = monotonicUs();
    removeOld(nowUs);
    const auto [entry, isNew] = m_streams.try_emplace({session, stream});
    Stream &kept = entry->second;
    if (isNew) {
        kept.place = m_live.insert(m_live.end(), &entry->first);
        m_cost += costOf(kept);
    }
    Order &order = orderOf(kept);
    order.splice(order.end(), order, kept.place);
    kept.writtenAtUs = nowUs;
    return kept;
}

qint64 MemoryEventStore::costOf(const Stream &stream)
{
    return EventLimits::costOf(1, static_cast<qint64>(stream.events.size()), stream.bytes);
}

bool MemoryEventStore::isOld(const Stream &stream, qint64 nowUs) const
{
    const qint64 ageMs = m_limits.ageMs(stream.finished);
    return ageMs > 0 && stream.writtenAtUs < nowUs - ageMs * 1000;
}

void MemoryEventStore::applyLimits(Stream &stream) const
{
    while (!stream.events.empty() && m_limits.passedBy(static_cast<qint64>(stream.events.size()), stream.bytes)) {
        stream.bytes -= stream.events.front().bytes.size();
        stream.events.pop_front();
    }
}

MemoryEventStore::Streams::iterator MemoryEventStore::remove(Streams::iterator stream)
{
    m_cost -= costOf(stream->second);
    orderOf(stream->second).erase(stream->second.place);
    return m_streams.erase(stream);
}

void MemoryEventStore::removeOld(qint64 nowUs)
{
    for (Order *order : {&m_finished, &m_live}) {
        while (!order->empty()) {
            const auto oldest = m_streams.find(*order->front());
            if (!isOld(oldest->second, nowUs))
                break;
            remove(oldest);
        }
    }
}

void MemoryEventStore::makeRoom(const Stream &stays)
{
    for (Order *order : {&m_finished, &m_live}) {
        // The one that stays was written last: it is the last one of its order.
        while (m_limits.passedInTotal(m_cost) && !order->empty() && order->begin() != stays.place)
            remove(m_streams.find(*order->front()));
    }
}

} // namespace sightglass::store
