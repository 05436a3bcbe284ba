// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/accessibilitywalk.h"
#include "ui/fakeinterception.h"
#include "ui/intercept/answereditor.h"
#include "ui/intercept/bodyeditor.h"
#include "ui/intercept/headereditor.h"
#include "ui/intercept/heldeditor.h"
#include "ui/intercept/holdpane.h"
#include "ui/intercept/holdtable.h"
#include "ui/models/holdlistmodel.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace sightglass;
using namespace sightglass::ui;
using namespace Qt::Literals::StringLiterals;
using interceptor::HoldDecision;
using interceptor::HoldEnd;
using interceptor::HoldId;
using ui::testing::FakeInterception;
using ui::testing::heldCall;
using Kind = HoldDecision::Kind;

namespace {

QPushButton *button(const QWidget &root, const QString &text)
{
    for (QPushButton *one : root.findChildren<QPushButton *>()) {
        if (QString(one->text()).remove(u'&') == text && one->isVisible())
            return one;
    }
    return nullptr;
}

void retype(HeldEditor &editor, const QString &old, const QString &text)
{
    QPlainTextEdit &edit = editor.body().edit();
    const QTextCursor cursor = edit.document()->find(old);
    QVERIFY(!cursor.isNull());
    edit.setTextCursor(cursor);
    QTest::keyClicks(&edit, text);
}

} // namespace

class TestHoldPane : public QObject
{
    Q_OBJECT
    struct Stand {
        Stand() : control(folder.filePath(u"rules.jsonc"_s)), pane(theme, control, model)
        {
            pane.setClock([this] { return nowUs; });
            pane.resize(1000, 400);
            pane.show();
            pane.activateWindow();
            ready = QTest::qWaitForWindowActive(&pane);
        }
        QTemporaryDir folder;
        Theme theme{*qApp, Theme::Mode::Light};
        FakeInterception control;
        models::HoldListModel model;
        qint64 nowUs = 1'000'000'000;
        HoldPane pane;
        bool ready = false;
    };

private Q_SLOTS:
    void editedMessageIsSent()
    {
        Stand stand;
        QVERIFY(!stand.pane.editor());
        stand.control.hold(heldCall(1));
        HeldEditor *editor = stand.pane.editor(); // the first one is looked at without being asked for
        QVERIFY(editor);
        QVERIFY(!button(*editor, u"Send edited"_s)->isEnabled());
        retype(*editor, u"add"_s, u"sub"_s);
        QCOMPARE(stand.model.index(0, models::HoldListModel::StateColumn).data().toString(), u"Edited, not sent"_s);
        QTest::mouseClick(button(*editor, u"Send edited"_s), Qt::LeftButton);
        QCOMPARE(stand.control.decisions.size(), 1);
        const auto &[id, decision] = stand.control.decisions.front();
        QCOMPARE(id, HoldId(1));
        QCOMPARE(decision.kind, Kind::SendEdited);
        // Nothing but the change, in the request's own spelling.
        QCOMPARE(decision.message, heldCall(1).message.replace("add", "sub"));
        QVERIFY(decision.headers.isEmpty());
        QVERIFY(!decision.independentHeaders);
        QCOMPARE(stand.model.rowCount(), 0);
        QVERIFY(!stand.pane.editor());
    }

    void originalGoesOutAsItCame()
    {
        Stand stand;
        stand.control.hold(heldCall(1));
        retype(*stand.pane.editor(), u"add"_s, u"sub"_s);
        QTest::mouseClick(button(*stand.pane.editor(), u"Send original"_s), Qt::LeftButton);
        QCOMPARE(stand.control.decisions.front().second.kind, Kind::SendOriginal);
    }

    void headersAreSentToo()
    {
        Stand stand;
        stand.control.hold(heldCall(1));
        HeldEditor *editor = stand.pane.editor();
        editor->tabs().setCurrentIndex(HeldEditor::Headers);
        auto *derive = editor->headers().findChild<QAbstractButton *>();
        for (QAbstractButton *one : editor->headers().findChildren<QAbstractButton *>()) {
            if (one->isCheckable() && one->text().contains(u"mirrored"_s))
                derive = one;
        }
        QVERIFY(derive->isChecked());
        QTest::mouseClick(derive, Qt::LeftButton, {}, QPoint(8, derive->height() / 2));
        QVERIFY(editor->isEdited());
        editor->send();
        QCOMPARE(stand.control.decisions.front().second.kind, Kind::SendEdited);
        QVERIFY(stand.control.decisions.front().second.independentHeaders);
        QCOMPARE(stand.control.decisions.front().second.message, heldCall(1).message);
    }

