// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/storethread.h"

#include <QThread>

namespace sightglass::store {

namespace {

/// What a batch weighs while it waits: its payload, and the snapshots themselves.
qint64 bytesOf(const std::vector<exchange::RecordPtr> &batch)
{
    qint64 bytes = 0;
    for (const exchange::RecordPtr &record : batch) {
        bytes += static_cast<qint64>(sizeof(exchange::Record));
        for (const exchange::Part &part : record->parts)
            bytes += static_cast<qint64>(sizeof(exchange::Part)) + part.bytes.size();
    }
    return bytes;
}

} // namespace

StoreThread::StoreThread(std::unique_ptr<RecordStore> store, Retention retention, qint64 maxPendingBytes,
                         QObject *parent)
    : QObject(parent),
      m_retention(retention),
      m_maxPendingBytes(maxPendingBytes),
      m_store(std::move(store)),
      m_readerOpener(m_store ? m_store->readerOpener() : ReaderOpener()),
      m_sessionShelf(m_store ? m_store->sessionShelf() : nullptr)
{}

StoreThread::~StoreThread()
{
    stop();
}

Result<exchange::ExchangeId> StoreThread::start()
{
    Q_ASSERT(m_store && !m_thread);
    m_thread = std::make_unique<QThread>();
    m_thread->setObjectName(QStringLiteral("store"));
    m_worker = new StoreWorker(std::move(m_store), m_retention, m_counters);
    m_worker->moveToThread(m_thread.get());
    connect(m_worker, &StoreWorker::writeFailed, this, &StoreThread::writeFailed, Qt::DirectConnection);
    connect(m_thread.get(), &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread->start();

    Result<exchange::ExchangeId> lastId;
    m_worker->calls().callAndWait([this, &lastId] { lastId = m_worker->open(); });
    if (!lastId)
        stop();
    return lastId;
}

void StoreThread::append(exchange::RecordBatch batch)
{
    if (!batch || batch->empty())
        return;
    const qint64 bytes = bytesOf(*batch);
    if (!m_worker || m_counters.pendingBytes.load(std::memory_order_relaxed) + bytes > m_maxPendingBytes) {
        m_counters.lost.fetch_add(static_cast<qint64>(batch->size()), std::memory_order_relaxed);
        return;
    }
    m_counters.pendingBytes.fetch_add(bytes, std::memory_order_relaxed);
    m_worker->add({std::move(batch), bytes, nullptr});
}

void StoreThread::flush(QObject *context, std::function<void()> done)
{
    auto signal = std::make_unique<FlushSignal>();
    connect(signal.get(), &FlushSignal::reached, context, std::move(done), Qt::QueuedConnection);
    if (!m_worker) {
        Q_EMIT signal->reached();
        return;
    }
    signal->moveToThread(m_thread.get());
    m_worker->add({nullptr, 0, std::move(signal)});
}

void StoreThread::annotate(exchange::ExchangeId id, const exchange::Annotation &annotation)
{
    if (m_worker)
        m_worker->calls().post([worker = m_worker, id, annotation] { worker->annotate(id, annotation); });
}

bool StoreThread::post(std::function<void()> call)
{
    if (m_worker)
        m_worker->calls().post(std::move(call));
    return m_worker != nullptr;
}

bool StoreThread::callAndWait(const std::function<void()> &call)
{
    if (m_worker)
        m_worker->calls().callAndWait(call);
    return m_worker != nullptr;
}

void StoreThread::stop()
{
    if (!m_thread)
        return;
    m_worker->calls().callAndWait([this] {
        m_worker->finish();
        Q_EMIT finished();
    });
    m_thread->quit();
    m_thread->wait();
    m_worker = nullptr;
    m_thread.reset();
}

} // namespace sightglass::store
