// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/enginecontroller.h"
#include "app/desktop/inspector.h"
#include "ui/history/historyresults.h"
#include "ui/history/historywindow.h"
#include "ui/models/historymodel.h"
#include "ui/theme/elidedlabel.h"
#include "ui/theme/theme.h"
#include "ui/views/exchangetable.h"
#include "ui/views/mainwindow.h"
#include "ui/views/statusstrip.h"
#include "ui/views/windowactions.h"
#include "ui/views/windowpanes.h"

#include <QApplication>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace sightglass;
using namespace sightglass::app;
using namespace Qt::Literals::StringLiterals;
using State = ui::ProxyControl::State;

/// The whole program, as main() puts it together, on an offscreen display.
class TestInspector : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void trafficIsShownAndKept()
    {
        const QTemporaryDir folder;
        {
            Stand stand(m_theme, folder, settings(folder));
            stand.inspector.start();
            QVERIFY(stand.inspector.window().isVisible());
            QTRY_COMPARE(stand.inspector.control().state(), State::Running);
            stand.play();
            QTRY_VERIFY(stand.inspector.exchanges().rowCount() > 20);
            stand.inspector.exchanges().setComment(stand.inspector.exchanges().idAt(0), u"the first"_s);
            stand.close();
            QCOMPARE(stand.exitCode, 0);
        }
        // Another start finds the note, and the file can be looked at alone.
        Stand again(m_theme, folder, settings(folder));
        again.inspector.start();
        QTRY_COMPARE(again.inspector.control().state(), State::Running);
        QTRY_VERIFY(!again.inspector.exchanges().annotations().isEmpty());
        Stand viewer(m_theme, folder, settings(folder), folder.filePath(u"traffic.sqlite"_s));
        viewer.inspector.start();
        QTRY_VERIFY(viewer.inspector.exchanges().rowCount() > 20);
        QTRY_COMPARE(viewer.inspector.exchanges().annotation(viewer.inspector.exchanges().idAt(0)).comment,
                     u"the first"_s);
        viewer.close();
        again.close();
    }

    void historyOfWhatIsRecorded_data()
    {
        QTest::addColumn<bool>("inMemory");
        QTest::newRow("file") << false;
        QTest::newRow("memory") << true;
    }

    void historyOfWhatIsRecorded()
    {
        QFETCH(bool, inMemory);
        const QTemporaryDir folder;
        ui::Settings with = settings(folder);
        if (inMemory)
            with.store = u"memory"_s;
        Stand stand(m_theme, folder, with);
        stand.inspector.start();
        QTRY_COMPARE(stand.inspector.control().state(), State::Running);
        stand.play();
        QTRY_VERIFY(stand.inspector.exchanges().rowCount() > 20);
        QTRY_VERIFY(stand.inspector.payloads().recording()->isOpen());
        ui::MainWindow &window = stand.inspector.window();
        window.actions().action(ui::Command::History)->trigger();
        auto *history = window.findChild<ui::HistoryWindow *>();
        QVERIFY(history && history->isVisible());
        QTRY_VERIFY(history->model().rowCount() > 20);
        QTRY_VERIFY(!history->model().isSearching());
        history->search(u"write_poem rain"_s);
        QTRY_VERIFY(!history->model().isSearching() && history->model().rowCount() > 0);
        QVERIFY(history->model().rowCount() < 10);
        // Back in the main window, where the same exchange is.
        history->results().enter();
        const exchange::RecordPtr found = history->model().recordAt(history->results().currentIndex().row());
        QVERIFY(found);
        QTest::keyClick(history, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(window.panes().table().currentExchange(), found->id);
        stand.close();
        QTRY_VERIFY(!window.findChild<ui::HistoryWindow *>()); // gone with the window
    }

    void missingRecordingIsSaid()
    {
        const QTemporaryDir folder;
        Stand viewer(m_theme, folder, settings(folder), folder.filePath(u"none.sqlite"_s));
        viewer.inspector.start();
        QTRY_COMPARE(viewer.inspector.control().state(), State::Failed);
        QVERIFY2(viewer.inspector.control().errorText().contains(u"none.sqlite"_s),
                 qPrintable(viewer.inspector.control().errorText()));
        viewer.close();
    }

    void secondStartBringsItsServer()
    {
        const QTemporaryDir folder;
        Stand stand(m_theme, folder, settings(folder));
        stand.inspector.start();
        QTRY_COMPARE(stand.inspector.control().state(), State::Running);
        stand.inspector.takeOver({{u"ftp://wrong"_s}, false}); // said, and nothing else
        QCOMPARE(stand.inspector.control().state(), State::Running);
        stand.inspector.takeOver({{u"mine=http://127.0.0.1:9/mcp"_s}, true});
        QTRY_VERIFY(stand.inspector.control().endpoints().size() == 2);
        QCOMPARE(stand.inspector.control().endpoints()[0].route, u"mine"_s);
        QTRY_VERIFY(stand.inspector.exchanges().rowCount() > 3); // the demo traffic it asked for
        QSettings keep(folder.filePath(u"desktop.ini"_s), QSettings::IniFormat);
        QVERIFY(ui::Settings::load(keep).proxy.routes.isEmpty()); // for this run only
        stand.close();
    }

    void anotherStoreIsAnotherList()
    {
        const QTemporaryDir folder;
        Stand stand(m_theme, folder, settings(folder));
        stand.inspector.start();
        QTRY_COMPARE(stand.inspector.control().state(), State::Running);
        stand.play();
        ui::Settings other = settings(folder);
        other.store = u"memory"_s;
        stand.inspector.control().apply(other);
        QTRY_COMPARE(stand.inspector.control().state(), State::Running);
        QCOMPARE(stand.inspector.exchanges().rowCount(), 0);
        stand.play();
        QTRY_VERIFY(stand.inspector.exchanges().rowCount() > 20);
        stand.close();
    }

    void whatIsNotedWhileNothingIsRecorded()
    {
        const QTemporaryDir folder;
        ui::Settings recorded = settings(folder);
        {
            Stand before(m_theme, folder, recorded); // so that the recording has exchanges of the same numbers
            before.inspector.start();
            QTRY_COMPARE(before.inspector.control().state(), State::Running);
            before.play();
            before.inspector.exchanges().setComment(before.inspector.exchanges().idAt(0), u"recorded"_s);
            before.close();
        }
        ui::Settings unrecorded = recorded;
        unrecorded.proxy.record = false;
        Stand stand(m_theme, folder, unrecorded);
        stand.inspector.start();
        QTRY_COMPARE(stand.inspector.control().state(), State::Running);
        stand.play();
        models::ExchangeListModel &list = stand.inspector.exchanges();
        QTRY_VERIFY(list.rowCount() > 20);
        list.setMarked(list.idAt(1), true);
        const auto *status = stand.inspector.window().status().findChild<ui::ElidedLabel *>();
        QVERIFY2(status->text().startsWith(u"Nothing is recorded"_s), qPrintable(status->text()));
        stand.inspector.control().apply(recorded);
        // Of these numbers the recording has others: one must not be shown for the other.
        QTRY_VERIFY2(status->text().startsWith(u"The list begins anew"_s), qPrintable(status->text()));
        QTRY_COMPARE(list.annotation(exchange::ExchangeId(1)).comment, u"recorded"_s);
        QVERIFY(!list.annotation(exchange::ExchangeId(2)).marked);
        stand.close();
    }

    void notesOfAnUnrecordedRunStayWithTheirRows()
    {
        const QTemporaryDir folder;
        ui::Settings unrecorded = settings(folder);
        unrecorded.proxy.record = false;
        Stand stand(m_theme, folder, unrecorded);
        stand.inspector.start();
        QTRY_COMPARE(stand.inspector.control().state(), State::Running);
        stand.play();
        models::ExchangeListModel &list = stand.inspector.exchanges();
        QTRY_VERIFY(list.rowCount() > 20);
        list.setMarked(list.idAt(1), true);
        const exchange::ExchangeId before = list.lastId();
        stand.inspector.control().apply(settings(folder)); // into a recording that is empty
        QTRY_COMPARE(stand.inspector.control().state(), State::Running);
        stand.play();
        QTRY_VERIFY(list.lastId() > before);
        QTRY_VERIFY(stand.inspector.payloads().recording()->isOpen());
        QSignalSpy read(stand.inspector.payloads().recording(), &models::RecordingReader::annotationsRead);
        stand.inspector.payloads().recording()->annotations();
        QTRY_COMPARE(read.size(), 1);
        QVERIFY(list.annotation(exchange::ExchangeId(2)).marked);
        QCOMPARE(list.rowOf(exchange::ExchangeId(2)), 1);
        stand.close();
    }

    void closingWhileItStarts()
    {
        const QTemporaryDir folder;
        Stand stand(m_theme, folder, settings(folder));
        stand.inspector.start();
        stand.close();
        QCOMPARE(stand.exitCode, 0);
    }

private:
    struct Stand {
        Stand(ui::Theme &theme, const QTemporaryDir &folder, const ui::Settings &with, const QString &recording = {})
            : keep(folder.filePath(u"desktop.ini"_s), QSettings::IniFormat),
              inspector(theme, keep, {with, recording, false, folder.filePath(u"rules.jsonc"_s)})
        {
            QObject::connect(&inspector, &Inspector::finished, &inspector, [this](int code) { exitCode = code; });
        }
        void play()
        {
            QSignalSpy demo(inspector.engine(), &EngineController::demoTrafficChanged);
            inspector.engine()->sendDemoTraffic();
            QTRY_COMPARE_WITH_TIMEOUT(demo.size(), 2, 60'000);
            QVERIFY2(demo[1][0].toString().isEmpty(), qPrintable(demo[1][0].toString()));
        }
        void close()
        {
            inspector.close();
            QTRY_VERIFY(exitCode >= 0);
        }
        QSettings keep;
        Inspector inspector;
        int exitCode = -1;
    };

    static ui::Settings settings(const QTemporaryDir &folder)
    {
        ui::Settings settings;
        settings.store = u"sqlite:"_s + folder.filePath(u"traffic.sqlite"_s);
        settings.proxy.listenPort = 0;
        settings.proxy.stopGraceMs = 200;
        return settings;
    }

    ui::Theme m_theme{*qApp, ui::Theme::Mode::Light};
};

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"
