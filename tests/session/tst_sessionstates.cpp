// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/sessionscene.h"

#include "mcp/era.h"

#include <QTest>

#include <functional>

using namespace sightglass;
using namespace sightglass::session;
using namespace Qt::Literals::StringLiterals;
using exchange::SessionEnd;
using exchange::SessionKind;
using exchange::SessionState;

using Step = std::function<void(Scene &)>;
Q_DECLARE_METATYPE(Step)
Q_DECLARE_METATYPE(sightglass::exchange::SessionState)
Q_DECLARE_METATYPE(sightglass::exchange::SessionEnd)

namespace {
const QByteArray kKey = "default/S1";
}

class SessionStatesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void transitions_data();
    void transitions();
    void initializeBringsAllThatIsKnown();
    void initializing();
    void refusedInitialize_data();
    void refusedInitialize();
    void answerOnTheWire();
    void idOfAnotherInitialize();
    void counters();
    void batches();
    void longStream();
    void lostVisit();
    void movedVisits();
    void visitsOutliveTheirSession();
    void visitsOutliveTheManager();
    void serverRequests();
    void endsByPerson();
    void changesAreGathered();
    void timer();
    void keys_data();
    void keys();
    void notFollowed_data();
    void notFollowed();
};

void SessionStatesTest::transitions_data()
{
    QTest::addColumn<Step>("step");
    QTest::addColumn<SessionState>("state");
    QTest::addColumn<SessionEnd>("end");
    const auto row = [](const char *name, Step step, SessionState state, SessionEnd end = SessionEnd::None) {
        QTest::newRow(name) << step << state << end;
    };
    const auto remove = [](int status, exchange::State state = exchange::State::Completed) {
        return [status, state](Scene &scene) {
            auto going = scene.begin({}, "S1", exchange::Kind::End);
            QCOMPARE(scene.stateOf(kKey), SessionState::Closing);
            scene.end(going, status, state);
        };
    };
    const auto answered = [](int status) {
        return [status](Scene &scene) {
            auto going = scene.begin(Scene::kPing, "S1");
            scene.end(going, status);
        };
    };
    const auto wait = [](qint64 seconds) {
        return [seconds](Scene &scene) {
            scene.advance(seconds);
            scene.manager.sweep();
        };
    };
    row(
        "opened", [](Scene &) {}, SessionState::Active);
    row("used lately", wait(59), SessionState::Active);
    row("idle", wait(60), SessionState::Idle);
    row(
        "idle and used again",
        [=](Scene &scene) {
            wait(60)(scene);
            QCOMPARE(scene.stateOf(kKey), SessionState::Idle);
            scene.call("S1");
        },
        SessionState::Active);
    row("unused nearly too long", wait(30 * 60 - 1), SessionState::Idle);
    row("unused too long", wait(30 * 60), SessionState::Expired, SessionEnd::IdleTimeout);
    row("deleted", remove(200), SessionState::Closed, SessionEnd::ByClient);
    row("deleted, 204", remove(204), SessionState::Closed, SessionEnd::ByClient);
    row("may not be deleted", remove(405), SessionState::Active);
    row("deleted, but the server is away", remove(502, exchange::State::Failed), SessionState::Active);
    row("deleted, but the client left", remove(0, exchange::State::Cancelled), SessionState::Active);
    row("deleted too late", remove(404), SessionState::Closed, SessionEnd::ByServer);
    row("not known to the server", answered(404), SessionState::Closed, SessionEnd::ByServer);
    row("another error", answered(400), SessionState::Active);
    row(
        "in flight for long",
        [=](Scene &scene) {
            auto going = scene.begin(Scene::kPing, "S1");
            wait(3600)(scene);
            QCOMPARE(scene.stateOf(kKey), SessionState::Active);
            scene.end(going);
            wait(59)(scene);
        },
        SessionState::Active);
    row(
        "a stream without traffic",
        [=](Scene &scene) {
            auto going = scene.begin({}, "S1", exchange::Kind::Stream);
            wait(3600)(scene);
            QCOMPARE(scene.manager.find(kKey)->openStreams, 1);
            QCOMPARE(scene.stateOf(kKey), SessionState::Idle);
            scene.end(going);
        },
        SessionState::Active);
    row(
        "a person ended it", [](Scene &scene) { QVERIFY(scene.manager.end(kKey, SessionEnd::ByPerson, u"why"_s)); },
        SessionState::Closed, SessionEnd::ByPerson);
}

