// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <unordered_set>
#include <vector>

namespace sightglass::proxy {

/// Something whose state the bus may ask for: an exchange under way.
class CaptureSource
{
public:
    virtual ~CaptureSource() = default;
    virtual exchange::RecordPtr snapshot() = 0;
};

/// Gathers snapshots of exchanges and hands them on in batches: every 33 ms, or at once when 500 have ended. An exchange
/// shorter than that costs one snapshot; a busy stream one per batch.
///
/// Thread: the engine's. Sinks are called there and must only pass the batch on (to the store thread, to a window).
class CaptureBus : public QObject
{
    Q_OBJECT
public:
    static constexpr int kTickMs = 33;
    static constexpr std::size_t kBatchSize = 500;
    using Sink = std::function<void(const exchange::RecordBatch &)>;

    explicit CaptureBus(QObject *parent = nullptr);

    void addSink(Sink sink) { m_sinks.push_back(std::move(sink)); }
    /// The source has changed; its snapshot is taken with the next batch.
    void touch(CaptureSource &source);
    /// The source is about to go; \a last is its final snapshot.
    void finished(CaptureSource &source, exchange::RecordPtr last);
    /// A snapshot that has no source.
    void publish(exchange::RecordPtr record);
    /// Hands on what there is, now.
    void flush();

    quint64 endedCount() const { return m_ended; }

private:
    void schedule();

    std::vector<Sink> m_sinks;
    std::unordered_set<CaptureSource *> m_touched;
    std::vector<exchange::RecordPtr> m_batch;
    QTimer m_timer;
    quint64 m_ended = 0;
};

} // namespace sightglass::proxy
