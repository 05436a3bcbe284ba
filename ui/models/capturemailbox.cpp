// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/capturemailbox.h"

#include <algorithm>

namespace sightglass::models {

void CaptureMailbox::post(const exchange::RecordBatch &batch)
{
    if (!batch || batch->empty())
        return;
    const std::lock_guard lock(m_mutex);
    m_posted += batch->size();
    if (m_records + batch->size() > m_maxRecords) {
        m_notShown += batch->size();
        return;
    }
    m_records += batch->size();
    m_batches.push_back(batch);
}

std::vector<exchange::RecordBatch> CaptureMailbox::take(std::size_t maxBatches)
{
    const std::lock_guard lock(m_mutex);
    const std::size_t count = std::min(maxBatches, m_batches.size());
    const auto end = m_batches.begin() + static_cast<std::ptrdiff_t>(count);
    std::vector<exchange::RecordBatch> taken(m_batches.begin(), end);
    m_batches.erase(m_batches.begin(), end);
    for (const exchange::RecordBatch &batch : taken)
        m_records -= batch->size();
    return taken;
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
    m_records = 0;
}

} // namespace sightglass::models
