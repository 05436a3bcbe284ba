// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/historyworker.h"

namespace sightglass::models {

using store::IndexState;
using store::SearchHit;
using store::SearchPage;

HistoryWorker::HistoryWorker(HistorySource &source) : m_source(source), m_calls(this), m_timer(this)
{
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &HistoryWorker::work);
}

void HistoryWorker::open(const store::ReaderOpener &opener, quint64 generation)
{
    close(generation);
    Result<std::unique_ptr<store::RecordReader>> reader = opener();
    Result<std::unique_ptr<store::RecordReader>> sessions = opener();
    if (!reader || !sessions) {
        tell([text = (reader ? sessions : reader).error().text](HistorySource &to) { Q_EMIT to.openFailed(text); });
        return;
    }
    const QString file = (*reader)->file();
    m_search = store::openSearch(std::move(*reader));
    m_sessions = std::move(*sessions);
    tell([file, hasIndex = m_search->hasIndex()](HistorySource &to) { Q_EMIT to.opened(file, hasIndex); });
}

void HistoryWorker::close(quint64 generation)
{
    m_generation = generation;
    m_job.reset();
    m_search.reset();
    m_sessions.reset();
    m_timer.stop();
}

void HistoryWorker::find(quint64 ticket, const store::SearchQuery &query)
{
    if (!m_search)
        return;
    Job job;
    job.page.ticket = ticket;
    job.query = query;
    job.rest = query;
    job.fromNewest = !query.before.isValid();
    m_job = std::move(job);
    m_started.start();
    // What was recorded since then: one step of the index, and usually that is all.
    m_complete = !m_search->hasIndex() || !m_job->fromNewest;
    if (!m_complete)
        indexStep();
    m_timer.start();
}

void HistoryWorker::readSessions(const store::SessionQuery &query)
{
    if (!m_sessions)
        return;
    const Result<std::vector<exchange::SessionPtr>> sessions = m_sessions->sessions(query);
    if (!sessions) {
        tell([](HistorySource &to) { Q_EMIT to.sessionsRead({}, false); });
        return;
    }
    const bool more = static_cast<qint64>(sessions->size()) >= query.limit;
    tell([read = *sessions, more](HistorySource &to) { Q_EMIT to.sessionsRead(read, more); });
}

void HistoryWorker::work()
{
    if (m_search && m_job && !m_job->waits)
        findStep();
    else if (m_search && !m_complete)
        indexStep();
    else
        m_timer.stop();
}

void HistoryWorker::findStep()
{
    Result<SearchPage> step = m_search->find(m_job->rest);
    if (!step && step.error().code == ErrorCode::InvalidData && m_search->hasIndex()) {
        m_complete = false; // damaged: it is made anew
        m_job->waits = true;
        return;
    }
    if (!step) {
        tell([ticket = m_job->page.ticket, text = step.error().text](HistorySource &to) {
            Q_EMIT to.failed(ticket, text);
        });
        m_job.reset();
        return;
    }
    HistoryPage &page = m_job->page;
    std::move(step->hits.begin(), step->hits.end(), std::back_inserter(page.hits));
    page.before = step->before;
    m_job->rest.before = step->before;
    m_job->rest.limit = m_job->query.limit - static_cast<qint64>(page.hits.size());
    if (m_job->rest.limit <= 0 || !page.before.isValid()) {
        finishPage();
    } else if (m_told.isValid() && m_told.elapsed() >= kTellMs) {
        tellPage();
    }
}

void HistoryWorker::finishPage()
{
    const bool isFull = m_job->rest.limit <= 0;
    m_job->page.done = m_complete || (isFull && !m_job->fromNewest);
    tellPage();
    if (m_job->page.done)
        m_job.reset();
    else
        m_job->waits = true;
}

void HistoryWorker::tellPage()
{
    m_told.start();
    tell([page = m_job->page](HistorySource &to) { to.tellFound(page); });
}

void HistoryWorker::indexStep()
{
    const Result<IndexState> state = m_search->advance();
    if (!state) {
        tell([text = state.error().text](HistorySource &to) { Q_EMIT to.indexFailed(text); });
        indexEnded();
        return;
    }
    if (state->isComplete() || !m_told.isValid() || m_told.elapsed() >= kTellMs) {
        m_told.start();
        tell([state = *state](HistorySource &to) { Q_EMIT to.indexed(state); });
    }
    if (state->isComplete())
        indexEnded();
    else if (m_job && m_job->waits && m_started.elapsed() >= kRepeatMs)
        restart();
}

void HistoryWorker::indexEnded()
{
    m_complete = true;
    if (m_job && m_job->waits)
        restart();
}

void HistoryWorker::restart()
{
    m_job->page.hits.clear();
    m_job->page.before = {};
    m_job->rest = m_job->query;
    m_job->waits = false;
    m_started.start();
}

} // namespace sightglass::models
