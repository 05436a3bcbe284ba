// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/samplerecords.h"
#include "interceptor/noting.h"
#include "interceptor/rules/dryrun.h"
#include "interceptor/rules/rulesupport.h"
#include "wire/sseparser.h"

#include <QRandomGenerator>

using namespace sightglass;
using namespace sightglass::test;
using exchange::NoteKind;
using exchange::Part;
using exchange::PartKind;
using exchange::Record;
using interceptor::Verdict;
using interceptor::Way;
using rules::DryRunChange;
using Fate = interceptor::Verdict::Fate;

namespace {

const QByteArray kSampleRequest =
    R"({"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"search_files","arguments":{"q":"Grüße"}}})";

// A call whose answer came as events, as it is stored.
Record streamedCall()
{
    Record record = exchange::samples::toolCall();
    record.parts.resize(2);
    record.parts.append({PartKind::ResponseHead, 100, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"});
    record.parts.append({PartKind::Event, 110, "event: message\ndata: " + kProgress + "\n\n"});
    record.parts.append({PartKind::Event, 115, ": keepalive\n\n"});
    record.parts.append({PartKind::Event, 120, "event: message\nid: 4\ndata: " + kResult + "\n\n"});
    record.eventCount = 2;
    return record;
}

} // namespace

class TestDryRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void edit();
    void answerAndEvents();
    void gatesAreOpen();
    void fates();
    void anAnswerOfOursEndsIt();
    void failures();
    void editedRecording();
    void compressedAnswer();
    void partsOfOthers();
    void findingsInTheirOrder();
    void oddRecords();
    void likeTraffic();
};

void TestDryRun::edit()
{
    const Record record = exchange::samples::toolCall();
    const auto set = ruleSet(R"({"id":"a","match":"tool:search*","actions":[{"set":"/params/arguments/q","value":"x"},
                                                                          {"setHeader":"X","value":"y"},{"delay":[1,9]}]})");
    const QList<DryRunChange> changes = rules::dryRun(*set, record);
    QCOMPARE(changes.size(), 1);
    const DryRunChange &change = changes.constFirst();
    QCOMPARE(change.way, Way::ToServer);
    QCOMPARE(change.part, 1);
    QCOMPARE(change.ruleIds, QList<QByteArray>{"a"});
    QCOMPARE(change.before, kSampleRequest);
    QCOMPARE(change.after, QByteArray(kSampleRequest).replace("Grüße", "x"));
    QCOMPARE(change.headers, (interceptor::HeaderEdits{{"X", QByteArray("y")}}));
    QCOMPARE(change.delayMs, 9);
    QCOMPARE(change.fate, Fate::Continue);
    QCOMPARE(change.summary, QStringLiteral("a: set /params/arguments/q to \"x\"; set header X: y; delay 1 to 9 ms"));
    QVERIFY(change.failure.isEmpty());
}

void TestDryRun::answerAndEvents()
{
    const auto set =
        ruleSet(R"({"id":"p","on":["event"],"match":"method:notifications/progress","actions":[{"drop":true}]},
                                {"id":"r","on":["response","event"],"match":"tool:search_files status:ok","actions":[{"tag":"t"}]})");
    const QList<DryRunChange> streamed = rules::dryRun(*set, streamedCall());
    QCOMPARE(streamed.size(), 2);
    QCOMPARE(streamed[0].ruleIds, QList<QByteArray>{"p"});
    QVERIFY(streamed[0].isEvent);
    QCOMPARE(streamed[0].part, 3);
    QCOMPARE(streamed[0].before, kProgress);
    QCOMPARE(streamed[0].fate, Fate::Drop);
    QCOMPARE(streamed[1].ruleIds, QList<QByteArray>{"r"}); // the stream goes on behind an event that is left out
    QCOMPARE(streamed[1].part, 5);
    QCOMPARE(streamed[1].before, kResult);
    const QList<DryRunChange> whole = rules::dryRun(*set, exchange::samples::toolCall());
    QCOMPARE(whole.size(), 1);
    QVERIFY(!whole[0].isEvent);
    QCOMPARE(whole[0].way, Way::ToClient);
    QCOMPARE(whole[0].part, 3);
}

void TestDryRun::gatesAreOpen()
{
    const auto set = ruleSet(R"({"id":"a","probability":0,"everyNth":7,"actions":[{"tag":"t"},
                                 {"rateLimit":{"perSecond":0.001}}]},
                                {"id":"off","enabled":false,"actions":[{"tag":"t"}]})");
    rules::DryRun run(set);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(run.run(exchange::samples::toolCall()).size(), 1);
}