void SessionStatesTest::transitions()
{
    QFETCH(Step, step);
    QFETCH(SessionState, state);
    QFETCH(SessionEnd, end);
    Scene scene;
    QCOMPARE(scene.open("S1"), kKey);
    step(scene);
    if (end == SessionEnd::None) {
        QVERIFY(scene.ended.empty());
        QVERIFY(scene.manager.find(kKey));
        QCOMPARE(scene.stateOf(kKey), state);
        return;
    }
    QCOMPARE(scene.ended.size(), std::size_t(1));
    QCOMPARE(scene.ended[0]->key, kKey);
    QCOMPARE(scene.ended[0]->state, state);
    QCOMPARE(scene.ended[0]->end, end);
    QVERIFY(!scene.ended[0]->endText.isEmpty());
    QCOMPARE(scene.ended[0]->endedAtUs, scene.nowUs + Scene::kEpochUs);
    QCOMPARE(scene.endedAtServer[0], end == SessionEnd::ByPerson);
    QVERIFY(!scene.manager.find(kKey));
    QCOMPARE(scene.manager.count(), 0);
    scene.manager.sweep();
    QCOMPARE(*scene.sent.back(), *scene.ended[0]); // whoever keeps sessions sees the end too
}

void SessionStatesTest::initializeBringsAllThatIsKnown()
{
    Scene scene;
    scene.open("S1");
    const auto session = scene.manager.find(kKey);
    QVERIFY(session);
    QCOMPARE(session->kind, SessionKind::Wire);
    QCOMPARE(session->id, "S1"_ba);
    QCOMPARE(session->route, u"default"_s);
    QCOMPARE(session->era, mcp::Era::Legacy);
    QCOMPARE(session->protocolVersion, "2025-06-18"_ba); // what the server chose
    QCOMPARE(session->client, (exchange::Party{"demo", "1.2", R"({"roots":{}})"}));
    QCOMPARE(session->server, (exchange::Party{"files", "3", R"({"tools":{}})"}));
    QCOMPARE(session->clientAddress, "10.0.0.1:4000"_ba);
    QCOMPARE(session->instance, "test"_ba);
    QCOMPARE(session->createdAtUs, scene.nowUs + Scene::kEpochUs);
    QCOMPARE(session->counters.requests, quint64(1));
    QVERIFY(scene.unknown.isEmpty()); // a new session is in no store
}

void SessionStatesTest::initializing()
{
    Scene scene;
    auto going = scene.begin(Scene::initialize());
    QCOMPARE(scene.manager.count(), 1);
    QVERIFY(going.visit.key().isEmpty());
    const auto all = scene.manager.sessions();
    QCOMPARE(all.size(), std::size_t(1));
    QCOMPARE(all[0]->state, SessionState::Initializing);
    QCOMPARE(all[0]->inFlightToServer, 1);
    scene.advance(3600); // however long the server takes
    scene.manager.sweep();
    QCOMPARE(scene.batches, 0);
    scene.answer(going, Scene::initialized(), "S1");
    QCOMPARE(going.visit.key(), kKey);
    QCOMPARE(scene.manager.find(kKey)->inFlightToServer, 1);
    scene.end(going);
    QCOMPARE(scene.manager.find(kKey)->inFlightToServer, 0);
    scene.manager.sweep();
    QCOMPARE(scene.batches, 1);
    QCOMPARE(scene.sent[0]->key, kKey);
}

void SessionStatesTest::refusedInitialize_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("text");
    QTest::newRow("JSON-RPC error") << Scene::kError << 200 << u"initialize was answered by error -32602: too old"_s;
    QTest::newRow("nothing") << QByteArray() << 200 << u"initialize had no result"_s;
    QTest::newRow("HTTP error") << QByteArray() << 401 << u"initialize was answered with HTTP status 401"_s;
    QTest::newRow("404") << QByteArray() << 404 << u"initialize was answered with HTTP status 404"_s;
    QTest::newRow("the client left") << QByteArray() << 0 << u"initialize had no result"_s;
}

