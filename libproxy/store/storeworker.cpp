// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/storeworker.h"

namespace sightglass::store {

namespace {

/// When several batches wait they share a transaction, up to this many bytes: catching up is then cheaper than
/// falling behind.
constexpr qint64 kMaxTransactionBytes = 4 * 1024 * 1024;
/// What was written goes back to the thread that made it, to be freed there: memory that one thread takes and another
/// gives back costs both of them (a quarter of the store thread's time, when measured). No more than this waits for it.
constexpr qint64 kMaxReturnedBytes = 8 * 1024 * 1024;
/// Retention is looked at after so many snapshots, and once a minute for what grows old.
constexpr qint64 kSnapshotsPerRetention = 10'000;
constexpr int kRetentionMs = 60'000;

} // namespace

StoreWorker::StoreWorker(std::unique_ptr<RecordStore> store, Retention retention, StoreCounters &counters)
    : m_store(std::move(store)), m_retention(retention), m_counters(counters), m_calls(this), m_retentionTimer(this)
{
    m_retentionTimer.setInterval(kRetentionMs);
    m_retentionTimer.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_retentionTimer, &QTimer::timeout, this, &StoreWorker::applyRetention);
}

Result<exchange::ExchangeId> StoreWorker::open()
{
    if (const Result<void> opened = m_store->open(); !opened) {
        m_store.reset();
        return tl::unexpected<Error>(opened.error());
    }
    const Result<exchange::ExchangeId> lastId = m_store->lastId();
    if (!lastId) {
        m_store.reset();
        return lastId;
    }
    m_retentionTimer.start();
    // Not before the owner goes on: there may be much to remove.
    m_calls.post([this] { applyRetention(); });
    return lastId;
}

void StoreWorker::add(Task task)
{
    bool wake = false;
    std::vector<exchange::RecordBatch> returned; // freed after the lock
    {
        const std::lock_guard lock(m_mutex);
        returned.swap(m_returned);
        m_returnedBytes = 0;
        m_tasks.push_back(std::move(task));
        wake = !std::exchange(m_woken, true);
    }
    if (wake)
        m_calls.post([this] { workOff(); });
}

/// One transaction for each turn: others have calls for this thread too, and must get theirs when more comes than the disk
/// takes.
void StoreWorker::workOff()
{
    if (writeSome())
        m_calls.post([this] { workOff(); });
}

bool StoreWorker::writeSome()
{
    std::vector<Task> tasks = takeSome();
    if (tasks.empty())
        return false;
    write(tasks);
    giveBack(std::move(tasks));
    return true;
}

/// The batches that go into the next transaction, and the flush behind them if there is one.
std::vector<StoreWorker::Task> StoreWorker::takeSome()
{
    const std::lock_guard lock(m_mutex);
    std::vector<Task> tasks;
    qint64 bytes = 0;
    while (!m_tasks.empty() && (tasks.empty() || bytes + m_tasks.front().bytes <= kMaxTransactionBytes)) {
        bytes += m_tasks.front().bytes;
        tasks.push_back(std::move(m_tasks.front()));
        m_tasks.pop_front();
        if (tasks.back().flush)
            break;
    }
    m_woken = !tasks.empty();
    return tasks;
}

void StoreWorker::write(const std::vector<Task> &tasks)
{
    std::vector<exchange::RecordBatch> batches;
    for (const Task &task : tasks) {
        if (task.batch)
            batches.push_back(task.batch);
    }
    bool together = false;
    if (batches.size() > 1) {
        std::vector<exchange::RecordPtr> all;
        for (const exchange::RecordBatch &batch : batches)
            all.insert(all.end(), batch->begin(), batch->end());
        together = tryAppend(all);
    }
    // Alone, or because together failed: one batch must not take the others with it.
    for (const exchange::RecordBatch &batch : batches) {
        if (together || tryAppend(*batch))
            continue;
        m_counters.lost.fetch_add(static_cast<qint64>(batch->size()), std::memory_order_relaxed);
        Q_EMIT writeFailed(m_lastError);
    }
    for (const Task &task : tasks) {
        m_counters.pendingBytes.fetch_sub(task.bytes, std::memory_order_relaxed);
        if (task.flush)
            Q_EMIT task.flush->reached();
    }
    if (m_sinceRetention >= kSnapshotsPerRetention)
        applyRetention();
}

void StoreWorker::giveBack(std::vector<Task> tasks)
{
    const std::lock_guard lock(m_mutex);
    for (Task &task : tasks) {
        if (!task.batch || m_returnedBytes + task.bytes > kMaxReturnedBytes)
            continue;
        m_returnedBytes += task.bytes;
        m_returned.push_back(std::move(task.batch));
    }
}

bool StoreWorker::tryAppend(const std::vector<exchange::RecordPtr> &batch)
{
    const Result<void> done = m_store->append(batch);
    if (!done) {
        m_lastError = done.error().text;
        return false;
    }
    const auto count = static_cast<qint64>(batch.size());
    m_counters.written.fetch_add(count, std::memory_order_relaxed);
    m_sinceRetention += count;
    return true;
}

void StoreWorker::applyRetention()
{
    if (!m_store)
        return;
    m_sinceRetention = 0;
    if (const Result<void> done = m_store->applyRetention(m_retention); !done)
        Q_EMIT writeFailed(done.error().text);
}

void StoreWorker::annotate(exchange::ExchangeId id, const exchange::Annotation &annotation)
{
    if (!m_store)
        return;
    if (const Result<void> done = m_store->annotate(id, annotation); !done)
        Q_EMIT writeFailed(done.error().text);
}

void StoreWorker::finish()
{
    m_retentionTimer.stop();
    if (!m_store)
        return;
    while (writeSome()) {
    }
    m_store->close();
    m_store.reset();
}

} // namespace sightglass::store
