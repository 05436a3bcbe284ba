// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/capturebus.h"

#include <algorithm>
#include <utility>

namespace sightglass::proxy {

CaptureBus::CaptureBus(QObject *parent) : QObject(parent), m_timer(this)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kTickMs);
    connect(&m_timer, &QTimer::timeout, this, &CaptureBus::flush);
}

void CaptureBus::touch(CaptureSource &source)
{
    m_touched.insert(&source);
    schedule();
}

void CaptureBus::finished(CaptureSource &source, exchange::RecordPtr last)
{
    m_touched.erase(&source);
    ++m_ended;
    publish(std::move(last));
}

void CaptureBus::publish(exchange::RecordPtr record)
{
    if (m_sinks.empty())
        return;
    m_batch.push_back(std::move(record));
    if (m_batch.size() >= kBatchSize)
        flush();
    else
        schedule();
}

void CaptureBus::schedule()
{
    if (!m_timer.isActive())
        m_timer.start();
}

void CaptureBus::flush()
{
    m_timer.stop();
    for (CaptureSource *source : std::exchange(m_touched, {}))
        m_batch.push_back(source->snapshot());
    if (m_batch.empty() || m_sinks.empty()) {
        m_batch.clear();
        return;
    }
    auto batch = std::make_shared<std::vector<exchange::RecordPtr>>(std::move(m_batch));
    m_batch.clear();
    m_batch.reserve(kBatchSize);
    // Exchanges end in another order than they begin; readers get them by id, which is the order they began.
    std::stable_sort(batch->begin(), batch->end(), [](const auto &a, const auto &b) { return a->id < b->id; });
    for (const Sink &sink : m_sinks)
        sink(batch);
}

} // namespace sightglass::proxy
