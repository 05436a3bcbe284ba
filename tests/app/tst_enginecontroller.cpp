// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/democlient.h"
#include "app/demotraffic.h"
#include "app/desktop/enginecontroller.h"
#include "app/desktop/viewercontrol.h"

#include <QMutex>
#include <QSettings>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace sightglass;
using namespace sightglass::app;
using namespace Qt::Literals::StringLiterals;
using State = ui::ProxyControl::State;
using Problem = ui::ProxyControl::Problem;

namespace {

/// Counts what the engine tells, as the window's mailbox would take it.
struct Captured {
    void take(const exchange::RecordBatch &batch)
    {
        const QMutexLocker lock(&mutex);
        for (const exchange::RecordPtr &record : *batch)
            records.append(*record);
    }
    QList<exchange::Record> all() const
    {
        const QMutexLocker lock(&mutex);
        return records;
    }
    quint64 lastId() const
    {
        quint64 last = 0;
        for (const exchange::Record &record : all())
            last = std::max(last, record.id.value());
        return last;
    }

    mutable QMutex mutex;
    QList<exchange::Record> records;
};

struct Stand {
    explicit Stand(ui::Settings settings = memorySettings())
        : controller(
            std::move(settings), [this](const exchange::RecordBatch &batch) { captured.take(batch); }, demo)
    {}

    static ui::Settings memorySettings()
    {
        ui::Settings settings;
        settings.proxy.listenPort = 0;
        settings.proxy.stopGraceMs = 200;
        settings.store = u"memory"_s;
        return settings;
    }

    DemoTraffic demo;
    Captured captured;
    EngineController controller;
};

} // namespace