void TestDryRun::fates()
{
    const auto fateOf = [](const QByteArray &action) {
        return rules::dryRun(*oneRule(action), exchange::samples::toolCall()).constFirst().fate;
    };
    QCOMPARE(fateOf(R"({"reject":"no"})"), Fate::Reject);
    QCOMPARE(fateOf(R"({"drop":true})"), Fate::Drop);
    QCOMPARE(fateOf(R"({"respond":{}})"), Fate::Respond);
    QVERIFY(rules::dryRun(*oneRule(R"({"hold":""})"), exchange::samples::toolCall()).constFirst().held);
}

void TestDryRun::anAnswerOfOursEndsIt()
{
    const auto set = ruleSet(R"({"id":"mock","actions":[{"respond":{"content":[]}}]},
                                {"id":"back","on":["response","event"],"actions":[{"tag":"t"}]})");
    const QList<DryRunChange> changes = rules::dryRun(*set, exchange::samples::toolCall());
    QCOMPARE(changes.size(), 1); // the server was never asked
    QCOMPARE(changes[0].after, R"({"jsonrpc":"2.0","id":7,"result":{"content":[]}})");
}

void TestDryRun::failures()
{
    const auto set = oneRule(R"({"remove":"/params/nothing"})");
    const QList<DryRunChange> changes = rules::dryRun(*set, exchange::samples::toolCall());
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes[0].after, changes[0].before);
    QVERIFY(changes[0].summary.isEmpty());
    QVERIFY2(changes[0].failure.contains(QStringLiteral("/params/nothing")), qPrintable(changes[0].failure));
}

void TestDryRun::editedRecording()
{
    Record record = exchange::samples::toolCall();
    record.edited = true;
    record.notes.append({NoteKind::Rule, exchange::Severity::None, "old", {}, {}, 1});
    record.parts.insert(2, {PartKind::SentRequestBody, 15, R"({"sent":"otherwise"})"});
    QVERIFY(
        rules::dryRun(*ruleSet(R"({"match":"text:otherwise or rule:old","actions":[{"tag":"t"}]})"), record).isEmpty());
    QCOMPARE(rules::dryRun(*oneRule(R"({"tag":"t"})", R"("on":["request","response"])"), record).size(), 2);
}

