// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/sqlitestate.h"

#include "base/callqueue.h"
#include "store/storethread.h"

namespace sightglass::store {

namespace {

/// What could not be written is tried again after this, or with whatever comes next.
constexpr int kAgainMs = 2'000;
/// Streams that grew old are looked for so often; one that somebody asks for is never older than the limit.
constexpr int kAgeCheckMs = 60'000;

} // namespace

SqliteState::SqliteState(QString path, const EventLimits &limits, StoreThread *recorder) : m_recorder(recorder)
{
    // Called by the worker, which is finished before this ends.
    const auto watcher = [this](const Result<void> &written) { m_done.post([this, written] { setHealth(written); }); };
    m_worker = std::make_shared<StateWorker>(std::move(path), limits, watcher);
    if (recorder) {
        connect(
            recorder, &StoreThread::finished, this, [worker = m_worker] { worker->finish(); }, Qt::DirectConnection);
    } else {
        m_thread = std::make_unique<QThread>();
        m_thread->setObjectName(QStringLiteral("state"));
        m_calls = std::make_unique<CallQueue>();
        m_calls->moveToThread(m_thread.get());
        m_thread->start();
    }
    connect(&m_againTimer, &QTimer::timeout, this, &SqliteState::tryAgain);
    connect(&m_ageTimer, &QTimer::timeout, this, &SqliteState::removeOld);
    m_ageTimer.setTimerType(Qt::VeryCoarseTimer);
}

SqliteState::~SqliteState()
{
    const auto finish = [this] { m_worker->finish(); };
    if (m_recorder) {
        m_recorder->callAndWait(finish);
        return;
    }
    if (!m_thread)
        return;
    m_calls->callAndWait(finish);
    m_thread->quit();
    m_thread->wait();
}

void SqliteState::write(StateWorker::Write write, qint64 bytes)
{
    if (m_worker->addWrite(std::move(write), bytes))
        wake();
}

void SqliteState::ask(StateWorker::Ask ask)
{
    if (m_worker->addAsk(std::move(ask)))
        wake();
}

void SqliteState::open(Done<void> done)
{
    if (!m_ageTimer.isActive())
        m_ageTimer.start(kAgeCheckMs);
    ask([worker = m_worker, done = std::move(done)](const Result<StateWorker::Situation> &situation) {
        done(situation ? worker->open() : tl::unexpected<Error>(situation.error()));
    });
}

void SqliteState::flush(Done<void> done)
{
    ask([worker = m_worker, done = std::move(done)](const Result<StateWorker::Situation> &situation) {
        if (!situation) {
            done(tl::unexpected<Error>(situation.error()));
            return;
        }
        const Result<void> lost = worker->takeLost();
        done(situation->written ? lost : situation->written);
    });
}

void SqliteState::wake()
{
    const auto work = [worker = m_worker] { worker->workOff(); };
    if (m_calls)
        m_calls->post(work);
    else if (!m_recorder || !m_recorder->post(work))
        m_worker->stop();
}

/// Whenever the worker has something to do it begins with what it could not write.
void SqliteState::tryAgain()
{
    ask([](const Result<StateWorker::Situation> &) {});
}

void SqliteState::removeOld()
{
    ask([](const Result<StateWorker::Situation> &situation) {
        // Where this fails it is tried again, and nobody finds these streams meanwhile.
        if (situation && situation->tables)
            static_cast<void>(situation->tables->events.removeOld());
    });
}

void SqliteState::setHealth(const Result<void> &written)
{
    m_health = {written.has_value(), written ? QString() : written.error().text};
    if (written)
        m_againTimer.stop();
    else
        m_againTimer.start(kAgainMs);
    Q_EMIT healthChanged(m_health);
}

} // namespace sightglass::store
