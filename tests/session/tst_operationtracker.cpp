// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/operationtracker.h"

#include "mcp/messagereader.h"

#include <QTest>

using namespace sightglass;
using namespace sightglass::session;
using namespace Qt::Literals::StringLiterals;
using exchange::PartKind;
using State = Operation::State;

namespace {

constexpr qint64 kMs = 1000;

/// Exchanges on one time line, in milliseconds.
class Line
{
public:
    /// From \a beginMs to \a endMs.
    exchange::Record record(qint64 beginMs, qint64 endMs, const QByteArray &method, const QByteArray &params,
                            const QByteArray &result)
    {
        exchange::Record record;
        record.id = exchange::ExchangeId(++m_lastId);
        record.state = exchange::State::Completed;
        record.status = 200;
        record.era = era;
        record.sessionId = sessionId;
        record.route = u"default"_s;
        record.client = client;
        record.method = method;
        record.rpcId = mcp::RequestId::number(QByteArray::number(m_lastId));
        record.startedAtUs = 1'795'000'000'000'000 + beginMs * kMs;
        record.endUs = (endMs - beginMs) * kMs;
        const QByteArray id = QByteArray::number(m_lastId);
        const QByteArray request =
            R"({"jsonrpc":"2.0","id":)" + id + R"(,"method":")" + method + R"(","params":)" + params + "}";
        const QByteArray response = R"({"jsonrpc":"2.0","id":)" + id + R"(,"result":)" + result + "}";
        mcp::MessageReader reader;
        record.name = reader.read(request).envelope().name;
        const mcp::Message answer = reader.read(response);
        record.inputRequired = answer.envelope().inputRequired;
        record.toolError = answer.envelope().toolError;
        record.parts = {{PartKind::RequestBody, 0, request}};
        if (asEvents)
            record.parts.append(
                {{PartKind::Event, 0, ": hello\n\n"},
                 {PartKind::Event, 0, "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\"}\n\n"},
                 {PartKind::Event, 0, "id: 7\ndata: " + response + "\n\n"}});
        else
            record.parts.append({PartKind::ResponseBody, 0, response});
        return record;
    }
    const Operation *add(qint64 beginMs, qint64 endMs, const QByteArray &method, const QByteArray &params,
                         const QByteArray &result)
    {
        return tracker.add(record(beginMs, endMs, method, params, result));
    }

    OperationTracker tracker;
    mcp::Era era = mcp::Era::Modern;
    QByteArray sessionId;
    QByteArray client = "10.0.0.1:4000";
    bool asEvents = false;

private:
    quint64 m_lastId = 0;
};

QByteArray inputRequired(const QByteArray &state)
{
    const QByteArray more = state.isEmpty() ? QByteArray() : QByteArray(R"(,"requestState":)" + state);
    return R"({"resultType":"input_required","inputRequests":{"q":{"method":"elicitation/create"}})" + more + "}";
}

QByteArray retry(const QByteArray &state, const QByteArray &arguments = "{}")
{
    const QByteArray more = state.isEmpty() ? QByteArray() : QByteArray(R"(,"requestState":)" + state);
    return R"({"name":"ask","arguments":)" + arguments + R"(,"inputResponses":{"q":{"action":"accept"}})" + more + "}";
}

const QByteArray kCall = R"({"name":"ask","arguments":{}})";
const QByteArray kDone = R"({"resultType":"complete","content":[]})";
const QByteArray kId = R"({"taskId":"T1"})";

} // namespace

class OperationTrackerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rounds_data();
    void rounds();
    void roundsWithoutState();
    void roundsThatDoNotMatch_data();
    void roundsThatDoNotMatch();
    void roundsThatFail();
    void extensionTask_data();
    void extensionTask();
    void legacyTask();
    void legacyTaskNeedsInput();
    void roundsBecomeATask();
    void tasksOfOtherSessions();
    void taskSeenTooLate();
    void taskEnds_data();
    void taskEnds();
    void foreignIds();
    void serversTask();
    void whatMatters_data();
    void whatMatters();
    void hostile_data();
    void hostile();
    void overlapping();
    void bounded();
};

void OperationTrackerTest::rounds_data()
{
    QTest::addColumn<bool>("asEvents");
    QTest::newRow("JSON") << false;
    QTest::newRow("events") << true;
}

