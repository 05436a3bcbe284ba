// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/memory/memorystore.h"
#include "store/samplerecords.h"
#include "store/sqlite/sqlitereader.h"
#include "store/sqlite/sqlitestore.h"

#include <QTemporaryDir>
#include <QTest>

/// Fails the test with the error's text when a Result is one.
#define VERIFY_DONE(expression)                                                                                        \
    do {                                                                                                               \
        const auto &verifiedResult = (expression);                                                                     \
        QVERIFY2(verifiedResult.has_value(), verifiedResult ? "" : qPrintable(verifiedResult.error().text));           \
    } while (false)

namespace sightglass::store {

using Batch = std::vector<exchange::RecordPtr>;

/// One store of either kind with readers of it, so that one test serves both.
class StoreFixture
{
public:
    explicit StoreFixture(bool sqlite) : m_sqlite(sqlite) { make(); }

    RecordStore &store() { return *m_store; }
    QString path() const { return m_folder.filePath(QStringLiteral("recordings.sqlite")); }
    bool isSqlite() const { return m_sqlite; }

    std::unique_ptr<RecordReader> reader() const
    {
        if (!m_sqlite)
            return static_cast<MemoryStore *>(m_store.get())->reader();
        Result<std::unique_ptr<SqliteReader>> opened = SqliteReader::open(path());
        if (!opened)
            qFatal("%s", qPrintable(opened.error().text));
        return std::move(*opened);
    }

    /// Closes and opens again, as a restart does. A memory store begins anew.
    Result<void> restart()
    {
        m_store->close();
        make();
        return m_store->open();
    }

private:
    void make()
    {
        if (m_sqlite)
            m_store = std::make_unique<SqliteStore>(path());
        else
            m_store = std::make_unique<MemoryStore>();
    }

    bool m_sqlite;
    QTemporaryDir m_folder;
    std::unique_ptr<RecordStore> m_store;
};

/// All that a query finds.
inline Batch readAll(RecordReader &reader, const Query &query = {})
{
    Batch records;
    const Result<void> done = reader.read(query, [&](const exchange::RecordPtr &record) {
        records.push_back(record);
        return true;
    });
    if (!done)
        qFatal("%s", qPrintable(done.error().text));
    return records;
}

inline QList<quint64> idsOf(const Batch &records)
{
    QList<quint64> ids;
    for (const exchange::RecordPtr &record : records)
        ids.append(record->id.value());
    return ids;
}

inline QList<quint64> idRange(quint64 first, quint64 last)
{
    QList<quint64> ids;
    for (quint64 id = first; id <= last; ++id)
        ids.append(id);
    return ids;
}

/// Usual records with the ids \a first to \a last.
inline Batch usualBatch(quint64 first, quint64 last, qint64 startedAtUs = 1'800'000'000'000'000)
{
    Batch batch;
    for (quint64 id = first; id <= last; ++id)
        batch.push_back(share(usualRecord(id, startedAtUs + static_cast<qint64>(id))));
    return batch;
}

/// A snapshot of a stream that lives on: the parts from \a firstPart are events.
inline exchange::Record streamSnapshot(quint64 id, quint32 revision, qsizetype firstPart, const QByteArrayList &events)
{
    exchange::Record record;
    record.id = exchange::ExchangeId(id);
    record.revision = revision;
    record.kind = exchange::Kind::Stream;
    record.startedAtUs = 1'800'000'000'000'000;
    record.firstPart = firstPart;
    for (const QByteArray &event : events)
        record.parts.append({exchange::PartKind::Event, firstPart + record.parts.size(), event});
    record.eventCount = firstPart + record.parts.size();
    return record;
}

inline QByteArrayList bytesOf(const QList<exchange::Part> &parts)
{
    QByteArrayList bytes;
    for (const exchange::Part &part : parts)
        bytes.append(part.bytes);
    return bytes;
}

} // namespace sightglass::store
