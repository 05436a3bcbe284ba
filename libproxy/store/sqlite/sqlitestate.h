// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/donequeue.h"
#include "store/sqlite/stateworker.h"

#include <QPointer>
#include <QThread>
#include <QTimer>

namespace sightglass {
class CallQueue;
}

namespace sightglass::store {

class StoreThread;

/// What the stores of one SharedState share: the worker, and the way into its thread. That is the recorder's, so that two
/// connections of one process never wait for each other; where nothing is recorded it is one of its own.
///
/// Thread: that of the stores; for the recorder's see createSharedState(). Owner: shared by the stores. Its end writes all
/// that waits, as does the recorder's, which may come first; after that all calls end with Stopped.
class SqliteState : public QObject
{
    Q_OBJECT
public:
    SqliteState(QString path, const EventLimits &limits, StoreThread *recorder);
    ~SqliteState() override;

    void write(StateWorker::Write write, qint64 bytes);
    void ask(StateWorker::Ask ask);
    void open(Done<void> done);
    /// All that was told before is in the database; else why not.
    void flush(Done<void> done);
    const StoreHealth &health() const { return m_health; }

    /// Runs \a work on the open tables.
    template <typename T, typename Work>
    void query(Done<T> done, Work work)
    {
        ask([done = std::move(done), work = std::move(work)](const Result<StateWorker::Situation> &situation) {
            if (situation && situation->tables)
                done(work(*situation));
            else
                done(situation ? failure(ErrorCode::Io, QStringLiteral("The store is not open"))
                               : tl::unexpected<Error>(situation.error()));
        });
    }

Q_SIGNALS:
    void healthChanged(const sightglass::store::StoreHealth &health);

private:
    void wake();
    void tryAgain();
    void removeOld();
    void setHealth(const Result<void> &written);

    QPointer<StoreThread> m_recorder;
    std::unique_ptr<QThread> m_thread;  // without a recorder
    std::unique_ptr<CallQueue> m_calls; // lives in m_thread
    std::shared_ptr<StateWorker> m_worker;
    DoneQueue m_done;
    StoreHealth m_health;
    QTimer m_againTimer;
    QTimer m_ageTimer;
};

} // namespace sightglass::store
