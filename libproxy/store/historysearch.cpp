// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/historysearch.h"

#include "store/scansearch.h"
#include "store/sqlite/indexedsearch.h"

namespace sightglass::store {

std::unique_ptr<HistorySearch> openSearch(std::unique_ptr<RecordReader> reader)
{
    if (const QString file = reader->file(); !file.isEmpty()) {
        Result<SearchIndex> index = SearchIndex::open(file);
        if (index)
            return std::make_unique<IndexedSearch>(std::move(reader), std::move(*index));
    }
    return std::make_unique<ScanSearch>(std::move(reader));
}

} // namespace sightglass::store
