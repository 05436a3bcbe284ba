// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/historysource.h"

#include "ui/models/historyworker.h"

#include <QThread>

namespace sightglass::models {

HistorySource::HistorySource(QObject *parent) : QObject(parent), m_thread(std::make_unique<QThread>())
{
    m_thread->setObjectName(QStringLiteral("history"));
    m_worker = new HistoryWorker(*this);
    m_worker->moveToThread(m_thread.get());
    connect(m_thread.get(), &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread->start();
}

HistorySource::~HistorySource()
{
    m_thread->quit();
    m_thread->wait();
}

void HistorySource::post(std::function<void(HistoryWorker &)> call)
{
    m_worker->calls().post([worker = m_worker, call = std::move(call)] { call(*worker); });
}

void HistorySource::answer(quint64 generation, std::function<void(HistorySource &)> answer)
{
    m_answers.post([this, generation, answer = std::move(answer)] {
        if (generation == m_generation)
            answer(*this);
    });
}

void HistorySource::tellFound(HistoryPage page)
{
    if (page.ticket == m_ticket)
        Q_EMIT found(page);
}

void HistorySource::open(store::ReaderOpener opener)
{
    ++m_generation;
    post([opener = std::move(opener), generation = m_generation](HistoryWorker &worker) {
        worker.open(opener, generation);
    });
}

void HistorySource::close()
{
    ++m_generation;
    post([generation = m_generation](HistoryWorker &worker) { worker.close(generation); });
}

quint64 HistorySource::find(const store::SearchQuery &query)
{
    ++m_ticket;
    post([query, ticket = m_ticket](HistoryWorker &worker) { worker.find(ticket, query); });
    return m_ticket;
}

void HistorySource::readSessions(const store::SessionQuery &query)
{
    post([query](HistoryWorker &worker) { worker.readSessions(query); });
}

} // namespace sightglass::models
