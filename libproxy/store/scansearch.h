// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/historysearch.h"

namespace sightglass::store {

/// Whether \a record is of the session and the time that \a query asks for.
bool isInScope(const exchange::Record &record, const SearchQuery &query);

/// Reads with whole payload, and goes on where some of it is damaged: such exchanges come with what is left of them.
Result<void> readWhole(RecordReader &reader, const Query &query,
                       const std::function<bool(const exchange::RecordPtr &)> &visit);

/// Searches by reading: for recordings in memory, and where SQLite has no FTS5.
class ScanSearch : public HistorySearch
{
public:
    /// So many exchanges, or so many bytes of payload, one call looks at.
    static constexpr qint64 kRowsPerStep = 2000;
    static constexpr qint64 kBytesPerStep = 8 * 1024 * 1024;

    explicit ScanSearch(std::unique_ptr<RecordReader> reader) : m_reader(std::move(reader)) {}

    bool hasIndex() const override { return false; }
    Result<IndexState> advance() override { return IndexState(); }
    Result<SearchPage> find(const SearchQuery &query) override { return scan(*m_reader, query); }

    static Result<SearchPage> scan(RecordReader &reader, const SearchQuery &query);

private:
    std::unique_ptr<RecordReader> m_reader;
};

} // namespace sightglass::store
