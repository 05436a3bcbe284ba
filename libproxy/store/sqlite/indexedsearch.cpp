// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/indexedsearch.h"

#include "store/scansearch.h"

#include <algorithm>

namespace sightglass::store {

struct IndexedSearch::Candidate {
    quint64 id = 0;
    bool isSure = false; ///< it matches; else it has to be looked at
};

IndexedSearch::IndexedSearch(std::unique_ptr<RecordReader> reader, SearchIndex index)
    : m_reader(std::move(reader)), m_index(std::move(index))
{}

Result<IndexState> IndexedSearch::advance()
{
    return m_index.advance(*m_reader);
}

/// What the index finds and what is still open, which is not in it, newest first.
Result<std::vector<IndexedSearch::Candidate>> IndexedSearch::candidates(const SearchQuery &query,
                                                                        const SearchTerms &terms, bool &more)
{
    const int most = static_cast<int>(std::clamp<qint64>(query.limit, 1, kLooksPerStep));
    QByteArray expression = '(' + terms.ftsExpression() + ')';
    if (const QByteArray session = foldedWords(query.sessionId).trimmed(); !session.isEmpty())
        expression += " AND (peer : \"" + session + "\")";
    const Result<std::vector<quint64>> found = m_index.find(expression, query.before, most);
    if (!found)
        return tl::unexpected<Error>(found.error());
    more = static_cast<int>(found->size()) == most;
    const quint64 lowest = more ? found->back() : 0;
    const Result<std::vector<quint64>> open = m_index.waiting(query.before);
    if (!open)
        return tl::unexpected<Error>(open.error());
    std::vector<Candidate> all;
    for (const quint64 id : *found)
        all.push_back({id, !terms.needsLook()});
    for (const quint64 id : *open) {
        if (id > lowest)
            all.push_back({id, false});
    }
    std::sort(all.begin(), all.end(), [](const Candidate &a, const Candidate &b) { return a.id > b.id; });
    return all;
}

/// Null when retention has removed it.
Result<exchange::RecordPtr> IndexedSearch::recordOf(quint64 id)
{
    Query query;
    query.after = exchange::ExchangeId(id - 1);
    query.before = exchange::ExchangeId(id + 1);
    query.limit = 1;
    exchange::RecordPtr found;
    const Result<void> done = m_reader->read(query, [&](const exchange::RecordPtr &record) {
        found = record;
        return true;
    });
    if (!done)
        return tl::unexpected<Error>(done.error());
    return found;
}

Result<void> IndexedSearch::look(const Candidate &candidate, const SearchQuery &query, const SearchTerms &terms,
                                 SearchPage &page)
{
    const Result<exchange::RecordPtr> record = recordOf(candidate.id);
    if (!record)
        return tl::unexpected<Error>(record.error());
    if (!*record || !isInScope(**record, query))
        return {};
    Result<QList<exchange::Part>> parts = m_reader->parts((*record)->id);
    if (!parts && parts.error().code == ErrorCode::NotFound)
        return {};
    if (!parts && parts.error().code != ErrorCode::InvalidData) // what is damaged comes with what is left of it
        return tl::unexpected<Error>(parts.error());
    exchange::Record whole = **record;
    whole.parts = parts.value_or(QList<exchange::Part>());
    const SearchText text = searchTextOf(whole);
    if (candidate.isSure || terms.matches(text))
        page.hits.push_back({*record, terms.excerpt(text)});
    return {};
}

Result<SearchPage> IndexedSearch::find(const SearchQuery &query)
{
    const SearchTerms terms = SearchTerms::parse(query.text);
    if (!terms.hasWanted())
        return ScanSearch::scan(*m_reader, query);
    SearchPage page;
    SearchQuery rest = query;
    for (int looked = 0; looked < kLooksPerStep;) {
        bool more = false;
        const Result<std::vector<Candidate>> found = candidates(rest, terms, more);
        if (!found)
            return tl::unexpected<Error>(found.error());
        for (const Candidate &candidate : *found) {
            if (const Result<void> done = look(candidate, query, terms, page); !done)
                return tl::unexpected<Error>(done.error());
            page.before = exchange::ExchangeId(candidate.id);
            if (static_cast<qint64>(page.hits.size()) >= query.limit)
                return page;
        }
        looked += static_cast<int>(found->size());
        if (!more) {
            page.before = {};
            return page;
        }
        rest.before = page.before;
    }
    return page;
}

} // namespace sightglass::store