class TestEngineController : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void startsAndStops()
    {
        Stand stand;
        QSignalSpy changed(&stand.controller, &EngineController::stateChanged);
        QCOMPARE(stand.controller.state(), State::Stopped);
        stand.controller.start();
        QCOMPARE(stand.controller.state(), State::Starting);
        QTRY_COMPARE(stand.controller.state(), State::Running);
        QCOMPARE(stand.controller.endpoints().size(), 1);
        QCOMPARE(stand.controller.endpoints()[0].url.path(), u"/mcp"_s); // the demo server stands in
        stand.controller.stop();
        QCOMPARE(stand.controller.state(), State::Stopping);
        QVERIFY(stand.controller.endpoints().isEmpty());
        QTRY_COMPARE(stand.controller.state(), State::Stopped);
        QCOMPARE(changed.size(), 4);
        QCOMPARE(stand.controller.lostRecords(), 0);
    }

    void demoTrafficIsSeen()
    {
        Stand stand;
        QSignalSpy demo(&stand.controller, &EngineController::demoTrafficChanged);
        stand.controller.sendDemoTraffic(); // starts what it needs
        QTRY_COMPARE_WITH_TIMEOUT(demo.size(), 2, 60'000);
        QVERIFY2(demo[1][0].toString().isEmpty(), qPrintable(demo[1][0].toString()));
        QVERIFY(!stand.controller.demoTrafficRuns());
        QTRY_VERIFY(stand.captured.all().size() > 20);
    }

    void demoHasItsOwnRouteBesideOthers()
    {
        ui::Settings settings = Stand::memorySettings();
        for (const QString &name : {u"default"_s, u"demo"_s}) {
            proxy::RouteConfig route;
            route.name = name;
            route.upstream = QUrl(u"http://127.0.0.1:9/mcp"_s);
            settings.proxy.routes.append(route);
        }
        Stand stand(settings);
        QCOMPARE(stand.controller.demoRoute(), u"demo-2"_s);
        QSignalSpy demo(&stand.controller, &EngineController::demoTrafficChanged);
        stand.controller.sendDemoTraffic();
        QTRY_COMPARE_WITH_TIMEOUT(demo.size(), 2, 60'000);
        QVERIFY2(demo[1][0].toString().isEmpty(), qPrintable(demo[1][0].toString()));
        QCOMPARE(stand.controller.endpoints().size(), 3);
        const auto all = stand.captured.all();
        QVERIFY(std::all_of(all.cbegin(), all.cend(),
                            [](const exchange::Record &one) { return one.route == u"demo-2"_s; }));
        QCOMPARE(stand.controller.settings().proxy.routes.size(), 2); // the settings are the user's
    }

    void portInUseIsSaidAndGotAround()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        ui::Settings settings = Stand::memorySettings();
        settings.proxy.listenPort = taken.serverPort();
        Stand stand(settings);
        stand.controller.start();
        QTRY_COMPARE(stand.controller.state(), State::Failed);
        QCOMPARE(stand.controller.problem(), Problem::PortInUse);
        QVERIFY2(stand.controller.errorText().contains(QString::number(taken.serverPort())),
                 qPrintable(stand.controller.errorText()));
        stand.controller.startOnFreePort();
        QTRY_COMPARE(stand.controller.state(), State::Running);
        QVERIFY(stand.controller.errorText().isEmpty());
        QVERIFY(stand.controller.endpoints()[0].url.port() != taken.serverPort());
        QCOMPARE(stand.controller.settings().proxy.listenPort, taken.serverPort());
    }

    void lockedStoreIsSaid()
    {
        QTemporaryDir folder;
        ui::Settings settings = Stand::memorySettings();
        settings.store = u"sqlite:"_s + folder.filePath(u"traffic.sqlite"_s);
        Stand one(settings);
        one.controller.start();
        QTRY_COMPARE(one.controller.state(), State::Running);
        Stand two(settings);
        two.controller.start();
        QTRY_COMPARE(two.controller.state(), State::Failed);
        QCOMPARE(two.controller.problem(), Problem::Other);
        QVERIFY2(two.controller.errorText().contains(u"traffic.sqlite"_s), qPrintable(two.controller.errorText()));
        one.controller.stop();
        QTRY_COMPARE(one.controller.state(), State::Stopped);
        two.controller.start();
        QTRY_COMPARE(two.controller.state(), State::Running);
    }

    void badUpstreamAndBadStoreAreSaid()
    {
        ui::Settings settings = Stand::memorySettings();
        proxy::RouteConfig route;
        route.upstream = QUrl(u"ftp://somewhere/mcp"_s);
        settings.proxy.routes.append(route);
        Stand stand(settings);
        stand.controller.start();
        QTRY_COMPARE(stand.controller.state(), State::Failed);
        QVERIFY2(stand.controller.errorText().contains(u"ftp"_s), qPrintable(stand.controller.errorText()));
        settings = Stand::memorySettings();
        settings.store = u"cloud:"_s;
        stand.controller.use(settings);
        QTRY_COMPARE(stand.controller.state(), State::Failed);
        QVERIFY2(stand.controller.errorText().contains(u"cloud"_s), qPrintable(stand.controller.errorText()));
        stand.controller.use(Stand::memorySettings()); // what was changed was what was wrong
        QTRY_COMPARE(stand.controller.state(), State::Running);
    }

    void applyRestartsOnlyForTheEngine()
    {
        QTemporaryDir folder;
        QSettings keep(folder.filePath(u"desktop.ini"_s), QSettings::IniFormat);
        DemoTraffic demo;
        EngineController controller(
            Stand::memorySettings(), [](const exchange::RecordBatch &) {}, demo, &keep);
        controller.start();
        QTRY_COMPARE(controller.state(), State::Running);
        QSignalSpy changed(&controller, &EngineController::stateChanged);
        ui::Settings settings = controller.settings();
        settings.listCapacity = 5'000;
        controller.apply(settings);
        QVERIFY(changed.isEmpty());
        QCOMPARE(ui::Settings::load(keep).listCapacity, 5'000);
        proxy::RouteConfig route;
        route.name = u"mine"_s;
        route.upstream = QUrl(u"http://127.0.0.1:9/mcp"_s);
        settings.proxy.routes.append(route);
        controller.apply(settings);
        QCOMPARE(controller.state(), State::Stopping);
        QTRY_COMPARE(controller.state(), State::Running);
        QCOMPARE(controller.endpoints().size(), 2);
        QCOMPARE(controller.endpoints()[0].route, u"mine"_s);
    }

    void idsGoOnOverRestarts()
    {
        Stand stand;
        for (int turn = 0; turn < 2; ++turn) {
            const quint64 before = stand.captured.lastId();
            QSignalSpy demo(&stand.controller, &EngineController::demoTrafficChanged);
            stand.controller.sendDemoTraffic();
            QTRY_COMPARE_WITH_TIMEOUT(demo.size(), 2, 60'000);
            stand.controller.stop();
            QTRY_COMPARE(stand.controller.state(), State::Stopped);
            QVERIFY(stand.captured.lastId() > before + 10);
        }
    }

    void notesAreKept()
    {
        QTemporaryDir folder;
        ui::Settings settings = Stand::memorySettings();
        settings.store = u"sqlite:"_s + folder.filePath(u"traffic.sqlite"_s);
        Stand stand(settings);
        QSignalSpy demo(&stand.controller, &EngineController::demoTrafficChanged);
        stand.controller.sendDemoTraffic();
        QTRY_COMPARE_WITH_TIMEOUT(demo.size(), 2, 60'000);
        QVERIFY(stand.controller.readerOpener());
        stand.controller.annotate(exchange::ExchangeId(1), {true, u"while it runs"_s});
        stand.controller.stop();
        QTRY_COMPARE(stand.controller.state(), State::Stopped);
        QVERIFY(!stand.controller.readerOpener());
        stand.controller.annotate(exchange::ExchangeId(2), {false, u"while it does not"_s});
        stand.controller.start();
        QTRY_COMPARE(stand.controller.state(), State::Running);
        stand.controller.stop();
        QTRY_COMPARE(stand.controller.state(), State::Stopped);
        const auto reader = store::openReader({store::StoreUrl::Kind::Sqlite, folder.filePath(u"traffic.sqlite"_s)});
        QVERIFY(reader);
        const auto notes = (*reader)->annotations();
        QVERIFY(notes);
        QCOMPARE(notes->value(1).comment, u"while it runs"_s);
        QVERIFY(notes->value(1).marked);
        QCOMPARE(notes->value(2).comment, u"while it does not"_s);
    }

    void notesAreKeptThoughNothingRunsAgain()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"traffic.sqlite"_s);
        const auto notes = [&path]() -> exchange::Annotations {
            const auto reader = store::openReader({store::StoreUrl::Kind::Sqlite, path});
            return reader ? (*reader)->annotations().value_or(exchange::Annotations()) : exchange::Annotations();
        };
        ui::Settings settings = Stand::memorySettings();
        settings.store = u"sqlite:"_s + path;
        {
            Stand stand(settings);
            stand.controller.start();
            QTRY_COMPARE(stand.controller.state(), State::Running);
            stand.controller.stop();
            QTRY_COMPARE(stand.controller.state(), State::Stopped);
            stand.controller.annotate(exchange::ExchangeId(1), {true, u"and closed"_s});
        }
        QCOMPARE(notes().value(1).comment, u"and closed"_s);
        Stand stand(settings);
        stand.controller.start();
        QTRY_COMPARE(stand.controller.state(), State::Running);
        stand.controller.stop();
        QTRY_COMPARE(stand.controller.state(), State::Stopped);
        stand.controller.annotate(exchange::ExchangeId(2), {true, u"then unrecorded"_s});
        settings.proxy.record = false;
        stand.controller.use(settings);
        stand.controller.start();
        QTRY_COMPARE(stand.controller.state(), State::Running);
        QCOMPARE(notes().value(2).comment, u"then unrecorded"_s);
    }

    void impatientUser()
    {
        Stand stand;
        stand.controller.start();
        stand.controller.stop(); // before the demo server was there
        QCOMPARE(stand.controller.state(), State::Stopped);
        stand.controller.start();
        stand.controller.start();
        QTRY_COMPARE(stand.controller.state(), State::Running);
        stand.controller.stop();
        stand.controller.start();
        stand.controller.stop();
        stand.controller.start();
        QCOMPARE(stand.controller.state(), State::Stopping);
        QTRY_COMPARE(stand.controller.state(), State::Running);
        stand.controller.keepDemoTraffic();
        QTRY_VERIFY(stand.captured.all().size() > 5);
        stand.controller.stop();
        stand.controller.start();
        QTRY_COMPARE(stand.controller.state(), State::Running);
        const qsizetype before = stand.captured.all().size();
        QTRY_VERIFY(stand.captured.all().size() > before + 5); // the traffic goes on after a restart
    }

    void viewerHasNoEngine()
    {
        ViewerControl viewer(u"/tmp/old.sqlite"_s, {});
        QCOMPARE(viewer.state(), State::Stopped);
        viewer.start();
        QCOMPARE(viewer.state(), State::Failed);
        QVERIFY(viewer.errorText().contains(u"old.sqlite"_s));
    }
};

QTEST_MAIN(TestEngineController)
#include "tst_enginecontroller.moc"
