// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/storeurl.h"

#include "store/memory/memorystore.h"
#include "store/sqlite/sqlitereader.h"
#include "store/sqlite/sqlitestore.h"

#include <QStandardPaths>

namespace sightglass::store {

namespace {

const QLatin1StringView kMemory("memory");
const QLatin1StringView kSqlite("sqlite:");

} // namespace

QString StoreUrl::toString() const
{
    return kind == Kind::Memory ? QString(kMemory) : kSqlite + path;
}

Result<StoreUrl> parseStoreUrl(QStringView text)
{
    if (text == kMemory)
        return StoreUrl{StoreUrl::Kind::Memory, {}};
    if (text.startsWith(kSqlite)) {
        const QStringView path = text.sliced(kSqlite.size());
        if (path.isEmpty())
            return failure(ErrorCode::InvalidArgument,
                           QStringLiteral("sqlite: needs a path, as in sqlite:recordings.sqlite"));
        return StoreUrl{StoreUrl::Kind::Sqlite, path.toString()};
    }
    if (text.startsWith(QLatin1StringView("redis:")) || text.startsWith(QLatin1StringView("rediss:")))
        return failure(ErrorCode::Unsupported, QStringLiteral("This build has no Redis store"));
    return failure(ErrorCode::InvalidArgument,
                   QStringLiteral("\"%1\" is no store; expected memory or sqlite:PATH").arg(text));
}

StoreUrl defaultStoreUrl()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return StoreUrl{StoreUrl::Kind::Sqlite, folder + QStringLiteral("/sightglass/recordings.sqlite")};
}

Result<std::unique_ptr<RecordStore>> createStore(const StoreUrl &url)
{
    if (url.kind == StoreUrl::Kind::Memory)
        return std::make_unique<MemoryStore>();
    if (url.path.isEmpty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("The store has no path"));
    return std::make_unique<SqliteStore>(url.path);
}

Result<std::unique_ptr<RecordReader>> openReader(const StoreUrl &url)
{
    if (url.kind == StoreUrl::Kind::Memory) {
        return failure(ErrorCode::Unsupported,
                       QStringLiteral("A recording in memory can be read by the program that made it only"));
    }
    Result<std::unique_ptr<SqliteReader>> reader = SqliteReader::open(url.path);
    if (!reader)
        return tl::unexpected<Error>(reader.error());
    return std::unique_ptr<RecordReader>(std::move(*reader));
}

} // namespace sightglass::store
