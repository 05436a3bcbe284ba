// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/callqueue.h"
#include "base/result.h"
#include "exchange/record.h"
#include "store/recordstore.h"
#include "ui/models/annotations.h"

#include <QObject>
#include <QSet>

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

class QThread;

namespace sightglass::models {

class RecordingWorker;

/// One exchange to look at: its record without parts, and its parts where somebody has them already (else they are read
/// from the recording).
struct ScanItem {
    exchange::ExchangeId id;
    exchange::RecordPtr whole = {}; ///< with all its parts; null: read it
};

/// A walk through the payload of many exchanges, in the reader's thread.
struct ScanRequest {
    std::vector<ScanItem> items; ///< in this order; ids to be read together should be near each other
    bool everything = false;     ///< then the rest of the recording, newest first
    /// Called in the reader's thread with a record whose parts are whole.
    std::function<bool(const exchange::Record &)> wanted;
};

/// A recording, read in a thread of its own: answers come as signals in the UI's. It may be the one that is being
/// written, or an old file without any proxy.
///
/// Thread: the UI's. Owner: the composition.
class RecordingReader : public QObject
{
    Q_OBJECT
public:
    /// Called in the reader's thread.
    using Opener = std::function<Result<std::unique_ptr<store::RecordReader>>()>;

    explicit RecordingReader(QObject *parent = nullptr);
    ~RecordingReader() override; ///< cancels what runs and waits for it

    /// In place of what was open; opened() or openFailed() follow. Without a recording every question fails at once.
    void open(Opener opener);
    void close();
    /// From opened() on.
    bool isOpen() const { return m_open; }
    /// The way to further readers of what is open; empty: nothing is.
    const Opener &opener() const { return m_opener; }

    /// The \a limit exchanges before \a id (invalid: the newest): pageRead() with the same ticket.
    quint64 pageBefore(exchange::ExchangeId id, int limit = 500);
    /// The first \a limit exchanges between these two, oldest first: rowsRead() or rowsFailed() with the same ticket.
    quint64 rowsBetween(exchange::ExchangeId after, exchange::ExchangeId before, int limit);
    /// partsRead() or partsFailed().
    void parts(exchange::ExchangeId id);
    /// annotationsRead().
    void annotations();
    /// scanned() as it goes, the last one with `done`. Several run one after another.
    quint64 scan(ScanRequest request);
    /// Nothing more is told of it.
    void cancelScan(quint64 ticket);

Q_SIGNALS:
    void opened(sightglass::exchange::ExchangeId lastId);
    void openFailed(const QString &text);
    /// Oldest first; fewer than asked for when the recording begins there.
    void pageRead(quint64 ticket, const std::vector<sightglass::exchange::RecordPtr> &records, bool reachedStart);
    void pageFailed(quint64 ticket, const QString &text);
    void rowsRead(quint64 ticket, const std::vector<sightglass::exchange::RecordPtr> &records);
    void rowsFailed(quint64 ticket, const QString &text);
    void partsRead(sightglass::exchange::ExchangeId id, const QList<sightglass::exchange::Part> &parts);
    void partsFailed(sightglass::exchange::ExchangeId id, const QString &text);
    void annotationsRead(const sightglass::models::Annotations &annotations);
    void scanned(quint64 ticket, const QList<sightglass::exchange::ExchangeId> &wanted, qint64 looked, qint64 total,
                 bool done);

private:
    friend class RecordingWorker;
    using Answer = std::function<void(RecordingReader &)>;
    void post(std::function<void(RecordingWorker &)> call);
    /// From the worker: \a answer runs in the UI's thread, unless another recording is open by then.
    void answer(quint64 generation, Answer answer);
    void setOpened(exchange::ExchangeId lastId);
    void tellScanned(quint64 ticket, const QList<exchange::ExchangeId> &wanted, qint64 looked, qint64 total, bool done);

    CallQueue m_answers;
    std::unique_ptr<QThread> m_thread;
    RecordingWorker *m_worker = nullptr; // lives in m_thread, deleted there
    QSet<quint64> m_scans;               // whose ends have not been told
    Opener m_opener;
    quint64 m_lastTicket = 0;
    quint64 m_generation = 0; // rises with open() and close(): late answers of an earlier recording are dropped
    bool m_open = false;
    std::atomic<bool> m_stopping = false; // read by the worker
};

} // namespace sightglass::models
