// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/searching.h"

#include "store/historysearch.h"

#include <algorithm>

namespace sightglass::app {

namespace {

/// A step of the index that another process makes waits for that one's, so this is no busy loop.
Result<void> complete(store::HistorySearch &search)
{
    for (;;) {
        const auto state = search.advance();
        if (!state)
            return tl::unexpected(state.error());
        if (state->isComplete())
            return {};
    }
}

Result<std::vector<exchange::ExchangeId>> findAll(store::HistorySearch &search, const QString &text)
{
    if (const auto done = complete(search); !done)
        return tl::unexpected(done.error());
    store::SearchQuery query;
    query.text = text;
    query.limit = 500;
    std::vector<exchange::ExchangeId> ids;
    do {
        const auto page = search.find(query);
        if (!page)
            return tl::unexpected(page.error());
        for (const store::SearchHit &hit : page->hits)
            ids.push_back(hit.record->id);
        query.before = page->before;
    } while (query.before.isValid());
    std::reverse(ids.begin(), ids.end());
    return ids;
}

} // namespace

Result<std::vector<exchange::ExchangeId>> searchAll(const store::StoreUrl &url, const QString &text)
{
    auto reader = store::openReader(url);
    if (!reader)
        return tl::unexpected(reader.error());
    const auto search = store::openSearch(std::move(*reader));
    auto found = findAll(*search, text);
    // A damaged index is made anew once it is found to be so.
    if (!found && found.error().code == ErrorCode::InvalidData)
        found = findAll(*search, text);
    return found;
}

} // namespace sightglass::app
