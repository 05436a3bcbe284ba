// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/filter/filterbar.h"

#include "ui/accessibilitywalk.h"
#include "ui/filter/filterfield.h"
#include "ui/filter/savedfilterbuttons.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QInputDialog>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;
using namespace sightglass;
using namespace sightglass::ui;
using exchange::Filter;

class FilterBarTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp, Theme::Mode::Light); }
    void cleanupTestCase()
    {
        m_window.reset();
        m_theme.reset();
    }

    void init()
    {
        m_window = std::make_unique<QWidget>();
        m_window->resize(1000, 500);
        auto *layout = new QVBoxLayout(m_window.get());
        m_bar = new FilterBar(*m_theme, m_window.get());
        layout->addWidget(m_bar);
        layout->addStretch(1);
        m_field = m_bar->findChild<FilterField *>();
        m_saved = m_bar->findChild<SavedFilterButtons *>();
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_field->setFocus();
    }

    void greenAndRedWhileTyping()
    {
        const auto ground = [this] { return m_field->grab().toImage().pixelColor(m_field->width() / 2, 4); };
        QCOMPARE(ground(), m_theme->color(Role::Base));
        QTest::keyClicks(m_field, u"tool:x"_s);
        QCOMPARE(ground(), m_theme->color(Role::ValidBackground));
        QTest::keyClicks(m_field, u" and ("_s);
        QCOMPARE(ground(), m_theme->color(Role::InvalidBackground));
        QCOMPARE(m_field->validity(), FilterField::Validity::Invalid);
        m_field->clear();
        QCOMPARE(ground(), m_theme->color(Role::Base));
    }

    void theErrorIsSaidAndUnderlined()
    {
        QTest::keyClicks(m_field, u"metod:x"_s);
        QVERIFY(m_field->error().has_value());
        QCOMPARE(m_field->error()->position, 0);
        QVERIFY(m_field->popup()->isVisible());
        QCOMPARE(m_field->popup()->error(), m_field->error()->text());
        QVERIFY(m_field->accessibleDescription().contains(m_field->error()->text()));
        // The wave is under the word and nowhere else: its colour is in the left part of the field only.
        const QImage image = m_field->grab().toImage();
        const QRgb wave = m_theme->color(Role::ErrorText).rgb();
        int left = image.width();
        int right = -1;
        for (int y = image.height() / 2; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor pixel = image.pixelColor(x, y);
                const QColor wanted(wave);
                if (qAbs(pixel.red() - wanted.red()) + qAbs(pixel.green() - wanted.green())
                        + qAbs(pixel.blue() - wanted.blue())
                    < 60) {
                    left = std::min(left, x);
                    right = std::max(right, x);
                }
            }
        }
        const int letters = m_field->fontMetrics().horizontalAdvance(u"metod"_s);
        QVERIFY(right > left);
        QVERIFY2(right - left <= letters + 24, qPrintable(u"%1 px for %2"_s.arg(right - left).arg(letters)));
    }

    void enterApplies()
    {
        QSignalSpy applied(m_bar, &FilterBar::filterApplied);
        QTest::keyClicks(m_field, u"tool:search"_s);
        QCOMPARE(applied.count(), 0); // not while typing
        QTest::keyClick(m_field, Qt::Key_Return);
        QCOMPARE(applied.count(), 1);
        QCOMPARE(applied.front().at(1).toString(), u"tool:search"_s);
        QCOMPARE(applied.front().at(0).value<Filter>().toString(), u"tool:search"_s);
        QCOMPARE(m_bar->appliedText(), u"tool:search"_s);
        QCOMPARE(m_bar->history(), QStringList{u"tool:search"_s});
    }

    void enterDoesNotApplyWhatIsWrong()
    {
        QSignalSpy applied(m_bar, &FilterBar::filterApplied);
        QTest::keyClicks(m_field, u"duration:>5"_s);
        QTest::keyClick(m_field, Qt::Key_Return);
        QCOMPARE(applied.count(), 0);
        QVERIFY(m_field->popup()->isVisible());
        QVERIFY(!m_field->popup()->error().isEmpty());
    }

    void escapeTakesBackStepByStep()
    {
        QSignalSpy left(m_bar, &FilterBar::left);
        m_bar->setText(u"tool:a"_s);
        m_field->setFocus();
        QTest::keyClick(m_field, Qt::Key_End);
        QTest::keyClicks(m_field, u" and me"_s);
        QVERIFY(m_field->popup()->isVisible());
        QTest::keyClick(m_field, Qt::Key_Escape); // the suggestions
        QVERIFY(!m_field->popup()->isVisible());
        QCOMPARE(m_bar->text(), u"tool:a and me"_s);
        QTest::keyClick(m_field, Qt::Key_Escape); // what was not applied
        QCOMPARE(m_bar->text(), u"tool:a"_s);
        QCOMPARE(left.count(), 0);
        QTest::keyClick(m_field, Qt::Key_Escape); // the field
        QCOMPARE(left.count(), 1);
        QCOMPARE(m_bar->appliedText(), u"tool:a"_s);
    }

    void completionByKeyboard()
    {
        m_bar->setValueSource([](QStringView field) {
            return field == u"tool" ? QStringList{u"search"_s, u"sum"_s} : QStringList();
        });
        QTest::keyClicks(m_field, u"to"_s);
        QVERIFY(m_field->popup()->isVisible());
        QCOMPARE(m_field->popup()->currentRow(), -1); // Enter would apply, not complete
        QTest::keyClick(m_field, Qt::Key_Down);
        QCOMPARE(m_field->popup()->currentRow(), 0);
        QTest::keyClick(m_field, Qt::Key_Return);
        QCOMPARE(m_bar->text(), u"tool:"_s);
        QVERIFY(m_field->popup()->isVisible()); // goes on with the values
        QCOMPARE(m_field->popup()->suggestions().size(), 2);
        QTest::keyClick(m_field, Qt::Key_Tab); // the first one
        QCOMPARE(m_bar->text(), u"tool:search"_s);
        QVERIFY(!m_field->popup()->isVisible());
        QVERIFY(m_field->hasFocus());
    }

    void thePopupIsOfTheTextAsItStands()
    {
        m_bar->setValueSource([](QStringView) { return QStringList{u"search"_s}; });
        QTest::keyClicks(m_field, u"tool:"_s);
        QVERIFY(!m_field->popup()->error().isEmpty());
        QTest::keyClicks(m_field, u"s"_s);
        QVERIFY(m_field->popup()->isVisible());
        QCOMPARE(m_field->popup()->error(), QString());
        QTest::keyClick(m_field, Qt::Key_Backspace);
        QVERIFY(!m_field->popup()->error().isEmpty());
    }

    void completionIsAskedForByDown()
    {
        QTest::keyClick(m_field, Qt::Key_Down);
        QVERIFY(m_field->popup()->isVisible());
        QVERIFY(m_field->popup()->suggestions().size() >= qsizetype(exchange::filterFields().size()));
        QTest::keyClick(m_field, Qt::Key_Up); // from none to the last
        QCOMPARE(m_field->popup()->currentRow(), int(m_field->popup()->suggestions().size()) - 1);
    }

    void applyTermComposes_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("term");
        QTest::addColumn<bool>("negate");
        QTest::addColumn<QString>("after");
        QTest::newRow("first") << QString() << u"tool:x"_s << false << u"tool:x"_s;
        QTest::newRow("first not") << QString() << u"tool:x"_s << true << u"not tool:x"_s;
        QTest::newRow("and") << u"status:error"_s << u"tool:x"_s << false << u"status:error and tool:x"_s;
        QTest::newRow("and not") << u"status:error"_s << u"tool:x"_s << true << u"status:error and not tool:x"_s;
        QTest::newRow("or in front") << u"tool:a or tool:b"_s << u"era:modern"_s << false
                                     << u"(tool:a or tool:b) and era:modern"_s;
        QTest::newRow("or behind") << u"era:modern"_s << u"tool:a or tool:b"_s << false
                                   << u"era:modern and (tool:a or tool:b)"_s;
        QTest::newRow("not or") << QString() << u"tool:a or tool:b"_s << true << u"not (tool:a or tool:b)"_s;
        QTest::newRow("not and") << u"era:modern"_s << u"tool:a kind:request"_s << true
                                 << u"era:modern and not (tool:a kind:request)"_s;
        QTest::newRow("percent sign") << u"tool:%1"_s << u"tool:%2"_s << false << u"tool:%1 and tool:%2"_s;
    }
    void applyTermComposes()
    {
        QFETCH(QString, before);
        QFETCH(QString, term);
        QFETCH(bool, negate);
        QFETCH(QString, after);
        m_bar->setText(before);
        QSignalSpy applied(m_bar, &FilterBar::filterApplied);
        m_bar->applyTerm(term, negate);
        QCOMPARE(m_bar->text(), after);
        QCOMPARE(applied.count(), 1);
        QCOMPARE(m_bar->appliedText(), after);
    }

    void applyTermForgetsWhatWasOnlyTyped()
    {
        m_bar->setText(u"era:modern"_s);
        QTest::keyClicks(m_field, u" and ("_s);
        m_bar->applyTerm(u"tool:x"_s, false);
        QCOMPARE(m_bar->text(), u"era:modern and tool:x"_s);
    }

    void typingAnywhereBeginsAFilter()
    {
        m_bar->setText(u"era:modern"_s);
        m_window->setFocus();
        m_bar->startTyping(u"t"_s);
        QVERIFY(m_field->hasFocus());
        QTest::keyClicks(QApplication::focusWidget(), u"ool:x"_s);
        QCOMPARE(m_bar->text(), u"tool:x"_s);
        QVERIFY(m_field->popup()->isVisible() || m_field->popup()->suggestions().isEmpty());
    }

    void historyIsNewestFirstAndBounded()
    {
        QSignalSpy changed(m_bar, &FilterBar::historyChanged);
        for (int i = 0; i < FilterBar::kHistoryLength + 5; ++i)
            m_bar->setText(u"exchange:%1"_s.arg(i));
        QCOMPARE(m_bar->history().size(), FilterBar::kHistoryLength);
        QCOMPARE(m_bar->history().front(), u"exchange:34"_s);
        m_bar->setText(u"exchange:20"_s);
        QCOMPARE(m_bar->history().front(), u"exchange:20"_s);
        QCOMPARE(m_bar->history().count(u"exchange:20"_s), 1);
        const qsizetype before = changed.count();
        m_bar->setText({});
        QCOMPARE(changed.count(), before); // everything is no filter to remember
        QCOMPARE(m_bar->appliedText(), QString());
    }

    void historyMenuApplies()
    {
        m_bar->setHistory({u"tool:a"_s, u"tool:b"_s});
        QTest::keyClick(m_field, Qt::Key_Down, Qt::AltModifier);
        auto *menu = m_bar->findChild<QMenu *>();
        QVERIFY(menu);
        QCOMPARE(menu->actions().at(1)->text(), u"tool:b"_s);
        menu->actions().at(1)->trigger();
        QCOMPARE(m_bar->appliedText(), u"tool:b"_s);
        menu->close();
    }

    void savedFilters()
    {
        QSignalSpy changed(m_bar, &FilterBar::savedFiltersChanged);
        QVERIFY(m_saved->isHidden());
        m_bar->setText(u"status:error"_s);
        m_bar->saveCurrent();
        auto *dialog = m_bar->findChild<QInputDialog *>();
        QVERIFY(dialog);
        dialog->setTextValue(u"R&D errors"_s);
        dialog->accept();
        QCOMPARE(m_bar->savedFilters(), (QStringList{u"R&D errors"_s, u"status:error"_s}));
        QCOMPARE(changed.count(), 1);
        QVERIFY(m_saved->isVisible());
        QCOMPARE(m_saved->actions().front()->text(), u"R&&D errors"_s);
        QVERIFY(m_saved->actions().front()->isChecked());

        m_bar->clear();
        QVERIFY(!m_saved->actions().front()->isChecked());
        auto *button = qobject_cast<QToolButton *>(m_saved->widgetForAction(m_saved->actions().front()));
        QVERIFY(button && button->focusPolicy() != Qt::NoFocus);
        button->click();
        QCOMPARE(m_bar->appliedText(), u"status:error"_s);

        m_saved->rename(0, u"Errors"_s);
        QCOMPARE(m_bar->savedFilters().front(), u"Errors"_s);
        m_saved->save(u"Errors"_s, u"status:failed"_s); // the same name replaces
        QCOMPARE(m_bar->savedFilters(), (QStringList{u"Errors"_s, u"status:failed"_s}));
        button = qobject_cast<QToolButton *>(m_saved->widgetForAction(m_saved->actions().front()));
        QTest::keyClick(button, Qt::Key_Delete);
        QTRY_VERIFY(m_bar->savedFilters().isEmpty());
        QVERIFY(m_saved->isHidden());
    }

    void savedFiltersAreRestored()
    {
        const QStringList saved{u"a"_s, u"tool:a"_s, u"b"_s, u"tool:b"_s};
        m_bar->setSavedFilters(saved);
        QCOMPARE(m_bar->savedFilters(), saved);
        QCOMPARE(m_saved->actions().size(), 2);
        m_bar->setSavedFilters({u"odd"_s});
        QVERIFY(m_bar->savedFilters().isEmpty());
    }

    void savingNeedsAValidFilter()
    {
        QTest::keyClicks(m_field, u"("_s);
        m_bar->saveCurrent();
        QVERIFY(!m_bar->findChild<QInputDialog *>());
    }

    void manySavedFiltersLeaveTheFieldItsRoom()
    {
        QStringList many;
        for (int i = 0; i < 30; ++i)
            many << u"A saved filter %1"_s.arg(i) << u"exchange:%1"_s.arg(i);
        m_bar->setSavedFilters(many);
        QTRY_VERIFY(m_field->width() >= 300);
        QVERIFY(m_bar->width() <= m_window->width());
    }

    void followsTheTheme()
    {
        m_bar->setText(u"tool:x"_s);
        m_theme->setMode(Theme::Mode::Dark);
        QCOMPARE(m_field->grab().toImage().pixelColor(m_field->width() / 2, 4),
                 schemeColor(Role::ValidBackground, true));
        m_theme->setMode(Theme::Mode::Light);
    }

    void everythingHasAName()
    {
        m_bar->setSavedFilters({u"a"_s, u"tool:a"_s});
        QTest::keyClicks(m_field, u"me"_s);
        QCOMPARE(namelessWidgets(*m_window).join(u", "_s), QString());
    }

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_window;
    FilterBar *m_bar = nullptr;
    FilterField *m_field = nullptr;
    SavedFilterButtons *m_saved = nullptr;
};

QTEST_MAIN(FilterBarTest)
#include "tst_filterbar.moc"