void OperationTrackerTest::rounds()
{
    QFETCH(bool, asEvents);
    Line line;
    line.asEvents = asEvents;
    const Operation *operation = line.add(0, 10, "tools/call", kCall, inputRequired(R"("s\"1\/")"));
    QVERIFY(operation);
    QCOMPARE(operation->state, State::InputRequired);
    line.client = "10.0.0.1:5000"; // a retry may come on another connection
    QVERIFY(line.add(1010, 1030, "tools/call", retry(R"("s\"1\u002f")"), inputRequired(R"("s2")")));
    QVERIFY(line.add(3030, 3060, "tools/call", retry(R"("s2")"), inputRequired(R"("s3")")));
    operation = line.add(3160, 3200, "tools/call", retry(R"("s3")"), kDone);
    QVERIFY(operation);
    QCOMPARE(operation->kind, Operation::Kind::InputRounds);
    QCOMPARE(operation->state, State::Completed);
    QCOMPARE(operation->first, exchange::ExchangeId(1));
    QCOMPARE(operation->exchanges.size(), std::size_t(4));
    QCOMPARE(operation->exchanges.back(), exchange::ExchangeId(4));
    QCOMPARE(operation->exchangeCount, 4);
    QCOMPARE(operation->method, "tools/call"_ba);
    QCOMPARE(operation->name, "ask"_ba);
    QCOMPARE(operation->serverUs, (10 + 20 + 30 + 40) * kMs);
    QCOMPARE(operation->waitUs, (1000 + 2000 + 100) * kMs);
    QCOMPARE(operation->lastAtUs - operation->beganAtUs, 3200 * kMs);
    QCOMPARE(line.tracker.find(exchange::ExchangeId(2)), operation);
    QCOMPARE(line.tracker.size(), std::size_t(1));
}

void OperationTrackerTest::roundsWithoutState()
{
    Line line;
    QVERIFY(line.add(0, 10, "tools/call", R"({"name":"ask","arguments":{"a":1,"b":2},"_meta":{"x":1}})",
                     inputRequired({})));
    // The same question once more is no answer to it.
    QVERIFY(!line.add(20, 30, "tools/call", R"({"name":"ask","arguments":{"a":1,"b":2}})", kDone));
    // Another argument, another client.
    QVERIFY(!line.add(40, 50, "tools/call", retry({}, R"({"a":1,"b":3})"), kDone));
    line.client = "10.0.0.2:4000";
    QVERIFY(!line.add(40, 50, "tools/call", retry({}, R"({"a":1,"b":2})"), kDone));
    line.client = "10.0.0.1:4001";
    const Operation *operation = line.add(60, 70, "tools/call", retry({}, R"({"b":2,"a":1})"), kDone);
    QVERIFY(operation);
    QCOMPARE(operation->exchanges.size(), std::size_t(2));
    QCOMPARE(operation->waitUs, 50 * kMs);
    // It is answered: the next one like it is another operation.
    QVERIFY(!line.add(80, 90, "tools/call", retry({}, R"({"b":2,"a":1})"), kDone));
}

void OperationTrackerTest::roundsThatDoNotMatch_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("params");
    QTest::newRow("another state") << "tools/call"_ba << retry(R"("S1")");
    QTest::newRow("a blank more") << "tools/call"_ba << retry(R"("s1 ")");
    QTest::newRow("no text") << "tools/call"_ba << retry("7");
    QTest::newRow("another method") << "prompts/get"_ba << retry(R"("s1")");
    QTest::newRow("another name") << "tools/call"_ba << QByteArray(retry(R"("s1")")).replace("ask", "tell");
    QTest::newRow("no state") << "tools/call"_ba << retry({});
}

void OperationTrackerTest::roundsThatDoNotMatch()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, params);
    Line line;
    QVERIFY(line.add(0, 10, "tools/call", kCall, inputRequired(R"("s1")")));
    QVERIFY(!line.add(20, 30, method, params, kDone));
    QCOMPARE(line.tracker.find(exchange::ExchangeId(1))->exchanges.size(), std::size_t(1));
    QVERIFY(line.add(40, 50, "tools/call", retry(R"("s1")"), kDone));
}