    void brokenJsonIsNotSent()
    {
        Stand stand;
        stand.control.hold(heldCall(1));
        HeldEditor *editor = stand.pane.editor();
        retype(*editor, u"\"add\""_s, u"\"add"_s);
        QVERIFY(!button(*editor, u"Send edited"_s)->isEnabled());
        QVERIFY(!editor->problem().isEmpty());
        editor->tabs().setCurrentIndex(HeldEditor::Headers);
        editor->send();
        QVERIFY(stand.control.decisions.isEmpty());
        QCOMPARE(editor->tabs().currentIndex(), int(HeldEditor::Body)); // where the fault is
    }

    void answeredByHand()
    {
        Stand stand;
        stand.control.hold(heldCall(41));
        HeldEditor *editor = stand.pane.editor();
        QTest::mouseClick(button(*editor, u"Answer myself…"_s), Qt::LeftButton);
        QCOMPARE(editor->tabs().currentIndex(), int(HeldEditor::Answer));
        editor->answer().setKind(AnswerEditor::Kind::Error);
        QTest::mouseClick(button(*editor, u"Send this answer"_s), Qt::LeftButton);
        const HoldDecision &decision = stand.control.decisions.front().second;
        QCOMPARE(decision.kind, Kind::Respond);
        QVERIFY2(decision.message.startsWith(R"({"jsonrpc":"2.0","id":41,"error":)"), decision.message.constData());
    }

    void failedWithAReason()
    {
        Stand stand;
        stand.control.hold(heldCall(1));
        HeldEditor *editor = stand.pane.editor();
        auto *reason = editor->findChild<QLineEdit *>();
        reason->setText(u"not today"_s);
        QTest::mouseClick(button(*editor, u"Fail"_s), Qt::LeftButton);
        QCOMPARE(stand.control.decisions.front().second.kind, Kind::Fail);
        QCOMPARE(stand.control.decisions.front().second.reason, u"not today"_s);
    }

    void editsSurviveLookingElsewhere()
    {
        Stand stand;
        stand.control.hold(heldCall(1));
        stand.control.hold(heldCall(2, "echo"));
        retype(*stand.pane.editor(), u"add"_s, u"sub"_s);
        stand.pane.table().select(HoldId(2));
        QCOMPARE(stand.pane.editor()->id(), HoldId(2));
        QVERIFY(!stand.pane.editor()->isEdited());
        stand.pane.hide(); // a closed dock
        stand.control.hold(heldCall(3));
        stand.pane.show();
        QCOMPARE(stand.model.rowCount(), 3);
        stand.pane.table().select(HoldId(1));
        QVERIFY(stand.pane.editor()->isEdited());
        QVERIFY(stand.pane.editor()->body().body().contains("\"sub\""));
        // One that was edited is sent so, the others as they came.
        stand.pane.table().selectAll();
        stand.pane.sendSelected();
        QCOMPARE(stand.control.decisions.size(), 3);
        QCOMPARE(stand.control.decisions[0].second.kind, Kind::SendEdited);
        QCOMPARE(stand.control.decisions[1].second.kind, Kind::SendOriginal);
        QCOMPARE(stand.control.decisions[2].second.kind, Kind::SendOriginal);
    }

    void releasesAll()
    {
        Stand stand;
        for (quint64 id = 1; id <= 3; ++id)
            stand.control.hold(heldCall(id));
        QTest::mouseClick(button(stand.pane, u"Release all"_s), Qt::LeftButton);
        QCOMPARE(stand.control.decisions.size(), 3);
        for (const auto &[id, decision] : std::as_const(stand.control.decisions))
            QCOMPARE(decision.kind, Kind::SendOriginal);
        QVERIFY(!button(stand.pane, u"Release all"_s)->isEnabled());
    }

    void releasingAllAsksAboutEdits()
    {
        Stand stand;
        stand.control.hold(heldCall(1));
        stand.control.hold(heldCall(2));
        retype(*stand.pane.editor(), u"add"_s, u"sub"_s);
        stand.pane.releaseAll();
        auto *box = stand.pane.findChild<QMessageBox *>();
        QVERIFY(box);
        QVERIFY(stand.control.decisions.isEmpty()); // not before an answer
        QTest::mouseClick(button(*box, u"Send Edited"_s), Qt::LeftButton);
        QCOMPARE(stand.control.decisions.size(), 2);
        QCOMPARE(stand.control.decisions[0].second.kind, Kind::SendEdited);
        QCOMPARE(stand.control.decisions[1].second.kind, Kind::SendOriginal);
    }

