// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/chunkcache.h"

#include "store/sqlite/payloadcodec.h"

#include <algorithm>

namespace sightglass::store {

Result<void> ChunkCache::readPiece(const PieceLocation &piece, QList<exchange::Part> &parts)
{
    const Result<const Chunk *> chunk = find(piece.chunk);
    if (!chunk)
        return tl::unexpected<Error>(chunk.error());
    const QByteArrayView data = (*chunk)->data;
    if (piece.offset < 0 || piece.length < 0 || piece.offset > data.size()
        || piece.length > data.size() - piece.offset) {
        return failure(ErrorCode::InvalidData,
                       QStringLiteral("Payload chunk %1 is shorter than it should be").arg(piece.chunk));
    }
    return readFrames(data.sliced(piece.offset, piece.length), parts);
}

Result<const ChunkCache::Chunk *> ChunkCache::find(qint64 id)
{
    const auto known =
        std::find_if(m_chunks.begin(), m_chunks.end(), [id](const Chunk &chunk) { return chunk.id == id; });
    if (known != m_chunks.end()) {
        m_chunks.splice(m_chunks.begin(), m_chunks, known);
        return &m_chunks.front();
    }
    Result<Chunk> chunk = load(id);
    if (!chunk)
        return tl::unexpected<Error>(chunk.error());
    m_bytes += chunk->data.size();
    m_chunks.push_front(std::move(*chunk));
    while (m_bytes > kMaxBytes && m_chunks.size() > 1) {
        m_bytes -= m_chunks.back().data.size();
        m_chunks.pop_back();
    }
    return &m_chunks.front();
}

Result<ChunkCache::Chunk> ChunkCache::load(qint64 id)
{
    if (!m_prepared) {
        Result<Statement> select = m_database.prepare("SELECT format, data FROM chunk WHERE id = ?");
        if (!select)
            return tl::unexpected<Error>(select.error());
        m_select = std::move(*select);
        m_prepared = true;
    }
    m_select.bind(1, id);
    const Result<bool> row = m_select.next();
    if (!row)
        return tl::unexpected<Error>(row.error());
    if (!*row)
        return failure(ErrorCode::InvalidData, QStringLiteral("Payload chunk %1 is missing").arg(id));
    const qint64 format = m_select.integer(0);
    Chunk chunk{id, m_select.bytes(1)};
    m_select.reset();
    if (format != kPayloadFormat) {
        return failure(ErrorCode::Unsupported, QStringLiteral("Payload chunk %1 has format %2, this build knows %3")
                                                   .arg(id)
                                                   .arg(format)
                                                   .arg(kPayloadFormat));
    }
    return chunk;
}

} // namespace sightglass::store
