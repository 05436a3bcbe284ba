// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/recordring.h"

#include <algorithm>
#include <utility>

namespace sightglass::models {

using exchange::ExchangeId;
using exchange::Record;

void RecordRing::append(Record record)
{
    if (m_first + m_size == m_chunks.size() * kChunk)
        m_chunks.push_back(std::make_unique<Chunk>());
    slot(m_size) = std::move(record);
    ++m_size;
}

void RecordRing::prepend(Record record)
{
    if (m_first == 0) {
        m_chunks.push_front(std::make_unique<Chunk>());
        m_first = kChunk;
    }
    --m_first;
    ++m_size;
    slot(0) = std::move(record);
}

void RecordRing::insert(std::size_t row, Record record)
{
    append(std::move(record));
    for (std::size_t at = m_size - 1; at > row; --at)
        std::swap(slot(at), slot(at - 1));
}

void RecordRing::popFront(std::size_t rows)
{
    rows = std::min(rows, m_size);
    for (std::size_t row = 0; row < rows; ++row)
        slot(row) = Record();
    m_first += rows;
    m_size -= rows;
    for (; m_first >= kChunk; m_first -= kChunk)
        m_chunks.pop_front();
    if (m_size == 0)
        clear();
}

void RecordRing::clear()
{
    m_chunks.clear();
    m_first = 0;
    m_size = 0;
}

std::size_t RecordRing::lowerBound(ExchangeId id) const
{
    if (m_size == 0 || id <= at(0).id)
        return 0;
    const quint64 first = at(0).id.value();
    const quint64 last = at(m_size - 1).id.value();
    if (id.value() > last)
        return m_size;
    // Ids rise by one at least, which leaves few rows where it can be; without gaps just one.
    std::size_t high = std::min<quint64>(id.value() - first, m_size - 1);
    const quint64 behind = last - id.value();
    std::size_t low = behind >= m_size ? 0 : m_size - 1 - static_cast<std::size_t>(behind);
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (at(middle).id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

} // namespace sightglass::models
