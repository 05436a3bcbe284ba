// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/storeurl.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace sightglass;
using namespace sightglass::store;

class TestStoreUrl : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void understands_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("path");
        QTest::newRow("memory") << QStringLiteral("memory") << QString();
        QTest::newRow("relative") << QStringLiteral("sqlite:a b.sqlite") << QStringLiteral("a b.sqlite");
        QTest::newRow("redis") << QStringLiteral("redis://localhost") << QString();
        QTest::newRow("redis with all but a password") << QStringLiteral("redis://[::1]:6380/7") << QString();
        QTest::newRow("absolute") << QStringLiteral("sqlite:/tmp/x:y") << QStringLiteral("/tmp/x:y");
    }

    void understands()
    {
        QFETCH(QString, text);
        QFETCH(QString, path);
        const Result<StoreUrl> url = parseStoreUrl(text);
        QVERIFY(url.has_value());
        QCOMPARE(url->path, path);
        QCOMPARE(url->kind == StoreUrl::Kind::Sqlite, !path.isEmpty());
        QCOMPARE(url->toString(), text);
        QCOMPARE(url->toSecretString(), text);
        QVERIFY(createStore(*url).has_value());
    }

    void readsRedis_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<int>("database");
        const auto row = [](const char *text, const char *host, int port, const QByteArray &password, int database) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(host) << port << password << database;
        };
        row("redis://h", "h", 6379, {}, 0);
        row("redis://h/", "h", 6379, {}, 0);
        row("redis://10.0.0.7:1/15", "10.0.0.7", 1, {}, 15);
        row("redis://:secret@h:65535", "h", 65535, "secret", 0);
        row("redis://:p%40s%3As%2Fw%25%C3%BC%FF@h", "h", 6379, "p@s:s/w%\xc3\xbc\xff", 0);
        row("redis://:a:b@h", "h", 6379, "a:b", 0);
        row("redis://[::1]/3", "::1", 6379, {}, 3);
    }

    void readsRedis()
    {
        QFETCH(QString, text);
        QFETCH(QString, host);
        QFETCH(int, port);
        QFETCH(QByteArray, password);
        QFETCH(int, database);
        const Result<StoreUrl> url = parseStoreUrl(text);
        QVERIFY2(url.has_value(), url ? "" : qPrintable(url.error().text));
        QCOMPARE(url->kind, StoreUrl::Kind::Redis);
        QCOMPARE(url->server.host, host);
        QCOMPARE(int(url->server.port), port);
        QCOMPARE(url->server.password, password);
        QCOMPARE(url->server.database, database);
        const Result<StoreUrl> again = parseStoreUrl(url->toSecretString());
        QVERIFY(again.has_value());
        QVERIFY(*again == *url);
    }

    void passwordIsNeverShown()
    {
        const Result<StoreUrl> url = parseStoreUrl(u"redis://:hunter2@h:7/1");
        QVERIFY(url.has_value());
        QCOMPARE(url->toString(), QStringLiteral("redis://:***@h:7/1"));
        for (const char *bad : {"redis://:hunter2@", "redis://:hunter2@h/x", "redis://:hunter2@h:99999",
                                "redis://:hunter2@h?x", "redis::hunter2@h", "rediss://:hunter2@h"}) {
            const Result<StoreUrl> none = parseStoreUrl(QString::fromLatin1(bad));
            QVERIFY2(!none.has_value(), bad);
            QVERIFY2(!none.error().text.contains(QStringLiteral("hunter2")), qPrintable(none.error().text));
        }
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("empty") << QString() << ErrorCode::InvalidArgument;
        QTest::newRow("no path") << QStringLiteral("sqlite:") << ErrorCode::InvalidArgument;
        QTest::newRow("a bare path") << QStringLiteral("/tmp/x.sqlite") << ErrorCode::InvalidArgument;
        QTest::newRow("redis over TLS") << QStringLiteral("rediss://localhost") << ErrorCode::Unsupported;
        QTest::newRow("redis without a host") << QStringLiteral("redis://") << ErrorCode::InvalidArgument;
        QTest::newRow("redis without slashes") << QStringLiteral("redis:localhost") << ErrorCode::InvalidArgument;
        QTest::newRow("redis, no port") << QStringLiteral("redis://h:x") << ErrorCode::InvalidArgument;
        QTest::newRow("redis, port 0") << QStringLiteral("redis://h:0") << ErrorCode::InvalidArgument;
        QTest::newRow("redis, port too high") << QStringLiteral("redis://h:65536") << ErrorCode::InvalidArgument;
        QTest::newRow("redis, no database") << QStringLiteral("redis://h/one") << ErrorCode::InvalidArgument;
        QTest::newRow("redis, below 0") << QStringLiteral("redis://h/-1") << ErrorCode::InvalidArgument;
        QTest::newRow("redis, a path") << QStringLiteral("redis://h/1/2") << ErrorCode::InvalidArgument;
        QTest::newRow("redis, a user") << QStringLiteral("redis://me:pw@h") << ErrorCode::InvalidArgument;
        QTest::newRow("redis, a query") << QStringLiteral("redis://h?db=1") << ErrorCode::InvalidArgument;
        QTest::newRow("memory with more") << QStringLiteral("memory:x") << ErrorCode::InvalidArgument;
    }

    void refuses()
    {
        QFETCH(QString, text);
        QFETCH(ErrorCode, code);
        const Result<StoreUrl> url = parseStoreUrl(text);
        QVERIFY(!url.has_value());
        QCOMPARE(url.error().code, code);
        QVERIFY(!url.error().text.isEmpty());
    }

    void defaultIsInTheDataFolder()
    {
        const StoreUrl url = defaultStoreUrl();
        QCOMPARE(url.kind, StoreUrl::Kind::Sqlite);
        QVERIFY(QDir::isAbsolutePath(url.path));
        QVERIFY(url.path.endsWith(QStringLiteral("/sightglass/recordings.sqlite")));
    }

    void nothingIsMadeBeforeOpen()
    {
        const QTemporaryDir folder;
        const StoreUrl url{StoreUrl::Kind::Sqlite, folder.filePath(QStringLiteral("deep/er/r.sqlite"))};
        Result<std::unique_ptr<RecordStore>> store = createStore(url);
        QVERIFY(store.has_value());
        QVERIFY(QDir(folder.path()).isEmpty());
        QCOMPARE(openReader(url).error().code, ErrorCode::NotFound);
        QVERIFY((*store)->open().has_value());
        QVERIFY(openReader(url).has_value());
    }

    void memoryHasNoReaderByUrl()
    {
        QCOMPARE(openReader({StoreUrl::Kind::Memory, {}}).error().code, ErrorCode::Unsupported);
        QCOMPARE(openReader(*parseStoreUrl(u"redis://h")).error().code, ErrorCode::Unsupported);
    }
};

QTEST_GUILESS_MAIN(TestStoreUrl)
#include "tst_storeurl.moc"
