// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/enginecontroller.h"
#include "app/desktop/inspector.h"
#include "app/desktop/interceptioncontroller.h"
#include "support/rawpeer.h"
#include "ui/detail/changestab.h"
#include "ui/detail/detailpane.h"
#include "ui/detail/diffview.h"
#include "ui/filter/filterfield.h"
#include "ui/intercept/bodyeditor.h"
#include "ui/intercept/heldeditor.h"
#include "ui/intercept/holdpane.h"
#include "ui/intercept/holdtable.h"
#include "ui/intercept/interceptbar.h"
#include "ui/models/holdlistmodel.h"
#include "ui/theme/theme.h"
#include "ui/views/exchangetable.h"
#include "ui/views/mainwindow.h"
#include "ui/views/windowactions.h"
#include "ui/views/windowdocks.h"
#include "ui/views/windowpanes.h"

#include <QApplication>
#include <QDockWidget>
#include <QFile>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace sightglass;
using namespace sightglass::app;
using namespace Qt::Literals::StringLiterals;
using State = ui::ProxyControl::State;
using exchange::ExchangeId;
using test::RawClient;

namespace {

/// A call of the demo server's word counter, as a client of the modern era sends it.
QByteArray countWords(int id, const QByteArray &text)
{
    const QByteArray body = R"({"jsonrpc":"2.0","id":)" + QByteArray::number(id)
                            + R"(,"method":"tools/call","params":{"name":"count_words","arguments":{"text":")" + text
                            + R"("},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",)"
                            + R"("io.modelcontextprotocol/clientInfo":{"name":"tester","version":"1.50"},)"
                            + R"("io.modelcontextprotocol/clientCapabilities":{}}}})";
    return test::post(body, "Accept: application/json, text/event-stream\r\nMCP-Protocol-Version: 2026-07-28\r\n"
                            "Mcp-Method: tools/call\r\nMcp-Name: count_words\r\n");
}

/// The whole program with its window open and its engine up.
struct Stand {
    explicit Stand(ui::Theme &theme, const QString &rulesText = {})
        : keep(folder.filePath(u"desktop.ini"_s), QSettings::IniFormat)
    {
        if (!rulesText.isEmpty())
            writeRules(rulesText);
        ui::Settings settings;
        settings.proxy.listenPort = 0;
        settings.proxy.stopGraceMs = 200;
        settings.store = u"memory"_s;
        inspector = std::make_unique<Inspector>(
            theme, keep, Inspector::Start{settings, QString(), false, folder.filePath(u"rules.jsonc"_s)});
        QObject::connect(inspector.get(), &Inspector::finished, inspector.get(), [this] { finished = true; });
    }
    void writeRules(const QString &text)
    {
        QFile file(folder.filePath(u"rules.jsonc"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0)
            qFatal("cannot write the rules");
    }
    ui::MainWindow &window() { return inspector->window(); }
    ui::HoldPane &holds() { return window().docks().holds(); }
    models::HoldListModel &held() { return window().docks().held(); }
    InterceptionController &control() { return inspector->interception(); }
    quint16 port() { return quint16(inspector->control().endpoints().front().url.port()); }
    void trigger(ui::Command command) { window().actions().action(command)->trigger(); }

    QTemporaryDir folder;
    QSettings keep;
    std::unique_ptr<Inspector> inspector;
    bool finished = false;
};

#define OPEN(stand)                                                                                                    \
    (stand).inspector->start();                                                                                        \
    TRY_COMPARE((stand).inspector->control().state(), State::Running)

#define CLOSE(stand)                                                                                                   \
    (stand).inspector->close();                                                                                        \
    TRY_VERIFY((stand).finished)

} // namespace

