// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/samplerecords.h"
#include "store/storeurl.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace sightglass;

// `sightglass rules` as a script calls it: exit codes and both forms of output.
class TestRulesCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void checkFine();
    void checkWrongRule();
    void checkNoRules();
    void dryRunShowsTheDifference();
    void dryRunJson();
    void dryRunExitCodes();
    void usage();

private:
    struct Outcome {
        int code = -1;
        QByteArray out;
        QByteArray err;
    };
    Outcome run(const QStringList &arguments) const;
    QString file(const QByteArray &text);

    QTemporaryDir m_folder;
    QString m_db;
    int m_files = 0;
};

TestRulesCommand::Outcome TestRulesCommand::run(const QStringList &arguments) const
{
    QProcess process;
    process.start(QStringLiteral(SIGHTGLASS_PROGRAM), QStringList(QStringLiteral("rules")) + arguments);
    if (!process.waitForFinished())
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QString TestRulesCommand::file(const QByteArray &text)
{
    QFile out(m_folder.filePath(QStringLiteral("rules%1.jsonc").arg(++m_files)));
    if (!out.open(QIODevice::WriteOnly) || out.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(out.fileName()));
    return out.fileName();
}

void TestRulesCommand::initTestCase()
{
    m_db = m_folder.filePath(QStringLiteral("traffic.sqlite"));
    const auto store = store::createStore({store::StoreUrl::Kind::Sqlite, m_db});
    QVERIFY(store);
    QVERIFY((*store)->open());
    exchange::Record record = exchange::samples::toolCall();
    record.name = "search\x1b[2J_files";
    record.parts[1].bytes.replace("\"arguments\":{", "\"arguments\":{\"password\":\"hunter2\",");
    exchange::Record other = exchange::samples::toolCall();
    other.id = exchange::ExchangeId(13);
    other.method = "ping";
    other.name.clear();
    other.parts[1].bytes = R"({"jsonrpc":"2.0","id":7,"method":"ping"})";
    QVERIFY((*store)->append({std::make_shared<exchange::Record>(record), std::make_shared<exchange::Record>(other)}));
    (*store)->close();
}

void TestRulesCommand::checkFine()
{
    const QString path = file(R"({"formatVersion":1,"rules":[{"id":"a","actions":[{"drop":true}]}]} // fine)");
    const Outcome text = run({QStringLiteral("check"), path});
    QCOMPARE(text.code, 0);
    QCOMPARE(text.out, path.toUtf8() + ": 1 rule, all fine\n");
    const Outcome json = run({QStringLiteral("check"), QStringLiteral("--json"), path});
    QCOMPARE(json.code, 0);
    const QJsonObject object = QJsonDocument::fromJson(json.out).object();
    QCOMPARE(object[QStringLiteral("errors")].toInt(-1), 0);
    QCOMPARE(object[QStringLiteral("rules")].toArray().at(0)[QStringLiteral("id")].toString(), QStringLiteral("a"));
}

void TestRulesCommand::checkWrongRule()
{
    const QString path = file("{\"formatVersion\":1,\"rules\":[\n{\"id\":\"a\",\"actions\":[{\"drop\":1}]}]}");
    const Outcome text = run({QStringLiteral("check"), path});
    QCOMPARE(text.code, 1);
    QVERIFY2(text.out.contains(": rule a: line 2, column 30: \"drop\": expected true or false\n"),
             text.out.constData());
    QVERIFY2(text.out.contains(": 1 rule, 1 does not compile and is skipped\n"), text.out.constData());
    const Outcome json = run({QStringLiteral("check"), path, QStringLiteral("--json")});
    QCOMPARE(json.code, 1);
    const QJsonObject object = QJsonDocument::fromJson(json.out).object();
    QCOMPARE(object[QStringLiteral("errors")].toInt(), 1);
    QVERIFY(object[QStringLiteral("rules")].toArray().at(0)[QStringLiteral("error")].toString().startsWith(
        QStringLiteral("line 2, column 30: ")));
}

void TestRulesCommand::checkNoRules()
{
    const Outcome broken = run({QStringLiteral("check"), file("{\n oops }")});
    QCOMPARE(broken.code, 2);
    QVERIFY(broken.out.isEmpty());
    QVERIFY2(broken.err.contains("line 2, column 2: "), broken.err.constData());
    QCOMPARE(run({QStringLiteral("check"), m_folder.filePath(QStringLiteral("none"))}).code, 2);
}

void TestRulesCommand::dryRunShowsTheDifference()
{
    const QString path = file(R"({"formatVersion":1,"rules":[
        {"id":"a","match":"tool:search*","actions":[{"set":"/params/arguments/q","value":"new"}]}]})");
    const Outcome text = run({QStringLiteral("dry-run"), path, QStringLiteral("--db"), m_db});
    QCOMPARE(text.code, 0);
    QVERIFY2(
        text.out.startsWith("#12 request tools/call search·[2J_files\n    a: set /params/arguments/q to \"new\"\n"),
        text.out.constData());
    QVERIFY2(text.out.contains("  +       \"q\": \"new\"\n"), text.out.constData());
    QVERIFY2(text.out.contains("\"password\": \"[redacted]\""), text.out.constData());
    QVERIFY(!text.out.contains('\x1b')); // a recording cannot drive the terminal
    QVERIFY2(text.out.endsWith("2 exchanges looked at, rules match in 1 exchange (1 message)\n"), text.out.constData());
    const Outcome none = run({QStringLiteral("dry-run"), path, QStringLiteral("--db"), m_db, QStringLiteral("--filter"),
                              QStringLiteral("method:ping")});
    QCOMPARE(none.out, "1 exchange looked at, rules match in 0 exchanges (0 messages)\n");
}

