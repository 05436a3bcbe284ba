// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <deque>
#include <mutex>
#include <vector>

namespace sightglass::models {

/// What found no room in a mailbox: snapshots of exchanges above `after`, up to `last`.
struct CaptureLoss {
    quint64 records = 0;
    exchange::ExchangeId after; ///< what began up to it had come when the mailbox was full
    exchange::ExchangeId last;
};

/// Where the engine's batches wait for the window. Bounded: what does not fit is not shown, and counted; it is recorded
/// all the same. Once full it takes nothing until half of it is empty again, so that what is missing is one piece. Of
/// what it turns away it keeps one thing, without the payload: how exchanges that had come before ended, for else their
/// rows would look open for ever. These are not more than were open when it became full.
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
    /// What was lost since the last call; nothing while it is still being lost.
    CaptureLoss takeLoss();
    void clear();

private:
    void lose(const std::vector<exchange::RecordPtr> &records);
    void reopen();

    mutable std::mutex m_mutex;
    std::deque<exchange::RecordBatch> m_batches;
    std::vector<exchange::RecordPtr> m_ends; // of exchanges that had come before it was full
    const std::size_t m_maxRecords;
    std::size_t m_records = 0;
    quint64 m_posted = 0;
    quint64 m_notShown = 0;
    CaptureLoss m_loss;
    exchange::ExchangeId m_lastId; // that was taken in
    bool m_full = false;
};

} // namespace sightglass::models
