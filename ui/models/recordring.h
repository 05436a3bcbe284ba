// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <array>
#include <deque>
#include <memory>
#include <vector>

namespace sightglass::models {

/// The rows of the list: records in contiguous chunks, ids rising. Both ends are cheap; the middle is not, and is needed
/// for what comes late only.
class RecordRing
{
public:
    static constexpr std::size_t kChunk = 512;

    std::size_t size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }
    const exchange::Record &at(std::size_t row) const { return slot(row); }
    exchange::Record &at(std::size_t row) { return slot(row); }

    void append(exchange::Record record);
    void prepend(exchange::Record record);
    void insert(std::size_t row, exchange::Record record);
    void popFront(std::size_t rows);
    void clear();

    /// The first row whose id is not below \a id; size(): none. Mostly a guess that is right: ids have few gaps.
    std::size_t lowerBound(exchange::ExchangeId id) const;

private:
    using Chunk = std::array<exchange::Record, kChunk>;
    exchange::Record &slot(std::size_t row) const
    {
        const std::size_t at = m_first + row;
        return (*m_chunks[at / kChunk])[at % kChunk];
    }

    std::deque<std::unique_ptr<Chunk>> m_chunks;
    std::size_t m_first = 0; ///< slot of the first row within the first chunk
    std::size_t m_size = 0;
};

} // namespace sightglass::models