void OperationTrackerTest::roundsThatFail()
{
    Line line;
    line.add(0, 10, "tools/call", kCall, inputRequired(R"("s1")"));
    exchange::Record broken = line.record(20, 30, "tools/call", retry(R"("s1")"), "{}");
    broken.state = exchange::State::Failed;
    broken.parts.removeLast();
    QCOMPARE(line.tracker.add(broken)->state, State::Failed);
    QVERIFY(!line.tracker.add(broken)); // the same one again
    // The client may try it again with the same state.
    exchange::Record left = line.record(40, 50, "tools/call", retry(R"("s1")"), "{}");
    left.state = exchange::State::Cancelled;
    QCOMPARE(line.tracker.add(left)->state, State::Cancelled);
    const Operation *operation = line.add(60, 70, "tools/call", retry(R"("s1")"), R"({"isError":true,"content":[]})");
    QCOMPARE(operation->state, State::Failed);
    QCOMPARE(operation->exchanges.size(), std::size_t(4));
    QCOMPARE(operation->waitUs, 10 * kMs); // afterwards nobody waited for an answer
}

void OperationTrackerTest::extensionTask_data()
{
    rounds_data();
}

void OperationTrackerTest::extensionTask()
{
    QFETCH(bool, asEvents);
    Line line;
    line.asEvents = asEvents;
    const auto status = [](const char *word) {
        return QByteArray(R"({"resultType":"complete","taskId":"T1","status":")") + word + "\"}";
    };
    const Operation *operation =
        line.add(0, 10, "tools/call", kCall, R"({"resultType":"task","taskId":"T1","status":"working","ttlMs":5})");
    QVERIFY(operation);
    QCOMPARE(operation->kind, Operation::Kind::Task);
    QCOMPARE(operation->state, State::Working);
    line.add(110, 111, "tasks/get", kId, status("working"));
    operation = line.add(211, 212, "tasks/get", kId, status("input_required"));
    QCOMPARE(operation->state, State::InputRequired);
    operation =
        line.add(1212, 1213, "tasks/update", R"({"taskId":"T1","inputResponses":{}})", R"({"resultType":"complete"})");
    QVERIFY(operation);
    QCOMPARE(operation->state, State::Working);
    operation = line.add(1313, 1314, "tasks/get", kId, status("completed"));
    QCOMPARE(operation->state, State::Completed);
    QCOMPARE(operation->exchangeCount, 5);
    QCOMPARE(operation->method, "tools/call"_ba);
    QCOMPARE(operation->name, "ask"_ba);
    QCOMPARE(operation->waitUs, 1000 * kMs);
    QCOMPARE(operation->serverUs, (1314 - 1000) * kMs);
    QCOMPARE(line.tracker.size(), std::size_t(1));
}

void OperationTrackerTest::legacyTask()
{
    Line line;
    line.era = mcp::Era::Legacy;
    line.sessionId = "S1";
    QVERIFY(line.add(0, 10, "tools/call", R"({"name":"ask","task":{"ttl":60000}})",
                     R"({"task":{"taskId":"T1","status":"working"}})"));
    QVERIFY(line.add(20, 21, "tasks/get", kId, R"({"taskId":"T1","status":"working"})"));
    const Operation *operation =
        line.add(30, 500, "tasks/result", kId,
                 R"({"content":[],"_meta":{"io.modelcontextprotocol/related-task":{"taskId":"T1"}}})");
    QVERIFY(operation);
    QCOMPARE(operation->state, State::Completed);
    QCOMPARE(operation->serverUs, 500 * kMs);
    QCOMPARE(operation->waitUs, 0);
    // Read once more, much later: nobody worked or waited meanwhile.
    operation = line.add(9000, 9001, "tasks/result", kId, R"({"content":[]})");
    QCOMPARE(operation->serverUs, 501 * kMs);
    QCOMPARE(operation->exchanges.size(), std::size_t(4));
}

