// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The history browser as a person uses it: by keyboard, with old files, with nothing to show, and in trouble.
#include "historyfixture.h"
#include "ui/accessibilitywalk.h"

#include "ui/detail/detailpane.h"
#include "ui/history/historyhead.h"
#include "ui/history/historyresults.h"
#include "ui/history/historywindow.h"
#include "ui/history/recordinglist.h"
#include "ui/models/historymodel.h"
#include "ui/models/historysessions.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace sightglass;
using namespace sightglass::ui;
using namespace sightglass::ui::testing;
using namespace Qt::Literals::StringLiterals;
using exchange::ExchangeId;

namespace {

struct Desk {
    HistoryFixture files;
    QSettings settings{files.path(u"settings.ini"_s), QSettings::IniFormat};
    Theme theme{*qApp, Theme::Mode::Light};
    store::ReaderOpener current;
    std::unique_ptr<HistoryWindow> window;

    HistoryWindow &open()
    {
        window =
            std::make_unique<HistoryWindow>(HistoryWindow::Parts{theme, settings, [this] { return current; }}, nullptr);
        window->openFirst();
        window->show();
        window->activateWindow();
        window->head().field().setFocus();
        return *window;
    }
    int rows() const { return window->model().rowCount(); }
    QString told() const { return window->head().told(); }
};

} // namespace

class TestHistoryWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void browsesTheCurrentRecording();
    void searchesWhileOneTypes();
    void worksByKeyboardOnly();
    void scrollingLoadsFurtherPages();
    void opensOldFiles();
    void tellsWhatIsWrong();
    void filtersBySession();
    void showsInList();
    void followsLinks();
    void isAccessible();
};

void TestHistoryWindow::browsesTheCurrentRecording()
{
    Desk desk;
    desk.files.writeMany(u"recording.sqlite"_s, 1, 6);
    desk.current = desk.files.opener();
    HistoryWindow &window = desk.open();
    QTRY_COMPARE(desk.rows(), 6);
    QTRY_COMPARE(desk.told(), u"6 in the recording"_s);
    QCOMPARE(window.head().recordings().count(), 1);
    QVERIFY(window.sessions().isHidden()); // there are none
    QVERIFY(window.results().note().isEmpty());
}

void TestHistoryWindow::searchesWhileOneTypes()
{
    Desk desk;
    desk.files.writeMany(u"recording.sqlite"_s, 1, 6);
    desk.current = desk.files.opener();
    HistoryWindow &window = desk.open();
    QTRY_COMPARE(desk.rows(), 6);
    QTest::keyClicks(&window.head().field(), u"need"_s);
    QTRY_COMPARE(desk.rows(), 3);
    QTRY_COMPARE(desk.told(), u"3 found"_s);
    QTest::keyClicks(&window.head().field(), u"less"_s);
    QTRY_COMPARE(window.results().note(), u"Nothing found"_s);
    QTest::keyClick(&window.head().field(), Qt::Key_Escape);
    QTRY_COMPARE(desk.rows(), 6);
    QVERIFY(window.results().note().isEmpty());
}