void TestRulesCommand::dryRunJson()
{
    const QString path = file(R"({"formatVersion":1,"rules":[
        {"id":"a","match":"tool:search*","on":["response"],"actions":[{"remove":"/result/content"},{"delay":5},
         {"setHeader":"X-Token","value":"abc"}]}]})");
    const Outcome json = run({QStringLiteral("dry-run"), QStringLiteral("--json"), QStringLiteral("--no-redact"), path,
                              QStringLiteral("--db"), m_db});
    QCOMPARE(json.code, 0);
    const QByteArrayList lines = json.out.split('\n');
    QCOMPARE(lines.size(), 3);
    const QJsonObject change = QJsonDocument::fromJson(lines[0]).object();
    QCOMPARE(change[QStringLiteral("exchange")].toInt(), 12);
    QCOMPARE(change[QStringLiteral("part")].toInt(), 3);
    QCOMPARE(change[QStringLiteral("on")].toString(), QStringLiteral("response"));
    QCOMPARE(change[QStringLiteral("fate")].toString(), QStringLiteral("continue"));
    QCOMPARE(change[QStringLiteral("delayMs")].toInt(), 5);
    QCOMPARE(change[QStringLiteral("after")].toString(), QStringLiteral(R"({"jsonrpc":"2.0","id":7,"result":{}})"));
    QCOMPARE(change[QStringLiteral("headers")].toArray().at(0)[QStringLiteral("value")].toString(),
             QStringLiteral("abc"));
    const QJsonObject totals = QJsonDocument::fromJson(lines[1]).object();
    QCOMPARE(totals[QStringLiteral("exchanges")].toInt(), 2);
    QCOMPARE(totals[QStringLiteral("matched")].toInt(), 1);
    QCOMPARE(totals[QStringLiteral("failures")].toInt(-1), 0);
}

void TestRulesCommand::dryRunExitCodes()
{
    const QStringList db{QStringLiteral("--db"), m_db};
    const QString failing = file(R"({"formatVersion":1,"rules":[{"actions":[{"remove":"/nothing"}]}]})");
    const Outcome failed = run(QStringList{QStringLiteral("dry-run"), failing} + db);
    QCOMPARE(failed.code, 1);
    QVERIFY2(failed.out.contains("    failed: rule rule-1: remove /nothing: "), failed.out.constData());
    const QString wrong = file(R"({"formatVersion":1,"rules":[{}]})");
    const Outcome skipped = run(QStringList{QStringLiteral("dry-run"), wrong} + db);
    QCOMPARE(skipped.code, 1);
    QVERIFY2(skipped.err.contains("1 rule does not compile and is skipped"), skipped.err.constData());
    const QString none = m_folder.filePath(QStringLiteral("none.sqlite"));
    QCOMPARE(run({QStringLiteral("dry-run"), failing, QStringLiteral("--db"), none}).code, 4);
    QVERIFY(!QFile::exists(none));
    QCOMPARE(run(QStringList{QStringLiteral("dry-run"), failing, QStringLiteral("--filter"), QStringLiteral("x:")} + db)
                 .code,
             2);
}

void TestRulesCommand::usage()
{
    QCOMPARE(run({}).code, 2);
    QCOMPARE(run({QStringLiteral("--help")}).code, 0);
    QCOMPARE(run({QStringLiteral("bake")}).code, 2);
    QCOMPARE(run({QStringLiteral("check")}).code, 2);
    QCOMPARE(run({QStringLiteral("check"), QStringLiteral("a"), QStringLiteral("b")}).code, 2);
    QCOMPARE(run({QStringLiteral("check"), QStringLiteral("--bad")}).code, 2);
    QCOMPARE(run({QStringLiteral("check"), QStringLiteral("--help")}).code, 0);
}

QTEST_GUILESS_MAIN(TestRulesCommand)
#include "tst_rulescommand.moc"
