// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/storeurl.h"

#include "store/memory/memorystore.h"
#include "store/sqlite/sqlitereader.h"
#include "store/sqlite/sqlitestore.h"

#include <QStandardPaths>
#include <QUrl>

namespace sightglass::store {

namespace {

const QLatin1StringView kMemory("memory");
const QLatin1StringView kSqlite("sqlite:");
const QLatin1StringView kRedis("redis:");
const QLatin1StringView kRedisTls("rediss:");

/// The highest that a server can be set up with.
constexpr int kMaxRedisDatabase = 65535;

/// \a password as it stands in the URL; empty: none.
QString redisUrl(const StoreUrl::Server &server, const QString &password)
{
    QString text = QStringLiteral("redis://");
    if (!password.isEmpty())
        text += QLatin1Char(':') + password + QLatin1Char('@');
    text += server.host.contains(QLatin1Char(':')) ? QLatin1Char('[') + server.host + QLatin1Char(']') : server.host;
    if (server.port != StoreUrl::kRedisPort)
        text += QStringLiteral(":%1").arg(server.port);
    if (server.database != 0)
        text += QStringLiteral("/%1").arg(server.database);
    return text;
}

tl::unexpected<Error> badRedisUrl(const QString &why)
{
    // Without the text that was given: it may hold a password.
    return failure(ErrorCode::InvalidArgument,
                   QStringLiteral("The redis: store %1; expected redis://[:PASSWORD@]HOST[:PORT][/DATABASE]").arg(why));
}

Result<StoreUrl> parseRedisUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || !text.startsWith(QLatin1StringView("redis://")))
        return badRedisUrl(QStringLiteral("has no valid address"));
    if (url.host().isEmpty())
        return badRedisUrl(QStringLiteral("has no host"));
    if (!url.userName().isEmpty() || url.hasQuery() || url.hasFragment())
        return badRedisUrl(QStringLiteral("has a part that is not known"));
    StoreUrl store{StoreUrl::Kind::Redis, {}, {}};
    store.server.host = url.host();
    const int port = url.port(StoreUrl::kRedisPort);
    if (port <= 0)
        return badRedisUrl(QStringLiteral("has no valid port"));
    store.server.port = static_cast<quint16>(port);
    store.server.password = QByteArray::fromPercentEncoding(url.password(QUrl::FullyEncoded).toLatin1());
    const QString path = url.path();
    if (path.isEmpty() || path == QLatin1StringView("/"))
        return store;
    bool isNumber = false;
    store.server.database = path.sliced(1).toInt(&isNumber);
    if (!isNumber || store.server.database < 0 || store.server.database > kMaxRedisDatabase)
        return badRedisUrl(QStringLiteral("has a database that is no number"));
    return store;
}

} // namespace

QString StoreUrl::toString() const
{
    return kind == Kind::Redis ? redisUrl(server, server.password.isEmpty() ? QString() : QStringLiteral("***"))
                               : toSecretString();
}

QString StoreUrl::toSecretString() const
{
    switch (kind) {
    case Kind::Memory:
        break;
    case Kind::Sqlite:
        return kSqlite + path;
    case Kind::Redis:
        return redisUrl(server, QString::fromLatin1(server.password.toPercentEncoding()));
    }
    return kMemory;
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
    if (text.startsWith(kRedis))
        return parseRedisUrl(text.toString());
    if (text.startsWith(kRedisTls))
        return failure(ErrorCode::Unsupported, QStringLiteral("Redis over TLS is not supported"));
    return failure(ErrorCode::InvalidArgument,
                   QStringLiteral("\"%1\" is no store; expected memory, sqlite:PATH or redis://HOST").arg(text));
}

StoreUrl defaultStoreUrl()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return StoreUrl{StoreUrl::Kind::Sqlite, folder + QStringLiteral("/sightglass/recordings.sqlite")};
}

Result<std::unique_ptr<RecordStore>> createStore(const StoreUrl &url)
{
    if (url.kind != StoreUrl::Kind::Sqlite)
        return std::make_unique<MemoryStore>();
    if (url.path.isEmpty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("The store has no path"));
    return std::make_unique<SqliteStore>(url.path);
}

Result<std::unique_ptr<RecordReader>> openReader(const StoreUrl &url)
{
    if (url.kind != StoreUrl::Kind::Sqlite) {
        return failure(ErrorCode::Unsupported,
                       QStringLiteral("A recording in memory can be read by the program that made it only"));
    }
    Result<std::unique_ptr<SqliteReader>> reader = SqliteReader::open(url.path);
    if (!reader)
        return tl::unexpected<Error>(reader.error());
    return std::unique_ptr<RecordReader>(std::move(*reader));
}

} // namespace sightglass::store