void TestHistoryWindow::worksByKeyboardOnly()
{
    Desk desk;
    desk.files.writeMany(u"recording.sqlite"_s, 1, 6);
    desk.current = desk.files.opener();
    HistoryWindow &window = desk.open();
    QTRY_COMPARE(desk.rows(), 6);
    QTest::keyClicks(&window.head().field(), u"needle"_s);
    QTest::keyClick(&window.head().field(), Qt::Key_Return); // at once, and into the list
    QTRY_COMPARE(desk.rows(), 3);
    QTRY_VERIFY(window.results().hasFocus());
    QTest::keyClick(&window.results(), Qt::Key_Down);
    const int row = window.results().currentIndex().row();
    QVERIFY(row >= 0);
    QCOMPARE(window.detail().exchange(), window.model().recordAt(row)->id);
    QTest::keyClick(&window.results(), Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(window.detail().exchange(), ExchangeId(5));
    QTest::keyClick(&window.results(), Qt::Key_Up); // back into the field
    QVERIFY(window.head().field().hasFocus());
    QTest::keyClick(&window, Qt::Key_W, Qt::ControlModifier);
    QVERIFY(!window.isVisible());
}

void TestHistoryWindow::scrollingLoadsFurtherPages()
{
    Desk desk;
    desk.files.writeMany(u"recording.sqlite"_s, 1, 350);
    desk.current = desk.files.opener();
    HistoryWindow &window = desk.open();
    QTRY_COMPARE(desk.rows(), models::HistoryModel::kPage);
    QTRY_COMPARE(desk.told(), u"The newest 100; more below"_s);
    window.results().setCurrentIndex(window.model().index(3, 0));
    for (int pages = 2; pages <= 4; ++pages) {
        window.results().verticalScrollBar()->setValue(window.results().verticalScrollBar()->maximum());
        QTRY_COMPARE(desk.rows(), std::min(350, pages * models::HistoryModel::kPage));
        QTRY_VERIFY(!window.model().isSearching());
    }
    QCOMPARE(desk.told(), u"350 in the recording"_s);
    QCOMPARE(window.results().currentIndex().row(), 3);
}

void TestHistoryWindow::opensOldFiles()
{
    Desk desk;
    desk.files.writeMany(u"old.sqlite"_s, 1, 3);
    desk.files.writeMany(u"older.sqlite"_s, 1, 2);
    HistoryWindow &window = desk.open();
    QCOMPARE(window.results().note(), u"No recording is open"_s);
    window.openFile(desk.files.path(u"old.sqlite"_s));
    QTRY_COMPARE(desk.rows(), 3);
    window.openFile(desk.files.path(u"older.sqlite"_s));
    QTRY_COMPARE(desk.rows(), 2);
    QCOMPARE(window.head().recordings().count(), 2);
    QCOMPARE(window.head().recordings().currentText().section(u' ', 0, 0), u"older.sqlite"_s);
    // It begins with that the next time; what is gone is left out.
    QVERIFY(QFile::remove(desk.files.path(u"old.sqlite"_s)));
    QCOMPARE(RecordingList(desk.settings).files(), QStringList{desk.files.path(u"older.sqlite"_s)});
    desk.open();
    QTRY_COMPARE(desk.rows(), 2);
}

void TestHistoryWindow::tellsWhatIsWrong()
{
    Desk desk;
    {
        QFile broken(desk.files.path(u"broken.sqlite"_s));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("this is no recording");
    }
    HistoryWindow &window = desk.open();
    window.openFile(desk.files.path(u"broken.sqlite"_s));
    QTRY_COMPARE(window.results().note(), u"The recording cannot be opened"_s);
    desk.files.write(u"empty.sqlite"_s, {});
    window.openFile(desk.files.path(u"empty.sqlite"_s));
    QTRY_COMPARE(window.results().note(), u"The recording is empty"_s);
    window.openCurrent();
    QCOMPARE(window.results().note(), u"The recording cannot be opened"_s);
}

void TestHistoryWindow::filtersBySession()
{
    Desk desk;
    desk.files.write(u"recording.sqlite"_s,
                     {HistoryFixture::saying(1, "needle", "one"), HistoryFixture::saying(2, "needle", "two"),
                      HistoryFixture::saying(3, "straw", "one")});
    desk.current = desk.files.opener(u"recording.sqlite"_s,
                                     {HistoryFixture::session("two", HistoryFixture::kStartUs),
                                      HistoryFixture::session("one", HistoryFixture::kStartUs - 5'000'000)});
    HistoryWindow &window = desk.open();
    QTRY_VERIFY(window.sessions().isVisible());
    QTRY_COMPARE(desk.rows(), 3);
    const QModelIndex day = window.sessions().model()->index(1, 0);
    QVERIFY(window.sessions().isExpanded(day));
    window.sessions().setFocus();
    window.sessions().setCurrentIndex(window.sessions().model()->index(1, 0, day));
    QTRY_COMPARE(desk.rows(), 2);
    window.search(u"needle"_s);
    QTRY_COMPARE(desk.rows(), 1);
    QCOMPARE(window.model().recordAt(0)->id, ExchangeId(1));
    QTest::keyClick(&window.sessions(), Qt::Key_Home); // all of them
    QTRY_COMPARE(desk.rows(), 2);
}

void TestHistoryWindow::showsInList()
{
    Desk desk;
    desk.files.writeMany(u"recording.sqlite"_s, 1, 4);
    desk.current = desk.files.opener();
    HistoryWindow &window = desk.open();
    auto *button = window.findChild<QPushButton *>();
    QVERIFY(button && !button->isEnabled());
    QTRY_COMPARE(desk.rows(), 4);
    window.results().setCurrentIndex(window.model().index(1, 0));
    QSignalSpy requested(&window, &HistoryWindow::exchangeRequested);
    QVERIFY(button->isEnabled());
    QTest::keyClick(&window, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(requested.count(), 1);
    QCOMPARE(requested.at(0).at(0).value<ExchangeId>(), ExchangeId(3));
    // Another recording's exchanges are not in the main window's list.
    window.openFile(desk.files.path());
    QTRY_COMPARE(desk.rows(), 4);
    window.results().setCurrentIndex(window.model().index(1, 0));
    QVERIFY(!button->isEnabled());
}

void TestHistoryWindow::followsLinks()
{
    Desk desk;
    desk.files.writeMany(u"recording.sqlite"_s, 1, 4);
    desk.current = desk.files.opener();
    HistoryWindow &window = desk.open();
    QTRY_COMPARE(desk.rows(), 4);
    window.search(u"needle"_s);
    QTRY_COMPARE(desk.rows(), 2);
    Q_EMIT window.detail().exchangeRequested(ExchangeId(1));
    QCOMPARE(window.results().currentIndex().row(), 1);
    Q_EMIT window.detail().exchangeRequested(ExchangeId(2)); // not among what was found
    QTRY_COMPARE(window.detail().exchange(), ExchangeId(2));
}

void TestHistoryWindow::isAccessible()
{
    Desk desk;
    desk.files.writeMany(u"recording.sqlite"_s, 1, 4);
    desk.current = desk.files.opener(u"recording.sqlite"_s, {HistoryFixture::session("one", HistoryFixture::kStartUs)});
    HistoryWindow &window = desk.open();
    QTRY_VERIFY(window.sessions().isVisible());
    QCOMPARE(namelessWidgets(window), QStringList());
    const QString spoken = window.model().index(0, 0).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(spoken.contains(u"tools/call"_s), qPrintable(spoken));
}

QTEST_MAIN(TestHistoryWindow)
#include "tst_historywindow.moc"
