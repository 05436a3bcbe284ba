// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screenshots/interceptscenes.h"

#include "ui/detail/detailpane.h"
#include "ui/filter/filterfield.h"
#include "ui/intercept/bodyeditor.h"
#include "ui/intercept/heldeditor.h"
#include "ui/intercept/holdtable.h"
#include "ui/intercept/interceptbar.h"
#include "ui/models/holdlistmodel.h"
#include "ui/screenshots/photographer.h"
#include "ui/views/exchangetable.h"
#include "ui/views/mainwindow.h"
#include "ui/views/windowactions.h"
#include "ui/views/windowdocks.h"
#include "ui/views/windowpanes.h"

#include <QDockWidget>
#include <QHostAddress>
#include <QPlainTextEdit>
#include <QTableView>
#include <QTcpSocket>
#include <QTest>

#include <vector>

namespace sightglass::screenshots {
namespace {

using namespace Qt::Literals::StringLiterals;
using ui::Command;

QByteArray call(int id, const QByteArray &tool, const QByteArray &arguments)
{
    const QByteArray body = R"({"jsonrpc":"2.0","id":)" + QByteArray::number(id)
                            + R"(,"method":"tools/call","params":{"name":")" + tool + R"(","arguments":)" + arguments
                            + R"(,"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",)"
                            + R"("io.modelcontextprotocol/clientInfo":{"name":"claude-code","version":"2.1.0"},)"
                            + R"("io.modelcontextprotocol/clientCapabilities":{}}}})";
    return "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
           "Accept: application/json, text/event-stream\r\nMCP-Protocol-Version: 2026-07-28\r\n"
           "Mcp-Method: tools/call\r\nMcp-Name: "
           + tool + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

void press(ui::MainWindow &window, Command command)
{
    window.actions().action(command)->trigger();
}

} // namespace

void takeIntercept(ui::MainWindow &window, quint16 port, Photographer &photographer)
{
    ui::WindowDocks &docks = window.docks();
    press(window, Command::InterceptWhat);
    ui::FilterField &field = window.panes().interceptBar().field();
    field.setFilterText(u"method:tools/call"_s);
    QTest::keyClick(&field, Qt::Key_Return);
    press(window, Command::Intercept);
    std::vector<std::unique_ptr<QTcpSocket>> clients;
    const QByteArray requests[] = {call(21, "count_words", R"({"text":"to be or not to be"})"),
                                   call(22, "weather", R"({"city":"Oslo"})"), call(23, "roll_dice", R"({"count":2})")};
    int held = 0;
    for (const QByteArray &request : requests) {
        clients.push_back(std::make_unique<QTcpSocket>());
        clients.back()->connectToHost(QHostAddress::LocalHost, port);
        clients.back()->write(request);
        until(u"a held message"_s, [&, wanted = ++held] { return docks.held().waitingCount() == wanted; });
    }
    // The figures stand still while the picture is taken.
    const qint64 now = docks.held().find(docks.held().idAt(0))->heldAtUs + 48'400'000;
    docks.holds().setClock([now] { return now; });
    clients[2]->abort();
    until(u"the client that gives up"_s, [&] { return docks.held().endedCount() == 1; });
    docks.holds().table().select(docks.held().idAt(0));
    QPlainTextEdit &edit = docks.holds().editor()->body().edit();
    edit.setTextCursor(edit.document()->find(u"or not to be"_s));
    edit.insertPlainText(u"and to see"_s);
    window.resizeDocks({&docks.holdDock()}, {400}, Qt::Vertical);
    window.panes().setDetailShown(false);
    until(u"the held exchange in the list"_s,
          [&] { return window.panes().table().selectExchange(docks.held().find(docks.held().idAt(1))->exchange); });
    docks.holds().editor()->body().setFocus();
    photographer.take(u"pause-queue"_s, window);

    const exchange::ExchangeId edited = docks.held().find(docks.held().idAt(0))->exchange;
    docks.holds().editor()->send();
    until(u"the edited message's way"_s, [&] { return docks.held().waitingCount() == 1; });
    press(window, Command::ReleaseAll);
    until(u"the other message's way"_s, [&] { return docks.held().waitingCount() == 0; });
    docks.held().dismissEnded();
    press(window, Command::Intercept);
    for (QDockWidget *dock : window.findChildren<QDockWidget *>())
        dock->hide(); // the rules as well: the difference needs the room
    window.panes().setDetailShown(true);
    until(u"the edited exchange"_s, [&] { return window.panes().table().selectExchange(edited); });
    window.panes().detail().setCurrentTab(ui::DetailPane::Changes);
    photographer.take(u"edited-diff"_s, window);
}

void takeFindings(ui::MainWindow &window, Photographer &photographer)
{
    ui::WindowDocks &docks = window.docks();
    press(window, Command::FindingsDock);
    QTableView &table = docks.findings().table();
    until(u"findings"_s, [&] { return table.model()->rowCount() > 0; });
    table.setCurrentIndex(table.model()->index(0, 0));
    QTest::keyClick(&table, Qt::Key_Return);
    until(u"the place of the finding"_s,
          [&] { return window.panes().detail().currentTab() == ui::DetailPane::Request; });
    window.resizeDocks({&docks.findingsDock()}, {260}, Qt::Vertical);
    photographer.take(u"findings"_s, window);
    docks.findingsDock().hide();
    window.panes().detail().setCurrentTab(ui::DetailPane::Findings);
    photographer.take(u"detail-findings"_s, window);
}

} // namespace sightglass::screenshots
