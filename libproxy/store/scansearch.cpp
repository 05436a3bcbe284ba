// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/scansearch.h"

namespace sightglass::store {

namespace {

exchange::RecordPtr withoutParts(const exchange::RecordPtr &record)
{
    if (record->parts.isEmpty())
        return record;
    auto bare = std::make_shared<exchange::Record>(*record);
    bare->parts.clear();
    return bare;
}

qint64 bytesOf(const exchange::Record &record)
{
    qint64 bytes = 0;
    for (const exchange::Part &part : record.parts)
        bytes += part.bytes.size();
    return bytes;
}

} // namespace

bool isInScope(const exchange::Record &record, const SearchQuery &query)
{
    if (record.startedAtUs < query.fromUs || record.startedAtUs > query.toUs)
        return false;
    if (query.sessionless && !record.sessionId.isEmpty())
        return false;
    if (!query.sessionId.isEmpty() && record.sessionId != query.sessionId)
        return false;
    return record.route == query.route || (query.route.isEmpty() && query.sessionId.isEmpty());
}

Result<void> readWhole(RecordReader &reader, const Query &query,
                       const std::function<bool(const exchange::RecordPtr &)> &visit)
{
    Query rest = query;
    rest.withParts = true;
    bool stopped = false;
    const Result<void> done = reader.read(rest, [&](const exchange::RecordPtr &record) {
        (rest.newestFirst ? rest.before : rest.after) = record->id;
        --rest.limit;
        stopped = !visit(record);
        return !stopped;
    });
    if (done || stopped || done.error().code != ErrorCode::InvalidData)
        return done;
    rest.withParts = false;
    return reader.read(rest, [&](const exchange::RecordPtr &record) {
        Result<QList<exchange::Part>> parts = reader.parts(record->id);
        if (!parts)
            return visit(record);
        auto whole = std::make_shared<exchange::Record>(*record);
        whole->parts = std::move(*parts);
        return visit(whole);
    });
}

Result<SearchPage> ScanSearch::scan(RecordReader &reader, const SearchQuery &query)
{
    const SearchTerms terms = SearchTerms::parse(query.text);
    Query read;
    read.before = query.before;
    read.newestFirst = true;
    read.withParts = !terms.isEmpty();
    read.sessionId = query.sessionId;
    read.route = query.route;
    read.limit = kRowsPerStep;
    SearchPage page;
    qint64 rows = 0;
    qint64 bytes = 0;
    const auto visit = [&](const exchange::RecordPtr &record) {
        page.before = record->id;
        bytes += bytesOf(*record);
        ++rows;
        if (isInScope(*record, query)) {
            const SearchText text = terms.isEmpty() ? SearchText() : searchTextOf(*record);
            if (terms.matches(text))
                page.hits.push_back({withoutParts(record), terms.isEmpty() ? SearchExcerpt() : terms.excerpt(text)});
        }
        return static_cast<qint64>(page.hits.size()) < query.limit && bytes < kBytesPerStep;
    };
    const Result<void> done = read.withParts ? readWhole(reader, read, visit) : reader.read(read, visit);
    if (!done)
        return tl::unexpected<Error>(done.error());
    const bool stoppedEarly = static_cast<qint64>(page.hits.size()) >= query.limit || bytes >= kBytesPerStep;
    if (!stoppedEarly && rows < kRowsPerStep)
        page.before = {};
    return page;
}

} // namespace sightglass::store
