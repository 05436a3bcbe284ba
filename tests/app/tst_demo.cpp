// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/democlient.h"
#include "app/demoserver.h"
#include "app/demotraffic.h"

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

    void trafficInItsOwnThread()
    {
        DemoTraffic traffic;
        QSignalSpy started(&traffic, &DemoTraffic::serverStarted);
        traffic.startServer();
        traffic.startServer(); // once is enough
        QTRY_COMPARE(started.size(), 1);
        QCOMPARE(traffic.serverUrl(), started[0][0].toUrl());
        QSignalSpy finished(&traffic, &DemoTraffic::finished);
        traffic.play(traffic.serverUrl(), 1, 0);
        QVERIFY(traffic.isPlaying());
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
        QVERIFY2(finished[0][0].toBool(), qPrintable(finished[0][1].toString()));
        QVERIFY(!traffic.isPlaying());
    }

    void trafficStops()
    {
        DemoTraffic traffic;
        traffic.startServer();
        QTRY_VERIFY(!traffic.serverUrl().isEmpty());
        QSignalSpy finished(&traffic, &DemoTraffic::finished);
        traffic.play(traffic.serverUrl(), 0, 0);
        traffic.stop();
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(finished[0][0].toBool());
        QVERIFY(!traffic.isPlaying());
        traffic.play(traffic.serverUrl(), 0, 0);
        QVERIFY(traffic.isPlaying()); // and ends with the object
    }
};

QTEST_GUILESS_MAIN(TestDemo)
#include "tst_demo.moc"