void OperationTrackerTest::legacyTaskNeedsInput()
{
    Line line;
    line.era = mcp::Era::Legacy;
    line.sessionId = "S1";
    line.add(0, 10, "tools/call", kCall, R"({"task":{"taskId":"T1","status":"working"}})");
    line.add(20, 21, "tasks/get", kId, R"({"taskId":"T1","status":"input_required"})");
    const Operation *operation = line.add(31, 1031, "tasks/result", kId, R"({"isError":true,"content":[]})");
    QCOMPARE(operation->state, State::Failed);
    QCOMPARE(operation->serverUs, 21 * kMs);
    QCOMPARE(operation->waitUs, 1010 * kMs);
}

void OperationTrackerTest::roundsBecomeATask()
{
    Line line;
    line.add(0, 10, "tools/call", kCall, inputRequired(R"("s1")"));
    line.add(110, 120, "tools/call", retry(R"("s1")"), R"({"resultType":"task","taskId":"T1","status":"working"})");
    const Operation *operation = line.add(200, 210, "tasks/get", kId, R"({"status":"completed"})");
    QVERIFY(operation);
    QCOMPARE(operation->kind, Operation::Kind::Task);
    QCOMPARE(operation->exchanges.size(), std::size_t(3));
    QCOMPARE(operation->waitUs, 100 * kMs);
    QCOMPARE(operation->serverUs, 110 * kMs);
}

// Small servers count their tasks per session.
void OperationTrackerTest::tasksOfOtherSessions()
{
    Line line;
    line.era = mcp::Era::Legacy;
    for (const char *session : {"S1", "S2"}) {
        line.sessionId = session;
        line.add(0, 10, "tools/call", kCall, R"({"task":{"taskId":"T1","status":"working"}})");
    }
    QCOMPARE(line.tracker.size(), std::size_t(2));
    QCOMPARE(line.add(20, 30, "tasks/get", kId, R"({"status":"completed"})")->first, exchange::ExchangeId(2));
    line.sessionId = "S1";
    QCOMPARE(line.add(20, 30, "tasks/get", kId, R"({"status":"working"})")->first, exchange::ExchangeId(1));
}

void OperationTrackerTest::taskSeenTooLate()
{
    Line line;
    const Operation *operation = line.add(0, 10, "tasks/get", kId, R"({"status":"working"})");
    QVERIFY(operation);
    QVERIFY(operation->method.isEmpty());
    QCOMPARE(operation->kind, Operation::Kind::Task);
    QCOMPARE(line.add(20, 30, "tasks/get", kId, R"({"status":"completed"})")->exchanges.size(), std::size_t(2));
}

void OperationTrackerTest::taskEnds_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("result");
    QTest::addColumn<int>("state");
    QTest::newRow("failed") << "tasks/get"_ba
                            << R"({"status":"failed"})"_ba << int(State::Failed);
    QTest::newRow("cancelled") << "tasks/get"_ba
                               << R"({"status":"cancelled"})"_ba << int(State::Cancelled);
    QTest::newRow("cancel 2025-11-25") << "tasks/cancel"_ba
                                       << R"({"taskId":"T1","status":"cancelled"})"_ba << int(State::Cancelled);
    QTest::newRow("cancel of the extension") << "tasks/cancel"_ba
                                             << R"({"resultType":"complete"})"_ba << int(State::Cancelled);
    QTest::newRow("a status of the future") << "tasks/get"_ba
                                            << R"({"status":"paused"})"_ba << int(State::Working);
    QTest::newRow("no status") << "tasks/get"_ba
                               << "{}"_ba << int(State::Working);
}

void OperationTrackerTest::taskEnds()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, result);
    Line line;
    line.add(0, 10, "tools/call", kCall, R"({"resultType":"task","taskId":"T1","status":"working"})");
    const Operation *operation = line.add(20, 30, method, kId, result);
    QVERIFY(operation);
    QTEST(int(operation->state), "state");
    exchange::Record lost = line.record(40, 50, "tasks/get", kId, R"({"status":"completed"})");
    lost.errorCode = -32602;
    QTEST(int(line.tracker.add(lost)->state), "state"); // a poll that failed says nothing
    // A cancellation is a request: the task may be done all the same.
    QCOMPARE(line.add(60, 70, "tasks/get", kId, R"({"status":"completed"})")->state, State::Completed);
}

