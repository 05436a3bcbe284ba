// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/capturemailbox.h"

#include <algorithm>
#include <utility>

namespace sightglass::models {

void CaptureMailbox::post(const exchange::RecordBatch &batch)
{
    if (!batch || batch->empty())
        return;
    const std::lock_guard lock(m_mutex);
    m_posted += batch->size();
    if (!m_full && m_records + batch->size() > m_maxRecords)
        m_full = true;
    if (m_full) {
        lose(*batch);
        return;
    }
    m_records += batch->size();
    for (const exchange::RecordPtr &record : *batch)
        m_lastId = std::max(m_lastId, record->id);
    m_batches.push_back(batch);
}

void CaptureMailbox::lose(const std::vector<exchange::RecordPtr> &records)
{
    // What lies below the first one was recorded by somebody else, when nothing had come yet. Batches are in order.
    if (m_loss.records == 0)
        m_loss.after = m_lastId.isValid() ? m_lastId : exchange::ExchangeId(records.front()->id.value() - 1);
    for (const exchange::RecordPtr &record : records) {
        if (record->id <= m_lastId && record->ended()) {
            auto end = std::make_shared<exchange::Record>(*record);
            end->firstPart += end->parts.size(); // says that there was more, which is in the recording only
            end->parts.clear();
            m_ends.push_back(std::move(end));
            continue;
        }
        ++m_notShown;
        ++m_loss.records;
        m_loss.last = std::max(m_loss.last, record->id);
    }
}

/// What is posted from now on comes after the ends, which come after what was taken in before them.
void CaptureMailbox::reopen()
{
    m_full = false;
    if (m_ends.empty())
        return;
    m_records += m_ends.size();
    m_batches.push_back(std::make_shared<const std::vector<exchange::RecordPtr>>(std::exchange(m_ends, {})));
}

std::vector<exchange::RecordBatch> CaptureMailbox::take(std::size_t maxBatches)
{
    const std::lock_guard lock(m_mutex);
    std::vector<exchange::RecordBatch> taken;
    for (;;) {
        if (m_full && m_records <= m_maxRecords / 2)
            reopen();
        if (taken.size() >= maxBatches || m_batches.empty())
            return taken;
        taken.push_back(std::move(m_batches.front()));
        m_batches.pop_front();
        m_records -= taken.back()->size();
    }
}

CaptureLoss CaptureMailbox::takeLoss()
{
    const std::lock_guard lock(m_mutex);
    return m_full ? CaptureLoss() : std::exchange(m_loss, {});
}

bool CaptureMailbox::isEmpty() const
{
    const std::lock_guard lock(m_mutex);
    return m_batches.empty();
}

std::size_t CaptureMailbox::pendingRecords() const
{
    const std::lock_guard lock(m_mutex);
    return m_records;
}

quint64 CaptureMailbox::posted() const
{
    const std::lock_guard lock(m_mutex);
    return m_posted;
}

quint64 CaptureMailbox::notShown() const
{
    const std::lock_guard lock(m_mutex);
    return m_notShown;
}

void CaptureMailbox::clear()
{
    const std::lock_guard lock(m_mutex);
    m_batches.clear();
    m_ends.clear();
    m_records = 0;
    m_full = false;
}

} // namespace sightglass::models