void SessionStatesTest::refusedInitialize()
{
    QFETCH(QByteArray, answer);
    QFETCH(int, status);
    Scene scene;
    auto going = scene.begin(Scene::initialize());
    if (!answer.isEmpty())
        scene.answer(going, answer, "S1");
    scene.end(going, status, status ? exchange::State::Completed : exchange::State::Cancelled);
    QCOMPARE(scene.manager.count(), 0);
    QCOMPARE(scene.ended.size(), std::size_t(1));
    QCOMPARE(scene.ended[0]->state, SessionState::Failed);
    QCOMPARE(scene.ended[0]->end, SessionEnd::Refused);
    QTEST(scene.ended[0]->endText, "text");
    QVERIFY(!scene.ended[0]->key.isEmpty());
    QCOMPARE(scene.ended[0]->client.name, "demo"_ba);
    QVERIFY(!scene.endedAtServer[0]);
}

// Before the initialize was answered, as another instance or a restart makes it look.
void SessionStatesTest::answerOnTheWire()
{
    Scene scene;
    scene.call("S1");
    scene.call("S1");
    QCOMPARE(scene.unknown, QList<QByteArray>{kKey});
    QCOMPARE(scene.manager.find(kKey)->counters.requests, quint64(2));
    scene.call("S2");
    QCOMPARE(scene.unknown, (QList<QByteArray>{kKey, "default/S2"}));
    scene.manager.end(kKey, SessionEnd::ByServer, u"x"_s);
    scene.call("S1"); // it left the memory, so the store knows more again
    QCOMPARE(scene.unknown.size(), 3);
}

void SessionStatesTest::idOfAnotherInitialize()
{
    Scene scene;
    auto slow = scene.begin(Scene::initialize("slow"));
    auto early = scene.begin(Scene::kPing, "S1"); // quicker than the answer
    QCOMPARE(scene.manager.count(), 2);
    scene.answer(slow, Scene::initialized(), "S1");
    QCOMPARE(scene.manager.count(), 1);
    const auto session = scene.manager.find(kKey);
    QCOMPARE(session->inFlightToServer, 2);
    QCOMPARE(session->client.name, "slow"_ba);
    QCOMPARE(session->counters.requests, quint64(2));
    scene.end(slow);
    scene.end(early);
    QCOMPARE(scene.manager.find(kKey)->inFlightToServer, 0);
    QVERIFY(scene.ended.empty());
}

void SessionStatesTest::counters()
{
    Scene scene;
    scene.open("S1");
    const auto before = scene.manager.find(kKey)->counters;
    auto call = scene.begin(Scene::kPing, "S1");
    auto notification =
        scene.begin(R"({"jsonrpc":"2.0","method":"notifications/initialized"})", "S1", exchange::Kind::Notification);
    auto reply = scene.begin(Scene::kEmptyResult, "S1", exchange::Kind::Response);
    auto stream = scene.begin({}, "S1", exchange::Kind::Stream);
    auto session = scene.manager.find(kKey);
    QCOMPARE(session->inFlightToServer, 1);
    QCOMPARE(session->openStreams, 1);
    QCOMPARE(session->counters.requests, before.requests + 1);
    QCOMPARE(session->counters.notifications, before.notifications + 1);
    QCOMPARE(session->counters.requestBytes,
             before.requestBytes
                 + quint64(call.facts.requestBytes + notification.facts.requestBytes + reply.facts.requestBytes));
    scene.answer(call, Scene::kError);
    scene.end(call);
    scene.end(notification, 202);
    scene.end(reply, 202);
    stream.facts.eventCount = 3;
    stream.facts.responseBytes = 300;
    scene.end(stream);
    session = scene.manager.find(kKey);
    QCOMPARE(session->inFlightToServer, 0);
    QCOMPARE(session->openStreams, 0);
    QCOMPARE(session->counters.errors, before.errors + 1);
    QCOMPARE(session->counters.events, before.events + 3);
    QCOMPARE(session->counters.responseBytes, before.responseBytes + 300 + quint64(Scene::kError.size()));
    for (const auto &[status, kind, error] :
         {std::tuple{405, exchange::Kind::Stream, 0}, std::tuple{405, exchange::Kind::End, 0},
          std::tuple{405, exchange::Kind::Request, 1}, std::tuple{500, exchange::Kind::Stream, 1}}) {
        const quint64 errors = scene.manager.find(kKey)->counters.errors;
        auto going = scene.begin(kind == exchange::Kind::Request ? Scene::kPing : QByteArray(), "S1", kind);
        scene.end(going, status);
        QCOMPARE(scene.manager.find(kKey)->counters.errors, errors + quint64(error));
    }
}

