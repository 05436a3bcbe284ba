// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/recordstore.h"
#include "store/searchterms.h"

#include <QString>

#include <limits>
#include <memory>
#include <vector>

namespace sightglass::store {

/// What to look for in a recording, newest first, a page at a time by key.
struct SearchQuery {
    QString text = {}; ///< see SearchTerms; empty: everything
    /// Only ids below this one, the SearchPage::before of the page before; none: from the newest.
    exchange::ExchangeId before = {};
    qint64 limit = 100;
    QByteArray sessionId = {};                        ///< only those of this session, of \a route; empty: of all
    QString route = {};                               ///< empty: of all; goes with sessionId
    bool sessionless = false;                         ///< only those that carry no session id
    qint64 fromUs = 0;                                ///< begun not before this, and …
    qint64 toUs = std::numeric_limits<qint64>::max(); ///< … not after that; wall clock
};

struct SearchHit {
    exchange::RecordPtr record; ///< without parts
    SearchExcerpt excerpt;      ///< without text when there was nothing to look for
};

/// What one call found: `limit` hits at most. There may be fewer, or none, though the search has not come to its end: a
/// call never lasts much longer than some ten milliseconds, so that nobody waits for it.
struct SearchPage {
    std::vector<SearchHit> hits;
    exchange::ExchangeId before; ///< where to go on; invalid: all was looked at
};

/// How much of a recording can be found.
struct IndexState {
    qint64 indexed = 0; ///< ids, of …
    qint64 total = 0;
    bool temporary = false; ///< nothing can be written beside the recording: it goes with the search

    bool isComplete() const { return indexed >= total; }
};

/// Full-text search in one recording, which may grow meanwhile.
///
/// Thread: the one that opened it.
class HistorySearch
{
public:
    virtual ~HistorySearch() = default;

    /// Whether an index answers; without one each search reads the recording.
    virtual bool hasIndex() const = 0;
    /// Brings the index up to date by one step of some ten milliseconds. The newest come first. What has not been indexed
    /// yet is not found. Every step is kept, so it can be left at any time, by any number of processes.
    virtual Result<IndexState> advance() = 0;
    virtual Result<SearchPage> find(const SearchQuery &query) = 0;
};

/// Opens the search in the recording that \a reader reads, with an index where it is a SQLite file and SQLite has FTS5.
/// Never fails for the index' sake.
std::unique_ptr<HistorySearch> openSearch(std::unique_ptr<RecordReader> reader);

} // namespace sightglass::store
