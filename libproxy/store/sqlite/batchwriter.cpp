// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/batchwriter.h"

#include "store/sqlite/payloadcodec.h"

#include <algorithm>

namespace sightglass::store {

namespace {

Result<void> take(Statement &target, Result<Statement> &&prepared)
{
    if (!prepared)
        return tl::unexpected<Error>(prepared.error());
    target = std::move(*prepared);
    return {};
}

} // namespace

Result<void> BatchWriter::prepare()
{
    const std::pair<Statement *, QByteArray> statements[] = {
        {&m_insertRow, insertRowSql()},
        {&m_updateRow, updateRowSql()},
        {&m_insertPart, "INSERT OR REPLACE INTO part VALUES (?, ?, ?, ?, ?)"},
        {&m_insertChunk, "INSERT INTO chunk VALUES (?, ?, ?, ?, ?, ?)"},
        {&m_updateTotals, "UPDATE totals SET exchanges = exchanges + ?, payload_bytes = payload_bytes + ?, "
                          "last_id = max(last_id, ?)"},
    };
    for (const auto &[statement, sql] : statements) {
        if (const Result<void> done = take(*statement, m_database.prepare(sql)); !done)
            return done;
    }
    if (const Result<void> done = m_sessionRanges.prepare(); !done)
        return done;
    const Result<qint64> chunk = m_database.number("SELECT max(id) FROM chunk");
    const Result<qint64> first = m_database.number("SELECT min(id) FROM exchange");
    const Result<qint64> last = m_database.number("SELECT last_id + 1 FROM totals");
    for (const Result<qint64> *number : {&chunk, &first, &last}) {
        if (!*number)
            return tl::unexpected<Error>(number->error());
    }
    m_lastChunk = *chunk;
    m_firstKept = static_cast<quint64>(*first != 0 ? *first : *last);
    return {};
}

Result<void> BatchWriter::write(const std::vector<exchange::RecordPtr> &batch)
{
    m_counts = Counts();
    m_counts.lastChunk = m_lastChunk;
    m_chunk.resize(0);
    Result<void> done = m_database.begin();
    if (!done)
        return done;
    done = writeRows(batch);
    if (done)
        done = m_database.commit();
    if (!done) {
        m_database.rollback();
        m_sessionRanges.forget();
        return done;
    }
    remember();
    return {};
}

Result<void> BatchWriter::writeRows(const std::vector<exchange::RecordPtr> &batch)
{
    m_entries.clear();
    for (size_t i = 0; i < batch.size(); ++i) {
        if (batch[i]->id.value() >= m_firstKept)
            m_entries.push_back({batch[i]->id.value(), i, batch[i].get()});
    }
    std::sort(m_entries.begin(), m_entries.end(),
              [](const Entry &a, const Entry &b) { return a.id != b.id ? a.id < b.id : a.position < b.position; });
    const Entry *const end = m_entries.data() + m_entries.size();
    for (const Entry *entry = m_entries.data(); entry != end;) {
        const Entry *const next = std::find_if(entry, end, [&](const Entry &other) { return other.id != entry->id; });
        if (const Result<void> done = writeExchange(entry, next); !done)
            return done;
        entry = next;
    }
    if (const Result<void> done = sealChunk(); !done)
        return done;
    return m_entries.empty() ? Result<void>() : writeTotals();
}

Result<void> BatchWriter::writeExchange(const Entry *begin, const Entry *end)
{
    const exchange::Record &latest = *(end - 1)->record;
    PieceLocation first;
    for (const Entry *entry = begin; entry != end;) {
        const qsizetype firstPart = entry->record->firstPart;
        const Result<PieceLocation> piece = appendPiece(entry, end);
        if (!piece)
            return tl::unexpected<Error>(piece.error());
        if (piece->chunk == 0)
            continue;
        if (firstPart == 0) {
            first = *piece;
        } else if (const Result<void> done = writePart(latest.id.value(), firstPart, *piece); !done) {
            return done;
        }
    }
    return writeRow(latest, first);
}

/// Encodes the snapshots from \a entry on whose parts follow each other, and moves \a entry behind them.
Result<PieceLocation> BatchWriter::appendPiece(const Entry *&entry, const Entry *end)
{
    qsizetype size = 0;
    qsizetype nextPart = entry->record->firstPart;
    const Entry *const begin = entry;
    while (entry != end && (entry->record->firstPart == nextPart || entry->record->parts.isEmpty())) {
        size += framesSizeBound(entry->record->parts);
        nextPart += entry->record->parts.size();
        ++entry;
    }
    if (size == 0)
        return PieceLocation();
    if (!m_chunk.isEmpty() && m_chunk.size() + size > kChunkBytes) {
        if (const Result<void> done = sealChunk(); !done)
            return tl::unexpected<Error>(done.error());
    }
    if (m_chunk.isEmpty())
        m_chunkFirst = m_chunkLast = begin->id; // ids rise within a batch
    m_chunkLast = begin->id;
    const qsizetype offset = m_chunk.size();
    for (const Entry *part = begin; part != entry; ++part)
        appendFrames(part->record->parts, m_chunk);
    return PieceLocation{m_counts.lastChunk + 1, offset, m_chunk.size() - offset};
}

Result<void> BatchWriter::writeRow(const exchange::Record &record, const PieceLocation &firstPiece)
{
    const quint64 id = record.id.value();
    if (const Result<void> done = m_sessionRanges.note(record); !done)
        return done;
    m_counts.lastId = std::max(m_counts.lastId, id);
    const bool known = m_open.contains(id);
    if (known == record.ended())
        (known ? m_counts.closed : m_counts.opened).push_back(id);
    if (!known) {
        bindRow(m_insertRow, record, firstPiece);
        const Result<bool> inserted = m_insertRow.runUnlessExists();
        if (!inserted)
            return tl::unexpected<Error>(inserted.error());
        if (*inserted) {
            ++m_counts.rows;
            return {};
        }
    }
    bindRow(m_updateRow, record, firstPiece);
    return m_updateRow.run();
}

Result<void> BatchWriter::writePart(quint64 id, qsizetype firstPart, const PieceLocation &piece)
{
    m_insertPart.bind(1, static_cast<qint64>(id));
    m_insertPart.bind(2, firstPart);
    m_insertPart.bind(3, piece.chunk);
    m_insertPart.bind(4, piece.offset);
    m_insertPart.bind(5, piece.length);
    return m_insertPart.run();
}

Result<void> BatchWriter::sealChunk()
{
    if (m_chunk.isEmpty())
        return {};
    m_insertChunk.bind(1, ++m_counts.lastChunk);
    m_insertChunk.bind(2, static_cast<qint64>(m_chunkFirst));
    m_insertChunk.bind(3, static_cast<qint64>(m_chunkLast));
    m_insertChunk.bind(4, kPayloadFormat);
    m_insertChunk.bind(5, m_chunk.size());
    m_insertChunk.bindBlob(6, m_chunk);
    m_counts.bytes += m_chunk.size();
    const Result<void> done = m_insertChunk.run();
    if (m_chunk.capacity() > 4 * kChunkBytes)
        m_chunk = QByteArray();
    m_chunk.resize(0);
    return done;
}

Result<void> BatchWriter::writeTotals()
{
    m_updateTotals.bind(1, m_counts.rows);
    m_updateTotals.bind(2, m_counts.bytes);
    m_updateTotals.bind(3, static_cast<qint64>(m_counts.lastId));
    return m_updateTotals.run();
}

void BatchWriter::remember()
{
    m_lastChunk = m_counts.lastChunk;
    m_open.insert(m_counts.opened.begin(), m_counts.opened.end());
    for (const quint64 id : m_counts.closed)
        m_open.erase(id);
}

void BatchWriter::forgetBelow(exchange::ExchangeId id)
{
    m_firstKept = std::max(m_firstKept, id.value());
    std::erase_if(m_open, [this](quint64 open) { return open < m_firstKept; });
}

} // namespace sightglass::store
