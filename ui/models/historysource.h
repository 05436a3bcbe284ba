// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/callqueue.h"
#include "store/historysearch.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

class QThread;

namespace sightglass::models {

class HistoryWorker;

/// What a search has found so far, newest first.
struct HistoryPage {
    quint64 ticket = 0;
    std::vector<store::SearchHit> hits; ///< of this page, from its beginning
    exchange::ExchangeId before;        ///< where the next page begins; invalid: there is none
    bool done = false;                  ///< nothing more comes for this ticket
};

/// Search in a recording and its sessions, in a thread of its own: answers come as signals in the UI's. The index of the
/// recording is brought up to date meanwhile, and a search that came before it was is repeated as it grows.
///
/// Thread: the UI's. Owner: its user.
class HistorySource : public QObject
{
    Q_OBJECT
public:
    explicit HistorySource(QObject *parent = nullptr);
    ~HistorySource() override; ///< waits for the step under way, some ten milliseconds

    /// In place of what was open; opened() or openFailed() follow. \a opener is called in the thread, twice.
    void open(store::ReaderOpener opener);
    void close();
    /// found() follows, several times maybe, or failed(). What was asked before is answered no more.
    quint64 find(const store::SearchQuery &query);
    /// sessionsRead() follows: those after the last one of \a query.
    void readSessions(const store::SessionQuery &query);

Q_SIGNALS:
    /// \a file is empty for a recording that is no file. Without an index each search reads all of it.
    void opened(const QString &file, bool hasIndex);
    void openFailed(const QString &text);
    void indexed(const sightglass::store::IndexState &state);
    /// The index cannot be brought up to date; what it has can be found.
    void indexFailed(const QString &text);
    void found(const sightglass::models::HistoryPage &page);
    void failed(quint64 ticket, const QString &text);
    void sessionsRead(const std::vector<sightglass::exchange::SessionPtr> &sessions, bool more);

private:
    friend class HistoryWorker;
    void post(std::function<void(HistoryWorker &)> call);
    /// From the worker: \a answer runs in the UI's thread, unless another recording is open by then.
    void answer(quint64 generation, std::function<void(HistorySource &)> answer);
    void tellFound(HistoryPage page);

    CallQueue m_answers;
    std::unique_ptr<QThread> m_thread;
    HistoryWorker *m_worker = nullptr; // lives in m_thread, deleted there
    quint64 m_ticket = 0;              // of the newest search
    quint64 m_generation = 0;
};

} // namespace sightglass::models
