// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/accessibilitywalk.h"
#include "ui/filter/filterbar.h"
#include "ui/sessions/sequencepane.h"
#include "ui/sessions/sessiondetail.h"
#include "ui/sessions/sessionspage.h"
#include "ui/views/exchangetable.h"
#include "ui/views/windowactions.h"
#include "ui/views/windowpanes.h"
#include "ui/views/windowsessions.h"
#include "viewfixture.h"

#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QTest>

using namespace sightglass;
using namespace sightglass::ui;
using namespace sightglass::ui::testing;
using namespace Qt::Literals::StringLiterals;

/// The ways between the sessions' dock and the rest of the window.
class WindowSessionsTest : public QObject
{
    Q_OBJECT

    struct Stand : ViewFixture {
        Stand()
        {
            openWindow().activateWindow();
            ready = QTest::qWaitForWindowActive(window.get());
            control.start();
            receive(1, 40);
            session = sessionRecord(1);
            session.id = sampleRecord(1)->sessionId;
            session.key = exchange::sessionKey(session.route, session.kind, session.id);
            sessions.tell({session});
        }
        QAction &action() { return *window->actions().action(Command::SessionsDock); }
        SessionsView &view() { return window->sessions().view(); }
        QDockWidget &dock() { return window->sessions().dock(); }

        exchange::SessionRecord session;
        bool ready = false;
    };

private Q_SLOTS:
    void oneKeyLeadsThereAndBack()
    {
        Stand stand;
        QVERIFY(stand.ready);
        QTRY_VERIFY(!stand.window->panes().isWelcome());
        QVERIFY(!stand.dock().isVisible());
        QTest::keyClick(stand.window.get(), Qt::Key_N, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY(stand.dock().isVisible() && stand.action().isChecked());
        QTRY_VERIFY(stand.view().isAncestorOf(QApplication::focusWidget()));
        QCOMPARE(namelessWidgets(stand.view()).join(u';'), QString());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape); // to the list; the dock stays
        QVERIFY(stand.window->panes().table().hasFocus() && stand.dock().isVisible());
        stand.action().trigger(); // back there
        QVERIFY(stand.view().isAncestorOf(QApplication::focusWidget()));
        stand.action().trigger();
        QVERIFY(!stand.dock().isVisible() && !stand.action().isChecked());
        QVERIFY(stand.window->panes().table().hasFocus());
    }

    void standsInTheViewMenu()
    {
        Stand stand;
        bool found = false;
        for (const QMenu *menu : stand.window->menuBar()->findChildren<QMenu *>(Qt::FindDirectChildrenOnly)) {
            if (menu->title().remove(u'&') == u"View"_s)
                found = menu->actions().contains(&stand.action());
        }
        QVERIFY(found); // the palette takes its commands from the menus
    }

    void leadsToExchanges()
    {
        Stand stand;
        QTRY_VERIFY(!stand.window->panes().isWelcome());
        stand.action().trigger();
        stand.view().showSession(stand.session.key);
        const models::SequenceModel &messages = stand.view().page().detail().sequence().model();
        QVERIFY(messages.rowCount() > 2);
        const exchange::ExchangeId wanted = messages.row(2).exchange;
        Q_EMIT stand.view().page().detail().exchangeOpened(wanted);
        QCOMPARE(stand.window->panes().table().currentExchange(), wanted);
        for (auto *button : stand.view().page().findChildren<QPushButton *>()) {
            if (button->text().remove(u'&') == u"Show exchanges"_s)
                button->click();
        }
        QVERIFY(stand.window->panes().filterBar().appliedText().contains(u"session:"_s));
        QTRY_VERIFY(stand.shown.rowCount() > 0 && stand.shown.rowCount() < 40);
        for (int row = 0; row < stand.shown.rowCount(); ++row)
            QCOMPARE(stand.shown.record(row).sessionId, stand.session.id);
    }

    void questionOutlivesNothing()
    {
        Stand stand;
        stand.action().trigger();
        stand.view().endSession(share(stand.session));
        stand.closeWindow(); // with the question open
        QVERIFY(stand.sessions.asked.isEmpty());
        stand.sessions.tell({ended(stand.session)}); // nobody listens
    }
};

QTEST_MAIN(WindowSessionsTest)
#include "tst_windowsessions.moc"
