// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/recordingworker.h"

#include <QElapsedTimer>

#include <algorithm>

namespace sightglass::models {

using exchange::ExchangeId;
using exchange::Record;
using exchange::RecordPtr;

namespace {

/// How long a slice of a scan lasts: what else is asked waits as long at most.
constexpr int kSliceMs = 20;
/// Items that one query may read together, and how many rows it may pass over for each of them.
constexpr std::size_t kItemsPerRead = 200;
constexpr quint64 kRowsPerItem = 4;

QString noRecording()
{
    return RecordingReader::tr("Nothing is recorded, or not any more");
}

} // namespace

RecordingWorker::RecordingWorker(RecordingReader &reader, const std::atomic<bool> &stopping)
    : m_answers(reader), m_stopping(stopping), m_calls(this), m_timer(this)
{
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &RecordingWorker::work);
}

void RecordingWorker::open(const RecordingReader::Opener &opener, quint64 generation)
{
    close(generation);
    Result<std::unique_ptr<store::RecordReader>> reader = opener();
    if (!reader) {
        tell([text = reader.error().text](RecordingReader &to) { Q_EMIT to.openFailed(text); });
        return;
    }
    m_reader = std::move(*reader);
    const Result<ExchangeId> lastId = m_reader->lastId();
    tell([id = lastId.value_or(ExchangeId())](RecordingReader &to) { to.setOpened(id); });
}

void RecordingWorker::close(quint64 generation)
{
    m_reader.reset();
    m_generation = generation;
    // A walk through the whole of a recording ends with it; one over given items goes on with what has its payload.
    for (const Scan &scan : m_scans) {
        if (scan.request.everything)
            m_answers.tellScanned(scan.ticket, scan.wanted, scan.looked, scan.total, true);
    }
    std::erase_if(m_scans, [](const Scan &scan) { return scan.request.everything; });
}

Result<std::vector<RecordPtr>> RecordingWorker::read(const store::Query &query)
{
    if (!m_reader)
        return failure(ErrorCode::NotFound, noRecording());
    std::vector<RecordPtr> records;
    const Result<void> done = m_reader->read(query, [&](const RecordPtr &record) {
        records.push_back(record);
        return true;
    });
    if (!done)
        return tl::unexpected(done.error());
    return records;
}

void RecordingWorker::readPage(quint64 ticket, ExchangeId before, int limit)
{
    store::Query query;
    query.before = before;
    query.limit = limit;
    query.newestFirst = true;
    Result<std::vector<RecordPtr>> records = read(query);
    if (!records) {
        tell([ticket, text = records.error().text](RecordingReader &to) { Q_EMIT to.pageFailed(ticket, text); });
        return;
    }
    std::reverse(records->begin(), records->end());
    const bool reachedStart = records->size() < static_cast<std::size_t>(limit);
    tell([ticket, records = std::move(*records), reachedStart](RecordingReader &to) {
        Q_EMIT to.pageRead(ticket, records, reachedStart);
    });
}

void RecordingWorker::readRows(quint64 ticket, ExchangeId after, ExchangeId before, int limit)
{
    store::Query query;
    query.after = after;
    query.before = before;
    query.limit = limit;
    const Result<std::vector<RecordPtr>> records = read(query);
    if (records)
        tell([ticket, records = *records](RecordingReader &to) { Q_EMIT to.rowsRead(ticket, records); });
    else
        tell([ticket, text = records.error().text](RecordingReader &to) { Q_EMIT to.rowsFailed(ticket, text); });
}

void RecordingWorker::readParts(ExchangeId id)
{
    const Result<QList<exchange::Part>> parts =
        m_reader ? m_reader->parts(id) : failure(ErrorCode::NotFound, noRecording());
    if (parts)
        tell([id, parts = *parts](RecordingReader &to) { Q_EMIT to.partsRead(id, parts); });
    else
        tell([id, text = parts.error().text](RecordingReader &to) { Q_EMIT to.partsFailed(id, text); });
}

void RecordingWorker::readAnnotations()
{
    Result<Annotations> annotations = m_reader ? m_reader->annotations() : Annotations();
    tell([found = annotations.value_or(Annotations())](RecordingReader &to) { Q_EMIT to.annotationsRead(found); });
}

// ---- scans ------------------------------------------------------------------------------------------------------------

