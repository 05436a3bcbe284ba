// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/servesettings.h"

#include <QTemporaryDir>
#include <QTest>

using namespace sightglass;
using namespace sightglass::app;
using namespace Qt::Literals::StringLiterals;

class TestServeSettings : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void defaults()
    {
        const auto settings = read({u"--upstream"_s, u"http://127.0.0.1:3000/mcp"_s});
        QVERIFY(settings);
        QCOMPARE(settings->proxy.listenPort, proxy::ProxyConfig::kDefaultPort);
        QCOMPARE(settings->store, store::defaultStoreUrl());
        QCOMPARE(settings->proxy.routes.size(), 1);
        QCOMPARE(settings->proxy.routes[0].name, u"default"_s);
    }

    void namedRoutes()
    {
        const auto settings =
            read({u"--upstream"_s, u"one=http://127.0.0.1:1/mcp"_s, u"--upstream"_s, u"http://127.0.0.1:2/mcp?a=b"_s});
        QVERIFY(settings);
        QCOMPARE(settings->proxy.routes[0].name, u"one"_s);
        QCOMPARE(settings->proxy.routes[1].name, u"default"_s);
        QCOMPARE(settings->proxy.routes[1].upstream.query(), u"a=b"_s);
    }

    void upstreamReplacesOneOfTheSameName()
    {
        ServeSettings base;
        takeRoutes({u"http://old/mcp"_s, u"kept=http://kept/mcp"_s}, base.proxy.routes);
        const auto settings = read({u"--upstream"_s, u"http://new/mcp"_s}, base);
        QVERIFY(settings);
        QCOMPARE(settings->proxy.routes.size(), 2);
        QCOMPARE(settings->proxy.routes[0].name, u"kept"_s);
        QCOMPARE(settings->proxy.routes[1].upstream.host(), u"new"_s);
    }

    void twiceOnTheCommandLineIsAnError()
    {
        const auto settings = read({u"--upstream"_s, u"http://a/mcp"_s, u"--upstream"_s, u"http://b/mcp"_s});
        QVERIFY(settings);
        QVERIFY(!proxy::validate(settings->proxy));
    }

    void rulesAndLint()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"proxy.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"formatVersion\": 1, \"rules\": \"of-the-file.jsonc\","
                   "\"routes\": {\"default\": {\"upstream\": \"http://file/mcp\"}}}");
        file.close();
        const auto fromFile = read({u"--config"_s, file.fileName()});
        QVERIFY(fromFile && fromFile->rules.endsWith(u"of-the-file.jsonc"_s) && !fromFile->proxy.lint);
        const auto given = read({u"--config"_s, file.fileName(), u"--rules"_s, u"mine.jsonc"_s, u"--lint"_s});
        QVERIFY(given && given->proxy.lint);
        QCOMPARE(given->rules, u"mine.jsonc"_s);
    }

    void optionsWinOverTheFile()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"proxy.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"formatVersion\": 1, \"listen\": \"127.0.0.1:1111\", \"store\": \"memory\", \"control\": \"off\","
                   "\"routes\": {\"default\": {\"upstream\": \"http://file/mcp\"}}}");
        file.close();
        auto settings = read({u"--config"_s, file.fileName()});
        QVERIFY2(settings, settings ? "" : qPrintable(settings.error().text));
        QCOMPARE(settings->proxy.listenPort, 1111);
        QCOMPARE(settings->store.kind, store::StoreUrl::Kind::Memory);
        QCOMPARE(settings->control.value_or(QString()), u"off"_s);
        settings = read({u"--config"_s, file.fileName(), u"--listen"_s, u"127.0.0.1:2222"_s, u"--store"_s,
                         u"sqlite:x"_s, u"--no-record"_s});
        QVERIFY(settings);
        QCOMPARE(settings->proxy.listenPort, 2222);
        QCOMPARE(settings->store.path, u"x"_s);
        QVERIFY(!settings->proxy.record);
    }

    void wrongOnesAreSaid()
    {
        QVERIFY(read({u"--listen"_s, u"nowhere"_s}).error().text.contains(u"nowhere"_s));
        QVERIFY(read({u"--store"_s, u"disk"_s}).error().text.contains(u"disk"_s));
        QCOMPARE(read({u"--config"_s, u"/no/such/file"_s}).error().code, ErrorCode::InvalidArgument);
    }

    void readyLineIsOneObject()
    {
        const QList<proxy::Endpoint> endpoints = {{u"default"_s, QUrl(u"http://127.0.0.1:1/mcp"_s)},
                                                  {u"b"_s, QUrl(u"http://127.0.0.1:1/b/mcp"_s)}};
        QCOMPARE(readyLine(endpoints, {}),
                 "{\"ready\":true,\"listen\":[{\"route\":\"default\",\"url\":\"http://127.0.0.1:1/mcp\"},"
                 "{\"route\":\"b\",\"url\":\"http://127.0.0.1:1/b/mcp\"}],\"control\":null}\n");
        QCOMPARE(readyLine({}, u"http://127.0.0.1:2"_s, "secret"),
                 "{\"ready\":true,\"listen\":[],\"control\":\"http://127.0.0.1:2\",\"controlToken\":\"secret\"}\n");
    }

private:
    static Result<ServeSettings> read(const QStringList &arguments, ServeSettings base = {})
    {
        Options options(u"test"_s, serveOptions());
        if (options.parse(QStringList{u"test"_s} + arguments))
            return failure(ErrorCode::InvalidArgument, u"not parsed"_s);
        return serveSettings(options, std::move(base));
    }
};

QTEST_GUILESS_MAIN(TestServeSettings)
#include "tst_servesettings.moc"
