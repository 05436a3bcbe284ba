// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <QList>
#include <QObject>
#include <QSet>

#include <functional>
#include <list>
#include <unordered_map>
#include <vector>

namespace sightglass::models {

class ExchangeListModel;
class RecordingReader;

/// The whole payload of an exchange: from what came lately (the live cache, least recently used out first), else from
/// the recording, asynchronously.
///
/// Thread: the UI's. \a recording may be null or closed: then only what the cache holds can be had.
class PayloadSource : public QObject
{
    Q_OBJECT
public:
    static constexpr qint64 kCacheBytes = qint64(64) * 1024 * 1024;

    explicit PayloadSource(RecordingReader *recording = nullptr, QObject *parent = nullptr,
                           qint64 cacheBytes = kCacheBytes);
    ~PayloadSource() override;

    /// The window's tick brings what was captured, before the list gets it.
    void add(const std::vector<exchange::RecordBatch> &batches);
    void clearCache();

    /// loaded() or failed() follow, at once when it is cached.
    void request(exchange::ExchangeId id);
    /// partsAdded() for as long as it grows; an invalid id ends that.
    void watch(exchange::ExchangeId id);
    /// Whole payload if the live cache has it; else nullptr. Valid until the next add().
    const QList<exchange::Part> *cached(exchange::ExchangeId id) const;

    /// Called in the recording's thread, with a record whose parts are whole.
    using Predicate = std::function<bool(const exchange::Record &)>;
    /// Which of \a ids (rising) are \a wanted: matched() as it goes, the last time with `done`; never within this call.
    /// \a list gives the records of those whose payload is cached.
    quint64 match(Predicate wanted, const std::vector<quint64> &ids, const ExchangeListModel &list);
    /// The same over all that is cached and all of the recording, newest first; found() tells.
    quint64 search(Predicate wanted, const ExchangeListModel &list);
    /// Nothing more is told of it.
    void cancel(quint64 ticket);

    RecordingReader *recording() const { return m_recording; }
    qint64 cachedBytes() const { return m_bytes; }

Q_SIGNALS:
    void loaded(sightglass::exchange::ExchangeId id, const QList<sightglass::exchange::Part> &parts);
    void failed(sightglass::exchange::ExchangeId id, const QString &text);
    void partsAdded(sightglass::exchange::ExchangeId id, const QList<sightglass::exchange::Part> &added);
    void matched(quint64 ticket, const QList<sightglass::exchange::ExchangeId> &wanted, int percent, bool done);
    void found(quint64 ticket, const QList<sightglass::exchange::ExchangeId> &wanted, qint64 looked, qint64 total,
               bool done);

private:
    struct Entry {
        QList<exchange::Part> parts;
        qint64 bytes = 0;
        bool whole = true; // begins at the first part and has no gap
        std::list<quint64>::iterator use;
    };
    void addRecord(const exchange::Record &record);
    void makeRoom();
    exchange::RecordPtr wholeRecord(quint64 id, const ExchangeListModel &list) const;
    void scanned(quint64 ticket, const QList<exchange::ExchangeId> &wanted, qint64 looked, qint64 total, bool done);

    RecordingReader *m_recording;
    const qint64 m_maxBytes;
    qint64 m_bytes = 0;
    std::unordered_map<quint64, Entry> m_entries;
    std::list<quint64> m_uses; // least recent first
    QSet<quint64> m_asked;     // of the recording
    QSet<quint64> m_matches;   // tickets under way, as are the searches
    QSet<quint64> m_searches;
    exchange::ExchangeId m_watched;
};

} // namespace sightglass::models