void SessionStatesTest::batches()
{
    Scene scene;
    const QByteArray batch =
        R"([{"jsonrpc":"2.0","id":1,"method":"a"},{"jsonrpc":"2.0","id":2,"method":"b"},{"jsonrpc":"2.0","method":"n"}])";
    auto going = scene.begin(batch, "S1", exchange::Kind::Batch);
    QCOMPARE(scene.manager.find(kKey)->inFlightToServer, 2);
    QCOMPARE(scene.manager.find(kKey)->counters.requests, quint64(2));
    QCOMPARE(scene.manager.find(kKey)->counters.notifications, quint64(1));
    scene.end(going);
    QCOMPARE(scene.manager.find(kKey)->inFlightToServer, 0);
}

void SessionStatesTest::longStream()
{
    Scene scene;
    auto stream = scene.begin({}, "S1", exchange::Kind::Stream);
    scene.advance(120);
    scene.manager.sweep();
    QCOMPARE(scene.stateOf(kKey), SessionState::Idle);
    stream.facts.eventCount = 2;
    stream.facts.responseBytes = 50;
    stream.visit.progressed(stream.facts);
    QCOMPARE(scene.stateOf(kKey), SessionState::Active);
    stream.facts.eventCount = 5;
    stream.visit.progressed(stream.facts);
    stream.visit.eventSeen(scene.reader.read(R"({"jsonrpc":"2.0","method":"notifications/message"})").envelope());
    stream.visit.eventSeen(scene.reader.read(Scene::kPing).envelope());
    scene.end(stream);
    const auto counters = scene.manager.find(kKey)->counters;
    QCOMPARE(counters.events, quint64(5));
    QCOMPARE(counters.responseBytes, quint64(50));
    QCOMPARE(counters.notifications, quint64(1));
}

void SessionStatesTest::lostVisit()
{
    Scene scene;
    {
        const auto going = scene.begin(Scene::kPing, "S1");
        QCOMPARE(scene.manager.find(kKey)->inFlightToServer, 1);
    }
    QCOMPARE(scene.manager.find(kKey)->inFlightToServer, 0);
    QCOMPARE(scene.manager.find(kKey)->counters.errors, quint64(1));
    {
        const auto initialize = scene.begin(Scene::initialize());
        const auto remove = scene.begin({}, "S1", exchange::Kind::End);
        QCOMPARE(scene.stateOf(kKey), SessionState::Closing);
    }
    QCOMPARE(scene.stateOf(kKey), SessionState::Active);
    QCOMPARE(scene.ended.size(), std::size_t(1));
    QCOMPARE(scene.ended[0]->end, SessionEnd::Refused);
}

void SessionStatesTest::movedVisits()
{
    Scene scene;
    auto one = scene.begin(Scene::kPing, "S1");
    auto two = scene.begin(Scene::kPing, "S2");
    one.visit = std::move(two.visit); // the first one leaves
    QCOMPARE(scene.manager.find(kKey)->inFlightToServer, 0);
    QCOMPARE(scene.manager.find("default/S2")->inFlightToServer, 1);
    QVERIFY(two.visit.isEmpty());
    scene.end(two);
    Visit moved(std::move(one.visit));
    moved = Visit();
    QCOMPARE(scene.manager.find("default/S2")->inFlightToServer, 0);
}

