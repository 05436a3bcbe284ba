// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/recordstore.h"
#include "store/storeworker.h"

#include <QObject>

#include <functional>
#include <memory>

class QThread;

namespace sightglass::store {

/// The thread that writes recordings, so that a slow disk is never felt on the wire.
///
/// Batches wait in memory when the disk is slower than the traffic; above `maxPendingBytes` further ones are not kept,
/// counted, and the count is reported. Thread: constructed and stopped by the owner; append() from one thread at a time
/// (the engine's). Nothing that was appended is lost in an orderly stop().
class StoreThread : public QObject
{
    Q_OBJECT
public:
    static constexpr qint64 kMaxPendingBytes = qint64(512) * 1024 * 1024;

    explicit StoreThread(std::unique_ptr<RecordStore> store, Retention retention = {},
                         qint64 maxPendingBytes = kMaxPendingBytes, QObject *parent = nullptr);
    ~StoreThread() override;

    /// Starts the thread and opens the store; waits for that. The highest id used so far, or why it cannot be opened.
    Result<exchange::ExchangeId> start();
    /// Queues one batch; returns at once.
    void append(exchange::RecordBatch batch);
    /// Queues a note. From any thread between start() and stop(); else nothing happens.
    void annotate(exchange::ExchangeId id, const exchange::Annotation &annotation);
    /// The way to readers of what is recorded; see RecordStore::readerOpener().
    const ReaderOpener &readerOpener() const { return m_readerOpener; }
    /// See RecordStore::sessionShelf().
    const std::shared_ptr<SessionShelf> &sessionShelf() const { return m_sessionShelf; }
    /// Calls \a done in \a context's thread once everything appended so far is written.
    void flush(QObject *context, std::function<void()> done);
    /// Runs \a call in the store's thread, after what was posted before; for others that keep things in the same file.
    /// False when that thread does not run. From the owner's thread.
    bool post(std::function<void()> call);
    /// As post(), but returns when it has run.
    bool callAndWait(const std::function<void()> &call);
    /// Writes everything that waits, closes the store and ends the thread.
    void stop();

    qint64 pendingBytes() const { return m_counters.pendingBytes.load(std::memory_order_relaxed); }
    /// Snapshots that were not recorded because the disk could not keep up or a write failed.
    qint64 lostRecords() const { return m_counters.lost.load(std::memory_order_relaxed); }
    qint64 writtenRecords() const { return m_counters.written.load(std::memory_order_relaxed); }

Q_SIGNALS:
    /// A write failed; recording goes on with the next batch. In the store thread.
    void writeFailed(const QString &text);
    /// All that was recorded is written, and the thread is about to end. In the store thread.
    void finished();

private:
    std::unique_ptr<QThread> m_thread;
    StoreWorker *m_worker = nullptr; // lives in m_thread, deleted there
    Retention m_retention;
    qint64 m_maxPendingBytes;
    std::unique_ptr<RecordStore> m_store; // until start()
    const ReaderOpener m_readerOpener;
    const std::shared_ptr<SessionShelf> m_sessionShelf;
    StoreCounters m_counters;
};

} // namespace sightglass::store
