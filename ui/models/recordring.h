// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <array>
#include <deque>
#include <memory>
#include <vector>

namespace sightglass::models {

/// The rows as they are at one moment, for another thread to read while the list goes on.
///
/// Thread: any one at a time, until RecordRing::thaw().
class RecordSnapshot
{
public:
    std::size_t size() const { return m_size; }
    const exchange::Record &at(std::size_t row) const
    {
        const std::size_t at = m_first + row;
        return (*m_chunks[at / kChunk])[at % kChunk];
    }
    /// The first row whose id is not below \a id; size(): none.
    std::size_t lowerBound(exchange::ExchangeId id) const;

private:
    friend class RecordRing;
    static constexpr std::size_t kChunk = 512;
    using Chunk = std::array<exchange::Record, kChunk>;

    std::vector<std::shared_ptr<const Chunk>> m_chunks;
    std::size_t m_first = 0;
    std::size_t m_size = 0;
};

/// The rows of the list: records in contiguous chunks, ids rising. Both ends are cheap; the middle is not, and is needed
/// for what comes late only.
class RecordRing
{
public:
    static constexpr std::size_t kChunk = RecordSnapshot::kChunk;

    std::size_t size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }
    const exchange::Record &at(std::size_t row) const
    {
        const std::size_t at = m_first + row;
        return (*m_chunks[at / kChunk].records)[at % kChunk];
    }

    void replace(std::size_t row, exchange::Record record);
    void append(exchange::Record record);
    void prepend(exchange::Record record);
    /// Before \a row, in this order.
    void insert(std::size_t row, std::vector<exchange::Record> records);
    void popFront(std::size_t rows);
    void clear();

    /// The first row whose id is not below \a id; size(): none. Mostly a guess that is right: ids have few gaps.
    std::size_t lowerBound(exchange::ExchangeId id) const;

    /// What is there now; a chunk is copied before it is written to, until every freeze() has its thaw().
    RecordSnapshot freeze();
    /// The reader of a snapshot has done, and this thread knows it by a lock.
    void thaw();

private:
    using Chunk = RecordSnapshot::Chunk;
    struct Slots {
        std::shared_ptr<Chunk> records;
        bool frozen = false;
    };
    exchange::Record &slot(std::size_t row);

    std::deque<Slots> m_chunks;
    std::size_t m_first = 0; ///< slot of the first row within the first chunk
    std::size_t m_size = 0;
    int m_freezes = 0;
};

} // namespace sightglass::models