    void clientThatGaveUpIsSaidAtOnce()
    {
        Stand stand;
        stand.control.hold(heldCall(1));
        HeldEditor *editor = stand.pane.editor();
        retype(*editor, u"add"_s, u"sub"_s);
        stand.control.end(HoldId(1), HoldEnd::ClientGone);
        QCOMPARE(stand.pane.editor(), editor); // what was typed can still be copied
        QVERIFY(editor->isEnded());
        QVERIFY(!button(*editor, u"Send edited"_s)->isEnabled());
        QVERIFY(!button(*editor, u"Fail"_s)->isEnabled());
        stand.pane.sendSelected();
        stand.pane.sendSelectedOriginals();
        QVERIFY(stand.control.decisions.isEmpty());
        QCOMPARE(stand.model.rowCount(), 1);
        QTest::mouseClick(button(*editor, u"Dismiss"_s), Qt::LeftButton);
        QCOMPARE(stand.model.rowCount(), 0);
        QVERIFY(!stand.pane.editor());
        // One that was never looked at.
        stand.control.hold(heldCall(2));
        stand.control.hold(heldCall(3));
        stand.control.end(HoldId(3), HoldEnd::ClientGone);
        stand.pane.table().select(HoldId(3));
        QVERIFY(stand.pane.editor()->isEnded());
    }

    void leadsToItsExchange()
    {
        Stand stand;
        QSignalSpy asked(&stand.pane, &HoldPane::exchangeRequested);
        stand.control.hold(heldCall(9));
        QToolButton *show = nullptr;
        for (QToolButton *one : stand.pane.editor()->findChildren<QToolButton *>()) {
            if (one->text() == u"Show in list"_s)
                show = one;
        }
        QVERIFY(show);
        QTest::mouseClick(show, Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].value<exchange::ExchangeId>(), exchange::ExchangeId(9));
    }

    void ticksOnlyWhileItMatters()
    {
        Stand stand;
        QVERIFY(!stand.pane.isTicking());
        stand.control.hold(heldCall(1));
        QVERIFY(stand.pane.isTicking());
        stand.nowUs += 7'000'000;
        QTRY_COMPARE(stand.model.index(0, models::HoldListModel::Waiting).data().toString(), u"7 s"_s);
        stand.pane.hide();
        QVERIFY(!stand.pane.isTicking());
        stand.pane.show();
        QVERIFY(stand.pane.isTicking());
        stand.control.end(HoldId(1), HoldEnd::ClientGone);
        QVERIFY(!stand.pane.isTicking());
    }

    void byKeyboardOnly()
    {
        Stand stand;
        QVERIFY(stand.ready);
        stand.control.hold(heldCall(1));
        stand.control.hold(heldCall(2));
        stand.control.hold(heldCall(3));
        stand.pane.setFocus();
        QCOMPARE(QApplication::focusWidget(), &stand.pane.table());
        QTest::keyClick(&stand.pane.table(), Qt::Key_Return); // into the editor, on its tabs
        HeldEditor *editor = stand.pane.editor();
        QVERIFY(editor->isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), &editor->body().edit());
        retype(*editor, u"add"_s, u"sub"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(stand.control.decisions.size(), 1);
        QCOMPARE(stand.control.decisions[0].second.kind, Kind::SendEdited);
        // On to the next one, without a hand on the mouse.
        QCOMPARE(stand.pane.editor()->id(), HoldId(2));
        QCOMPARE(QApplication::focusWidget(), &stand.pane.table());
        QTest::keyClick(&stand.pane.table(), Qt::Key_Backspace, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), u"no"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(stand.control.decisions.size(), 2);
        QCOMPARE(stand.control.decisions[1].second.reason, u"no"_s);
        QTest::keyClick(&stand.pane.table(), Qt::Key_M, Qt::ControlModifier);
        QVERIFY(stand.pane.editor()->answer().isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QCOMPARE(QApplication::focusWidget(), &stand.pane.table());
        QTest::keyClick(&stand.pane.table(), Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(stand.control.decisions.size(), 3);
        QCOMPARE(stand.control.decisions[2].second.kind, Kind::SendOriginal);
        stand.control.hold(heldCall(4));
        stand.control.end(HoldId(4), HoldEnd::ClientGone);
        QTest::keyClick(&stand.pane.table(), Qt::Key_Delete);
        QCOMPARE(stand.model.rowCount(), 0);
    }

    void everythingHasAName()
    {
        Stand stand;
        stand.control.hold(heldCall(1));
        stand.control.hold(heldCall(2));
        stand.pane.table().selectAll();
        const QStringList nameless = namelessWidgets(stand.pane);
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
    }
};

QTEST_MAIN(TestHoldPane)
#include "tst_holdpane.moc"
