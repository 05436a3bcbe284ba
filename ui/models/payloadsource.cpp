// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/payloadsource.h"

#include "ui/models/exchangelistmodel.h"
#include "ui/models/recordingreader.h"

#include <algorithm>

namespace sightglass::models {

using exchange::ExchangeId;
using exchange::Part;
using exchange::Record;

namespace {

/// What an entry costs beside its bytes.
constexpr qint64 kPartOverhead = 64;
constexpr qint64 kEntryOverhead = 192;

qint64 sizeOf(const QList<Part> &parts)
{
    qint64 bytes = 0;
    for (const Part &part : parts)
        bytes += part.bytes.size() + kPartOverhead;
    return bytes;
}

} // namespace

PayloadSource::PayloadSource(RecordingReader *recording, QObject *parent, qint64 cacheBytes)
    : QObject(parent), m_recording(recording ? recording : new RecordingReader(this)), m_maxBytes(cacheBytes)
{
    connect(m_recording, &RecordingReader::partsRead, this, [this](ExchangeId id, const QList<Part> &parts) {
        // What came live meanwhile may be more than was written when it was read.
        if (m_asked.remove(id.value()))
            Q_EMIT loaded(id, cached(id) && cached(id)->size() > parts.size() ? *cached(id) : parts);
    });
    connect(m_recording, &RecordingReader::partsFailed, this, [this](ExchangeId id, const QString &text) {
        if (m_asked.remove(id.value()))
            Q_EMIT failed(id, text);
    });
    connect(m_recording, &RecordingReader::scanned, this, &PayloadSource::scanned);
}

PayloadSource::~PayloadSource() = default;

// ---- what came lately -------------------------------------------------------------------------------------------------

void PayloadSource::add(const std::vector<exchange::RecordBatch> &batches)
{
    for (const exchange::RecordBatch &batch : batches) {
        for (const exchange::RecordPtr &record : *batch)
            addRecord(*record);
    }
    makeRoom();
}

void PayloadSource::addRecord(const Record &record)
{
    if (record.parts.isEmpty() && record.firstPart == 0)
        return;
    const quint64 id = record.id.value();
    auto [found, isNew] = m_entries.try_emplace(id);
    Entry &entry = found->second;
    if (isNew) {
        entry.use = m_uses.insert(m_uses.end(), id);
        entry.bytes = kEntryOverhead;
        m_bytes += entry.bytes;
    } else {
        m_uses.splice(m_uses.end(), m_uses, entry.use);
    }
    if (!entry.whole)
        return;
    if (record.firstPart != entry.parts.size()) {
        // A snapshot before it was not shown, or its beginning has made room: of no use from here on. The entry stays,
        // so that what follows is not taken for the whole.
        m_bytes += kEntryOverhead - entry.bytes;
        entry.bytes = kEntryOverhead;
        entry.parts.clear();
        entry.whole = false;
    } else {
        const qint64 bytes = sizeOf(record.parts);
        entry.parts += record.parts;
        entry.bytes += bytes;
        m_bytes += bytes;
    }
    if (record.id == m_watched && !record.parts.isEmpty())
        Q_EMIT partsAdded(record.id, record.parts);
}

void PayloadSource::makeRoom()
{
    while (m_bytes > m_maxBytes && !m_uses.empty()) {
        const auto oldest = m_entries.find(m_uses.front());
        m_bytes -= oldest->second.bytes;
        m_entries.erase(oldest);
        m_uses.pop_front();
    }
}

void PayloadSource::clearCache()
{
    m_entries.clear();
    m_uses.clear();
    m_bytes = 0;
}

const QList<Part> *PayloadSource::cached(ExchangeId id) const
{
    const auto found = m_entries.find(id.value());
    return found != m_entries.end() && found->second.whole ? &found->second.parts : nullptr;
}

// ---- one exchange -----------------------------------------------------------------------------------------------------

void PayloadSource::request(ExchangeId id)
{
    if (const QList<Part> *parts = cached(id)) {
        Entry &entry = m_entries.at(id.value());
        m_uses.splice(m_uses.end(), m_uses, entry.use);
        const QList<Part> held = *parts; // a receiver may add
        Q_EMIT loaded(id, held);
        return;
    }
    m_asked.insert(id.value());
    m_recording->parts(id);
}

void PayloadSource::watch(ExchangeId id)
{
    m_watched = id;
}

// ---- many of them -----------------------------------------------------------------------------------------------------

/// The record with its parts, when both are at hand; else null.
exchange::RecordPtr PayloadSource::wholeRecord(quint64 id, const ExchangeListModel &list) const
{
    const QList<Part> *parts = cached(ExchangeId(id));
    const Record *record = parts ? list.find(ExchangeId(id)) : nullptr;
    if (!record)
        return {};
    auto whole = std::make_shared<Record>(*record);
    whole->parts = *parts;
    return whole;
}

quint64 PayloadSource::match(Predicate wanted, const std::vector<quint64> &ids, const ExchangeListModel &list)
{
    ScanRequest request;
    request.items.reserve(ids.size());
    for (const quint64 id : ids)
        request.items.push_back({ExchangeId(id), wholeRecord(id, list)});
    request.wanted = std::move(wanted);
    const quint64 ticket = m_recording->scan(std::move(request));
    m_matches.insert(ticket);
    return ticket;
}

quint64 PayloadSource::search(Predicate wanted, const ExchangeListModel &list)
{
    ScanRequest request;
    for (const auto &[id, entry] : m_entries) {
        if (exchange::RecordPtr whole = wholeRecord(id, list))
            request.items.push_back({ExchangeId(id), std::move(whole)});
    }
    std::sort(request.items.begin(), request.items.end(),
              [](const ScanItem &left, const ScanItem &right) { return left.id > right.id; });
    request.everything = true;
    request.wanted = std::move(wanted);
    const quint64 ticket = m_recording->scan(std::move(request));
    m_searches.insert(ticket);
    return ticket;
}

void PayloadSource::cancel(quint64 ticket)
{
    if (m_matches.remove(ticket) || m_searches.remove(ticket))
        m_recording->cancelScan(ticket);
}

void PayloadSource::scanned(quint64 ticket, const QList<ExchangeId> &wanted, qint64 looked, qint64 total, bool done)
{
    if (m_matches.contains(ticket)) {
        if (done)
            m_matches.remove(ticket);
        Q_EMIT matched(ticket, wanted, total > 0 ? static_cast<int>(looked * 100 / total) : 100, done);
    } else if (m_searches.contains(ticket)) {
        if (done)
            m_searches.remove(ticket);
        Q_EMIT found(ticket, wanted, looked, total, done);
    }
}

} // namespace sightglass::models
