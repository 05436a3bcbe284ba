// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screenshots/sessionscenes.h"

#include "ui/models/leaklistmodel.h"
#include "ui/models/sequencemodel.h"
#include "ui/screenshots/photographer.h"
#include "ui/sessions/leakpane.h"
#include "ui/sessions/sequencepane.h"
#include "ui/sessions/sequenceview.h"
#include "ui/sessions/sessiondetail.h"
#include "ui/sessions/sessionspage.h"
#include "ui/sessions/sessionsview.h"
#include "ui/sessions/sessiontable.h"
#include "ui/views/mainwindow.h"
#include "ui/views/windowactions.h"
#include "ui/views/windowpanes.h"
#include "ui/views/windowsessions.h"

#include <QDockWidget>
#include <QHostAddress>
#include <QTableView>
#include <QTcpSocket>

#include <algorithm>

namespace sightglass::screenshots {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr int kHeight = 430;
constexpr qint64 kMinuteUs = 60'000'000;

/// The session that has most to tell.
QByteArray busiest(const ui::SessionsView &view)
{
    QByteArray key;
    quint64 most = 0;
    for (const exchange::SessionPtr &session : view.sessions().sessions()) {
        const bool isWire = session->kind == exchange::SessionKind::Wire;
        const quint64 messages =
            session->counters.requests + session->counters.events + session->counters.serverRequests;
        if (isWire && messages > most) {
            most = messages;
            key = session->key;
        }
    }
    return key;
}

/// A legacy client that leaves without a word.
class Forgetful
{
public:
    Forgetful(quint16 port, const QByteArray &name, bool usesIt)
    {
        m_socket.connectToHost(QHostAddress::LocalHost, port);
        send("POST", R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",)"
                     R"("capabilities":{"roots":{}},"clientInfo":{"name":")"
                         + name + R"(","version":"1.9.2"}}})");
        until(u"a session"_s, [this] {
            const qsizetype at = received().toLower().indexOf("mcp-session-id:");
            const qsizetype end = at < 0 ? -1 : m_received.indexOf('\r', at);
            m_session = end < 0 ? QByteArray() : m_received.mid(at + 15, end - at - 15).trimmed();
            return !m_session.isEmpty() && m_received.contains("\r\n\r\n");
        });
        if (!usesIt)
            return;
        m_received.clear();
        send("POST", R"({"jsonrpc":"2.0","id":2,"method":"tools/list"})");
        until(u"its tools"_s, [this] { return received().contains("\"id\":2"); });
    }

    void openStream()
    {
        m_received.clear();
        send("GET", {});
        until(u"its stream"_s, [this] { return received().contains("text/event-stream"); });
    }

private:
    QByteArray &received()
    {
        m_received += m_socket.readAll();
        return m_received;
    }
    void send(const QByteArray &method, const QByteArray &body)
    {
        QByteArray head = method + " /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: "
                          + (body.isEmpty() ? "text/event-stream" : "application/json, text/event-stream");
        if (!body.isEmpty())
            head += "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size());
        if (!m_session.isEmpty())
            head += "\r\nMCP-Protocol-Version: 2025-11-25\r\nMcp-Session-Id: " + m_session;
        m_socket.write(head + "\r\n\r\n" + body);
    }

    QTcpSocket m_socket;
    QByteArray m_received;
    QByteArray m_session;
};

} // namespace

void takeSessions(ui::MainWindow &window, quint16 port, Photographer &photographer)
{
    ui::SessionsView &view = window.sessions().view();
    const Forgetful first(port, "cursor", true);
    const Forgetful unused(port, "vscode", false);
    Forgetful listening(port, "claude-code", true);
    listening.openStream();
    const Forgetful second(port, "cursor", true);
    window.actions().action(ui::Command::SessionsDock)->trigger();
    until(u"sessions"_s, [&] { return !busiest(view).isEmpty() && view.sessions().liveCount() >= 5; });
    // The figures stand still while the picture is taken.
    qint64 now = 0;
    for (const exchange::SessionPtr &session : view.sessions().sessions())
        now = std::max(now, session->lastActivityAtUs);
    view.setClock([now] { return now + 8'000'000; });
    window.resizeDocks({&window.sessions().dock()}, {kHeight}, Qt::Vertical);
    window.panes().setDetailShown(false);
    view.showSession(busiest(view));
    view.page().detail().setCurrentTab(ui::SessionDetail::Capabilities);
    view.page().table().setFocus();
    photographer.take(u"sessions"_s, window);

    view.page().detail().setCurrentTab(ui::SessionDetail::Sequence);
    ui::SequencePane &sequence = view.page().detail().sequence();
    until(u"the session's messages"_s,
          [&] { return sequence.model().rowCount() > 8 && !sequence.model().wantsParts().isValid(); });
    window.resizeDocks({&window.sessions().dock()}, {kHeight + 120}, Qt::Vertical);
    // Where the server asks something back.
    int shown = 0;
    for (int row = 0; row < sequence.model().rowCount(); ++row) {
        const models::SequenceRow &arrow = sequence.model().row(row);
        if (arrow.kind == models::SequenceKind::Request && arrow.from == models::Lane::Server)
            shown = row;
    }
    sequence.view().setCurrentIndex(sequence.model().index(shown, 0));
    sequence.view().scrollTo(sequence.view().currentIndex(), QAbstractItemView::PositionAtCenter);
    photographer.take(u"session-detail"_s, window);

    view.setClock([now] { return now + 42 * kMinuteUs; });
    view.showLeaks();
    until(u"leaks"_s, [&] { return view.leaks().model().rowCount() >= 4; });
    window.resizeDocks({&window.sessions().dock()}, {kHeight - 130}, Qt::Vertical);
    view.leaks().table().selectRow(0);
    photographer.take(u"leak-radar"_s, window);
    view.showList();
    window.sessions().dock().hide();
    window.panes().setDetailShown(true);
}

} // namespace sightglass::screenshots
