// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite/eventtable.h"
#include "store/sqlite/sessiontable.h"

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace sightglass::store {

/// Sessions and events in one database file, by a connection of their own.
struct StateTables {
    Database database;
    SessionTable sessions{database};
    EventTable events;

    StateTables(Database opened, const EventLimits &limits) : database(std::move(opened)), events(database, limits) {}
};

/// What the stores of one SharedState do in the store's thread. Everything is done in the order in which it was told;
/// all that waits to be written shares a transaction, and what cannot be written is kept and tried again.
///
/// Thread: add() and wake() from any, the rest in the store's thread. Owner: shared by SqliteState and what it posted.
class StateWorker
{
public:
    /// Of what waits for its turn (what comes beyond that is not kept), and of what could not be written (the oldest is
    /// given up). flush() tells of both.
    static constexpr qint64 kMaxPendingBytes = 64 * 1024 * 1024;

    using Write = std::function<Result<void>(StateTables &)>;
    struct Situation {
        StateTables *tables = nullptr; ///< null: not open
        Result<void> written;          ///< why something that was told before is not written yet, if so
    };
    using Ask = std::function<void(const Result<Situation> &)>;
    using Watcher = std::function<void(Result<void>)>;

    /// \a watcher hears, in the store's thread, when writing fails or goes well again.
    StateWorker(QString path, const EventLimits &limits, Watcher watcher);

    /// Queues; whether workOff() must be called.
    [[nodiscard]] bool addWrite(Write write, qint64 bytes);
    [[nodiscard]] bool addAsk(Ask ask);
    void workOff();
    /// Opens the database, if it is not yet.
    Result<void> open();
    /// What was given up since the last call, if anything.
    Result<void> takeLost();
    /// Writes what waits and closes. Whoever asks later hears Stopped.
    void finish();
    /// As finish(), where nobody can write any more.
    void stop();

private:
    struct Task {
        Write write; ///< or else …
        Ask ask;
        qint64 bytes = 0;
    };
    struct Round {
        std::vector<Task> writes;
        Ask ask;
    };

    bool add(Task task);
    Round take();
    void write(std::vector<Task> writes);
    Result<void> writeTogether();
    Result<void> writeOneByOne();
    template <typename Work>
    Result<void> inTransaction(Work work);
    void giveUpBeyondLimit();
    void tellWatcher();

    const QString m_path;
    const EventLimits m_limits;
    const Watcher m_watcher;
    std::unique_ptr<StateTables> m_tables;
    std::deque<Task> m_unwritten; ///< in order
    Result<void> m_written;       ///< how the last attempt went
    std::optional<Error> m_lost;  ///< why something was given up since somebody asked
    bool m_healthy = true;        ///< as the watcher knows

    std::mutex m_mutex; ///< of what follows
    std::deque<Task> m_tasks;
    qint64 m_waitingBytes = 0;
    bool m_refused = false; ///< something came beyond the limit
    bool m_woken = false;
    bool m_finished = false;
};

} // namespace sightglass::store
