// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/recordstore.h"
#include "store/sqlite/database.h"
#include "store/sqlite/exchangerow.h"
#include "store/sqlite/sessionranges.h"

#include <unordered_set>

namespace sightglass::store {

/// Turns batches of snapshots into rows and chunks. Knows which exchanges are still open, so that most rows are plain
/// inserts. Thread: the store's. Owner: SqliteStore; must be gone before the database.
class BatchWriter
{
public:
    /// Payload is sealed into a chunk at this size. A bigger piece has a chunk of its own.
    static constexpr qsizetype kChunkBytes = 1024 * 1024;

    explicit BatchWriter(const Database &database) : m_database(database) {}
    /// Compiles the statements and finds where the counts go on.
    Result<void> prepare();

    /// Writes one batch in one transaction; all of it or nothing.
    Result<void> write(const std::vector<exchange::RecordPtr> &batch);
    /// Retention has removed all ids below \a id: what still comes for them is ignored.
    void forgetBelow(exchange::ExchangeId id);

private:
    /// A snapshot and where it stands in the batch; sorting these brings the snapshots of one exchange together.
    struct Entry {
        quint64 id;
        size_t position;
        const exchange::Record *record;
    };
    /// What the batch under way adds; thrown away when it fails.
    struct Counts {
        qint64 rows = 0;
        qint64 bytes = 0;
        quint64 lastId = 0;
        qint64 lastChunk = 0;
        std::vector<quint64> opened;
        std::vector<quint64> closed;
    };

    Result<void> writeRows(const std::vector<exchange::RecordPtr> &batch);
    Result<void> writeExchange(const Entry *begin, const Entry *end);
    Result<PieceLocation> appendPiece(const Entry *&entry, const Entry *end);
    Result<void> writeRow(const exchange::Record &record, const PieceLocation &firstPiece);
    Result<void> writePart(quint64 id, qsizetype firstPart, const PieceLocation &piece);
    Result<void> sealChunk();
    Result<void> writeTotals();
    void remember();

    const Database &m_database;
    Statement m_insertRow;
    Statement m_updateRow;
    Statement m_insertPart;
    Statement m_insertChunk;
    Statement m_updateTotals;
    SessionRangeWriter m_sessionRanges{m_database};
    std::vector<Entry> m_entries; // kept for its capacity
    QByteArray m_chunk;           // being filled; its id will be m_counts.lastChunk + 1
    quint64 m_chunkFirst = 0;
    quint64 m_chunkLast = 0;
    Counts m_counts;
    qint64 m_lastChunk = 0;
    std::unordered_set<quint64> m_open; // rows that are there and may change
    quint64 m_firstKept = 0;
};

} // namespace sightglass::store
