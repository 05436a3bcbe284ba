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
        QTest::newRow("absolute") << QStringLiteral("sqlite:/tmp/x:y") << QStringLiteral("/tmp/x:y");
    }

    void understands()
    {
        QFETCH(QString, text);
        QFETCH(QString, path);
        const Result<StoreUrl> url = parseStoreUrl(text);
        QVERIFY(url.has_value());
        QCOMPARE(url->path, path);
        QCOMPARE(url->kind == StoreUrl::Kind::Memory, path.isEmpty());
        QCOMPARE(url->toString(), text);
        QVERIFY(createStore(*url).has_value());
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("empty") << QString() << ErrorCode::InvalidArgument;
        QTest::newRow("no path") << QStringLiteral("sqlite:") << ErrorCode::InvalidArgument;
        QTest::newRow("a bare path") << QStringLiteral("/tmp/x.sqlite") << ErrorCode::InvalidArgument;
        QTest::newRow("redis") << QStringLiteral("redis://localhost") << ErrorCode::Unsupported;
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
    }
};

QTEST_GUILESS_MAIN(TestStoreUrl)
#include "tst_storeurl.moc"