void SessionStatesTest::visitsOutliveTheirSession()
{
    Scene scene;
    auto call = scene.begin(Scene::kPing, "S1");
    auto stream = scene.begin({}, "S1", exchange::Kind::Stream);
    scene.manager.end(kKey, SessionEnd::ByServer, u"gone"_s);
    QCOMPARE(scene.manager.count(), 0);
    QCOMPARE(scene.ended[0]->inFlightToServer, 1);
    QCOMPARE(call.visit.key(), kKey);
    scene.call("S1"); // its successor has nothing to do with them
    stream.visit.eventSeen(scene.reader.read(Scene::kPing).envelope());
    stream.visit.progressed(stream.facts);
    scene.answer(call, Scene::kEmptyResult);
    scene.end(call, 404);
    scene.end(stream);
    QCOMPARE(scene.ended.size(), std::size_t(1));
    const auto session = scene.manager.find(kKey);
    QVERIFY(session);
    QCOMPARE(session->counters.requests, quint64(1));
    QCOMPARE(session->inFlightToServer, 0);
    QCOMPARE(session->openStreams, 0);
}

void SessionStatesTest::visitsOutliveTheManager()
{
    auto scene = std::make_unique<Scene>();
    auto call = scene->begin(Scene::kPing, "S1");
    auto initialize = scene->begin(Scene::initialize());
    mcp::MessageReader reader;
    scene.reset();
    call.visit.answered(call.facts, reader.read(Scene::kEmptyResult).envelope(), Scene::kEmptyResult);
    call.visit.progressed(call.facts);
    call.visit.leave(call.facts);
    QVERIFY(call.visit.isEmpty());
    QVERIFY(!initialize.visit.isEmpty()); // and goes with the scope
}

void SessionStatesTest::serverRequests()
{
    Scene scene;
    scene.open("S1");
    scene.manager.serverRequestBegan(kKey);
    scene.manager.serverRequestBegan(kKey);
    scene.manager.serverRequestBegan("default/foreign");
    QCOMPARE(scene.manager.find(kKey)->inFlightToClient, 2);
    QCOMPARE(scene.manager.find(kKey)->counters.serverRequests, quint64(2));
    for (int i = 0; i < 3; ++i)
        scene.manager.serverRequestEnded(kKey);
    scene.manager.serverRequestEnded("default/foreign");
    QCOMPARE(scene.manager.find(kKey)->inFlightToClient, 0);
    QCOMPARE(scene.manager.count(), 1);
}

void SessionStatesTest::endsByPerson()
{
    Scene scene;
    scene.open("S1");
    QVERIFY(!scene.manager.end("default/unknown", SessionEnd::ByServer, {}));
    QVERIFY(scene.manager.end(kKey, SessionEnd::ByPerson, u"enough"_s));
    auto refused = scene.begin(Scene::kPing, "S1");
    QCOMPARE(refused.visit.refusal(), Refusal::SessionEnded);
    QCOMPARE(refused.visit.refusalText(), u"enough"_s);
    QVERIFY(refused.visit.isEmpty());
    scene.end(refused, 404);
    QCOMPARE(scene.ended.size(), std::size_t(1));
    QCOMPARE(scene.manager.count(), 0);
    // Also one that only a store knew.
    QVERIFY(!scene.manager.end("default/S7", SessionEnd::ByPerson, u"old"_s));
    QCOMPARE(scene.begin(Scene::kPing, "S7").visit.refusal(), Refusal::SessionEnded);
    // The server gives the id anew: that is another session.
    QCOMPARE(scene.open("S1"), kKey);
    QCOMPARE(scene.begin(Scene::kPing, "S1").visit.refusal(), Refusal::None);
    // It is not refused for ever.
    scene.advance(EndedSessions::kKeptUs / kSecondUs);
    scene.manager.sweep();
    QCOMPARE(scene.begin(Scene::kPing, "S7").visit.refusal(), Refusal::None);
}

void SessionStatesTest::changesAreGathered()
{
    Scene scene;
    for (int i = 0; i < 10; ++i)
        scene.call("S" + QByteArray::number(i));
    QCOMPARE(scene.batches, 0);
    scene.manager.sweep();
    QCOMPARE(scene.batches, 1);
    QCOMPARE(scene.sent.size(), std::size_t(10));
    scene.manager.sweep();
    QCOMPARE(scene.batches, 1); // nothing new
    for (int i = 0; i < 100; ++i)
        scene.call("S1");
    scene.manager.sweep();
    QCOMPARE(scene.sent.size(), std::size_t(11));
    QCOMPARE(scene.sent.back()->counters.requests, quint64(101));
    QVERIFY(scene.sent.back()->revision > scene.sent[1]->revision);
    scene.manager.setTags("default/S1", {"red", "red", "", "blue"});
    scene.manager.sweep();
    QCOMPARE(scene.sent.back()->tags, (QList<QByteArray>{"red", "blue"}));
    QVERIFY(!scene.manager.setTags("default/foreign", {}));
}

