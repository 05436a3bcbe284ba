// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/rulesdock.h"

#include "rulefixture.h"
#include "ui/accessibilitywalk.h"
#include "ui/editors/dryrunpane.h"
#include "ui/editors/rulecommands.h"
#include "ui/editors/ruledraft.h"
#include "ui/editors/ruleeditor.h"
#include "ui/models/rulelistmodel.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QDesktopServices>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;
using namespace sightglass;
using namespace sightglass::ui;
using models::RuleListModel;
using testing::RuleFixture;

/// Stands in for the program that edits files.
class FileOpener : public QObject
{
    Q_OBJECT
public:
    QUrl opened;
public Q_SLOTS:
    void open(const QUrl &url) { opened = url; }
};

class RulesDockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<RuleFixture>();
        m_fixture->receive({testing::toolCall(1, "search"), testing::toolCall(2, "shell")});
    }
    void cleanup()
    {
        m_commands.reset();
        m_dock.reset();
        m_fixture.reset();
    }

    void withoutRulesItSaysWhatTheyAre()
    {
        openDock({});
        auto *make = m_dock->findChild<QPushButton *>(u"emptyNew"_s);
        QVERIFY(make->isVisible());
        QVERIFY(!m_dock->table().isVisible());
        QTest::keyClick(m_dock->findChild<QPushButton *>(u"emptyExample"_s), Qt::Key_Space);
        auto *editor = m_dock->findChild<RuleEditor *>();
        QVERIFY(editor && editor->draft().error().isEmpty());
        QVERIFY(editor->saveAndEnable());
        QCOMPARE(m_dock->rules().rowCount(), 1);
        QVERIFY(m_dock->table().isVisible());
        QVERIFY(m_fixture->control.rules()->rules()[0].active());
    }

    void theListTellsWhatRulesDo()
    {
        openDock(testing::kTwoRules);
        const auto cell = [this](int row, int column) { return m_dock->rules().index(row, column).data().toString(); };
        QCOMPARE(cell(0, RuleListModel::Name), u"Slow search"_s);
        QCOMPARE(cell(0, RuleListModel::Match), u"method:tools/call and tool:search"_s);
        QCOMPARE(cell(0, RuleListModel::Does), u"delay 100 ms"_s);
        QCOMPARE(cell(1, RuleListModel::Does), u"reject: no"_s);
        QCOMPARE(cell(0, RuleListModel::LastHit), u"never"_s);
    }

    void countersCountWhileOneLooks()
    {
        openDock(testing::kTwoRules);
        const QModelIndex hits = m_dock->rules().index(0, RuleListModel::Hits);
        QCOMPARE(hits.data().toString(), u"0"_s);
        const auto counter = m_fixture->control.stats->counter("slow");
        counter->hits = 3;
        counter->lastHitUs = 1'795'219'387'001'234;
        QTRY_COMPARE(hits.data().toString(), u"3"_s);
        QVERIFY(m_dock->rules().index(0, RuleListModel::LastHit).data().toString().contains(u':'));
        counter->failures = 1;
        QTRY_COMPARE(hits.data().toString(), u"3 (1 failed)"_s);
        m_dock->hide();
        counter->hits = 4;
        QCOMPARE(hits.data().toString(), u"3 (1 failed)"_s);
        m_dock->show();
        QCOMPARE(hits.data().toString(), u"4 (1 failed)"_s);
    }

    void aRuleWithAnErrorIsMarked()
    {
        openDock(QByteArray(testing::kTwoRules).replace("tool:shell", "tool:"));
        const auto cell = [this](int row, int column) { return m_dock->rules().index(row, column).data().toString(); };
        QVERIFY(!cell(1, RuleListModel::ErrorColumn).isEmpty());
        QVERIFY(cell(1, RuleListModel::Does).contains(cell(1, RuleListModel::ErrorColumn)));
        QVERIFY(cell(0, RuleListModel::ErrorColumn).isEmpty());
        // Marked by a sign in front of its name, which stands further right then.
        const QImage before = rowImage(1);
        m_fixture->write(testing::kTwoRules);
        QVERIFY(cell(1, RuleListModel::ErrorColumn).isEmpty());
        QVERIFY(rowImage(1) != before);
    }

    void aFileThatIsNoneIsSaidAndLeftAlone()
    {
        openDock(testing::kTwoRules);
        m_fixture->write("{ broken");
        QVERIFY(m_dock->findChild<QLabel *>(u"rulesNotice"_s)->isVisible());
        QCOMPARE(m_dock->rules().rowCount(), 2); // those from before
        QVERIFY(!m_dock->newAction()->isEnabled());
        QTest::keyClick(&m_dock->table(), Qt::Key_Space);
        QCOMPARE(m_fixture->read(), "{ broken");
        m_fixture->write(testing::kTwoRules);
        QVERIFY(!m_dock->findChild<QLabel *>(u"rulesNotice"_s)->isVisible());
        QVERIFY(m_dock->newAction()->isEnabled());
    }

    void spaceSwitchesAndEnterEdits()
    {
        openDock(testing::kTwoRules);
        QTest::keyClick(&m_dock->table(), Qt::Key_Down);
        QCOMPARE(m_dock->table().currentIndex().row(), 1);
        QTest::keyClick(&m_dock->table(), Qt::Key_Space);
        QCOMPARE(m_fixture->read(), QByteArray(testing::kTwoRules).replace("\"enabled\": false", "\"enabled\": true"));
        QCOMPARE(m_dock->table().currentIndex().row(), 1);
        QTest::keyClick(&m_dock->table(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_fixture->read(), testing::kTwoRules);
        QTest::keyClick(&m_dock->table(), Qt::Key_Return);
        auto *editor = m_dock->findChild<RuleEditor *>();
        QVERIFY(editor);
        QCOMPARE(editor->ruleId(), "deny");
        m_dock->showRule("deny"); // the same one
        QCOMPARE(m_dock->findChildren<RuleEditor *>().size(), 1);
        QVERIFY(!m_dock->showRule("nobody"));
    }

    void theCheckBoxSwitches()
    {
        openDock(testing::kTwoRules);
        QVERIFY(
            m_dock->rules().setData(m_dock->rules().index(0, RuleListModel::On), Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(!m_fixture->control.rules()->rules()[0].enabled);
        QVERIFY(m_fixture->read().contains("// its name"));
        m_dock->findChild<QAction *>(u"rulesAllOn"_s)->trigger();
        QVERIFY(m_fixture->control.rules()->rules()[0].active() && m_fixture->control.rules()->rules()[1].active());
        m_dock->findChild<QAction *>(u"rulesAllOff"_s)->trigger();
        QVERIFY(!m_fixture->control.rules()->hasActive());
    }

    void reorderByKeyboard()
    {
        openDock(testing::kTwoRules);
        QTest::keyClick(&m_dock->table(), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(ids(), QByteArrayList({"deny", "slow"}));
        QCOMPARE(m_dock->table().currentIndex().row(), 1); // the rule that was moved
        QVERIFY(m_fixture->read().contains("// about the first\n    {\n      \"id\": \"slow\""));
        QTest::keyClick(&m_dock->table(), Qt::Key_Down, Qt::AltModifier); // it is the last
        QCOMPARE(ids(), QByteArrayList({"deny", "slow"}));
        QTest::keyClick(&m_dock->table(), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(m_fixture->read(), testing::kTwoRules);
    }

    void reorderByDragging()
    {
        openDock(testing::kTwoRules);
        RuleListModel &rules = m_dock->rules();
        const std::unique_ptr<QMimeData> data(rules.mimeData({rules.index(1, 0)}));
        QVERIFY(rules.flags(rules.index(1, 0)) & Qt::ItemIsDragEnabled);
        QVERIFY(!(rules.flags(rules.index(0, 0)) & Qt::ItemIsDropEnabled));
        // As the view gets it: upon the upper edge of the first row.
        QTableView &table = m_dock->table();
        const QRect first = table.visualRect(rules.index(0, RuleListModel::Name));
        const QPoint edge = first.topLeft() + QPoint(20, 1);
        QDragEnterEvent enter(edge, Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(table.viewport(), &enter);
        rules.dropMimeData(data.get(), Qt::MoveAction, 0, 0, {});
        QCOMPARE(ids(), QByteArrayList({"deny", "slow"}));
        QCOMPARE(table.currentIndex().row(), 0);
        const std::unique_ptr<QMimeData> back(rules.mimeData({rules.index(0, 0)}));
        rules.dropMimeData(back.get(), Qt::MoveAction, 2, 0, {}); // behind the last
        QCOMPARE(ids(), QByteArrayList({"slow", "deny"}));
        QMimeData strange;
        strange.setData(rules.mimeTypes().first(), "99");
        QVERIFY(!rules.dropMimeData(&strange, Qt::MoveAction, 0, 0, {}));
        QCOMPARE(ids(), QByteArrayList({"slow", "deny"}));
    }

    void duplicateDeleteUndo()
    {
        openDock(testing::kTwoRules);
        QTest::keyClick(&m_dock->table(), Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(m_dock->rules().rowCount(), 3);
        QCOMPARE(m_dock->table().currentIndex().row(), 1);
        QVERIFY(!m_dock->rules().rule(1).enabled);
        QVERIFY2(m_dock->rules().rule(1).error.isEmpty(), qUtf8Printable(m_dock->rules().rule(1).error));
        QTest::keyClick(&m_dock->table(), Qt::Key_Delete);
        QCOMPARE(ids(), QByteArrayList({"slow", "deny"}));
        QSignalSpy noted(m_dock.get(), &RulesDock::noted);
        QTest::keyClick(&m_dock->table(), Qt::Key_Delete);
        QCOMPARE(ids(), QByteArrayList({"slow"}));
        QVERIFY(noted.last().first().toString().contains(u"Deny shell"_s));
        m_dock->undo();
        m_dock->undo();
        m_dock->undo();
        QCOMPARE(m_fixture->read(), testing::kTwoRules);
        QVERIFY(!m_dock->undoAction()->isEnabled());
    }

    void whatAnotherProgramWroteIsNotUndone()
    {
        openDock(testing::kTwoRules);
        QTest::keyClick(&m_dock->table(), Qt::Key_Space);
        m_fixture->write(QByteArray(testing::kTwoRules).replace("100", "5"));
        QVERIFY(!m_dock->undoAction()->isEnabled());
        m_dock->undo();
        QCOMPARE(m_fixture->read(), QByteArray(testing::kTwoRules).replace("100", "5"));
    }

    void aFailureToSaveIsSaid()
    {
        openDock(testing::kTwoRules);
        QSignalSpy noted(m_dock.get(), &RulesDock::noted);
        m_fixture->control.refuse = true;
        QTest::keyClick(&m_dock->table(), Qt::Key_Space);
        QCOMPARE(noted.count(), 1);
        QVERIFY(noted.first().first().toString().contains(u"disk is full"_s));
        QVERIFY(m_dock->rules().rule(0).enabled);
    }

    void theFileOpensInAnEditor()
    {
        openDock({});
        FileOpener opener;
        QDesktopServices::setUrlHandler(u"file"_s, &opener, "open");
        m_dock->findChild<QAction *>(u"rulesOpenFile"_s)->trigger();
        QDesktopServices::unsetUrlHandler(u"file"_s);
        QCOMPARE(opener.opened, QUrl::fromLocalFile(m_fixture->control.rulesPath()));
        QVERIFY(m_fixture->read().contains("formatVersion")); // there was none
    }

    void aRuleFromARow()
    {
        openDock(testing::kTwoRules);
        m_commands->makeRule(m_fixture->exchanges.record(0), false);
        auto *editor = m_dock->findChild<RuleEditor *>();
        QVERIFY(editor);
        QVERIFY2(editor->draft().error().isEmpty(), qUtf8Printable(editor->draft().error()));
        QCOMPARE(editor->draft().string("/match"), u"method:tools/call and tool:search"_s);
        QCOMPARE(editor->draft().string("/actions/0/set"), u"/params/arguments/query"_s);
        QTRY_VERIFY(editor->dryRun().isComplete());
        QCOMPARE(editor->dryRun().hits().rowCount(), 1);
        QCOMPARE(m_fixture->control.saves, 0); // nothing is saved unasked
        QVERIFY(editor->saveAndEnable());
        QVERIFY(m_fixture->control.rules()->rules()[2].active());
    }

    void aRuleForTheAnswer()
    {
        openDock({});
        m_commands->makeRule(m_fixture->exchanges.record(0), true);
        auto *editor = m_dock->findChild<RuleEditor *>();
        QVERIFY(editor->draft().rule().directions.responses);
        QVERIFY(!editor->draft().rule().directions.requests);
        QCOMPARE(editor->draft().string("/actions/0/set"), u"/result/content/0/text"_s);
        // Of what is not at hand, a rule is made all the same.
        m_commands->makeRule(*testing::toolCall(99, "gone"), false);
        QTRY_COMPARE(m_dock->findChildren<RuleEditor *>().size(), 2);
    }

    void blockThisTool()
    {
        openDock(testing::kTwoRules);
        QSignalSpy noted(m_commands.get(), &RuleCommands::noted);
        m_commands->blockTool(m_fixture->exchanges.record(1));
        const auto &rules = m_fixture->control.rules()->rules();
        QCOMPARE(rules.size(), 3u);
        QVERIFY(rules[0].active());
        QCOMPARE(rules[0].actions.first().kind, interceptor::rules::Action::Kind::Reject);
        QCOMPARE(rules[0].filter.toString(), u"method:tools/call and tool:shell"_s);
        QVERIFY(noted.first().first().toString().contains(u"Undo"_s));
        m_dock->undo();
        QCOMPARE(m_fixture->read(), testing::kTwoRules);
    }

    void theFirstRuleCanBeUndoneToo()
    {
        openDock({});
        m_commands->blockTool(m_fixture->exchanges.record(1));
        QCOMPARE(m_dock->rules().rowCount(), 1);
        QVERIFY(m_dock->undoAction()->isEnabled());
        m_dock->undo();
        QCOMPARE(m_dock->rules().rowCount(), 0);
        QVERIFY(m_fixture->control.rulesError().isEmpty());
    }

    void pauseOnMessagesLikeThis()
    {
        openDock({});
        m_commands->pauseLike(m_fixture->exchanges.record(1));
        QVERIFY(m_fixture->control.options.enabled);
        QCOMPARE(m_fixture->control.options.filter.toString(), u"method:tools/call and tool:shell"_s);
    }

    void unsavedEditorsAreKnown()
    {
        openDock(testing::kTwoRules);
        RuleEditor *editor = m_dock->openEditor(0);
        QVERIFY(m_dock->unsaved().isEmpty());
        editor->draft().setString("/name", u"x"_s);
        QCOMPARE(m_dock->unsaved(), QList<RuleEditor *>{editor});
    }

    void everythingHasAName()
    {
        openDock(testing::kTwoRules);
        QCOMPARE(namelessWidgets(*m_dock).join(u'\n'), QString());
    }

private:
    void openDock(const QByteArray &file)
    {
        if (!file.isEmpty())
            m_fixture->write(file);
        m_dock = std::make_unique<RulesDock>(m_fixture->theme, m_fixture->control, m_fixture->exchanges,
                                             m_fixture->payloads);
        m_commands = std::make_unique<RuleCommands>(m_fixture->control, m_fixture->payloads, *m_dock);
        new QAbstractItemModelTester(&m_dock->rules(), QAbstractItemModelTester::FailureReportingMode::Fatal,
                                     m_dock.get());
        m_dock->resize(1000, 400);
        m_dock->show();
        if (!QTest::qWaitForWindowActive(m_dock.get()))
            qFatal("the window is not active");
        m_dock->table().setFocus();
    }
    QImage rowImage(int row) const
    {
        QTableView &table = m_dock->table();
        return table.viewport()->grab(table.visualRect(m_dock->rules().index(row, RuleListModel::Name))).toImage();
    }
    QByteArrayList ids() const
    {
        QByteArrayList found;
        for (const auto &rule : m_fixture->control.rules()->rules())
            found.append(rule.id);
        return found;
    }

    std::unique_ptr<RuleFixture> m_fixture;
    std::unique_ptr<RulesDock> m_dock;
    std::unique_ptr<RuleCommands> m_commands;
};

QTEST_MAIN(RulesDockTest)
#include "tst_rulesdock.moc"
