// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/memory/memorystore.h"

#include "base/clock.h"
#include "store/memory/sessionshelf.h"

#include <map>
#include <mutex>

namespace sightglass::store {

namespace {

constexpr qsizetype kRecordsPerPage = 500;
/// A page is given up after so many records that are not asked for, so that the writer never waits long for the lock.
constexpr qsizetype kVisitsPerPage = 20'000;

/// One exchange. As long as there is one snapshot with all its parts, that is handed out as it is.
struct Entry {
    exchange::RecordPtr latest;
    QList<exchange::Part> parts;
    bool merged = false; ///< `parts` counts, not latest->parts

    void add(const exchange::RecordPtr &record)
    {
        if (!latest && record->firstPart == 0) {
            latest = record;
            return;
        }
        if (latest && !merged)
            parts = latest->parts;
        merged = true;
        parts.append(record->parts);
        auto scalars = std::make_shared<exchange::Record>(*record);
        scalars->parts.clear();
        scalars->firstPart = 0;
        latest = std::move(scalars);
    }

    const QList<exchange::Part> &allParts() const { return merged ? parts : latest->parts; }

    exchange::RecordPtr whole(bool withParts) const
    {
        if (merged != withParts)
            return latest;
        auto record = std::make_shared<exchange::Record>(*latest);
        record->parts = withParts ? parts : QList<exchange::Part>();
        return record;
    }
};

qint64 bytesOf(const QList<exchange::Part> &parts)
{
    qint64 bytes = 0;
    for (const exchange::Part &part : parts)
        bytes += part.bytes.size();
    return bytes;
}

} // namespace

/// What store and readers share.
struct MemoryStore::Shelf {
    std::mutex mutex;
    std::map<quint64, Entry> entries;
    exchange::Annotations annotations;
    qint64 bytes = 0;
    quint64 lastId = 0;
    quint64 firstKept = 0; ///< retention has removed what was below
    qint64 changes = 0;
    const std::shared_ptr<SessionShelf> sessions = std::make_shared<SessionShelf>(); ///< has a lock of its own

    void add(const exchange::RecordPtr &record);
    void removeOldest();
    std::vector<exchange::RecordPtr> page(Query &query);
};

void MemoryStore::Shelf::add(const exchange::RecordPtr &record)
{
    const quint64 id = record->id.value();
    if (id < firstKept)
        return;
    entries[id].add(record);
    bytes += bytesOf(record->parts);
    lastId = std::max(lastId, id);
}

void MemoryStore::Shelf::removeOldest()
{
    const auto oldest = entries.begin();
    bytes -= bytesOf(oldest->second.allParts());
    firstKept = oldest->first + 1;
    annotations.remove(oldest->first);
    entries.erase(oldest);
}

/// The next records that match; \a query then begins behind what was looked at. Its limit is 0 when there are no more.
std::vector<exchange::RecordPtr> MemoryStore::Shelf::page(Query &query)
{
    std::vector<exchange::RecordPtr> records;
    const auto begin = entries.upper_bound(query.after.value());
    const auto end = query.before.isValid() ? entries.lower_bound(query.before.value()) : entries.end();
    const bool none = query.before.isValid() && query.before.value() <= query.after.value();
    qsizetype visits = 0;
    const auto look = [&](const std::pair<const quint64, Entry> &entry) {
        const exchange::Record &record = *entry.second.latest;
        (query.newestFirst ? query.before : query.after) = exchange::ExchangeId(entry.first);
        if (query.sessionId.isEmpty() || (record.sessionId == query.sessionId && record.route == query.route)) {
            records.push_back(entry.second.whole(query.withParts));
            --query.limit;
        }
        return query.limit > 0 && qsizetype(records.size()) < kRecordsPerPage && ++visits < kVisitsPerPage;
    };
    bool more = !none && query.limit > 0;
    auto entry = query.newestFirst ? end : begin;
    const auto last = query.newestFirst ? begin : end;
    while (more && entry != last)
        more = look(query.newestFirst ? *--entry : *entry++);
    if (none || entry == last)
        query.limit = 0;
    return records;
}

class MemoryStore::Reader : public RecordReader
{
public:
    explicit Reader(std::shared_ptr<Shelf> shelf) : m_shelf(std::move(shelf)) {}

