// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demotraffic.h"
#include "app/desktop/enginecontroller.h"
#include "app/desktop/sessioncontroller.h"

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>

using namespace sightglass;
using namespace sightglass::app;
using namespace Qt::Literals::StringLiterals;
using exchange::SessionPtr;
using State = ui::ProxyControl::State;

namespace {

/// A legacy client that initializes, and then only holds its connection.
class Client
{
public:
    explicit Client(const QUrl &url) : m_path(url.path().toUtf8())
    {
        m_socket.connectToHost(url.host(), quint16(url.port()));
        post(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",)"
             R"("capabilities":{"sampling":{}},"clientInfo":{"name":"tester","version":"9"}}})");
    }

    void post(const QByteArray &body, const QByteArray &session = {})
    {
        QByteArray head = "POST " + m_path
                          + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                            "Accept: application/json, text/event-stream\r\nContent-Length: "
                          + QByteArray::number(body.size());
        if (!session.isEmpty())
            head += "\r\nMcp-Session-Id: " + session;
        m_received.clear();
        m_socket.write(head + "\r\n\r\n" + body);
    }
    /// What has come since the last post().
    QByteArray answer()
    {
        m_received += m_socket.readAll();
        return m_received;
    }

private:
    QByteArray m_path;
    QTcpSocket m_socket;
    QByteArray m_received;
};

struct Stand {
    Stand()
        : engine(
            settings(), [](const exchange::RecordBatch &) {}, demo),
          control(&engine)
    {}

    static ui::Settings settings()
    {
        ui::Settings settings;
        settings.proxy.listenPort = 0;
        settings.proxy.stopGraceMs = 200;
        settings.store = u"memory"_s;
        return settings;
    }
    void start()
    {
        engine.start();
        QTRY_COMPARE(engine.state(), State::Running);
    }
    /// The one of the client above; null: it is not there.
    SessionPtr session() const
    {
        const std::vector<SessionPtr> all = control.sessions();
        const auto found = std::find_if(all.begin(), all.end(), [](const SessionPtr &one) {
            return one->kind == exchange::SessionKind::Wire && one->client.name == "tester";
        });
        return found == all.end() ? nullptr : *found;
    }

    DemoTraffic demo;
    EngineController engine;
    SessionController control;
};

} // namespace

class TestSessionController : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sessionsAreSeenAndEnded()
    {
        Stand stand;
        QSignalSpy canEnd(&stand.control, &ui::SessionControl::canEndChanged);
        QSignalSpy changed(&stand.control, &ui::SessionControl::sessionsChanged);
        QSignalSpy finished(&stand.control, &ui::SessionControl::endingFinished);
        QVERIFY(!stand.control.canEnd());
        stand.control.endSession("default/x");
        QCOMPARE(finished.takeFirst()[0].toInt(), 0); // nothing runs
        stand.start();
        QVERIFY(stand.control.canEnd());
        QCOMPARE(canEnd.size(), 1);
        Client client(stand.engine.endpoints()[0].url);
        QTRY_VERIFY(stand.session());
        const SessionPtr session = stand.session();
        QCOMPARE(session->client.version, QByteArray("9"));
        QVERIFY(session->client.capabilities.contains("sampling"));
        QVERIFY(!session->server.name.isEmpty());
        QVERIFY(changed.size() > 0);
        stand.control.reap({session->key, "default/nobody"});
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(finished[0][0].toInt(), 1);
        QVERIFY(finished[0][1].toString().contains(u'1'));
        QTRY_VERIFY(!stand.session());
        // The client is told so.
        client.answer();
        client.post(R"({"jsonrpc":"2.0","id":2,"method":"ping"})", session->id);
        QTRY_VERIFY(client.answer().startsWith("HTTP/1.1 404"));
    }

    void startsOverWithItsEngine()
    {
        Stand stand;
        stand.start();
        Client client(stand.engine.endpoints()[0].url);
        QTRY_VERIFY(stand.session());
        QSignalSpy replaced(&stand.control, &ui::SessionControl::sessionsReplaced);
        stand.engine.stop();
        QTRY_COMPARE(stand.engine.state(), State::Stopped);
        QVERIFY(!stand.control.canEnd());
        QCOMPARE(replaced.size(), 0); // what was there stays to be seen
        stand.start();
        QCOMPARE(replaced.size(), 1);
        QVERIFY(stand.control.canEnd());
    }

    void noEngineNoSessions()
    {
        SessionController control(nullptr);
        QVERIFY(control.sessions().empty());
        QVERIFY(!control.canEnd());
        QSignalSpy finished(&control, &ui::SessionControl::endingFinished);
        control.endSession("default/x");
        QVERIFY(!finished.at(0)[1].toString().isEmpty());
    }
};

QTEST_MAIN(TestSessionController)
#include "tst_sessioncontroller.moc"