// The real clock: a change of state is out after a tick, counters alone after a second; and no timer without sessions.
void SessionStatesTest::timer()
{
    SessionManager manager;
    QSignalSpy changed(&manager, &SessionManager::changed);
    mcp::MessageReader reader;
    exchange::Record facts;
    facts.route = u"default"_s;
    facts.client = "10.0.0.1:1";
    facts.sessionId = "S1";
    facts.era = mcp::Era::Legacy;
    const auto *timer = manager.findChild<QTimer *>();
    QVERIFY(timer);
    QVERIFY(!timer->isActive());
    Visit visit = manager.enter(facts, reader.read(Scene::kPing));
    QVERIFY(timer->isActive());
    QVERIFY(changed.wait(5000));
    QCOMPARE(changed.size(), 1);
    visit.leave(facts);
    QVERIFY(changed.wait(5000));
    const auto batch = changed[1][0].value<exchange::SessionBatch>();
    QCOMPARE(batch->size(), std::size_t(1));
    QCOMPARE(batch->front()->inFlightToServer, 0);
    manager.end("default/S1", SessionEnd::ByServer, u"x"_s);
    QVERIFY(changed.wait(5000));
    QTRY_VERIFY(!timer->isActive());
}

void SessionStatesTest::keys_data()
{
    QTest::addColumn<QString>("route");
    for (const QString &route : {u"default"_s, u"a/b"_s, u"a~b%2F"_s, u"Übung"_s, u""_s})
        QTest::newRow(route.isEmpty() ? "none" : qPrintable(route)) << route;
}

void SessionStatesTest::keys()
{
    QFETCH(QString, route);
    exchange::Record facts;
    facts.route = route;
    facts.client = "10.0.0.1:1";
    facts.sessionId = "an/id~x";
    facts.era = mcp::Era::Legacy;
    QByteArray key("old");
    SessionPlace place = placeOf(facts, key);
    if (route.isEmpty()) {
        QCOMPARE(place.sort, SessionPlace::Sort::None);
        return;
    }
    QCOMPARE(place.sort, SessionPlace::Sort::Wire);
    QCOMPARE(key, exchange::sessionKey(route, SessionKind::Wire, "an/id~x"));
    QCOMPARE(QByteArrayView(key).last(place.idLength), QByteArrayView("an/id~x"));
    QVERIFY(isWireKey(key));
    facts.sessionId.clear();
    place = placeOf(facts, key);
    QCOMPARE(key, exchange::sessionKey(route, SessionKind::Client, "10.0.0.1:1"));
    QVERIFY(!isWireKey(key));
}

void SessionStatesTest::notFollowed_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<int>("kind");
    QTest::newRow("OPTIONS") << QByteArray() << int(exchange::Kind::Http);
    QTest::newRow("OPTIONS with an id") << QByteArray("S1") << int(exchange::Kind::Http);
    QTest::newRow("no message") << QByteArray("S1") << int(exchange::Kind::Invalid);
    QTest::newRow("GET without an id") << QByteArray() << int(exchange::Kind::Stream);
    QTest::newRow("DELETE without an id") << QByteArray() << int(exchange::Kind::End);
    QTest::newRow("a huge id") << QByteArray(kMaxIdBytes + 1, 'x') << int(exchange::Kind::Request);
}

void SessionStatesTest::notFollowed()
{
    QFETCH(QByteArray, id);
    QFETCH(int, kind);
    Scene scene;
    auto going =
        scene.begin(kind == int(exchange::Kind::Request) ? Scene::kPing : QByteArray(), id, exchange::Kind(kind));
    QVERIFY(going.visit.isEmpty());
    QCOMPARE(going.visit.refusal(), Refusal::None);
    QVERIFY(going.visit.key().isEmpty());
    scene.end(going, 404);
    QCOMPARE(scene.manager.count(), 0);
    QVERIFY(scene.ended.empty());
}

QTEST_GUILESS_MAIN(SessionStatesTest)
#include "tst_sessionstates.moc"