void OperationTrackerTest::foreignIds()
{
    Line line;
    exchange::Record unknown = line.record(0, 10, "tasks/get", kId, "{}");
    unknown.errorCode = -32602;
    QVERIFY(!line.tracker.add(unknown));
    QVERIFY(!line.add(0, 10, "tasks/get", "{}", R"({"status":"working"})"));
    QVERIFY(!line.add(0, 10, "tools/call", retry(R"("foreign")"), kDone));
    QVERIFY(!line.tracker.find(exchange::ExchangeId(3)));
    QVERIFY(!line.tracker.find({}));
    QCOMPARE(line.tracker.size(), std::size_t(0));
    // A foreign state whose answer asks for more begins one.
    QVERIFY(line.add(0, 10, "tools/call", retry(R"("foreign")"), inputRequired(R"("s1")")));
}

// 2025-11-25: the server may have the client make a task of a sampling request.
void OperationTrackerTest::serversTask()
{
    Line line;
    line.era = mcp::Era::Legacy;
    line.sessionId = "S1";
    line.add(0, 10, "tools/call", kCall, R"({"task":{"taskId":"T1","status":"working"}})");
    exchange::Record made =
        line.record(20, 30, "sampling/createMessage", "{}", R"({"task":{"taskId":"T1","status":"working"}})");
    made.direction = exchange::Direction::ServerToClient;
    QVERIFY(line.tracker.add(made));
    exchange::Record poll = line.record(40, 50, "tasks/get", kId, R"({"status":"completed"})");
    poll.direction = exchange::Direction::ServerToClient;
    QCOMPARE(line.tracker.add(poll)->method, "sampling/createMessage"_ba);
    QCOMPARE(line.tracker.find(exchange::ExchangeId(1))->state, State::Working);
}

void OperationTrackerTest::whatMatters_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("params");
    QTest::addColumn<QByteArray>("result");
    QTest::addColumn<bool>("matters");
    QTest::newRow("plain") << "tools/call"_ba << kCall << kDone << false;
    QTest::newRow("list") << "tasks/list"_ba
                          << "{}"_ba
                          << R"({"tasks":[]})"_ba << false;
    QTest::newRow("get") << "tasks/get"_ba
                         << "{}"_ba
                         << "{}"_ba << true;
    QTest::newRow("retry") << "tools/call"_ba << retry(R"("s")") << kDone << true;
    QTest::newRow("question") << "tools/call"_ba << kCall << inputRequired({}) << true;
    QTest::newRow("task") << "tools/call"_ba << kCall << R"({"task":{"taskId":"T"}})"_ba << true;
}

void OperationTrackerTest::whatMatters()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, params);
    QFETCH(QByteArray, result);
    Line line;
    exchange::Record record = line.record(0, 10, method, params, result);
    QTEST(OperationTracker::matters(record), "matters");
    record.state = exchange::State::Open;
    QVERIFY(!OperationTracker::matters(record));
    record.state = exchange::State::Completed;
    record.kind = exchange::Kind::Stream;
    QVERIFY(!OperationTracker::matters(record));
    QVERIFY(!line.tracker.add(record));
}

void OperationTrackerTest::hostile_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("response");
    const QByteArray deep = QByteArray(100'000, '[') + QByteArray(100'000, ']');
    const QByteArray good = R"({"params":{"taskId":"T1","requestState":"s1","inputResponses":{}}})";
    QTest::newRow("nothing") << QByteArray() << QByteArray();
    QTest::newRow("garbage") << QByteArray("\xff\0{[\"", 5) << QByteArray("}\"taskId\"");
    QTest::newRow("not objects") << QByteArray("[1]") << QByteArray("7");
    QTest::newRow("wrong kinds") << QByteArray(R"({"params":{"taskId":[],"requestState":{},"inputResponses":7}})")
                                 << QByteArray(R"({"result":{"task":[],"taskId":7,"status":[],"resultType":{}}})");
    QTest::newRow("params is an array") << QByteArray(R"({"params":["taskId"]})")
                                        << QByteArray(R"({"result":["taskId"]})");
    QTest::newRow("deep") << QByteArray(R"({"params":{"inputResponses":)" + deep + "}}")
                          << QByteArray(R"({"result":{"taskId":)" + deep + "}}");
    QTest::newRow("too long") << good
                              << QByteArray(R"({"result":{"taskId":"T1","x":")" + QByteArray(kMaxOperationBytes, 'x')
                                            + "\"}}");
    QTest::newRow("cut") << good.first(40) << QByteArray(R"({"result":{"taskId":"T1","status":"work)");
    QTest::newRow("invalid UTF-8") << QByteArray("{\"params\":{\"requestState\":\"\xff\",\"inputResponses\":{}}}")
                                   << QByteArray("{\"result\":{\"taskId\":\"\xc0\x80\"}}");
}