/// Pause and edit, rules and lint through the window, against the real engine and the demo server.
class TestInterception : public QObject
{
    Q_OBJECT
    ui::Theme m_theme{*qApp, ui::Theme::Mode::Light};

private Q_SLOTS:
    void heldEditedSent()
    {
        Stand stand(m_theme);
        OPEN(stand);
        stand.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&stand.window()));
        QTest::keyClick(&stand.window(), Qt::Key_F2);
        QVERIFY(stand.control().pause().enabled);
        QVERIFY(stand.window().panes().interceptBar().isVisible());
        QVERIFY(stand.window().docks().holdDock().isVisible());
        RawClient client(stand.port());
        client.send(countWords(7, "one two"));
        TRY_COMPARE(stand.held().waitingCount(), 1);
        QVERIFY(client.received().isEmpty());
        ui::HeldEditor *editor = stand.holds().editor();
        QVERIFY(editor);
        TRY_VERIFY(stand.inspector->exchanges().rowCount() == 1);
        const QModelIndex row = stand.inspector->exchanges().index(0, models::ExchangeListModel::Outcome);
        QCOMPARE(row.data().toString(), u"⏸ held"_s); // in the list, too
        QPlainTextEdit &edit = editor->body().edit();
        edit.setFocus();
        edit.setTextCursor(edit.document()->find(u"one two"_s));
        QTest::keyClicks(&edit, u"one two three"_s);
        QTest::keyClick(&edit, Qt::Key_Return, Qt::ControlModifier);
        TRY_VERIFY(test::firstAnswer(client.received()).whole);
        const test::Answer answer = test::firstAnswer(client.received());
        QCOMPARE(answer.status, 200);
        QVERIFY2(answer.body.contains("\"words\":3"), answer.body.constData());
        TRY_COMPARE(stand.held().rowCount(), 0);
        TRY_VERIFY(stand.inspector->exchanges().record(0).ended());
        QVERIFY(stand.inspector->exchanges().record(0).edited);
        // What was changed, in the detail pane.
        ui::DetailPane &detail = stand.window().panes().detail();
        stand.window().panes().table().selectExchange(stand.inspector->exchanges().idAt(0));
        detail.setCurrentTab(ui::DetailPane::Changes);
        auto *changes = detail.findChild<ui::ChangesTab *>();
        TRY_VERIFY(changes->diff().text().contains(u"one two three"_s));
        CLOSE(stand);
    }

    void docksAreReachedByKeyboard()
    {
        Stand stand(m_theme);
        OPEN(stand);
        stand.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&stand.window()));
        QDockWidget &dock = stand.window().docks().holdDock();
        QTest::keyClick(&stand.window(), Qt::Key_F2); // opens it, and leaves the focus where it is
        QVERIFY(dock.isVisible());
        QTest::keyClick(&stand.window(), Qt::Key_F2, Qt::ControlModifier);
        QVERIFY(dock.isVisible());
        QVERIFY(dock.isAncestorOf(QApplication::focusWidget()));
        QVERIFY(stand.window().actions().action(ui::Command::HoldDock)->isChecked());
        QTest::keyClick(&stand.window(), Qt::Key_F2, Qt::ControlModifier);
        QVERIFY(dock.isHidden());
        QVERIFY(!stand.window().actions().action(ui::Command::HoldDock)->isChecked());
        QTest::keyClick(&stand.window(), Qt::Key_F2, Qt::ShiftModifier);
        QCOMPARE(QApplication::focusWidget(), &stand.window().panes().interceptBar().field());
        CLOSE(stand);
    }

    void releasedAllAndAnsweredByHand()
    {
        Stand stand(m_theme);
        OPEN(stand);
        stand.trigger(ui::Command::Intercept);
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 1; i <= 3; ++i) {
            clients.push_back(std::make_unique<RawClient>(stand.port()));
            clients.back()->send(countWords(i, "a b"));
        }
        TRY_COMPARE(stand.held().waitingCount(), 3);
        interceptor::HoldDecision answer;
        answer.kind = interceptor::HoldDecision::Kind::Respond;
        const interceptor::HeldMessage first = stand.control().held().front();
        answer.message = R"({"jsonrpc":"2.0","id":1,"result":{"resultType":"complete","by":"hand"}})";
        stand.control().decide(first.id, answer);
        TRY_COMPARE(stand.held().waitingCount(), 2);
        stand.trigger(ui::Command::ReleaseAll);
        TRY_COMPARE(stand.held().rowCount(), 0);
        int byHand = 0;
        for (const auto &client : clients) {
            TRY_VERIFY(test::firstAnswer(client->received()).whole);
            byHand += test::firstAnswer(client->received()).body.contains("hand") ? 1 : 0;
        }
        QCOMPARE(byHand, 1);
        CLOSE(stand);
    }

    void clientGivesUp()
    {
        Stand stand(m_theme);
        OPEN(stand);
        stand.trigger(ui::Command::Intercept);
        RawClient client(stand.port());
        client.send(countWords(1, "a b"));
        TRY_COMPARE(stand.held().waitingCount(), 1);
        const interceptor::HoldId id = stand.held().idAt(0);
        client.close();
        TRY_COMPARE(stand.held().state(id), models::HoldListModel::State::ClientGone);
        QCOMPARE(stand.held().rowCount(), 1); // to be seen until it is dismissed
        QVERIFY(stand.holds().editor()->isEnded());
        QVERIFY(stand.control().held().isEmpty());
        QTest::keyClick(&stand.holds().table(), Qt::Key_Delete);
        QCOMPARE(stand.held().rowCount(), 0);
        CLOSE(stand);
    }

    void stoppingTheProxyReleases()
    {
        Stand stand(m_theme);
        OPEN(stand);
        stand.trigger(ui::Command::Intercept);
        RawClient client(stand.port());
        client.send(countWords(1, "a b"));
        TRY_COMPARE(stand.held().waitingCount(), 1);
        const interceptor::HoldId before = stand.held().idAt(0);
        stand.window().docks().holdDock().close(); // a closed dock loses nothing
        stand.inspector->control().stop();
        TRY_COMPARE(stand.inspector->control().state(), State::Stopped);
        TRY_COMPARE(stand.held().waitingCount(), 0);
        QVERIFY(stand.control().held().isEmpty());
        // Another engine counts from 1 again; its messages are others all the same, and Intercept is still on.
        stand.inspector->control().start();
        TRY_COMPARE(stand.inspector->control().state(), State::Running);
        RawClient again(stand.port());
        again.send(countWords(2, "a b"));
        TRY_COMPARE(stand.held().waitingCount(), 1);
        const interceptor::HoldId after = stand.control().held().front().id;
        QVERIFY(after != before);
        stand.control().decide(before, {}); // of the engine before
        stand.control().decide(after, {});
        TRY_VERIFY(test::firstAnswer(again.received()).whole);
        CLOSE(stand);
    }

    void expressionDecidesWhatStops()
    {
        Stand stand(m_theme);
        OPEN(stand);
        stand.trigger(ui::Command::InterceptWhat);
        ui::FilterField &field = stand.window().panes().interceptBar().field();
        field.setFilterText(u"tool:weather"_s);
        QTest::keyClick(&field, Qt::Key_Return);
        stand.trigger(ui::Command::Intercept);
        QCOMPARE(stand.control().pause().filter.toString(), u"tool:weather"_s);
        RawClient client(stand.port());
        client.send(countWords(1, "a b"));
        TRY_VERIFY(test::firstAnswer(client.received()).whole);
        QCOMPARE(stand.held().rowCount(), 0);
        CLOSE(stand);
        // What was set up is kept; that it was on is not.
        InterceptionController kept(stand.folder.filePath(u"rules.jsonc"_s), nullptr, &stand.keep);
        QCOMPARE(kept.pause().filter.toString(), u"tool:weather"_s);
        QVERIFY(!kept.pause().enabled);
    }

    void rulesOfTheFileWorkAndAreReloaded()
    {
        const auto rules = [](const QString &tool) {
            return uR"({"formatVersion":1,"rules":[{"id":"no","match":"tool:%1","actions":[{"reject":"not here"}]}]})"_s
                .arg(tool);
        };
        Stand stand(m_theme, rules(u"count_words"_s));
        OPEN(stand);
        QCOMPARE(stand.control().rules()->rules().size(), std::size_t(1));
        const auto counter = stand.control().ruleStats()->counter("no");
        {
            RawClient client(stand.port());
            client.send(countWords(1, "a b"));
            TRY_VERIFY(test::firstAnswer(client.received()).whole);
            QVERIFY(test::firstAnswer(client.received()).body.contains("not here"));
        }
        QCOMPARE(counter->hits.load(), quint64(1));
        TRY_VERIFY(stand.inspector->exchanges().rowCount() == 1 && stand.inspector->exchanges().record(0).ended());
        QCOMPARE(stand.inspector->exchanges().index(0, models::ExchangeListModel::Rules).data().toString(), u"no"_s);
        QSignalSpy changed(&stand.control(), &ui::InterceptionControl::rulesChanged);
        stand.writeRules(rules(u"weather"_s));
        TRY_VERIFY(!changed.isEmpty());
        {
            RawClient client(stand.port());
            client.send(countWords(2, "a b"));
            TRY_VERIFY(test::firstAnswer(client.received()).whole);
            QVERIFY(!test::firstAnswer(client.received()).body.contains("not here"));
        }
        CLOSE(stand);
    }

    void lintIsOnUnlessTurnedOff()
    {
        Stand stand(m_theme);
        OPEN(stand);
        QVERIFY(stand.control().lint());
        QVERIFY(stand.window().actions().action(ui::Command::Lint)->isChecked());
        QByteArray request = countWords(1, "a b");
        request.replace("Mcp-Name: count_words", "Mcp-Name: weather"); // says something else than the body
        RawClient client(stand.port());
        client.send(request);
        TRY_VERIFY(test::firstAnswer(client.received()).whole);
        TRY_VERIFY(stand.window().docks().findings().table().model()->rowCount() > 0);
        TRY_VERIFY(!stand.inspector->exchanges().index(0, models::ExchangeListModel::Lint).data().toString().isEmpty());
        stand.trigger(ui::Command::Lint);
        QVERIFY(!stand.control().lint());
        InterceptionController kept(stand.folder.filePath(u"rules.jsonc"_s), nullptr, &stand.keep);
        QVERIFY(!kept.lint());
        CLOSE(stand);
    }

    void withoutAnEngineNothingIsHeld()
    {
        const QTemporaryDir folder;
        InterceptionController control(folder.filePath(u"rules.jsonc"_s), nullptr, nullptr);
        interceptor::PauseOptions options;
        options.enabled = true;
        control.setPause(options);
        QVERIFY(!control.pause().enabled);
        QVERIFY(control.ruleStats());
        QVERIFY(control.rules());
        QVERIFY(control.saveRules(R"({"formatVersion":1,"rules":[]})"));
        control.decide(interceptor::HoldId(1), {});
        control.decideAll({});
    }
};

QTEST_MAIN(TestInterception)
#include "tst_interception.moc"
