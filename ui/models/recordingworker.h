// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/recordingreader.h"

#include <QHash>
#include <QTimer>

#include <atomic>
#include <deque>
#include <unordered_set>

namespace sightglass::models {

/// The side of RecordingReader that lives in the reader's thread. Scans are done in slices, so that somebody who asks for
/// one payload does not wait for a search through all of them.
class RecordingWorker : public QObject
{
public:
    /// \a reader gets the answers; it outlives the thread.
    RecordingWorker(RecordingReader &reader, const std::atomic<bool> &stopping);

    /// The way into its thread.
    CallQueue &calls() { return m_calls; }

    void open(const RecordingReader::Opener &opener, quint64 generation);
    void close(quint64 generation);
    void readPage(quint64 ticket, exchange::ExchangeId before, int limit);
    void readRows(quint64 ticket, exchange::ExchangeId after, exchange::ExchangeId before, int limit);
    void readParts(exchange::ExchangeId id);
    void readAnnotations();
    void addScan(quint64 ticket, ScanRequest request);
    void cancelScan(quint64 ticket);

private:
    Result<std::vector<exchange::RecordPtr>> read(const store::Query &query);
    struct Scan {
        quint64 ticket = 0;
        ScanRequest request;
        std::size_t nextItem = 0;
        std::unordered_set<quint64> seen; ///< items, when the rest follows
        exchange::ExchangeId before;      ///< of the rest: what is above has been read
        bool restBegun = false;
        bool done = false;
        qint64 looked = 0;
        qint64 total = 0;
        QList<exchange::ExchangeId> wanted; ///< since the last report
    };

    void tell(std::function<void(RecordingReader &)> answer) { m_answers.answer(m_generation, std::move(answer)); }
    void work();
    void scanItems(Scan &scan);
    void scanRest(Scan &scan);
    void beginRest(Scan &scan);
    void readItems(Scan &scan, std::size_t begin, std::size_t end);
    void look(Scan &scan, const exchange::Record &record);

    RecordingReader &m_answers;
    const std::atomic<bool> &m_stopping;
    CallQueue m_calls;
    std::unique_ptr<store::RecordReader> m_reader;
    std::deque<Scan> m_scans;
    QTimer m_timer;
    quint64 m_generation = 0;
};

} // namespace sightglass::models
