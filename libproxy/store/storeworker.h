// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/callqueue.h"
#include "store/recordstore.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

namespace sightglass::store {

/// What the store's thread and everybody else count together.
struct StoreCounters {
    std::atomic<qint64> pendingBytes = 0;
    std::atomic<qint64> lost = 0;
    std::atomic<qint64> written = 0;
};

/// Says that all that was queued before it is written.
class FlushSignal : public QObject
{
    Q_OBJECT
Q_SIGNALS:
    void reached();
};

/// The side of StoreThread that lives in the store's thread. Only add() and calls() may be called from elsewhere.
class StoreWorker : public QObject
{
    Q_OBJECT
public:
    /// One thing to do: a batch to write, or a flush to report.
    struct Task {
        exchange::RecordBatch batch;
        qint64 bytes = 0;
        std::unique_ptr<FlushSignal> flush;
    };

    StoreWorker(std::unique_ptr<RecordStore> store, Retention retention, StoreCounters &counters);

    Result<exchange::ExchangeId> open();
    void add(Task task);
    /// The way into the store's thread.
    CallQueue &calls() { return m_calls; }
    /// In the store's thread.
    void annotate(exchange::ExchangeId id, const exchange::Annotation &annotation);
    /// Does all that waits and closes the store.
    void finish();

Q_SIGNALS:
    void writeFailed(const QString &text);

private:
    void workOff();
    bool writeSome();
    std::vector<Task> takeSome();
    void write(const std::vector<Task> &tasks);
    void giveBack(std::vector<Task> tasks);
    bool tryAppend(const std::vector<exchange::RecordPtr> &batch);
    void applyRetention();

    std::unique_ptr<RecordStore> m_store;
    Retention m_retention;
    StoreCounters &m_counters;
    CallQueue m_calls;
    QTimer m_retentionTimer;
    qint64 m_sinceRetention = 0; ///< snapshots written
    QString m_lastError;

    std::mutex m_mutex; ///< of what follows
    std::deque<Task> m_tasks;
    bool m_woken = false;
    std::vector<exchange::RecordBatch> m_returned; ///< written, to be freed by the next add()
    qint64 m_returnedBytes = 0;
};

} // namespace sightglass::store
