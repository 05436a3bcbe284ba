// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/enginecontroller.h"
#include "app/desktop/inspector.h"
#include "ui/detail/diffview.h"
#include "ui/editors/dryrunpane.h"
#include "ui/editors/jsonfield.h"
#include "ui/editors/ruleeditor.h"
#include "ui/editors/rulesdock.h"
#include "ui/models/rulelistmodel.h"
#include "ui/theme/theme.h"
#include "ui/views/exchangetable.h"
#include "ui/views/mainwindow.h"
#include "ui/views/windowactions.h"
#include "ui/views/windowrules.h"

#include <QApplication>
#include <QDockWidget>
#include <QFile>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace sightglass;
using namespace sightglass::app;
using namespace Qt::Literals::StringLiterals;
using exchange::ExchangeId;
using exchange::Record;
using State = ui::ProxyControl::State;
using ui::Command;

namespace {

/// The whole program with its window open, its engine up and the demo traffic in the list.
struct Stand {
    explicit Stand(ui::Theme &theme)
        : keep(folder.filePath(u"desktop.ini"_s), QSettings::IniFormat),
          inspector(theme, keep, Inspector::Start{settings(), QString(), false, folder.filePath(u"rules.jsonc"_s)})
    {
        QObject::connect(&inspector, &Inspector::finished, &inspector, [this] { finished = true; });
        inspector.start();
        [this] { QTRY_COMPARE(inspector.control().state(), State::Running); }();
        inspector.window().activateWindow();
        if (!QTest::qWaitForWindowActive(&inspector.window()))
            qFatal("the window is not active");
    }
    ~Stand()
    {
        inspector.close();
        QTRY_VERIFY(finished);
    }
    ui::Settings settings() const
    {
        ui::Settings with;
        with.store = u"sqlite:"_s + folder.filePath(u"traffic.sqlite"_s);
        with.proxy.listenPort = 0;
        with.proxy.stopGraceMs = 200;
        return with;
    }
    void play()
    {
        QSignalSpy demo(inspector.engine(), &EngineController::demoTrafficChanged);
        inspector.engine()->sendDemoTraffic();
        QTRY_COMPARE_WITH_TIMEOUT(demo.size(), 2, 60'000);
        QTRY_VERIFY(inspector.feed().pending() == 0 && last("write_poem") && last("write_poem")->ended());
    }
    /// The newest call of a tool.
    const Record *last(const QByteArray &tool)
    {
        const auto &list = inspector.exchanges();
        for (int row = list.rowCount() - 1; row >= 0; --row) {
            if (list.record(row).method == "tools/call" && list.record(row).name == tool)
                return &list.record(row);
        }
        return nullptr;
    }
    bool select(ExchangeId id) { return inspector.window().findChild<ui::ExchangeTable *>()->selectExchange(id); }
    QAction &action(Command command) { return *inspector.window().actions().action(command); }
    ui::RulesDock &rules() { return inspector.window().rules().rules(); }
    QByteArray file() const
    {
        QFile rules(folder.filePath(u"rules.jsonc"_s));
        return rules.open(QIODevice::ReadOnly) ? rules.readAll() : QByteArray();
    }

    QTemporaryDir folder;
    QSettings keep;
    Inspector inspector;
    bool finished = false;
};

} // namespace

/// From a row to a rule that changes the next message, in the program as main() puts it together.
class RulesInWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fromARowToAChangedMessage()
    {
        Stand stand(m_theme);
        stand.play();
        const ExchangeId before = stand.last("write_poem")->id;
        QVERIFY(!stand.last("write_poem")->edited);
        QTRY_VERIFY(stand.select(before));
        // By the keyboard: make the rule, change what it sets, save and switch on.
        QTRY_VERIFY(stand.action(Command::MakeRequestRule).isEnabled());
        QTest::keyClick(&stand.inspector.window(), Qt::Key_M, Qt::ControlModifier);
        ui::RuleEditor *editor = nullptr;
        QTRY_VERIFY((editor = stand.rules().findChild<ui::RuleEditor *>()) != nullptr);
        QVERIFY(QTest::qWaitForWindowActive(editor));
        auto *value = editor->findChild<ui::JsonField *>(u"/value"_s);
        QVERIFY(value);
        value->selectAll();
        QTest::keyClicks(value, u"\"the sea\""_s);
        QTRY_VERIFY(editor->dryRun().isComplete() && editor->dryRun().hits().rowCount() > 0
                    && editor->dryRun().diff().text().contains(u"+       \"about\": \"the sea\""_s));
        QTest::keyClick(value, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(stand.rules().rules().rowCount(), 1);
        QVERIFY(stand.rules().rules().rule(0).active());
        QVERIFY(stand.file().contains("the sea"));
        // The next message is changed, and the list says so.
        stand.play();
        QTRY_VERIFY(stand.last("write_poem")->id > before && stand.last("write_poem")->edited);
        QVERIFY(!stand.last("write_poem")->notes.isEmpty());
        QCOMPARE(stand.last("write_poem")->notes.first().kind, exchange::NoteKind::Rule);
        stand.action(Command::RulesDock).trigger();
        ui::RulesDock &dock = stand.rules();
        QVERIFY(dock.isVisible());
        QTRY_VERIFY(dock.rules().index(0, models::RuleListModel::Hits).data().toString() != u"0"_s);
        // A note's pill opens the rule.
        editor->close();
        QTRY_VERIFY(!stand.rules().findChild<ui::RuleEditor *>());
        stand.inspector.window().rules().showRule(stand.last("write_poem")->notes.first().code);
        QVERIFY(stand.rules().findChild<ui::RuleEditor *>());
    }

    void blockThisToolAndTakeItBack()
    {
        Stand stand(m_theme);
        stand.play();
        QTRY_VERIFY(stand.select(stand.last("write_poem")->id));
        QTRY_VERIFY(stand.action(Command::BlockTool).isEnabled());
        const ExchangeId before = stand.last("write_poem")->id;
        stand.action(Command::BlockTool).trigger();
        QSignalSpy demo(stand.inspector.engine(), &EngineController::demoTrafficChanged);
        stand.inspector.engine()->sendDemoTraffic();
        QTRY_VERIFY(stand.last("write_poem")->id > before && stand.last("write_poem")->ended());
        QVERIFY(stand.last("write_poem")->errorCode.has_value() || stand.last("write_poem")->status >= 400);
        QTRY_COMPARE_WITH_TIMEOUT(demo.size(), 2, 60'000); // however it ends
        stand.rules().undo();
        QCOMPARE(stand.rules().rules().rowCount(), 0);
    }

    void unsavedRulesAreAskedForWhenTheWindowCloses()
    {
        Stand stand(m_theme);
        stand.rules().newAction()->trigger();
        auto *editor = stand.rules().findChild<ui::RuleEditor *>();
        QVERIFY(editor);
        QVERIFY(!stand.inspector.window().close());
        auto *question = editor->findChild<QMessageBox *>();
        QVERIFY(question && question->isVisible());
        question->button(QMessageBox::Discard)->click();
        QTRY_VERIFY(!stand.rules().findChild<ui::RuleEditor *>());
        QVERIFY(!stand.finished);
    }

private:
    ui::Theme m_theme{*qApp, ui::Theme::Mode::Light};
};

QTEST_MAIN(RulesInWindowTest)
#include "tst_rulesinwindow.moc"
