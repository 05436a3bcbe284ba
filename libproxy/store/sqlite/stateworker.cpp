// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/stateworker.h"

#include "store/sqlite/connection.h"

namespace sightglass::store {

namespace {

/// As with recordings: what waits together is written together, up to this.
constexpr qint64 kMaxTransactionBytes = 4 * 1024 * 1024;

/// Whether it makes sense to try again what failed so. What the database does not take, or is too big for it, stays so.
bool mayPass(ErrorCode code)
{
    return code != ErrorCode::LimitExceeded && code != ErrorCode::InvalidArgument;
}

tl::unexpected<Error> closed()
{
    return failure(ErrorCode::Stopped, QStringLiteral("The store is closed"));
}

} // namespace

StateWorker::StateWorker(QString path, const EventLimits &limits, Watcher watcher)
    : m_path(std::move(path)), m_limits(limits), m_watcher(std::move(watcher))
{}

bool StateWorker::addWrite(Write write, qint64 bytes)
{
    return add({std::move(write), {}, bytes});
}

bool StateWorker::addAsk(Ask ask)
{
    return add({{}, std::move(ask), 0});
}

bool StateWorker::add(Task task)
{
    std::unique_lock lock(m_mutex);
    if (m_finished) {
        lock.unlock();
        if (task.ask)
            task.ask(closed());
        return false;
    }
    if (m_waitingBytes + task.bytes > kMaxPendingBytes) {
        m_refused = true;
        return false;
    }
    m_waitingBytes += task.bytes;
    m_tasks.push_back(std::move(task));
    return !std::exchange(m_woken, true);
}

/// The writes that go into the next transaction, and what was asked behind them.
StateWorker::Round StateWorker::take()
{
    const std::lock_guard lock(m_mutex);
    Round round;
    qint64 bytes = 0;
    while (!m_tasks.empty() && !round.ask && bytes <= kMaxTransactionBytes) {
        Task task = std::move(m_tasks.front());
        m_tasks.pop_front();
        bytes += task.bytes;
        m_waitingBytes -= task.bytes;
        if (task.ask)
            round.ask = std::move(task.ask);
        else
            round.writes.push_back(std::move(task));
    }
    m_woken = !round.writes.empty() || round.ask;
    if (std::exchange(m_refused, false)) {
        m_lost.emplace(ErrorCode::LimitExceeded,
                       QStringLiteral("%1 is too slow: sessions or events are missing in it").arg(m_path));
    }
    return round;
}

void StateWorker::workOff()
{
    for (Round round = take(); !round.writes.empty() || round.ask; round = take()) {
        write(std::move(round.writes));
        if (round.ask)
            round.ask(Situation{m_tables.get(), m_written});
    }
}

Result<void> StateWorker::open()
{
    if (m_tables)
        return {};
    Result<Database> database = openForWriting(m_path);
    if (!database)
        return tl::unexpected<Error>(database.error());
    auto tables = std::make_unique<StateTables>(std::move(*database), m_limits);
    Result<void> done = tables->sessions.prepare();
    if (done)
        done = tables->events.prepare();
    if (done)
        m_tables = std::move(tables);
    return done;
}

Result<void> StateWorker::takeLost()
{
    if (!m_lost)
        return {};
    const Error lost = *m_lost;
    m_lost.reset();
    return tl::unexpected<Error>(lost);
}

void StateWorker::finish()
{
    workOff();
    m_unwritten.clear();
    m_tables.reset();
    stop();
}

void StateWorker::stop()
{
    std::deque<Task> tasks;
    {
        const std::lock_guard lock(m_mutex);
        m_finished = true;
        tasks.swap(m_tasks);
    }
    for (const Task &task : tasks) {
        if (task.ask)
            task.ask(closed());
    }
}

void StateWorker::write(std::vector<Task> writes)
{
    for (Task &task : writes)
        m_unwritten.push_back(std::move(task));
    if (m_unwritten.empty())
        return;
    m_written = writeTogether();
    // One of them must not take the others with it.
    if (!m_written && m_tables)
        m_written = writeOneByOne();
    giveUpBeyondLimit();
    tellWatcher();
}

Result<void> StateWorker::writeTogether()
{
    const Result<void> done = inTransaction([this](StateTables &tables) -> Result<void> {
        for (const Task &task : m_unwritten) {
            if (const Result<void> written = task.write(tables); !written)
                return written;
        }
        return {};
    });
    if (done)
        m_unwritten.clear();
    return done;
}

/// In order, up to the first one that may pass another time: later ones may build upon it.
Result<void> StateWorker::writeOneByOne()
{
    while (!m_unwritten.empty()) {
        const Result<void> done = inTransaction(m_unwritten.front().write);
        if (!done && mayPass(done.error().code))
            return done;
        if (!done)
            m_lost = done.error();
        m_unwritten.pop_front();
    }
    return {};
}

template <typename Work>
Result<void> StateWorker::inTransaction(Work work)
{
    if (!m_tables)
        return failure(ErrorCode::Io, QStringLiteral("%1 is not open").arg(m_path));
    Result<void> done = m_tables->database.begin();
    if (!done)
        return done;
    done = work(*m_tables);
    if (done)
        done = m_tables->database.commit();
    if (!done)
        m_tables->database.rollback();
    return done;
}

void StateWorker::giveUpBeyondLimit()
{
    qint64 bytes = 0;
    for (const Task &task : m_unwritten)
        bytes += task.bytes;
    for (; bytes > kMaxPendingBytes; m_unwritten.pop_front()) {
        bytes -= m_unwritten.front().bytes;
        if (!m_written)
            m_lost = m_written.error();
    }
}

void StateWorker::tellWatcher()
{
    const bool healthy = m_written.has_value();
    if (std::exchange(m_healthy, healthy) != healthy && m_watcher)
        m_watcher(m_written);
}

} // namespace sightglass::store
