// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/ruleeditor.h"

#include "rulefixture.h"
#include "ui/accessibilitywalk.h"
#include "ui/detail/diffview.h"
#include "ui/editors/dryrunpane.h"
#include "ui/editors/jsonfield.h"
#include "ui/editors/ruledraft.h"
#include "ui/editors/ruleform.h"
#include "ui/editors/rulesdock.h"
#include "ui/editors/ruletemplates.h"
#include "ui/editors/ruletextedit.h"
#include "ui/filter/filterfield.h"
#include "ui/models/rulelistmodel.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QTextCursor>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace sightglass;
using namespace sightglass::ui;
using testing::RuleFixture;

class RuleEditorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<RuleFixture>();
        m_fixture->write(testing::kTwoRules);
        QList<exchange::RecordPtr> records;
        for (quint64 id = 1; id <= 20; ++id)
            records.append(testing::toolCall(id, id % 4 == 0 ? "search" : "other"));
        m_fixture->receive(records);
        m_dock = std::make_unique<RulesDock>(m_fixture->theme, m_fixture->control, m_fixture->exchanges,
                                             m_fixture->payloads);
        m_dock->show();
    }
    void cleanup()
    {
        m_dock.reset();
        m_fixture.reset();
    }

    void formAndTextAreTheSameRule()
    {
        RuleEditor &editor = open(0);
        auto *name = editor.findChild<QLineEdit *>(u"ruleName"_s);
        QCOMPARE(name->text(), u"Slow search"_s);
        QCOMPARE(editor.form().match().text(), u"method:tools/call and tool:search"_s);
        name->selectAll();
        QTest::keyClicks(name, u"Fast"_s);
        QVERIFY(editor.text().toPlainText().contains(u"\"name\": \"Fast\", // its name"_s));
        QVERIFY(editor.isModified());
        // And back: what is written in the text shows in the form.
        replaceInText(editor, u"\"Fast\""_s, u"\"Faster\""_s);
        QCOMPARE(name->text(), u"Faster"_s);
        replaceInText(editor, u"{\"delay\": 100}"_s, u"{\"delay\": [100, 300]}"_s);
        QCOMPARE(editor.findChild<QSpinBox *>(u"delayMost"_s)->value(), 300);
        editor.findChild<QCheckBox *>(u"onresponse"_s)->click();
        QVERIFY(editor.text().toPlainText().contains(u"\"on\": [\"request\", \"response\"]"_s));
        QVERIFY(editor.draft().error().isEmpty());
    }

    void undoCoversBoth()
    {
        RuleEditor &editor = open(0);
        const QString before = editor.text().toPlainText();
        auto *name = editor.findChild<QLineEdit *>(u"ruleName"_s);
        name->setFocus();
        QTRY_VERIFY(name->hasFocus());
        QTest::keyClicks(name, u"er"_s);
        replaceInText(editor, u"100"_s, u"200"_s);
        QCOMPARE(editor.findChild<QSpinBox *>(u"delayLeast"_s)->value(), 200);
        QTest::keyClick(name, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(editor.findChild<QSpinBox *>(u"delayLeast"_s)->value(), 100);
        QVERIFY(name->text() != u"Slow search"_s);
        QTest::keyClick(&editor.text(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(name->text(), u"Slow search"_s);
        QCOMPARE(editor.text().toPlainText(), before);
        QVERIFY(!editor.isModified());
        QTest::keyClick(&editor.text(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(name->text() != u"Slow search"_s);
    }

    void brokenTextDisablesTheForm()
    {
        RuleEditor &editor = open(0);
        replaceInText(editor, u"\"match\":"_s, u"\"match\""_s);
        QVERIFY(!editor.form().isEnabled());
        auto *problem = editor.findChild<QPushButton *>(u"ruleProblem"_s);
        QVERIFY2(problem->text().contains(u"ine 4"_s), qUtf8Printable(problem->text()));
        QCOMPARE(editor.text().extraSelections().size(), 1);
        QVERIFY(!editor.findChild<QPushButton *>(u"ruleSave"_s)->isEnabled());
        QVERIFY(!editor.findChild<QPushButton *>(u"ruleSaveOn"_s)->isEnabled());
        problem->click();
        QTRY_VERIFY(editor.text().hasFocus());
        QCOMPARE(editor.text().textCursor().blockNumber(), 3);
        QCOMPARE(editor.text().accessibleDescription(), editor.draft().error());
        editor.draft().undo();
        QVERIFY(editor.form().isEnabled());
        QVERIFY(editor.text().extraSelections().isEmpty());
    }

    void theMatchIsRedAndSaysWhy()
    {
        RuleEditor &editor = open(0);
        FilterField &match = editor.form().match();
        match.selectAll();
        QTest::keyClicks(&match, u"tool:search and duration:>x"_s);
        QCOMPARE(match.validity(), FilterField::Validity::Invalid);
        auto *error = editor.findChild<QLabel *>(u"matchError"_s);
        QVERIFY(error->isVisible());
        QCOMPARE(error->text(), match.error()->text());
        QVERIFY(!editor.draft().error().isEmpty());
        QVERIFY(!editor.findChild<QPushButton *>(u"ruleSaveOn"_s)->isEnabled());
        QVERIFY(editor.findChild<QPushButton *>(u"ruleSave"_s)->isEnabled()); // it would be shown with its error
        match.clear();
        QVERIFY(!editor.text().toPlainText().contains(u"match"_s));
        QVERIFY(editor.draft().error().isEmpty());
    }

    void theDryRunFollowsTheTyping()
    {
        RuleEditor &editor = open(0);
        DryRunPane &run = editor.dryRun();
        QTRY_VERIFY(run.isComplete());
        QCOMPARE(run.hits().rowCount(), 5);
        QCOMPARE(run.hits().hit(0).record->id.value(), 20u); // newest first
        QVERIFY2(run.stateText().startsWith(u"5 of 20"_s), qUtf8Printable(run.stateText()));
        // Another match.
        FilterField &match = editor.form().match();
        match.selectAll();
        QTest::keyClicks(&match, u"tool:other"_s);
        QTRY_COMPARE(run.hits().rowCount(), 15);
        // An action that changes something: before and after are shown.
        editor.draft().set("/actions/0", R"({"set": "/params/arguments/limit", "value": 50})");
        QTRY_VERIFY(run.isComplete() && run.diff().text().contains(u"+       \"limit\": 50"_s));
        QVERIFY(run.diff().text().contains(u"−       \"limit\": 25"_s));
        QVERIFY(run.detailText().startsWith(u"Request"_s));
        // A rule with an error has no dry run.
        replaceInText(editor, u"tool:other"_s, u"tool:"_s);
        QCOMPARE(run.hits().rowCount(), 0);
        QVERIFY(run.diff().text().isEmpty());
        // One that touches nothing says so.
        replaceInText(editor, u"tool:"_s, u"tool:nobody"_s);
        QTRY_VERIFY(run.stateText().startsWith(u"0 of 20"_s));
    }

    void aLongHistoryIsLookedAtUpToTheLimit()
    {
        QList<exchange::RecordPtr> records;
        constexpr quint64 kMany = models::DryRun::kMostExchanges + 50;
        for (quint64 id = 21; id <= kMany; ++id)
            records.append(testing::toolCall(id, "search"));
        m_fixture->receive(records);
        RuleEditor &editor = open(0);
        DryRunPane &run = editor.dryRun();
        QTRY_VERIFY_WITH_TIMEOUT(run.isComplete() && !run.stateText().endsWith(u'…'), 30'000);
        QVERIFY2(run.stateText().contains(u"of the first 10,000"_s), qUtf8Printable(run.stateText()));
        QCOMPARE(run.hits().rowCount(), int(models::DryRun::kMostHits));
        QCOMPARE(run.hits().hit(0).record->id.value(), kMany);
        editor.draft().setString("/match", u"tool:nobody"_s);
        QTRY_VERIFY_WITH_TIMEOUT(run.stateText().startsWith(u"0 of the first"_s), 30'000);
        QCOMPARE(run.hits().rowCount(), 0);
    }

    void aDryRunCanBeGivenUp()
    {
        models::DryRun run(m_fixture->payloads, m_fixture->exchanges);
        QSignalSpy finished(&run, &models::DryRun::finished);
        QSignalSpy hits(&run, &models::DryRun::hitsFound);
        run.start(m_fixture->control.rules());
        QVERIFY(run.isRunning());
        run.cancel();
        QVERIFY(!run.isRunning());
        QCOMPARE(finished.count(), 1);
        const qsizetype told = hits.count();
        run.start(m_fixture->control.rules()); // the one before is told no more
        run.start(m_fixture->control.rules());
        QTRY_COMPARE(finished.count(), 2);
        QCOMPARE(run.matched(), 5);
        QCOMPARE(run.looked(), 20);
        QVERIFY(hits.count() > told);
        run.look(m_fixture->exchanges.record(3).id.value() == 4 ? testing::toolCall(4, "search") : nullptr);
        QSignalSpy changes(&run, &models::DryRun::changesFound);
        QTRY_COMPARE(changes.count(), 1);
        run.look(testing::toolCall(999, "search")); // nobody has its payload
        QSignalSpy failed(&run, &models::DryRun::changesFailed);
        QTRY_COMPARE(failed.count(), 1);
    }

    void whatCannotBeDoneIsSaidInTheDryRun()
    {
        RuleEditor &editor = open(0);
        editor.draft().set("/actions/0", R"({"remove": "/params/arguments/nothing"})");
        DryRunPane &run = editor.dryRun();
        QTRY_VERIFY(run.isComplete() && run.hits().rowCount() == 5 && run.hits().hit(0).troubled);
        QVERIFY2(run.hits().hit(0).what.contains(u"not done"_s), qUtf8Printable(run.hits().hit(0).what));
    }

    void actionsAreAddedMovedAndRemoved()
    {
        RuleEditor &editor = open(0);
        auto *add = editor.findChild<QToolButton *>(u"addAction"_s);
        add->menu()->findChild<QAction *>(u"set"_s)->trigger();
        QCOMPARE(editor.draft().rule().actions.size(), 2);
        auto *where = editor.findChild<QLineEdit *>(u"/set"_s);
        QVERIFY(where);
        where->selectAll();
        QTest::keyClicks(where, u"/params/arguments/limit"_s);
        auto *value = editor.findChild<JsonField *>(u"/value"_s);
        value->selectAll();
        QTest::keyClicks(value, u"[1"_s);
        QVERIFY(!value->isValid());
        QVERIFY(!value->accessibleDescription().isEmpty());
        QTest::keyClicks(value, u"]"_s);
        QVERIFY(value->isValid());
        QCOMPARE(editor.draft().rule().actions[1].value, "[1]");
        QCOMPARE(editor.draft().rule().actions[1].pointer, "/params/arguments/limit");
        auto *second = editor.findChild<QWidget *>(u"action1"_s);
        second->findChild<QToolButton *>(u"actionUp"_s)->click();
        QCOMPARE(editor.draft().rule().actions[0].kind, interceptor::rules::Action::Kind::Set);
        auto *first = editor.findChild<QWidget *>(u"action0"_s);
        first->findChild<QToolButton *>(u"actionRemove"_s)->click();
        QCOMPARE(editor.draft().rule().actions.size(), 1);
        QCOMPARE(editor.draft().rule().actions[0].kind, interceptor::rules::Action::Kind::Delay);
        // Another kind for the same place.
        auto *kind = first->findChild<QComboBox *>(u"actionKind"_s);
        kind->setFocus();
        QTest::keyClick(kind, Qt::Key_Down);
        QCOMPARE(editor.draft().rule().actions[0].kind, interceptor::rules::Action::Kind::Hold);
    }

    void placesOfTheMessageAreOffered()
    {
        RuleEditor &editor = open(0);
        editor.draft().set("/actions/0", R"({"remove": "/params"})");
        QTRY_VERIFY(editor.dryRun().isComplete() && !editor.dryRun().diff().text().isEmpty());
        auto *where = editor.findChild<QLineEdit *>(u"/remove"_s);
        where->setFocus();
        QTRY_VERIFY(where->hasFocus());
        where->selectAll();
        QTest::keyClicks(where, u"limit"_s);
        QAbstractItemView *popup = where->completer()->popup();
        QTRY_VERIFY(popup->isVisible());
        QTest::keyClick(popup, Qt::Key_Down);
        QTest::keyClick(popup, Qt::Key_Return);
        QCOMPARE(editor.draft().string("/actions/0/remove"), u"/params/arguments/limit"_s);
    }

    void savingKeepsTheFilesComments()
    {
        RuleEditor &editor = open(0);
        editor.draft().set("/actions/0/delay", "250");
        QSignalSpy noted(&editor, &RuleEditor::noted);
        QVERIFY(editor.save());
        QCOMPARE(noted.count(), 1);
        QVERIFY(!editor.isModified());
        QCOMPARE(m_fixture->read(), QByteArray(testing::kTwoRules).replace("100", "250"));
    }

    void saveAndSwitchOnByKey()
    {
        RuleEditor &editor = open(1);
        QVERIFY(!m_fixture->control.rules()->rules()[1].enabled);
        QTest::keyClick(&editor.text(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(m_fixture->control.rules()->rules()[1].active());
        QCOMPARE(m_fixture->read(), QByteArray(testing::kTwoRules).replace("\"enabled\": false", "\"enabled\": true"));
    }

    void whatCannotBeSavedStays()
    {
        RuleEditor &editor = open(0);
        editor.draft().setString("/name", u"x"_s);
        m_fixture->control.refuse = true;
        QVERIFY(!editor.save());
        QVERIFY(editor.isModified());
        QVERIFY(editor.findChild<QLabel *>(u"ruleNotice"_s)->text().contains(u"disk is full"_s));
        QCOMPARE(m_fixture->read(), testing::kTwoRules);
    }

    void revertTakesTheFiles()
    {
        RuleEditor &editor = open(0);
        editor.draft().setString("/name", u"x"_s);
        editor.findChild<QPushButton *>(u"ruleRevert"_s)->click();
        QCOMPARE(editor.draft().string("/name"), u"Slow search"_s);
        QVERIFY(!editor.isModified());
        editor.draft().undo(); // even that can be taken back
        QCOMPARE(editor.draft().string("/name"), u"x"_s);
    }

    void aFileThatChangesMeanwhile()
    {
        RuleEditor &editor = open(0);
        m_fixture->write(QByteArray(testing::kTwoRules).replace("100", "111"));
        QVERIFY(editor.text().toPlainText().contains(u"111"_s)); // nothing was edited here
        editor.draft().setString("/name", u"mine"_s);
        m_fixture->write(QByteArray(testing::kTwoRules).replace("100", "222"));
        QCOMPARE(editor.draft().string("/name"), u"mine"_s);
        auto *notice = editor.findChild<QLabel *>(u"ruleNotice"_s);
        QVERIFY(notice->isVisible());
        m_fixture->write(R"({"formatVersion": 1, "rules": []})");
        QVERIFY(notice->text().contains(u"not in the file"_s));
        QVERIFY(editor.save());
        QCOMPARE(m_fixture->control.rules()->rules().size(), 1u);
        QCOMPARE(m_fixture->control.rules()->rules()[0].name, u"mine"_s);
    }

    void closingAsksForUnsavedChanges()
    {
        const QPointer<RuleEditor> editor = &open(0);
        editor->draft().setString("/name", u"x"_s);
        QVERIFY(!editor->close());
        auto *question = editor->findChild<QMessageBox *>();
        QVERIFY(question && question->isVisible());
        question->button(QMessageBox::Cancel)->click();
        QTRY_VERIFY(!editor->findChild<QMessageBox *>());
        QVERIFY(editor && editor->isVisible() && editor->isModified());
        editor->close();
        editor->findChild<QMessageBox *>()->button(QMessageBox::Discard)->click();
        QTRY_VERIFY(!editor);
        QCOMPARE(m_fixture->read(), testing::kTwoRules);
        const QPointer<RuleEditor> other = &open(0);
        other->draft().setString("/name", u"y"_s);
        other->close();
        other->findChild<QMessageBox *>()->button(QMessageBox::Save)->click();
        QTRY_VERIFY(!other);
        QCOMPARE(m_fixture->control.rules()->rules()[0].name, u"y"_s);
    }

    void aNewRuleIsAddedOnce()
    {
        RuleEditor *editor = m_dock->openNew(exampleRule(*m_fixture->control.rules()));
        QVERIFY(editor->isModified());
        QVERIFY(editor->save());
        QCOMPARE(m_fixture->control.rules()->rules().size(), 3u);
        editor->draft().set("/actions/0/delay", "7");
        QVERIFY(editor->saveAndEnable());
        QCOMPARE(m_fixture->control.rules()->rules().size(), 3u);
        QVERIFY(m_fixture->control.rules()->rules()[2].active());
        QVERIFY(m_fixture->read().contains("// about the first"));
    }

    void completionByKeyboard()
    {
        RuleEditor &editor = open(1);
        RuleTextEdit &text = editor.text();
        text.setFocus();
        QTRY_VERIFY(text.hasFocus());
        QTextCursor cursor = text.textCursor();
        cursor.setPosition(int(text.toPlainText().indexOf(u"tool:shell"_s)) + 5);
        cursor.setPosition(cursor.position() + 5, QTextCursor::KeepAnchor);
        text.setTextCursor(cursor);
        QTest::keyClicks(&text, u"sea"_s);
        QVERIFY(text.popup() && text.popup()->isVisible());
        QTest::keyClick(&text, Qt::Key_Tab);
        QVERIFY(text.toPlainText().contains(u"\"match\": \"tool:search\""_s));
        QVERIFY(text.hasFocus());
        QTest::keyClick(&text, Qt::Key_Space, Qt::ControlModifier);
        QTest::keyClick(&text, Qt::Key_Escape);
        QVERIFY(!text.popup()->isVisible());
        QVERIFY(editor.isVisible());
    }

    void everythingHasAName()
    {
        RuleEditor &editor = open(0);
        for (const char *kind : {"set", "respondError", "rateLimit", "colour", "setHeader"})
            editor.findChild<QToolButton *>(u"addAction"_s)
                ->menu()
                ->findChild<QAction *>(QString::fromLatin1(kind))
                ->trigger();
        QCOMPARE(editor.draft().rule().actions.size(), 6);
        QTRY_VERIFY(editor.dryRun().isComplete());
        QCOMPARE(namelessWidgets(editor).join(u'\n'), QString());
    }

private:
    RuleEditor &open(int row)
    {
        RuleEditor *editor = m_dock->openEditor(row);
        Q_ASSERT(editor);
        if (!QTest::qWaitForWindowActive(editor))
            qFatal("the editor's window is not active");
        return *editor;
    }
    static void replaceInText(RuleEditor &editor, const QString &what, const QString &by)
    {
        QTextCursor cursor(editor.text().document());
        const qsizetype at = editor.text().toPlainText().indexOf(what);
        Q_ASSERT(at >= 0);
        cursor.setPosition(int(at));
        cursor.setPosition(int(at + what.size()), QTextCursor::KeepAnchor);
        cursor.insertText(by);
    }

    std::unique_ptr<RuleFixture> m_fixture;
    std::unique_ptr<RulesDock> m_dock;
};

QTEST_MAIN(RuleEditorTest)
#include "tst_ruleeditor.moc"