    Result<void> read(const Query &query, const std::function<bool(const exchange::RecordPtr &)> &visit) override
    {
        Query rest = query;
        while (rest.limit > 0) {
            std::unique_lock lock(m_shelf->mutex);
            const std::vector<exchange::RecordPtr> records = m_shelf->page(rest);
            lock.unlock(); // a visitor may be slow, or append
            for (const exchange::RecordPtr &record : records) {
                if (!visit(record))
                    return {};
            }
        }
        return {};
    }

    Result<QList<exchange::Part>> parts(exchange::ExchangeId id) override
    {
        const std::lock_guard lock(m_shelf->mutex);
        const auto entry = m_shelf->entries.find(id.value());
        if (entry == m_shelf->entries.end())
            return failure(ErrorCode::NotFound, QStringLiteral("There is no exchange %1").arg(id.value()));
        return entry->second.allParts();
    }

    Result<exchange::Annotations> annotations() override
    {
        const std::lock_guard lock(m_shelf->mutex);
        return m_shelf->annotations;
    }

    Result<std::vector<exchange::SessionPtr>> sessions(const SessionQuery &query) override
    {
        return m_shelf->sessions->list(query);
    }

    Result<exchange::ExchangeId> lastId() override
    {
        const std::lock_guard lock(m_shelf->mutex);
        return m_shelf->entries.empty() ? exchange::ExchangeId()
                                        : exchange::ExchangeId(m_shelf->entries.rbegin()->first);
    }

    Result<qint64> changeCounter() override
    {
        const std::lock_guard lock(m_shelf->mutex);
        return m_shelf->changes;
    }

private:
    std::shared_ptr<Shelf> m_shelf;
};

MemoryStore::MemoryStore() : m_shelf(std::make_shared<Shelf>()) {}
MemoryStore::~MemoryStore() = default;

Result<void> MemoryStore::open()
{
    return {};
}

Result<exchange::ExchangeId> MemoryStore::lastId()
{
    const std::lock_guard lock(m_shelf->mutex);
    return exchange::ExchangeId(m_shelf->lastId);
}

Result<void> MemoryStore::append(const std::vector<exchange::RecordPtr> &batch)
{
    const std::lock_guard lock(m_shelf->mutex);
    for (const exchange::RecordPtr &record : batch)
        m_shelf->add(record);
    ++m_shelf->changes;
    return {};
}

Result<void> MemoryStore::annotate(exchange::ExchangeId id, const exchange::Annotation &annotation)
{
    const std::lock_guard lock(m_shelf->mutex);
    if (annotation.isEmpty() || id.value() < m_shelf->firstKept)
        m_shelf->annotations.remove(id.value());
    else
        m_shelf->annotations.insert(id.value(), annotation);
    ++m_shelf->changes;
    return {};
}

ReaderOpener MemoryStore::readerOpener() const
{
    return [shelf = m_shelf]() -> Result<std::unique_ptr<RecordReader>> { return std::make_unique<Reader>(shelf); };
}

std::shared_ptr<SessionShelf> MemoryStore::sessionShelf() const
{
    return m_shelf->sessions;
}

Result<void> MemoryStore::applyRetention(const Retention &retention)
{
    const qint64 oldestUs = wallClockUs() - retention.maxAgeSeconds * 1'000'000;
    const std::lock_guard lock(m_shelf->mutex);
    auto &entries = m_shelf->entries;
    const auto over = [&] {
        return (retention.maxRows > 0 && static_cast<qint64>(entries.size()) > retention.maxRows)
               || (retention.maxBytes > 0 && m_shelf->bytes > retention.maxBytes)
               || (retention.maxAgeSeconds > 0 && entries.begin()->second.latest->startedAtUs < oldestUs);
    };
    while (!entries.empty() && over()) {
        m_shelf->removeOldest();
        ++m_shelf->changes;
    }
    return {};
}

void MemoryStore::close() {}

std::unique_ptr<RecordReader> MemoryStore::reader() const
{
    return std::make_unique<Reader>(m_shelf);
}

} // namespace sightglass::store
