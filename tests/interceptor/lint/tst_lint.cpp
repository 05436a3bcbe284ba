// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Per finding: a conversation that has it and one that does not, live and out of a recording; and docs/lint.md.
#include "interceptor/lint/finding.h"
#include "interceptor/lint/lintbench.h"
#include "interceptor/lint/lintcases.h"
#include "interceptor/lint/lintinterceptor.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace sightglass;
using namespace sightglass::test;
using exchange::Note;
using exchange::NoteKind;
using exchange::Severity;
using interceptor::lint::findingKinds;
using interceptor::lint::findKind;

namespace {

QByteArray told(const QList<Note> &notes)
{
    QByteArray text;
    for (const Note &note : notes)
        text += note.code + ": " + note.text.toUtf8() + " at " + note.pointer + '\n';
    return text;
}

QByteArrayList codes(const QList<Note> &notes)
{
    QByteArrayList all;
    for (const Note &note : notes) {
        if (!all.contains(note.code))
            all.append(note.code);
    }
    return all;
}

} // namespace

class TestLint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findings_data();
    void findings();
    void everyKindHasACase();
    void notesSayWhere();
    void refusedRequestsAreWarnings();
    void recordingSkipsChildren();
    void interceptorsShareALinter();
    void docsHoldEveryKind();
};

void TestLint::findings_data()
{
    QTest::addColumn<int>("index");
    const auto cases = lintCases();
    for (qsizetype i = 0; i < cases.size(); ++i)
        QTest::addRow("%s: %s", cases[i].code, cases[i].name) << int(i);
}

void TestLint::findings()
{
    QFETCH(int, index);
    const LintCase one = lintCases().at(index);
    const QByteArrayList wanted{one.code};
    const auto bad = LintBench().live(one.bad);
    QVERIFY2(codes(bad) == wanted, told(bad).constData());
    const auto good = LintBench().live(one.good);
    QVERIFY2(good.isEmpty(), told(good).constData());
    for (const Note &note : bad) {
        const auto *kind = findKind(note.code);
        QVERIFY(kind && note.kind == NoteKind::Finding && note.severity == kind->severity && !note.text.isEmpty());
        QVERIFY2(!note.text.endsWith(u'.'), qPrintable(note.text));
    }
    if (!one.recorded)
        return;
    const auto badRecord = LintBench().recorded(one.bad);
    // In a recording what a stream carried is seen before what came while it was open, so less can be said of it.
    const bool lessIsKnown = one.bad.contains("G") && QByteArray(one.code) == "unknown-progress-token";
    QVERIFY2(lessIsKnown || codes(badRecord) == wanted, told(badRecord).constData());
    const auto goodRecord = LintBench().recorded(one.good);
    QVERIFY2(goodRecord.isEmpty(), told(goodRecord).constData());
}

void TestLint::everyKindHasACase()
{
    QByteArrayList shown{"not-checked"}; // tst_lintlimits
    for (const LintCase &one : lintCases())
        shown.append(one.code);
    for (const auto &kind : findingKinds()) {
        const QByteArray code(kind.code.data(), kind.code.size());
        QVERIFY2(shown.contains(code), code.constData());
        QVERIFY(kind.link.startsWith(QLatin1StringView("https://modelcontextprotocol.io/specification/")));
        QVERIFY(!kind.title.isEmpty() && kind.severity != Severity::None);
    }
    for (const QByteArray &code : shown)
        QVERIFY2(findKind(code), code.constData());
    QVERIFY(!findKind("no-such-finding"));
}

void TestLint::notesSayWhere()
{
    const auto find = [](const QByteArray &code, const QList<Note> &notes) {
        const auto found =
            std::find_if(notes.begin(), notes.end(), [&](const Note &note) { return note.code == code; });
        return found == notes.end() ? Note() : *found;
    };
    const auto tool = modernTool(
        R"("inputSchema":{"type":"object","properties":{"a/b":{"type":"array","items":{"type":"object","properties":{"c~":{"type":"integer"}}}}}})",
        {R"(> {@J,"id":2,"method":"tools/call","params":{"name":"t","arguments":{"a/b":[{},{"c~":"x"}]},@M}})"});
    QCOMPARE(find("arguments-mismatch", LintBench().live(tool)).pointer, "/params/arguments/a~1b/1/c~0");
    const auto event = find(
        "progress-backwards",
        LintBench().live({R"(> {@J,"id":7,"method":"ping","params":{"_meta":{"progressToken":9}}})",
                          R"(~ {@J,"method":"notifications/progress","params":{"progressToken":9,"progress":2}})",
                          R"(~ {@J,"method":"notifications/progress","params":{"progressToken":9,"progress":1}})"}));
    QCOMPARE(event.part, 4); // request head and body, answer's head, first event
    QCOMPARE(event.pointer, "/params/progress");
    const auto batch = find(
        "malformed-message",
        LintBench().live({"s 2025-03-26", R"(> [{@J,"id":1,"method":"x/y"},{@J,"id":2,"method":"x/y","params":1}])"}));
    QCOMPARE(batch.pointer, "/1/params");
}

