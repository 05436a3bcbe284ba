// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/columnlayout.h"
#include "ui/views/exchangedelegate.h"
#include "ui/views/exchangetable.h"
#include "ui/views/followtail.h"
#include "viewfixture.h"

#include <QAccessible>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace sightglass;
using namespace sightglass::ui;
using namespace sightglass::ui::testing;
using exchange::ExchangeId;
using models::ExchangeListModel;

namespace {

exchange::Filter filter(QStringView text)
{
    return exchange::Filter::parse(text).value();
}

/// A shown table over a fixture.
struct Shown {
    Shown() : table(fixture.theme, fixture.shown)
    {
        table.resize(1100, 400);
        table.show();
    }
    bool atEnd() const
    {
        const QScrollBar *bar = table.verticalScrollBar();
        return bar->value() == bar->maximum();
    }
    quint64 topId() const { return fixture.shown.idAt(table.rowAt(0)).value(); }
    QList<quint64> selected() const
    {
        QList<quint64> ids;
        for (const ExchangeId id : table.selectedExchanges())
            ids.append(id.value());
        return ids;
    }
    QToolButton *jump() const { return table.findChild<QToolButton *>(u"jumpToNewest"_s); }

    ViewFixture fixture;
    ExchangeTable table;
};

} // namespace

class ExchangeTableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsTheNewestUntilTheUserScrollsUp()
    {
        Shown it;
        it.fixture.receive(1, 500);
        QVERIFY(it.table.tail().isFollowing());
        QVERIFY(it.atEnd());
        QVERIFY(!it.jump()->isVisible());
        it.table.verticalScrollBar()->triggerAction(QScrollBar::SliderPageStepSub);
        QVERIFY(!it.table.tail().isFollowing());
        const quint64 top = it.topId();
        it.fixture.receive(501, 620);
        QCOMPARE(it.topId(), top);
        QVERIFY(it.jump()->isVisible());
        QVERIFY(it.jump()->text().contains(u"120"_s));
        QTest::mouseClick(it.jump(), Qt::LeftButton);
        QVERIFY(it.table.tail().isFollowing());
        QVERIFY(it.atEnd());
        QVERIFY(!it.jump()->isVisible());
    }

    void scrollingToTheEndFollowsAgain()
    {
        Shown it;
        it.fixture.receive(1, 500);
        it.table.verticalScrollBar()->triggerAction(QScrollBar::SliderToMinimum);
        QVERIFY(!it.table.tail().isFollowing());
        it.table.verticalScrollBar()->triggerAction(QScrollBar::SliderToMaximum);
        QVERIFY(it.table.tail().isFollowing());
    }

    void aShorterListDoesNotFollowByItself()
    {
        Shown it;
        it.fixture.receive(1, 500);
        it.table.verticalScrollBar()->triggerAction(QScrollBar::SliderPageStepSub);
        it.fixture.shown.setFilter(filter(u"id:1"));
        QTRY_VERIFY(!it.fixture.shown.isFiltering());
        QVERIFY(!it.table.tail().isFollowing());
    }

    void pickingARowStopsFollowing()
    {
        Shown it;
        it.fixture.receive(1, 500);
        QVERIFY(it.table.selectExchange(ExchangeId(490)));
        QVERIFY(!it.table.tail().isFollowing());
        it.table.goNewest();
        QVERIFY(it.table.tail().isFollowing());
        it.fixture.receive(501, 600);
        QVERIFY(it.atEnd());
        QCOMPARE(it.table.currentExchange(), ExchangeId(500));
    }

    void rowsThatLeaveAtTheTopDoNotMoveWhatIsSeen()
    {
        Shown it;
        it.fixture.exchanges.setCapacity(2000);
        it.fixture.receive(1, 1900);
        it.table.selectExchange(ExchangeId(1500));
        const quint64 top = it.topId();
        it.fixture.receive(1901, 2700);
        QVERIFY(it.fixture.exchanges.removedCount() > 0);
        QCOMPARE(it.topId(), top);
        QCOMPARE(it.table.currentExchange(), ExchangeId(1500));
        QCOMPARE(it.fixture.shown.idAt(it.table.currentIndex().row()), ExchangeId(1500));
    }

    void noNeighbourTakesTheSelectionOfARowThatGoes()
    {
        Shown it;
        it.fixture.exchanges.setCapacity(2000);
        it.fixture.receive(1, 1900);
        it.table.selectExchange(ExchangeId(10));
        QSignalSpy changed(&it.table, &ExchangeTable::currentExchangeChanged);
        it.fixture.receive(1901, 3000);
        QCOMPARE(it.fixture.exchanges.rowOf(ExchangeId(10)), -1);
        QCOMPARE(changed.count(), 0);
        QCOMPARE(it.table.currentExchange(), ExchangeId(10));
        QVERIFY(!it.table.currentIndex().isValid());
    }

    void theSelectionSurvivesAFilterAndComesBack()
    {
        Shown it;
        it.fixture.receive(1, 300);
        it.table.selectExchange(ExchangeId(148)); // a tools/call
        QSignalSpy changed(&it.table, &ExchangeTable::currentExchangeChanged);
        it.fixture.shown.setFilter(filter(u"method:tools/call"));
        QTRY_VERIFY(!it.fixture.shown.isFiltering());
        QCOMPARE(it.fixture.shown.idAt(it.table.currentIndex().row()), ExchangeId(148));
        it.fixture.shown.setFilter(filter(u"method:ping"));
        QTRY_VERIFY(!it.fixture.shown.isFiltering());
        QVERIFY(!it.table.currentIndex().isValid());
        it.fixture.shown.setFilter({});
        QTRY_VERIFY(!it.fixture.shown.isFiltering());
        QCOMPARE(it.fixture.shown.idAt(it.table.currentIndex().row()), ExchangeId(148));
        QCOMPARE(changed.count(), 0);
    }

    void lettersBeginAFilter()
    {
        Shown it;
        it.fixture.receive(1, 50);
        it.table.setFocus();
        QSignalSpy typed(&it.table, &ExchangeTable::typed);
        QTest::keyClick(&it.table, 't');
        QTest::keyClick(&it.table, Qt::Key_F, Qt::ControlModifier);
        QTest::keyClick(&it.table, Qt::Key_Down);
        QCOMPARE(typed.count(), 1);
        QCOMPARE(typed.first().first().toString(), u"t"_s);
    }

    void focusAloneSelectsNothing()
    {
        Shown it;
        it.fixture.receive(1, 50);
        it.table.setFocus(Qt::TabFocusReason);
        QVERIFY(!it.table.currentExchange().isValid());
        // From what is seen: the list is at its end.
        QTest::keyClick(&it.table, Qt::Key_Up);
        QVERIFY(it.table.currentExchange().value() > 30);
    }

    void movesByRowMarkAndError()
    {
        Shown it;
        it.fixture.receive(1, 200);
        it.table.goFirst();
        QCOMPARE(it.table.currentExchange(), ExchangeId(1));
        it.table.goNext();
        QCOMPARE(it.table.currentExchange(), ExchangeId(2));
        it.table.goPrevious();
        it.table.goPrevious();
        QCOMPARE(it.table.currentExchange(), ExchangeId(1));
        it.table.goNextError();
        QCOMPARE(it.table.currentExchange(), ExchangeId(13));
        it.fixture.exchanges.setMarked(ExchangeId(77), true);
        it.table.goNextMarked();
        QCOMPARE(it.table.currentExchange(), ExchangeId(77));
        it.table.deselect();
        QVERIFY(!it.table.currentExchange().isValid());
    }

    void keysSelectSeveral()
    {
        Shown it;
        it.fixture.receive(1, 200);
        it.table.setFocus();
        QSignalSpy changed(&it.table, &ExchangeTable::selectedExchangesChanged);
        it.table.goFirst();
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(&it.table, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(it.selected(), (QList<quint64>{1, 2, 3, 4}));
        QCOMPARE(it.table.currentExchange(), ExchangeId(4));
        QVERIFY(changed.count() > 0);
        QTest::keyClick(&it.table, Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(it.selected(), (QList<quint64>{1, 2, 3}));
        it.table.goNext(); // a key of the window's own: one again, and the next selection begins there
        QCOMPARE(it.selected(), QList<quint64>{4});
        QTest::keyClick(&it.table, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(it.selected(), (QList<quint64>{4, 5}));
        QTest::keyClick(&it.table, Qt::Key_Home, Qt::ShiftModifier);
        QCOMPARE(it.selected(), (QList<quint64>{1, 2, 3, 4}));
        QTest::keyClick(&it.table, Qt::Key_End, Qt::ShiftModifier);
        QCOMPARE(it.table.selectedCount(), 197);
        QCOMPARE(it.table.selectedExchanges(5).size(), 5);
        QTest::keyClick(&it.table, Qt::Key_Down);
        QTest::keyClick(&it.table, Qt::Key_Up);
        QCOMPARE(it.selected(), QList<quint64>{199});
        QTest::keyClick(&it.table, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(it.table.selectedCount(), 200);
        it.table.deselect();
        QCOMPARE(it.table.selectedCount(), 0);
        QTest::keyClick(&it.table, Qt::Key_Space); // a page down, not a mark
        QCOMPARE(it.table.selectedCount(), 1);
    }

    void mouseSelectsSeveral()
    {
        Shown it;
        it.fixture.receive(1, 12);
        const auto click = [&](int row, Qt::KeyboardModifiers keys) {
            const QRect cell = it.table.visualRect(it.fixture.shown.index(row, ExchangeListModel::Method));
            QTest::mouseClick(it.table.viewport(), Qt::LeftButton, keys, cell.center());
        };
        click(1, {});
        click(3, Qt::ShiftModifier);
        QCOMPARE(it.selected(), (QList<quint64>{2, 3, 4}));
        click(6, Qt::ControlModifier);
        QCOMPARE(it.selected(), (QList<quint64>{2, 3, 4, 7}));
        QCOMPARE(it.table.currentExchange(), ExchangeId(7));
        click(8, Qt::ShiftModifier | Qt::ControlModifier);
        QCOMPARE(it.selected(), (QList<quint64>{2, 3, 4, 7, 8, 9}));
        click(2, Qt::ControlModifier);
        QCOMPARE(it.selected(), (QList<quint64>{2, 4, 7, 8, 9}));
        it.table.goNext();
        click(0, Qt::ShiftModifier);
        QCOMPARE(it.selected(), (QList<quint64>{1, 2, 3, 4}));
        click(5, {});
        QCOMPARE(it.selected(), QList<quint64>{6});
    }

    void severalStaySelectedWhileTheListLives()
    {
        Shown it;
        it.fixture.exchanges.setCapacity(2000);
        it.fixture.receive(1, 1900);
        it.table.selectExchange(ExchangeId(3));
        QTest::keyClick(&it.table, Qt::Key_Down, Qt::ShiftModifier);
        const auto add = [&](quint64 id) {
            it.table.selectionModel()->select(it.fixture.shown.index(it.fixture.shown.rowOf(ExchangeId(id)), 0),
                                              QItemSelectionModel::Select | QItemSelectionModel::Rows);
        };
        add(1500);
        add(1600);
        it.fixture.receive(1901, 1950);
        QCOMPARE(it.selected(), (QList<quint64>{3, 4, 1500, 1600}));
        it.fixture.receive(1951, 2700); // the oldest make room, the current one with them
        QCOMPARE(it.selected(), (QList<quint64>{1500, 1600}));
        QCOMPARE(it.table.currentExchange(), ExchangeId(4));
        it.table.columns().sortBy(ExchangeListModel::Number, Qt::DescendingOrder);
        QTRY_COMPARE(it.selected(), (QList<quint64>{1600, 1500}));
        it.fixture.receive(2701, 2710);
        QTRY_COMPARE(it.fixture.shown.idAt(0), ExchangeId(2710));
        QCOMPARE(it.selected(), (QList<quint64>{1600, 1500}));
        it.table.selectExchange(ExchangeId(1500));
        it.fixture.shown.setFilter(filter(u"exchange:>100"));
        QTRY_VERIFY(!it.fixture.shown.isFiltering());
        QCOMPARE(it.selected(), QList<quint64>{1500}); // a filter leaves the current one
    }

    void columnsAreKept()
    {
        ViewFixture fixture;
        {
            ExchangeTable table(fixture.theme, fixture.shown);
            QVERIFY(!table.columns().isShown(ExchangeListModel::Session));
            table.columns().setShown(ExchangeListModel::Session, true);
            table.columns().setShown(ExchangeListModel::Size, false);
            table.horizontalHeader()->moveSection(table.horizontalHeader()->visualIndex(ExchangeListModel::Duration),
                                                  0);
            table.setColumnWidth(ExchangeListModel::Name, 321);
            table.columns().sortBy(ExchangeListModel::Duration, Qt::DescendingOrder);
            table.columns().save(fixture.settings);
        }
        ExchangeTable table(fixture.theme, fixture.shown);
        table.columns().restore(fixture.settings);
        QVERIFY(table.columns().isShown(ExchangeListModel::Session));
        QVERIFY(!table.columns().isShown(ExchangeListModel::Size));
        QCOMPARE(table.horizontalHeader()->visualIndex(ExchangeListModel::Duration), 0);
        QCOMPARE(table.columnWidth(ExchangeListModel::Name), 321);
        QCOMPARE(table.columns().sortColumn(), int(ExchangeListModel::Duration));
        QCOMPARE(fixture.shown.sortOrder(), Qt::DescendingOrder);
        table.columns().reset();
        QVERIFY(!table.columns().isShown(ExchangeListModel::Session));
        QCOMPARE(table.columns().sortColumn(), -1);
        // What another version wrote is not read.
        fixture.settings.setValue(u"columns/version"_s, 99);
        table.columns().restore(fixture.settings);
        QVERIFY(!table.columns().isShown(ExchangeListModel::Session));
    }

    void headerMenuNamesEveryColumnAndKeepsOne()
    {
        Shown it;
        QMenu menu;
        it.table.columns().fillMenu(menu, ExchangeListModel::Duration);
        int checkable = 0;
        for (const QAction *action : menu.actions()) {
            if (!action->isCheckable())
                continue;
            ++checkable;
            QVERIFY(!action->text().isEmpty());
        }
        QCOMPARE(checkable, int(ExchangeListModel::ColumnCount));
        for (int column = 0; column < ExchangeListModel::ColumnCount; ++column)
            it.table.columns().setShown(column, false);
        QCOMPARE(it.table.horizontalHeader()->count() - it.table.horizontalHeader()->hiddenSectionCount(), 1);
    }

    void aSortedListDoesNotFollow()
    {
        Shown it;
        it.fixture.receive(1, 300);
        it.table.columns().sortBy(ExchangeListModel::Duration, Qt::DescendingOrder);
        QVERIFY(!it.table.tail().isFollowing());
        it.table.columns().sortBy(ExchangeListModel::Method, Qt::AscendingOrder); // texts do not sort
        QCOMPARE(it.table.columns().sortColumn(), -1);
        QVERIFY(it.table.tail().isFollowing());
    }

    void clickingAHeaderSortsUpDownAndNotAtAll()
    {
        Shown it;
        it.fixture.receive(1, 50);
        QHeaderView *header = it.table.horizontalHeader();
        const auto click = [&] {
            const int x = header->sectionViewportPosition(ExchangeListModel::Duration) + 10;
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, QPoint(x, header->height() / 2));
        };
        click();
        QCOMPARE(it.fixture.shown.sortColumn(), int(ExchangeListModel::Duration));
        QCOMPARE(it.fixture.shown.sortOrder(), Qt::AscendingOrder);
        click();
        QCOMPARE(it.fixture.shown.sortOrder(), Qt::DescendingOrder);
        click();
        QCOMPARE(it.fixture.shown.sortColumn(), -1);
    }

    void cellsSpeakThroughAccessibility()
    {
        Shown it;
        it.fixture.receive(1, 30);
        QAccessibleInterface *table = QAccessible::queryAccessibleInterface(&it.table);
        QVERIFY(table && table->tableInterface());
        QCOMPARE(table->text(QAccessible::Name), u"Exchanges"_s);
        QCOMPARE(table->tableInterface()->rowCount(), 30);
        for (const int column : {int(ExchangeListModel::DirectionColumn), int(ExchangeListModel::Method),
                                 int(ExchangeListModel::Outcome)}) {
            QAccessibleInterface *cell = table->tableInterface()->cellAt(3, column);
            QVERIFY(cell);
            QVERIFY2(cell->text(QAccessible::Name).size() > 1, qPrintable(QString::number(column)));
        }
    }

    void everyOutcomeHasItsOwnSign()
    {
        QList<int> glyphs;
        for (const QStringView outcome : {u"ok", u"error", u"failed", u"cancelled", u"dropped", u"open"})
            glyphs.append(int(outcomeLook(outcome).glyph));
        for (const int glyph : std::as_const(glyphs))
            QCOMPARE(glyphs.count(glyph), 1);
    }
};

QTEST_MAIN(ExchangeTableTest)
#include "tst_exchangetable.moc"
