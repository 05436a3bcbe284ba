// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/recordingreader.h"

#include "ui/models/recordingworker.h"

#include <QThread>

namespace sightglass::models {

using exchange::ExchangeId;

RecordingReader::RecordingReader(QObject *parent) : QObject(parent), m_thread(std::make_unique<QThread>())
{
    m_thread->setObjectName(QStringLiteral("recording"));
    m_worker = new RecordingWorker(*this, m_stopping);
    m_worker->moveToThread(m_thread.get());
    connect(m_thread.get(), &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread->start();
}

RecordingReader::~RecordingReader()
{
    m_stopping = true;
    m_thread->quit();
    m_thread->wait();
}

void RecordingReader::post(std::function<void(RecordingWorker &)> call)
{
    m_worker->calls().post([worker = m_worker, call = std::move(call)] { call(*worker); });
}

void RecordingReader::answer(quint64 generation, Answer answer)
{
    m_answers.post([this, generation, answer = std::move(answer)] {
        if (generation == m_generation)
            answer(*this);
    });
}

void RecordingReader::setOpened(ExchangeId lastId)
{
    m_open = true;
    Q_EMIT opened(lastId);
}

void RecordingReader::tellScanned(quint64 ticket, const QList<ExchangeId> &wanted, qint64 looked, qint64 total,
                                  bool done)
{
    m_answers.post([=, this] {
        if (!m_scans.contains(ticket))
            return; // cancelled
        if (done)
            m_scans.remove(ticket);
        Q_EMIT scanned(ticket, wanted, looked, total, done);
    });
}

void RecordingReader::open(Opener opener)
{
    m_open = false;
    m_opener = opener;
    ++m_generation;
    post([opener = std::move(opener), generation = m_generation](RecordingWorker &worker) {
        worker.open(opener, generation);
    });
}

void RecordingReader::close()
{
    m_open = false;
    m_opener = {};
    ++m_generation;
    post([generation = m_generation](RecordingWorker &worker) { worker.close(generation); });
}

quint64 RecordingReader::pageBefore(ExchangeId id, int limit)
{
    const quint64 ticket = ++m_lastTicket;
    post([=](RecordingWorker &worker) { worker.readPage(ticket, id, limit); });
    return ticket;
}

quint64 RecordingReader::rowsBetween(ExchangeId after, ExchangeId before, int limit)
{
    const quint64 ticket = ++m_lastTicket;
    post([=](RecordingWorker &worker) { worker.readRows(ticket, after, before, limit); });
    return ticket;
}

void RecordingReader::parts(ExchangeId id)
{
    post([=](RecordingWorker &worker) { worker.readParts(id); });
}

void RecordingReader::annotations()
{
    post([](RecordingWorker &worker) { worker.readAnnotations(); });
}

quint64 RecordingReader::scan(ScanRequest request)
{
    const quint64 ticket = ++m_lastTicket;
    m_scans.insert(ticket);
    auto shared = std::make_shared<ScanRequest>(std::move(request)); // a std::function is copied
    post([=](RecordingWorker &worker) { worker.addScan(ticket, std::move(*shared)); });
    return ticket;
}

void RecordingReader::cancelScan(quint64 ticket)
{
    if (m_scans.remove(ticket))
        post([=](RecordingWorker &worker) { worker.cancelScan(ticket); });
}

} // namespace sightglass::models