void OperationTrackerTest::hostile()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, response);
    for (const char *method : {"tools/call", "tasks/get", "tasks/result", "tasks/update", "tasks/cancel", ""}) {
        for (const PartKind kind : {PartKind::ResponseBody, PartKind::Event}) {
            Line line;
            exchange::Record record = line.record(0, 10, method, "{}", "{}");
            record.parts = {{PartKind::RequestBody, 0, request},
                            {kind, 0, kind == PartKind::Event ? "data: " + response + "\n\n" : response}};
            for (const bool flagged : {false, true}) {
                record.inputRequired = flagged;
                record.id = exchange::ExchangeId(1000 + quint64(flagged));
                record.endUs = flagged ? -1 : std::numeric_limits<qint32>::max();
                record.startedAtUs = flagged ? -5 : 0;
                line.tracker.add(record);
            }
            QVERIFY(line.tracker.size() <= 2);
            const OperationFacts facts = operationFacts(record);
            QVERIFY(facts.givenState.isEmpty() && !facts.makesTask);
        }
    }
}

// Polls that run beside a tasks/result that blocks are not counted twice.
void OperationTrackerTest::overlapping()
{
    Line line;
    line.add(0, 10, "tools/call", kCall, R"({"resultType":"task","taskId":"T1","status":"working"})");
    line.add(50, 60, "tasks/get", kId, R"({"status":"working"})");
    line.add(100, 110, "tasks/get", kId, R"({"status":"working"})");
    const Operation *operation = line.add(20, 200, "tasks/result", kId, R"({"content":[]})");
    QCOMPARE(operation->serverUs, 200 * kMs);
    QCOMPARE(operation->lastAtUs - operation->beganAtUs, 200 * kMs);
}

void OperationTrackerTest::bounded()
{
    Line line;
    line.tracker = OperationTracker(10);
    const auto task = [](int number) { return "\"T" + QByteArray::number(number) + '"'; };
    for (int i = 0; i < 100; ++i) {
        line.add(0, 10, "tools/call", kCall, R"({"resultType":"task","status":"working","taskId":)" + task(i) + "}");
        line.add(0, 10, "tasks/get", R"({"taskId":"T0"})", R"({"status":"working"})"); // keeps the first one
    }
    QCOMPARE(line.tracker.size(), std::size_t(10));
    QVERIFY(line.tracker.find(exchange::ExchangeId(1)));
    QVERIFY(!line.tracker.find(exchange::ExchangeId(3)));
    const Operation *operation = nullptr;
    for (int i = 0; i < 2 * int(OperationTracker::kMaxExchanges); ++i)
        operation = line.add(0, 10, "tasks/get", R"({"taskId":"T0"})", R"({"status":"working"})");
    QCOMPARE(operation->exchanges.size(), OperationTracker::kMaxExchanges);
    QCOMPARE(operation->exchangeCount, qint64(1 + 100 + 2 * OperationTracker::kMaxExchanges));
    // Many rounds: the last states are those that can still be answered.
    line.add(0, 10, "tools/call", kCall, inputRequired(R"("r0")"));
    for (int i = 0; i < 2 * int(OperationTracker::kMaxKeys); ++i) {
        const QByteArray from = "\"r" + QByteArray::number(i) + '"';
        QVERIFY(line.add(0, 10, "tools/call", retry(from), inputRequired("\"r" + QByteArray::number(i + 1) + '"')));
    }
    QVERIFY(!line.add(0, 10, "tools/call", retry(R"("r0")"), kDone));
    QCOMPARE(line.tracker.size(), std::size_t(10));
}

QTEST_GUILESS_MAIN(OperationTrackerTest)
#include "tst_operationtracker.moc"
