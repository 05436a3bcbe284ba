// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionstand.h"

#include "ui/accessibilitywalk.h"
#include "ui/models/sessiontext.h"
#include "ui/theme/tablenote.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>

using namespace sightglass;
using namespace sightglass::ui;
using namespace sightglass::ui::testing;
using namespace Qt::Literals::StringLiterals;
using exchange::SessionRecord;

namespace {

QString noteText(const QWidget &view)
{
    QString text;
    for (const auto *label : view.findChildren<QLabel *>())
        text += label->text() + u'\n';
    return text;
}

QAction *actionOf(const QMenu &menu, const QString &text)
{
    for (QAction *action : menu.actions()) {
        if (action->text().remove(u'&') == text)
            return action;
    }
    return nullptr;
}

/// Where the mouse is to press.
QPoint middleOf(const QTableView &table, int row)
{
    return table.visualRect(table.model()->index(row, 0)).center();
}

} // namespace

class TestSessionsView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyViewSaysWhatSessionsAre()
    {
        SessionStand stand;
        auto *note = stand.table().findChild<TableNote *>();
        QVERIFY(note->isVisible());
        QVERIFY(noteText(*note).contains(u"initializes"_s));
        QVERIFY(noteText(*note).contains(u"Modern traffic"_s));
        stand.control.tell({sessionRecord(1)});
        QVERIFY(!note->isVisible());
        stand.page().filter().setText(u"nosuch"_s);
        QVERIFY(note->isVisible());
        QVERIFY(noteText(*note).contains(u"No session matches"_s));
    }

    void followsTheControlWhileHidden()
    {
        SessionStand stand;
        stand.view.hide();
        QVERIFY(!stand.view.isTicking());
        stand.control.tell({sessionRecord(1), clientRecord()});
        QCOMPARE(stand.view.sessions().rowCount(), 2);
        stand.view.show();
        QVERIFY(stand.view.isTicking());
        // Something is to be seen at once.
        QVERIFY(stand.table().currentSession());
        stand.control.tell({ended(sessionRecord(1))});
        QVERIFY(stand.view.sessions().find(sessionRecord(1).key)->ended());
        stand.control.replace({sessionRecord(7)});
        QCOMPARE(stand.view.sessions().rowCount(), 2);
        QVERIFY(stand.view.sessions().find(sessionRecord(7).key));
        QVERIFY(!stand.view.sessions().find(clientRecord().key));
    }

    void keysAloneDo()
    {
        SessionStand stand;
        QVERIFY(stand.ready);
        stand.control.tell({sessionRecord(1), sessionRecord(2, "cursor")});
        stand.receive({stand.call(1, sessionRecord(2)), stand.call(2, sessionRecord(2))});
        QSignalSpy opened(&stand.view, &SessionsView::exchangeRequested);
        QSignalSpy left(&stand.view, &SessionsView::left);
        stand.page().filter().setFocus();
        QTest::keyClicks(&stand.page().filter(), u"cursor"_s);
        QTest::keyClick(&stand.page().filter(), Qt::Key_Down);
        QVERIFY(stand.table().hasFocus());
        QTest::keyClick(&stand.table(), Qt::Key_Down);
        QVERIFY(stand.table().currentSession());
        QCOMPARE(stand.table().currentSession()->client.name, QByteArray("cursor"));
        QTest::keyClick(&stand.table(), Qt::Key_Return);
        QWidget *sequence = QApplication::focusWidget();
        QVERIFY(stand.page().detail().isAncestorOf(sequence));
        QTest::keyClick(sequence, Qt::Key_End);
        QTest::keyClick(sequence, Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.front().front().value<exchange::ExchangeId>(), exchange::ExchangeId(2));
        QTest::keyClick(sequence, Qt::Key_Escape);
        QCOMPARE(left.size(), 1);
        stand.page().filter().setFocus();
        QTest::keyClick(&stand.page().filter(), Qt::Key_Escape);
        QCOMPARE(stand.page().filter().text(), QString());
        QCOMPARE(left.size(), 1); // only out of the field
    }

    void endingAsksFirst()
    {
        SessionStand stand;
        SessionRecord session = sessionRecord(1);
        session.openStreams = 2;
        session.inFlightToServer = 1;
        stand.control.tell({session});
        stand.table().select(session.key);
        QTest::keyClick(&stand.table(), Qt::Key_Delete);
        QVERIFY(stand.question());
        const QString said = stand.question()->informativeText();
        for (const QString &word : {u"DELETE"_s, u"404"_s, u"streams: 2"_s, u"under way: 1"_s})
            QVERIFY2(said.contains(word), qPrintable(said));
        QTest::keyClick(stand.question(), Qt::Key_Return); // the harmless one is the default
        QTRY_VERIFY(!stand.question());
        QVERIFY(stand.control.asked.isEmpty());
        QSignalSpy noted(&stand.view, &SessionsView::noted);
        button(stand.page(), u"End…"_s)->click();
        button(*stand.question(), u"End Session"_s)->click();
        QCOMPARE(stand.control.asked, QList<QList<QByteArray>>{{session.key}});
        QCOMPARE(noted.last().front().toString(), u"1 session ended"_s);
        stand.control.refusal = u"it had ended before"_s;
        button(stand.page(), u"End…"_s)->click();
        QTRY_VERIFY(stand.question() && button(*stand.question(), u"End Session"_s));
        button(*stand.question(), u"End Session"_s)->click();
        QCOMPARE(noted.last().front().toString(), stand.control.refusal);
    }

    void onlyWhatLivesCanBeEnded()
    {
        SessionStand stand;
        stand.control.tell({sessionRecord(1), ended(sessionRecord(2)), clientRecord()});
        QPushButton *end = button(stand.page(), u"End…"_s);
        stand.table().select(sessionRecord(2).key);
        QVERIFY(!end->isEnabled());
        QTest::keyClick(&stand.table(), Qt::Key_Delete);
        QVERIFY(!stand.question());
        stand.table().select(sessionRecord(1).key);
        QVERIFY(end->isEnabled());
        stand.control.setRunning(false);
        QVERIFY(!end->isEnabled());
        stand.view.endSession(share(sessionRecord(1)));
        QVERIFY(!stand.question());
        stand.control.setRunning(true);
        // It ends while somebody looks at it.
        stand.control.tell({ended(sessionRecord(1))});
        QVERIFY(!end->isEnabled());
        // What has no session is not said to end one.
        stand.view.endSession(share(clientRecord()));
        QVERIFY(stand.question()->informativeText().contains(u"no session on the wire"_s));
    }

    void menuOfASession()
    {
        SessionStand stand;
        stand.control.tell({sessionRecord(1)});
        stand.table().select(sessionRecord(1).key);
        QContextMenuEvent byKey(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QApplication::sendEvent(&stand.table(), &byKey);
        auto *menu = stand.view.findChild<QMenu *>();
        QVERIFY(menu);
        QSignalSpy filters(&stand.view, &SessionsView::filterRequested);
        actionOf(*menu, u"Show Its Exchanges"_s)->trigger();
        QCOMPARE(filters.front().front().toString(), models::sessionFilter(sessionRecord(1)));
        actionOf(*menu, u"Copy Session Id"_s)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromUtf8(sessionRecord(1).id));
        QVERIFY(actionOf(*menu, u"End Session…"_s)->isEnabled());
        QVERIFY(actionOf(*menu, u"Export Session…"_s));
        delete menu;
        stand.control.tell({clientRecord()});
        stand.table().select(clientRecord().key);
        QTest::keyClick(&stand.table(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromUtf8(clientRecord().key));
    }

    void selectionStaysWithItsSession()
    {
        SessionStand stand;
        std::vector<SessionRecord> sessions;
        for (int id = 0; id < 50; ++id)
            sessions.push_back(sessionRecord(id));
        stand.control.tell(sessions);
        stand.table().select(sessions[30].key);
        stand.table().sortByColumn(models::SessionListModel::Age, Qt::AscendingOrder);
        QCOMPARE(stand.table().currentSession()->key, sessions[30].key);
        stand.control.replace(sessions);
        QCOMPARE(stand.table().currentSession()->key, sessions[30].key);
        stand.control.replace({sessions[1]}); // it is gone
        QVERIFY(!stand.table().currentSession());
        stand.page().filter().setText(u"nosuch"_s);
        stand.view.showSession(sessions[1].key);
        QCOMPARE(stand.table().currentSession()->key, sessions[1].key);
        QSignalSpy noted(&stand.view, &SessionsView::noted);
        stand.view.showSession("nobody");
        QCOMPARE(noted.size(), 1);
    }

    void endedOnesCanBeHidden()
    {
        SessionStand stand;
        stand.control.tell({sessionRecord(1), ended(sessionRecord(2))});
        QToolButton *chip = nullptr;
        for (auto *one : stand.page().findChildren<QToolButton *>())
            chip = one->isCheckable() ? one : chip;
        QVERIFY(chip->accessibleName().contains(u'1'));
        chip->setFocus();
        QTest::keyClick(chip, Qt::Key_Space);
        QCOMPARE(stand.table().model()->rowCount(), 1);
    }

    void leaksAreListedAndReaped()
    {
        SessionStand stand;
        SessionRecord stream = sessionRecord(2, "cursor");
        stream.openStreams = 1;
        stand.control.tell({sessionRecord(1), stream});
        LeakPane &leaks = stand.view.leaks();
        auto *tabs = stand.view.findChild<QTabWidget *>();
        stand.view.showLeaks();
        QVERIFY(leaks.isVisible());
        QCOMPARE(leaks.model().rowCount(), 0);
        QVERIFY(leaks.table().findChild<TableNote *>()->isVisible());
        QVERIFY(!leaks.reapAll().isEnabled());
        stand.nowUs += qint64(600) * 1'000'000;
        stand.view.setClock([&] { return stand.nowUs; });
        QCOMPARE(leaks.model().rowCount(), 2);
        QCOMPARE(tabs->tabText(1), u"Leak radar (2)"_s);
        leaks.setThresholdIndex(2); // a quarter of an hour
        QCOMPARE(leaks.model().rowCount(), 0);
        QCOMPARE(tabs->tabText(1), u"Leak radar"_s);
        leaks.setThresholdIndex(0);
        QVERIFY(leaks.reapAll().isEnabled() && !leaks.reapSelected().isEnabled());
        leaks.table().setFocus();
        leaks.table().selectRow(1);
        QTest::keyClick(&leaks.table(), Qt::Key_Delete);
        QVERIFY(stand.question());
        QVERIFY(stand.question()->text().contains(u"1 session"_s));
        button(*stand.question(), u"Reap"_s)->click();
        QCOMPARE(stand.control.asked.last(), QList<QByteArray>{leaks.model().keyAt(1)});
        QTRY_VERIFY(!stand.question());
        leaks.reapAll().click();
        QVERIFY(stand.question()->text().contains(u"2 sessions"_s));
        button(*stand.question(), u"Reap"_s)->click();
        QCOMPARE(stand.control.asked.last().size(), 2);
        stand.control.tell({ended(sessionRecord(1)), ended(stream)});
        stand.view.setClock([&] { return stand.nowUs + 1; });
        QCOMPARE(leaks.model().rowCount(), 0);
        stand.control.setRunning(false);
        QVERIFY(!leaks.reapAll().isEnabled());
    }

    void leakLeadsToItsSession()
    {
        SessionStand stand;
        stand.nowUs += qint64(600) * 1'000'000;
        stand.control.tell({sessionRecord(1), sessionRecord(2, "cursor")});
        stand.view.showLeaks();
        QTableView &table = stand.view.leaks().table();
        table.setFocus();
        table.setCurrentIndex(table.model()->index(1, 0));
        QTest::keyClick(&table, Qt::Key_Return);
        QVERIFY(stand.page().isVisible());
        QCOMPARE(stand.table().currentSession()->client.name, QByteArray("cursor"));
        stand.view.showLeaks();
        QSignalSpy asked(&stand.view.leaks(), &LeakPane::sessionRequested);
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, middleOf(table, 0));
        QTest::mouseDClick(table.viewport(), Qt::LeftButton, {}, middleOf(table, 0));
        QCOMPARE(asked.size(), 1);
    }

    void everyWidgetHasAName()
    {
        SessionStand stand;
        QCOMPARE(namelessWidgets(stand.view).join(u';'), QString());
        stand.control.tell({sessionRecord(1)});
        stand.view.showSession(sessionRecord(1).key);
        for (const SessionDetail::Tab tab :
             {SessionDetail::Sequence, SessionDetail::Facts, SessionDetail::Capabilities}) {
            stand.page().detail().setCurrentTab(tab);
            QCOMPARE(namelessWidgets(stand.view).join(u';'), QString());
        }
        stand.view.showLeaks();
        QCOMPARE(namelessWidgets(stand.view).join(u';'), QString());
        stand.view.endSession(share(sessionRecord(1)));
        QCOMPARE(namelessWidgets(*stand.question()), QStringList());
    }

    void statesAreToldByWords()
    {
        SessionStand stand;
        std::vector<SessionRecord> sessions;
        QSet<QString> words;
        for (int state = 0; state <= int(exchange::SessionState::Failed); ++state) {
            SessionRecord session = sessionRecord(state);
            session.state = exchange::SessionState(state);
            sessions.push_back(session);
        }
        stand.control.tell(sessions);
        for (std::size_t row = 0; row < sessions.size(); ++row)
            words.insert(stand.table().model()->index(int(row), 0).data().toString());
        QCOMPARE(words.size(), qsizetype(sessions.size())); // each its own: the colour is never alone
        QVERIFY(!words.contains(QString()));
    }
};

QTEST_MAIN(TestSessionsView)
#include "tst_sessionsview.moc"
