// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/detailpane.h"
#include "ui/dialogs/settingsdialog.h"
#include "ui/dialogs/shortcutsdialog.h"
#include "ui/filter/filterbar.h"
#include "ui/theme/elidedlabel.h"
#include "ui/theme/tablenote.h"
#include "ui/views/columnlayout.h"
#include "ui/views/commandpalette.h"
#include "ui/views/commentdialog.h"
#include "ui/views/exchangetable.h"
#include "ui/views/followtail.h"
#include "ui/views/rowmenu.h"
#include "ui/views/statusstrip.h"
#include "ui/views/welcomepage.h"
#include "ui/views/windowactions.h"
#include "ui/views/windowpanes.h"
#include "viewfixture.h"

#include <QAccessible>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace sightglass;
using namespace sightglass::ui;
using namespace sightglass::ui::testing;
using exchange::ExchangeId;
using models::ExchangeListModel;

namespace {

/// Focusable widgets that a screen reader could not name.
QStringList nameless(const QWidget &window)
{
    QStringList found;
    for (QWidget *widget : window.findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisibleTo(&window) || widget->focusProxy())
            continue;
        // The main window keeps one without tabs for docks that lie on each other; a tab bar's name is that of its tab.
        if (const auto *tabs = qobject_cast<QTabBar *>(widget); tabs && tabs->count() == 0)
            continue;
        QAccessibleInterface *access = QAccessible::queryAccessibleInterface(widget);
        if (!access || access->text(QAccessible::Name).isEmpty())
            found.append(QLatin1StringView(widget->metaObject()->className()) + u' ' + widget->objectName());
    }
    return found;
}

void collect(const QMenu &menu, QList<QAction *> &actions)
{
    for (QAction *action : menu.actions()) {
        if (const QMenu *below = action->menu())
            collect(*below, actions);
        else if (!action->isSeparator())
            actions.append(action);
    }
}

QList<QAction *> menuActions(const MainWindow &window)
{
    QList<QAction *> actions;
    for (const QAction *top : window.menuBar()->actions())
        collect(*top->menu(), actions);
    return actions;
}

QString mnemonic(const QAction &action)
{
    const qsizetype at = action.text().indexOf(u'&');
    return at < 0 ? QString() : action.text().mid(at + 1, 1).toLower();
}

QString clipboard()
{
    return QGuiApplication::clipboard()->text();
}

} // namespace

class MainWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beginsWithTheWelcomePageAndLeavesItWithTheFirstExchange()
    {
        ViewFixture fixture;
        MainWindow &window = fixture.openWindow();
        fixture.control.start();
        QVERIFY(window.panes().isWelcome());
        fixture.receive(1, 10);
        QTRY_VERIFY(!window.panes().isWelcome());
        window.actions().action(Command::Clear)->trigger();
        QVERIFY(!window.panes().isWelcome());
        QVERIFY(window.panes().note().isVisible());
        fixture.receive(11, 12);
        QTRY_VERIFY(!window.panes().note().isVisible());
    }

    void welcomePageComesBackWhenAskedFor()
    {
        ViewFixture fixture;
        MainWindow &window = fixture.openWindow();
        fixture.control.start();
        fixture.receive(1, 10);
        QTRY_VERIFY(!window.panes().isWelcome());
        QAction *connectClient = window.actions().action(Command::Connect);
        QVERIFY(!connectClient->isChecked());
        // While there is a list, it stays until one goes back.
        connectClient->trigger();
        QVERIFY(window.panes().isWelcome() && connectClient->isChecked());
        fixture.receive(11, 12);
        QTRY_COMPARE(fixture.exchanges.rowCount(), 12);
        QVERIFY(window.panes().isWelcome());
        QTest::keyClick(&window.panes().welcome(), Qt::Key_Escape);
        QVERIFY(!window.panes().isWelcome() && !connectClient->isChecked());
        connectClient->trigger();
        window.panes().table().selectExchange(ExchangeId(3));
        QVERIFY(!window.panes().isWelcome());
        connectClient->trigger();
        connectClient->trigger();
        QVERIFY(!window.panes().isWelcome());
        // Of an emptied list, until the next exchange comes.
        window.actions().action(Command::Clear)->trigger();
        QVERIFY(!window.panes().isWelcome());
        connectClient->trigger();
        QVERIFY(window.panes().isWelcome());
        QTest::keyClick(&window.panes().welcome(), Qt::Key_Escape); // there is nothing to go back to
        QVERIFY(window.panes().isWelcome());
        fixture.receive(13, 13);
        QTRY_VERIFY(!window.panes().isWelcome());
        QVERIFY(!connectClient->isChecked());
    }

    void columnsFitWithTheirComment()
    {
        ViewFixture fixture;
        MainWindow &window = fixture.openWindow();
        window.resize(1360, 850);
        fixture.receive(1, 60);
        QTRY_VERIFY(!window.panes().isWelcome());
        ExchangeTable &table = window.panes().table();
        table.columns().setShown(ExchangeListModel::Rules, true); // as with the first rule
        QTRY_COMPARE(table.horizontalScrollBar()->maximum(), 0);
        for (const int column : {ExchangeListModel::Lint, ExchangeListModel::Rules, ExchangeListModel::Comment}) {
            QVERIFY(table.columns().isShown(column));
            const int end = table.columnViewportPosition(column) + table.columnWidth(column);
            QVERIFY2(end <= table.viewport()->width(), qPrintable(QString::number(column)));
        }
        QVERIFY(table.columnWidth(ExchangeListModel::Comment) >= table.fontMetrics().horizontalAdvance(u"Comment "_s));
    }

    void everyActionIsInAMenuWithKeys()
    {
        ViewFixture fixture;
        MainWindow &window = fixture.openWindow();
        const QList<QAction *> actions = menuActions(window);
        QHash<QKeySequence, QString> keys;
        for (const QAction *action : actions) {
            QVERIFY2(!action->shortcuts().isEmpty(), qPrintable(action->text()));
            for (const QKeySequence &key : action->shortcuts()) {
                QVERIFY2(!key.isEmpty(), qPrintable(action->text()));
                QVERIFY2(!keys.contains(key), qPrintable(action->text() + u" and "_s + keys.value(key)));
                keys.insert(key, action->text());
            }
        }
        for (int i = 0; i < kCommandCount; ++i)
            QVERIFY2(actions.contains(window.actions().action(Command(i))), qPrintable(QString::number(i)));
    }

    void noTwoEntriesOfAMenuShareAMnemonic()
    {
        ViewFixture fixture;
        MainWindow &window = fixture.openWindow();
        QList<QMenu *> menus;
        QString tops;
        for (const QAction *top : window.menuBar()->actions()) {
            menus.append(top->menu());
            tops += mnemonic(*top);
        }
        QCOMPARE(QSet<QChar>(tops.begin(), tops.end()).size(), tops.size());
        for (qsizetype i = 0; i < menus.size(); ++i) {
            QHash<QString, QString> seen;
            for (const QAction *action : menus.at(i)->actions()) {
                if (action->menu())
                    menus.append(action->menu());
                const QString letter = mnemonic(*action);
                if (letter.isEmpty())
                    continue;
                QVERIFY2(!seen.contains(letter), qPrintable(action->text() + u" and "_s + seen.value(letter)));
                seen.insert(letter, action->text());
            }
        }
    }

    void filterKeepsWhatMatches()
    {
        ViewFixture fixture;
        MainWindow &window = fixture.openWindow();
        fixture.receive(1, 120);
        window.panes().filterBar().setText(u"method:ping"_s);
        QTRY_COMPARE(fixture.shown.rowCount(), 10);
        window.panes().filterBar().setText(u"method:nosuch"_s);
        QTRY_COMPARE(fixture.shown.rowCount(), 0);
        QTRY_VERIFY(window.panes().note().isVisible());
        window.actions().action(Command::ClearFilter)->trigger();
        QTRY_COMPARE(fixture.shown.rowCount(), 120);
        QTRY_VERIFY(!window.panes().note().isVisible());
    }

    void keysMoveMarkAndCopy()
    {
        ViewFixture fixture;
        MainWindow &window = fixture.openWindow();
        fixture.receive(1, 60);
        QVERIFY(QTest::qWaitForWindowActive(&window));
        ExchangeTable &table = window.panes().table();
        table.setFocus();
        QTest::keyClick(&table, Qt::Key_G);
        QCOMPARE(table.currentExchange(), ExchangeId(1));
        QTest::keyClick(&table, Qt::Key_J);
        QTest::keyClick(&table, Qt::Key_J);
        QTest::keyClick(&table, Qt::Key_K);
        QCOMPARE(table.currentExchange(), ExchangeId(2));
        QTest::keyClick(&table, Qt::Key_M);
        QVERIFY(fixture.exchanges.annotation(ExchangeId(2)).marked);
        QTest::keyClick(&table, Qt::Key_G, Qt::ShiftModifier);
        QCOMPARE(table.currentExchange(), ExchangeId(60));
        QTest::keyClick(&table, Qt::Key_C);
        QVERIFY2(clipboard().startsWith(u'{'), qPrintable(clipboard()));
        QVERIFY(!clipboard().contains(u"abcdef"_s)); // the bearer's token
        QTest::keyClick(&table, Qt::Key_C, Qt::ShiftModifier);
        QVERIFY2(clipboard().startsWith(u"curl "_s), qPrintable(clipboard()));
        table.setCurrentIndex(fixture.shown.index(3, ExchangeListModel::Name));
        QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(clipboard(), u"search_files"_s);
        QTest::keyClick(&table, Qt::Key_Escape);
        QVERIFY(!table.currentExchange().isValid());
    }

    void commandsActOnAllThatAreSelected()
    {
        ViewFixture fixture;
        MainWindow &window = fixture.openWindow();
        fixture.receive(1, 60);
        QVERIFY(QTest::qWaitForWindowActive(&window));
        ExchangeTable &table = window.panes().table();
        table.setFocus();
        QTest::keyClick(&table, Qt::Key_G);
        QTest::keyClick(&table, Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(&table, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(window.panes().detail().exchange(), ExchangeId(3));
        const auto *status = window.status().findChild<ElidedLabel *>();
        QTRY_COMPARE(status->text(), u"3 exchanges selected"_s);
        const auto marked = [&](quint64 id) { return fixture.exchanges.annotation(ExchangeId(id)).marked; };
        fixture.exchanges.setMarked(ExchangeId(2), true);
        QTest::keyClick(&table, Qt::Key_M);
        QVERIFY(marked(1) && marked(2) && marked(3) && !marked(4));
        QTRY_VERIFY(window.actions().action(Command::Mark)->isChecked());
        QTest::keyClick(&table, Qt::Key_M);
        QVERIFY(!marked(1) && !marked(2) && !marked(3));
        QTest::keyClick(&table, Qt::Key_C);
        QTRY_VERIFY2(clipboard().startsWith(u'['), qPrintable(clipboard()));
        QCOMPARE(clipboard().count(u"\"formatVersion\""_s), 3);
        QVERIFY(QJsonDocument::fromJson(clipboard().toUtf8()).array().size() == 3);
        QTest::keyClick(&table, Qt::Key_C, Qt::ShiftModifier);
        QTRY_VERIFY2(clipboard().startsWith(u"curl "_s), qPrintable(clipboard()));
        QCOMPARE(clipboard().count(QRegularExpression(u"^curl "_s, QRegularExpression::MultilineOption)), 3);
        window.actions().action(Command::CopyRow)->trigger();
        QCOMPARE(clipboard().count(u'\n'), 2);
        QTest::keyClick(&table, Qt::Key_Semicolon);
        auto *dialog = window.findChild<CommentDialog *>();
        QVERIFY(dialog);
        Q_EMIT dialog->commentAccepted(u"all slow"_s);
        delete dialog;
        for (quint64 id = 1; id <= 3; ++id)
            QCOMPARE(fixture.exchanges.annotation(ExchangeId(id)).comment, u"all slow"_s);
        QTest::keyClick(&table, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(table.selectedCount(), 60);
        QTest::keyClick(&table, Qt::Key_Escape);
        QCOMPARE(table.selectedCount(), 0);
        QVERIFY(!window.actions().action(Command::Mark)->isEnabled());
    }

    void contextMenuIsAboutAllThatAreSelected()
    {
        ViewFixture fixture;
        MainWindow &window = fixture.openWindow();
        fixture.receive(1, 12);
        QTRY_VERIFY(!window.panes().isWelcome());
        ExchangeTable &table = window.panes().table();
        table.selectAll();
        const auto menuAt = [&](int row) {
            const QPoint place = table.visualRect(fixture.shown.index(row, ExchangeListModel::Method)).center()
                                 + table.viewport()->pos();
            QContextMenuEvent event(QContextMenuEvent::Mouse, table.viewport()->mapFrom(&table, place),
                                    table.mapToGlobal(place));
            QApplication::sendEvent(table.viewport(), &event);
            return window.findChild<RowMenu *>();
        };
        std::unique_ptr<RowMenu> menu(menuAt(4));
        QVERIFY(menu && !menu->related());
        QCOMPARE(menu->findChild<QAction *>(u"selectedCount"_s)->text(), u"12 exchanges selected"_s);
        QVERIFY(!menu->actions().contains(window.actions().action(Command::SaveResponseBody)));
        QCOMPARE(table.selectedCount(), 12);
        QCOMPARE(table.currentExchange(), ExchangeId(5));
        menu.reset();
        table.selectExchange(ExchangeId(1));
        menu.reset(menuAt(6)); // one that is not selected
        QVERIFY(menu && menu->related());
        QCOMPARE(table.selectedExchanges(), QList<ExchangeId>{ExchangeId(7)});
    }

    void typingAnywhereInTheListFilters()
    {
        ViewFixture fixture;
        MainWindow &window = fixture.openWindow();
        fixture.receive(1, 60);
        QVERIFY(QTest::qWaitForWindowActive(&window));
        ExchangeTable &table = window.panes().table();
        table.setFocus();
        QTest::keyClick(&table, 't');
        QVERIFY(window.panes().filterBar().isAncestorOf(QApplication::focusWidget()));
        QCOMPARE(window.panes().filterBar().text(), u"t"_s);
        QTest::keyClicks(QApplication::focusWidget(), u"ool:add"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_COMPARE(window.panes().filterBar().appliedText(), u"tool:add"_s);
        QTRY_COMPARE(fixture.shown.rowCount(), 5);
        QTRY_VERIFY(table.hasFocus());
        QTest::keyClick(&table, Qt::Key_Slash);
        QVERIFY(window.panes().filterBar().isAncestorOf(QApplication::focusWidget()));
    }

    void enterGoesToTheDetailAndEscComesBack()
    {
        ViewFixture fixture;
        MainWindow &window = fixture.openWindow();
        fixture.receive(1, 60);
        QVERIFY(QTest::qWaitForWindowActive(&window));
        ExchangeTable &table = window.panes().table();
        table.setFocus();
        window.panes().setDetailShown(false);
        table.goFirst();
        QTest::keyClick(&table, Qt::Key_Return);
        QVERIFY(window.panes().isDetailShown());
        QVERIFY(window.panes().detail().isAncestorOf(QApplication::focusWidget()));
        QCOMPARE(window.panes().detail().exchange(), ExchangeId(1));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(table.hasFocus());
    }

    void contextMenuFiltersByTheCell()
    {
        ViewFixture fixture;
        MainWindow &window = fixture.openWindow();
        fixture.receive(1, 60);
        FilterBar &filter = window.panes().filterBar();
        const QModelIndex cell = fixture.shown.index(3, ExchangeListModel::Name);
        const auto trigger = [&](const QString &name) {
            RowMenu menu(cell, window.actions(), filter, &window);
            menu.setAttribute(Qt::WA_DeleteOnClose, false);
            menu.findChild<QAction *>(name)->trigger();
        };
        const QString term = cell.data(ExchangeListModel::FilterTermRole).toString();
        QVERIFY(!term.isEmpty());
        trigger(u"applyAsFilter"_s);
        QCOMPARE(filter.appliedText(), term);
        QTRY_COMPARE(fixture.shown.rowCount(), 5);
        filter.setText(u"method:tools/call"_s);
        trigger(u"andNotFilter"_s);
        QTRY_COMPARE(fixture.shown.rowCount(), 10);
        for (int row = 0; row < fixture.shown.rowCount(); ++row)
            QVERIFY(fixture.shown.record(row).name != "search_files");
    }

    void everyCellOffersATermThatMatchesIt()
    {
        ViewFixture fixture;
        fixture.receive(1, 40);
        int terms = 0;
        for (int row = 0; row < fixture.shown.rowCount(); ++row) {
            for (int column = 0; column < ExchangeListModel::ColumnCount; ++column) {
                const QString term =
                    fixture.shown.index(row, column).data(ExchangeListModel::FilterTermRole).toString();
                if (term.isEmpty())
                    continue;
                ++terms;
                const auto filter = exchange::Filter::parse(term);
                QVERIFY2(filter, qPrintable(term));
                QVERIFY2(filter->matches(fixture.shown.record(row)), qPrintable(term));
            }
        }
        QVERIFY(terms > 200);
    }

    void paletteRunsWhatOneTypes()
    {
        ViewFixture fixture;
        MainWindow &window = fixture.openWindow();
        fixture.receive(1, 10);
        window.actions().action(Command::Palette)->trigger();
        auto *palette = window.findChild<CommandPalette *>();
        QVERIFY(palette && palette->isVisible());
        QVERIFY(palette->shownTexts().size() > 30);
        auto *field = palette->findChild<QLineEdit *>();
        QTest::keyClicks(field, u"sidebar"_s);
        QVERIFY(palette->shownTexts().constFirst().contains(u"Sidebar"_s));
        QVERIFY(window.panes().isSideShown());
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(!window.panes().isSideShown());
    }

    void closingKeepsTheState()
    {
        ViewFixture fixture;
        {
            MainWindow &window = fixture.openWindow();
            QSignalSpy closed(&window, &MainWindow::closed);
            fixture.receive(1, 60);
            window.panes().setDetailRight(true);
            window.panes().setSideShown(false);
            window.panes().detail().setCurrentTab(DetailPane::Headers);
            window.panes().filterBar().setText(u"method:ping"_s);
            window.panes().table().columns().setShown(ExchangeListModel::Era, true);
            window.resize(790, 700); // offscreen screens are 800 × 800, and what is restored must fit
            window.close();
            QCOMPARE(closed.count(), 1);
            fixture.window.reset();
        }
        MainWindow &window = fixture.openWindow();
        QVERIFY(window.panes().isDetailRight());
        QVERIFY(!window.panes().isSideShown());
        QCOMPARE(window.panes().detail().currentTab(), DetailPane::Headers);
        QCOMPARE(window.panes().filterBar().appliedText(), u"method:ping"_s);
        QVERIFY(window.panes().table().columns().isShown(ExchangeListModel::Era));
        QCOMPARE(window.size(), QSize(790, 700));
        QTRY_COMPARE(fixture.shown.rowCount(), 5);
        window.actions().action(Command::ResetLayout)->trigger();
        QVERIFY(!window.panes().isDetailRight());
        QVERIFY(window.panes().isSideShown());
        QVERIFY(!window.panes().table().columns().isShown(ExchangeListModel::Era));
        QCOMPARE(window.panes().filterBar().appliedText(), u"method:ping"_s);
    }

    void pauseAndFollowAreTwoThings()
    {
        ViewFixture fixture;
        MainWindow &window = fixture.openWindow();
        fixture.receive(1, 200);
        QAction *follow = window.actions().action(Command::Follow);
        QVERIFY(follow->isChecked());
        window.panes().table().selectExchange(ExchangeId(5));
        QVERIFY(!follow->isChecked());
        follow->trigger();
        QVERIFY(window.panes().table().tail().isFollowing());
        window.actions().action(Command::Pause)->trigger();
        QVERIFY(fixture.feed.isPaused());
        QVERIFY(window.actions().action(Command::Pause)->isChecked());
    }

    void proxyStateIsSaidInWords()
    {
        ViewFixture fixture;
        MainWindow &window = fixture.openWindow();
        QAction *startStop = window.actions().action(Command::StartStop);
        QCOMPARE(startStop->text().remove(u'&'), u"Start"_s);
        startStop->trigger();
        QCOMPARE(fixture.control.state(), ProxyControl::State::Running);
        QCOMPARE(startStop->text().remove(u'&'), u"Stop"_s);
        window.actions().action(Command::CopyUrl)->trigger();
        QCOMPARE(clipboard(), u"http://127.0.0.1:8808/mcp"_s);
        fixture.control.failPortInUse();
        QCOMPARE(startStop->text().remove(u'&'), u"Start"_s);
        QVERIFY(!window.actions().action(Command::CopyUrl)->isEnabled());
    }

    void everyFocusableWidgetHasAName()
    {
        ViewFixture fixture;
        MainWindow &window = fixture.openWindow();
        fixture.control.start();
        QCOMPARE(nameless(window).join(u';'), QString());
        fixture.control.failPortInUse();
        QCOMPARE(nameless(window).join(u';'), QString());
        fixture.receive(1, 40);
        window.panes().table().selectExchange(ExchangeId(4));
        QTRY_VERIFY(!window.panes().isWelcome());
        for (int tab = 0; tab < DetailPane::TabCount; ++tab) {
            window.panes().detail().setCurrentTab(DetailPane::Tab(tab));
            QCOMPARE(nameless(window).join(u';'), QString());
        }
        window.panes().openSearch();
        QCOMPARE(nameless(window).join(u';'), QString());
    }

    void everyFocusableWidgetOfADialogHasAName()
    {
        ViewFixture fixture;
        MainWindow &window = fixture.openWindow();
        fixture.receive(1, 40);
        window.panes().table().selectExchange(ExchangeId(4));
        for (const Command command : {Command::Settings, Command::Keys, Command::Palette, Command::Comment,
                                      Command::About, Command::GoToNumber}) {
            window.actions().action(command)->trigger();
            auto *dialog = window.findChild<QDialog *>(QString(), Qt::FindDirectChildrenOnly);
            QVERIFY2(dialog, qPrintable(QString::number(int(command))));
            QCOMPARE(nameless(*dialog), QStringList());
            delete dialog;
        }
    }

    void drawsInLightAndDark_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    /// Pictures go to the folder of SIGHTGLASS_PICTURES, if it is set.
    void drawsInLightAndDark()
    {
        QFETCH(bool, dark);
        const QString folder = qEnvironmentVariable("SIGHTGLASS_PICTURES");
        const QString scheme = dark ? u"dark"_s : u"light"_s;
        ViewFixture fixture;
        fixture.theme.setMode(dark ? Theme::Mode::Dark : Theme::Mode::Light);
        MainWindow &window = fixture.openWindow();
        window.resize(1280, 820);
        const auto draw = [&](const QString &name) {
            QCoreApplication::sendPostedEvents();
            // What waits a moment (counts, details) is to be seen in a picture that somebody looks at.
            QElapsedTimer since;
            since.start();
            QTRY_VERIFY(folder.isEmpty() || since.hasExpired(300));
            const QPixmap picture = window.grab();
            QVERIFY(!picture.isNull());
            if (!folder.isEmpty())
                picture.save(folder + u'/' + name + u'-' + scheme + u".png"_s);
        };
        draw(u"stopped"_s);
        fixture.control.start();
        draw(u"welcome"_s);
        fixture.control.failPortInUse();
        draw(u"port-in-use"_s);
        fixture.control.start();
        fixture.receive(1, 400);
        fixture.exchanges.setMarked(ExchangeId(388), true);
        fixture.exchanges.setComment(ExchangeId(388), u"slow since the upgrade"_s);
        fixture.exchanges.setRelated({ExchangeId(386), ExchangeId(391)});
        QTRY_VERIFY(!window.panes().isWelcome());
        draw(u"list"_s);
        window.panes().table().selectExchange(ExchangeId(390));
        for (int tab = 0; tab < DetailPane::TabCount; ++tab) {
            window.panes().detail().setCurrentTab(DetailPane::Tab(tab));
            QTRY_COMPARE(window.panes().detail().exchange(), ExchangeId(390));
            draw(u"detail-"_s + QString::number(tab));
        }
        fixture.receive(401, 460);
        window.panes().setDetailRight(true);
        window.panes().openSearch();
        draw(u"right"_s);
        window.panes().filterBar().setText(u"method:nosuch"_s);
        QTRY_VERIFY(window.panes().note().isVisible());
        draw(u"nothing"_s);
        for (const Command command : {Command::Palette, Command::Comment, Command::Keys, Command::About}) {
            window.actions().action(command)->trigger();
            auto *dialog = window.findChild<QDialog *>(QString(), Qt::FindDirectChildrenOnly);
            QVERIFY(dialog);
            const QPixmap picture = dialog->grab();
            QVERIFY(!picture.isNull());
            if (!folder.isEmpty())
                picture.save(folder + u"/dialog-"_s + QString::number(int(command)) + u'-' + scheme + u".png"_s);
            delete dialog;
        }
    }
};

QTEST_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