void TestLint::refusedRequestsAreWarnings()
{
    const QByteArrayList steps{"h -Mcp-Method", R"(> {@J,"id":7,"method":"tools/list","params":{@M}})"};
    const auto refused = steps + QByteArrayList{"! 400", R"(< {@J,"id":7,"error":{"code":-32020,"message":"no"}})"};
    const auto taken = steps + QByteArrayList{R"(< {@J,"id":7,"result":{"tools":[]}})"};
    QCOMPARE(LintBench().recorded(refused).value(0).severity, Severity::Warning);
    QVERIFY(LintBench().recorded(refused).value(0).text.endsWith(QStringLiteral("(the server refused it)")));
    QCOMPARE(LintBench().recorded(taken).value(0).severity, Severity::Error);
    QCOMPARE(LintBench().live(refused).value(0).severity, Severity::Error); // live, nobody knows yet
}

void TestLint::recordingSkipsChildren()
{
    exchange::Record record;
    record.id = exchange::ExchangeId(2);
    record.kind = exchange::Kind::Request;
    record.parts.append({exchange::PartKind::RequestBody, 0, "no JSON"});
    interceptor::lint::Linter linter;
    QCOMPARE(linter.lookAtRecording(record).size(), 1);
    record.parent = exchange::ExchangeId(1); // seen in the stream that carried it
    QCOMPARE(linter.lookAtRecording(record).size(), 0);
}

void TestLint::interceptorsShareALinter()
{
    using interceptor::Context;
    using interceptor::Way;
    const auto linter = std::make_shared<interceptor::lint::Linter>();
    interceptor::lint::LintInterceptor client(linter, Way::ToServer);
    interceptor::lint::LintInterceptor server(linter, Way::ToClient);
    QVERIFY(client.name() != server.name());
    mcp::MessageReader reader;
    const mcp::Message message = reader.read(R"({"jsonrpc":"2.0","id":null,"method":"x/y"})");
    const exchange::Record record;
    const Context context{record, Way::ToServer, message};
    const auto verdict = client.intercept(context);
    QVERIFY(verdict.fate() == interceptor::Verdict::Fate::Continue && verdict.effects());
    QCOMPARE(verdict.effects()->notes.size(), 1);
    QVERIFY(!verdict.effects()->message);
    QVERIFY(!server.intercept(context).effects()); // the other end looks at what comes back
}

void TestLint::docsHoldEveryKind()
{
    QFile file(QStringLiteral(SIGHTGLASS_DOCS "/lint.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(file.readAll());
    qsizetype from = 0;
    for (const auto &kind : findingKinds()) {
        const QString heading = QStringLiteral("\n### `%1`\n").arg(kind.code);
        const qsizetype at = text.indexOf(heading, from);
        QVERIFY2(at >= 0, qPrintable(heading + QStringLiteral("is missing, or not in its order")));
        qsizetype end = text.indexOf(QStringLiteral("\n##"), at + heading.size());
        const QString section = text.mid(at, end < 0 ? -1 : end - at);
        const QString severity = QStringLiteral("info warning error").split(u' ').at(int(kind.severity) - 1);
        QVERIFY2(section.contains(QStringLiteral("**%1**").arg(severity)), qPrintable(heading + severity));
        QVERIFY2(section.contains(kind.link), qPrintable(heading));
        QVERIFY2(section.contains(kind.title), qPrintable(heading));
        from = at + heading.size();
    }
    static const QRegularExpression headings(QStringLiteral("\n### `"));
    QCOMPARE(text.count(headings), qsizetype(findingKinds().size()));
}

QTEST_GUILESS_MAIN(TestLint)
#include "tst_lint.moc"