void TestDryRun::compressedAnswer()
{
    Record record = exchange::samples::toolCall();
    // zlib's format, as `deflate` is on the wire; qCompress puts four bytes of length before it.
    record.parts[2].bytes = "HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\nContent-Type: application/json\r\n\r\n";
    const QByteArray packed = qCompress(kResult).mid(4);
    record.parts[3].bytes = packed.first(10);
    record.parts.append({PartKind::ResponseBody, 300'000, packed.mid(10)});
    const auto set =
        ruleSet(R"({"on":["response"],"match":"text:hit","actions":[{"set":"/result/content","value":[]}]})");
    const QList<DryRunChange> changes = rules::dryRun(*set, record);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes[0].before, kResult);
    QCOMPARE(changes[0].part, 3);
}

void TestDryRun::partsOfOthers()
{
    const auto set = oneRule(R"({"tag":"t"})", R"("on":["request","response","event"])");
    Record fromServer = exchange::samples::toolCall();
    fromServer.direction = exchange::Direction::ServerToClient;
    QVERIFY(rules::dryRun(*set, fromServer).isEmpty());
    Record ofBatch = exchange::samples::toolCall();
    ofBatch.parent = exchange::ExchangeId(3);
    QVERIFY(rules::dryRun(*set, ofBatch).isEmpty());
    ofBatch.kind = exchange::Kind::Response; // a client's answer is a message of its own
    QVERIFY(!rules::dryRun(*set, ofBatch).isEmpty());
}

void TestDryRun::findingsInTheirOrder()
{
    Record record = exchange::samples::toolCall();
    record.notes.append({NoteKind::Finding, exchange::Severity::Error, "id-reuse", {}, {}, 1});
    record.notes.append({NoteKind::Finding, exchange::Severity::Warning, "drift", {}, {}, 3});
    const auto matches = [&](const QByteArray &match, const QByteArray &on) {
        return rules::dryRun(*oneRule(R"({"tag":"t"})", R"("match":")" + match + R"(","on":[")" + on + R"("])"), record)
            .size();
    };
    QCOMPARE(matches("lint:id-reuse", "request"), 1);
    QCOMPARE(matches("lint:drift", "request"), 0); // not known yet
    QCOMPARE(matches("lint:drift lint:error", "response"), 1);
    // What the rules themselves noted on the request is there when the answer comes.
    const auto chained = ruleSet(R"({"id":"a","actions":[{"tag":"slow"}]},
                                    {"id":"b","on":["response"],"match":"tag:slow","actions":[{"colour":"red"}]})");
    QCOMPARE(rules::dryRun(*chained, record).size(), 2);
}

void TestDryRun::oddRecords()
{
    const auto set = oneRule(R"({"set":"/a","value":1})", R"("on":["request","response","event"])");
    QVERIFY(rules::dryRun(*set, Record()).isEmpty());
    Record broken = exchange::samples::toolCall();
    broken.parts = {{PartKind::RequestHead, 0, "no head at all"},
                    {PartKind::RequestBody, 0, "{"},
                    {PartKind::Event, 0, "data"},
                    {PartKind::Event, 0, {}},
                    {PartKind::ResponseBody, 0, QByteArray(3, '\0')},
                    {PartKind::Trailers, 0, "x: y"}};
    const QList<DryRunChange> changes = rules::dryRun(*set, broken);
    QCOMPARE(changes.size(), 2);
    QVERIFY(!changes[0].failure.isEmpty() && !changes[1].failure.isEmpty());
    Record get = exchange::samples::toolCall();
    get.kind = exchange::Kind::Stream;
    get.httpMethod = "GET";
    get.parts = {{PartKind::RequestHead, 0, "GET /mcp HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\n\r\n"}};
    QCOMPARE(rules::dryRun(*oneRule(R"({"setHeader":"X","value":"y"})"), get).constFirst().headers.size(), 1);
}

// The same messages through the interceptor and through the dry run of their recording: the same changes.
void TestDryRun::likeTraffic()
{
    const auto set =
        ruleSet(R"({"id":"a","match":"tool:search* text:grüße","actions":[{"set":"/params/name","value":"find"}]},
        {"id":"b","match":"tool:find","actions":[{"mergePatch":{"params":{"x":1}}},{"tag":"found"}]},
        {"id":"c","on":["response","event"],"match":"tag:found text:hit","actions":[{"set":"/result/isError","value":true},
                                                                            {"remove":"/nothing"}]},
        {"id":"d","on":["response","event"],"match":"status:ok -method:notifications/*","actions":[{"colour":"green"}]},
        {"id":"e","on":["event"],"match":"method:notifications/progress size:<1kB dir:server","actions":[{"delay":3}]},
        {"id":"f","on":["request","response","event"],"match":"text:\"params\\\":{\\\"name\\\":\\\"find\" duration:>1ms","actions":[{"comment":"late"}]})");
    for (Record record : {exchange::samples::toolCall(), streamedCall()}) {
        const QList<DryRunChange> dry = rules::dryRun(*set, record);
        QVERIFY(dry.size() >= 2);
        RulesBench bench(set);
        QList<DryRunChange> live;
        const QList<Part> parts = record.parts;
        record.parts.clear();
        bench.record = record;
        bench.record.state = exchange::State::Open; // as the engine has it while messages pass
        bench.record.endUs = -1;
        bench.setHead(parts[0].bytes);
        bench.responseHead = *wire::HttpHead::parse(wire::Role::Response, parts[2].bytes);
        for (qint32 i = 1; i < parts.size(); ++i) {
            const bool isEvent = parts[i].kind == PartKind::Event;
            const QByteArray raw = isEvent ? wire::parseSseBlock(parts[i].bytes).data : parts[i].bytes;
            if (parts[i].kind == PartKind::ResponseHead || raw.isEmpty())
                continue;
            const Verdict verdict = i == 1 ? bench.request(raw) : bench.answer(raw, isEvent);
            if (i == 1 && !messageOf(verdict).isEmpty())
                bench.sent = bench.reader.read(messageOf(verdict));
            bench.record.method = record.method; // the bench reads it anew; the pump does not
            if (!verdict.effects())
                continue;
            DryRunChange change;
            change.part = i;
            change.after = verdict.effects()->message.value_or(raw);
            change.delayMs = verdict.effects()->delayMs;
            for (const exchange::Note &note : verdict.effects()->notes) {
                if (note.kind == NoteKind::Rule)
                    change.ruleIds.append(note.code);
                interceptor::addNote(bench.record, note);
            }
            live.append(change);
        }
        QCOMPARE(live.size(), dry.size());
        for (qsizetype i = 0; i < live.size(); ++i) {
            QCOMPARE(live[i].part, dry[i].part);
            QCOMPARE(live[i].ruleIds, dry[i].ruleIds);
            QCOMPARE(live[i].after, dry[i].after);
            QCOMPARE(live[i].delayMs, dry[i].delayMs);
        }
    }
}

QTEST_GUILESS_MAIN(TestDryRun)
#include "tst_dryrun.moc"
