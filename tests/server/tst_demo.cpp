// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/democlient.h"
#include "app/demoserver.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using namespace sightglass::app;

class TestDemo : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void clientAndServerAgree()
    {
        DemoServer server;
        const auto url = server.start(QHostAddress::LocalHost, 0);
        QVERIFY(url);
        QCOMPARE(url->path(), QStringLiteral("/mcp"));
        DemoClient client(*url, {.rounds = 4, .pauseMs = 0});
        QSignalSpy finished(&client, &DemoClient::finished);
        client.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
        QVERIFY2(finished[0][0].toBool(), qPrintable(finished[0][1].toString()));
        QVERIFY(finished[0][1].toString().startsWith(QStringLiteral("4 rounds")));
    }

    void clientTellsWhatIsWrong()
    {
        QTcpServer nobody; // takes a port, so that nothing else listens there, and frees it
        QVERIFY(nobody.listen(QHostAddress::LocalHost));
        const QUrl url(QStringLiteral("http://127.0.0.1:%1/mcp").arg(nobody.serverPort()));
        nobody.close();
        DemoClient client(url, {.rounds = 1, .pauseMs = 0});
        QSignalSpy finished(&client, &DemoClient::finished);
        client.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
        QVERIFY(!finished[0][0].toBool());
        QVERIFY(finished[0][1].toString().contains(QStringLiteral("initialize")));
    }

    void serverStopsInOrder()
    {
        DemoServer server;
        const auto url = server.start(QHostAddress::LocalHost, 0);
        QVERIFY(url);
        DemoClient client(*url, {.rounds = 0, .pauseMs = 0});
        QSignalSpy finished(&client, &DemoClient::finished);
        client.start();
        server.stop();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
        QVERIFY(!finished[0][0].toBool());
    }
};

QTEST_GUILESS_MAIN(TestDemo)
#include "tst_demo.moc"
