// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <deque>
#include <mutex>
#include <vector>

namespace sightglass::models {

/// Where the engine's batches wait for the window. Bounded: what does not fit is not shown, and counted; it is recorded
/// all the same.
///
/// Thread: any. The engine thread posts (connect ProxyServer::captured with Qt::DirectConnection), the UI's takes.
class CaptureMailbox
{
public:
    static constexpr std::size_t kMaxRecords = 50'000;

    explicit CaptureMailbox(std::size_t maxRecords = kMaxRecords) : m_maxRecords(maxRecords) {}

    /// Never waits for a reader.
    void post(const exchange::RecordBatch &batch);
    /// The oldest ones.
    std::vector<exchange::RecordBatch> take(std::size_t maxBatches);
    bool isEmpty() const;
    /// Snapshots that wait.
    std::size_t pendingRecords() const;
    /// Snapshots that were posted, and those of them that found no room.
    quint64 posted() const;
    quint64 notShown() const;
    void clear();

private:
    mutable std::mutex m_mutex;
    std::deque<exchange::RecordBatch> m_batches;
    const std::size_t m_maxRecords;
    std::size_t m_records = 0;
    quint64 m_posted = 0;
    quint64 m_notShown = 0;
};

} // namespace sightglass::models
