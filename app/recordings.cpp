// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recordings.h"

namespace sightglass::app {

namespace {

Result<Recordings> open(const store::StoreUrl &url, const QString &filterText)
{
    Recordings recordings;
    auto filter = exchange::Filter::parse(filterText);
    if (!filter)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("--filter: ") + filter.error().text());
    recordings.filter = std::move(*filter);
    if (url.kind != store::StoreUrl::Kind::Sqlite)
        return failure(ErrorCode::InvalidArgument,
                       QStringLiteral("a memory store lives inside the proxy that fills it; name an sqlite:PATH"));
    auto reader = store::openReader(url);
    if (!reader)
        return tl::unexpected(reader.error());
    recordings.url = url;
    recordings.reader = std::move(*reader);
    return recordings;
}

Result<Recordings> openNamed(const Options &options, const QString &filterText)
{
    store::StoreUrl url = store::defaultStoreUrl();
    if (options.has("store")) {
        auto parsed = store::parseStoreUrl(options.value("store"));
        if (!parsed)
            return tl::unexpected(parsed.error());
        url = *parsed;
    }
    return open(url, filterText);
}

} // namespace

Result<Recordings> openRecordings(const Options &options)
{
    return openNamed(options, options.value("filter"));
}

Result<Recordings> openStore(const Options &options)
{
    return openNamed(options, {});
}

Result<Recordings> openDatabase(const Options &options)
{
    const bool named = options.has("db");
    return open(named ? store::StoreUrl{store::StoreUrl::Kind::Sqlite, options.value("db")} : store::defaultStoreUrl(),
                options.value("filter"));
}

Result<exchange::Record> withParts(store::RecordReader &reader, const exchange::Record &record)
{
    auto parts = reader.parts(record.id);
    if (!parts)
        return tl::unexpected(parts.error());
    exchange::Record whole = record;
    whole.firstPart = 0;
    whole.parts = std::move(*parts);
    return whole;
}

Result<bool> passes(const exchange::Filter &filter, store::RecordReader &reader, const exchange::Record &record)
{
    if (const auto decided = filter.matchesWithoutParts(record))
        return *decided;
    const auto whole = withParts(reader, record);
    if (!whole)
        return tl::unexpected(whole.error());
    return filter.matches(*whole);
}

} // namespace sightglass::app
