// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/historysearch.h"
#include "store/sqlite/searchindex.h"

namespace sightglass::store {

/// Searches with a SearchIndex; what that cannot answer (only words that must not be there, only signs) by reading.
class IndexedSearch : public HistorySearch
{
public:
    /// Exchanges that one call of find() reads at most, where what the index finds has to be looked at.
    static constexpr int kLooksPerStep = 500;

    IndexedSearch(std::unique_ptr<RecordReader> reader, SearchIndex index);

    bool hasIndex() const override { return true; }
    Result<IndexState> advance() override;
    Result<SearchPage> find(const SearchQuery &query) override;

private:
    struct Candidate;
    Result<std::vector<Candidate>> candidates(const SearchQuery &query, const SearchTerms &terms, bool &more);
    Result<exchange::RecordPtr> recordOf(quint64 id);
    Result<void> look(const Candidate &candidate, const SearchQuery &query, const SearchTerms &terms, SearchPage &page);

    std::unique_ptr<RecordReader> m_reader;
    SearchIndex m_index;
};

} // namespace sightglass::store
