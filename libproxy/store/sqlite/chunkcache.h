// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite/database.h"
#include "store/sqlite/exchangerow.h"

#include <QByteArray>

#include <list>

namespace sightglass::store {

/// Hands out pieces of payload and keeps the chunks used last: neighbours in time share one, so reading a recording
/// from end to end loads each chunk about once. Must be gone before the database.
class ChunkCache
{
public:
    static constexpr qsizetype kMaxBytes = 16 * 1024 * 1024; ///< kept; the newest chunk always is

    explicit ChunkCache(const Database &database) : m_database(database) {}

    /// Appends the parts of one piece. InvalidData when the chunk or the range is not there, or the frames are damaged.
    Result<void> readPiece(const PieceLocation &piece, QList<exchange::Part> &parts);

private:
    struct Chunk {
        qint64 id = 0;
        QByteArray data;
    };
    Result<const Chunk *> find(qint64 id);
    Result<Chunk> load(qint64 id);

    const Database &m_database;
    Statement m_select;
    bool m_prepared = false;
    std::list<Chunk> m_chunks; // used last first
    qsizetype m_bytes = 0;
};

} // namespace sightglass::store
