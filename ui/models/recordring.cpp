// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/recordring.h"

#include <algorithm>
#include <utility>

namespace sightglass::models {

using exchange::ExchangeId;
using exchange::Record;

namespace {

/// Ids rise by one at least, which leaves few rows where one can be; without gaps just one.
template <typename Rows>
std::size_t lowerBoundIn(const Rows &rows, ExchangeId id)
{
    const std::size_t size = rows.size();
    if (size == 0 || id <= rows.at(0).id)
        return 0;
    const quint64 first = rows.at(0).id.value();
    const quint64 last = rows.at(size - 1).id.value();
    if (id.value() > last)
        return size;
    std::size_t high = std::min<quint64>(id.value() - first, size - 1);
    const quint64 behind = last - id.value();
    std::size_t low = behind >= size ? 0 : size - 1 - static_cast<std::size_t>(behind);
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (rows.at(middle).id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

} // namespace

std::size_t RecordSnapshot::lowerBound(ExchangeId id) const
{
    return lowerBoundIn(*this, id);
}

Record &RecordRing::slot(std::size_t row)
{
    const std::size_t at = m_first + row;
    Slots &chunk = m_chunks[at / kChunk];
    if (chunk.frozen) {
        chunk.records = std::make_shared<Chunk>(*chunk.records);
        chunk.frozen = false;
    }
    return (*chunk.records)[at % kChunk];
}

void RecordRing::replace(std::size_t row, Record record)
{
    slot(row) = std::move(record);
}

void RecordRing::append(Record record)
{
    if (m_first + m_size == m_chunks.size() * kChunk)
        m_chunks.push_back({std::make_shared<Chunk>()});
    ++m_size;
    slot(m_size - 1) = std::move(record);
}

void RecordRing::prepend(Record record)
{
    if (m_first == 0) {
        m_chunks.push_front({std::make_shared<Chunk>()});
        m_first = kChunk;
    }
    --m_first;
    ++m_size;
    slot(0) = std::move(record);
}

void RecordRing::insert(std::size_t row, std::vector<Record> records)
{
    const std::size_t behind = m_size;
    for (std::size_t i = 0; i < records.size(); ++i)
        append(Record());
    for (std::size_t at = behind; at > row; --at)
        slot(at - 1 + records.size()) = std::move(slot(at - 1));
    for (std::size_t i = 0; i < records.size(); ++i)
        slot(row + i) = std::move(records[i]);
}

void RecordRing::popFront(std::size_t rows)
{
    rows = std::min(rows, m_size);
    for (std::size_t row = 0; row < rows; ++row) {
        if (!m_chunks[(m_first + row) / kChunk].frozen) // else it goes with its chunk
            slot(row) = Record();
    }
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
    return lowerBoundIn(*this, id);
}

RecordSnapshot RecordRing::freeze()
{
    RecordSnapshot snapshot;
    snapshot.m_first = m_first;
    snapshot.m_size = m_size;
    snapshot.m_chunks.reserve(m_chunks.size());
    for (Slots &chunk : m_chunks) {
        chunk.frozen = true;
        snapshot.m_chunks.push_back(chunk.records);
    }
    ++m_freezes;
    return snapshot;
}

void RecordRing::thaw()
{
    if (--m_freezes > 0)
        return;
    for (Slots &chunk : m_chunks)
        chunk.frozen = false;
}

} // namespace sightglass::models