void RecordingWorker::addScan(quint64 ticket, ScanRequest request)
{
    Scan scan;
    scan.ticket = ticket;
    scan.total = static_cast<qint64>(request.items.size());
    if (request.everything) {
        for (const ScanItem &item : request.items)
            scan.seen.insert(item.id.value());
    }
    scan.request = std::move(request);
    m_scans.push_back(std::move(scan));
    m_timer.start();
}

void RecordingWorker::cancelScan(quint64 ticket)
{
    std::erase_if(m_scans, [=](const Scan &scan) { return scan.ticket == ticket; });
}

/// One slice of the scan that came first.
void RecordingWorker::work()
{
    if (m_scans.empty() || m_stopping) {
        m_timer.stop();
        return;
    }
    Scan &scan = m_scans.front();
    QElapsedTimer clock;
    clock.start();
    while (!scan.done && !m_stopping && clock.elapsed() < kSliceMs) {
        if (scan.nextItem < scan.request.items.size())
            scanItems(scan);
        else if (scan.request.everything && m_reader)
            scanRest(scan);
        else
            scan.done = true;
    }
    m_answers.tellScanned(scan.ticket, std::exchange(scan.wanted, {}), scan.looked, scan.total, scan.done);
    if (scan.done)
        m_scans.pop_front();
}

void RecordingWorker::look(Scan &scan, const Record &record)
{
    if (scan.request.wanted(record))
        scan.wanted.append(record.id);
}

void RecordingWorker::scanItems(Scan &scan)
{
    const std::vector<ScanItem> &items = scan.request.items;
    const std::size_t begin = scan.nextItem;
    std::size_t end = begin + 1;
    if (items[begin].whole) {
        look(scan, *items[begin].whole);
    } else {
        const auto near = [&](const ScanItem &item) {
            const quint64 span = item.id.value() - items[begin].id.value();
            return !item.whole && item.id > items[begin].id && span <= (end - begin + 1) * kRowsPerItem;
        };
        while (end < items.size() && end - begin < kItemsPerRead && near(items[end]))
            ++end;
        if (m_reader)
            readItems(scan, begin, end);
    }
    scan.nextItem = end;
    scan.looked += static_cast<qint64>(end - begin);
}

/// Items whose ids rise, near each other.
void RecordingWorker::readItems(Scan &scan, std::size_t begin, std::size_t end)
{
    const std::vector<ScanItem> &items = scan.request.items;
    store::Query query;
    query.after = ExchangeId(items[begin].id.value() - 1);
    query.before = ExchangeId(items[end - 1].id.value() + 1);
    query.withParts = true;
    std::size_t item = begin;
    const Result<void> done = m_reader->read(query, [&](const RecordPtr &record) {
        while (item < end && items[item].id < record->id)
            ++item;
        if (item < end && items[item].id == record->id)
            look(scan, *record);
        return !m_stopping;
    });
    Q_UNUSED(done) // damaged rows are not found
}

void RecordingWorker::beginRest(Scan &scan)
{
    store::Query first;
    first.limit = 1;
    quint64 lowest = 0;
    const Result<void> done = m_reader->read(first, [&](const RecordPtr &record) {
        lowest = record->id.value();
        return false;
    });
    const ExchangeId last = done ? m_reader->lastId().value_or(ExchangeId()) : ExchangeId();
    scan.before = ExchangeId(last.value() + 1);
    scan.total += last.isValid() ? static_cast<qint64>(last.value() - lowest + 1) : 0;
    scan.restBegun = true;
}

void RecordingWorker::scanRest(Scan &scan)
{
    constexpr qint64 kRowsPerRead = 100;
    if (!scan.restBegun)
        beginRest(scan);
    store::Query query;
    query.before = scan.before;
    query.limit = kRowsPerRead;
    query.newestFirst = true;
    query.withParts = true;
    ExchangeId reached;
    const Result<void> done = m_reader->read(query, [&](const RecordPtr &record) {
        reached = record->id;
        if (!scan.seen.contains(record->id.value()))
            look(scan, *record);
        return !m_stopping;
    });
    if (!done || !reached.isValid()) {
        scan.looked = scan.total;
        scan.done = true;
        return;
    }
    scan.looked += static_cast<qint64>(scan.before.value() - reached.value());
    scan.before = reached;
}

} // namespace sightglass::models
