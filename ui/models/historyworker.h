// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/historysource.h"

#include <QElapsedTimer>
#include <QTimer>

#include <optional>

namespace sightglass::models {

/// The side of HistorySource that lives in its thread. All is done in steps of some ten milliseconds, so that a new
/// question never waits for an old one.
class HistoryWorker : public QObject
{
public:
    /// A search that found less than a page is repeated this often while the index grows.
    static constexpr int kRepeatMs = 400;
    static constexpr int kTellMs = 100;

    explicit HistoryWorker(HistorySource &source);

    /// The way into its thread.
    CallQueue &calls() { return m_calls; }

    void open(const store::ReaderOpener &opener, quint64 generation);
    void close(quint64 generation);
    void find(quint64 ticket, const store::SearchQuery &query);
    void readSessions(const store::SessionQuery &query);

private:
    struct Job {
        HistoryPage page;
        store::SearchQuery query;
        store::SearchQuery rest; ///< what is still to be looked at
        bool waits = false;      ///< for the index to grow
        bool fromNewest = true;
    };

    void tell(std::function<void(HistorySource &)> answer) { m_source.answer(m_generation, std::move(answer)); }
    void work();
    void findStep();
    void finishPage();
    void indexStep();
    void indexEnded();
    void restart();
    void tellPage();

    HistorySource &m_source;
    CallQueue m_calls;
    QTimer m_timer;
    std::unique_ptr<store::HistorySearch> m_search;
    std::unique_ptr<store::RecordReader> m_sessions;
    std::optional<Job> m_job;
    QElapsedTimer m_told;    // progress
    QElapsedTimer m_started; // the job at hand, anew or again
    bool m_complete = false; // the index, since the newest question
    quint64 m_generation = 0;
};

} // namespace sightglass::models
