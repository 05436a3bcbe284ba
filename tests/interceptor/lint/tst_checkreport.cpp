// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The formats of `sightglass check`: well-formed whatever peers sent, with the members that readers of them require.
#include "app/checkreport.h"
#include "interceptor/lint/finding.h"

#include <nlohmann/json.hpp>

#include <QTest>
#include <QXmlStreamReader>

using namespace sightglass;
using namespace sightglass::app;
using exchange::Note;
using exchange::NoteKind;
using exchange::Severity;
using interceptor::lint::findingKinds;
using Json = nlohmann::json;

namespace {

CheckReport sample(Severity threshold)
{
    CheckReport report;
    report.recording = QStringLiteral("/srv/a b/record ä.sqlite");
    report.threshold = threshold;
    exchange::Record record;
    record.id = exchange::ExchangeId(12);
    record.method = "tools/call";
    record.name = "a\x1b[31m\xff<b>&\x01";
    record.route = QStringLiteral("default");
    const QString text = QStringLiteral("]]> <text> & \"quotes\" \x01 ") + QChar(0xd800) + QChar(0xffff);
    report.add(record, {Note{NoteKind::Finding, Severity::Error, "id-reuse", text, "/id", 1},
                        Note{NoteKind::Finding, Severity::Warning, "tool-changed", text, "/result/tools/0\xff", 3}});
    record.id = exchange::ExchangeId(13);
    report.add(record, {});
    return report;
}

} // namespace

class TestCheckReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void options();
    void thresholds();
    void text();
    void json();
    void junit_data();
    void junit();
    void sarif();
    void longListsAreCut();
};

void TestCheckReport::options()
{
    QVERIFY(checkFormat(QStringLiteral("text")) == CheckFormat::Text);
    QVERIFY(checkFormat(QStringLiteral("json")) == CheckFormat::Json);
    QVERIFY(checkFormat(QStringLiteral("junit")) == CheckFormat::JUnit);
    QVERIFY(checkFormat(QStringLiteral("sarif")) == CheckFormat::Sarif);
    QVERIFY(!checkFormat(QStringLiteral("xml")) && !checkFormat({}));
    QVERIFY(failOn(QStringLiteral("never")) == Severity::None);
    QVERIFY(failOn(QStringLiteral("info")) == Severity::Info);
    QVERIFY(failOn(QStringLiteral("warning")) == Severity::Warning);
    QVERIFY(failOn(QStringLiteral("error")) == Severity::Error);
    QVERIFY(!failOn(QStringLiteral("all")));
}

void TestCheckReport::thresholds()
{
    QVERIFY(sample(Severity::Error).failed() && sample(Severity::Warning).failed() && sample(Severity::Info).failed());
    QVERIFY(!sample(Severity::None).failed());
    CheckReport warned;
    warned.add({}, {Note{NoteKind::Finding, Severity::Warning, "tool-changed", {}, {}, -1}});
    warned.threshold = Severity::Error;
    QVERIFY(!warned.failed());
    warned.threshold = Severity::Warning;
    QVERIFY(warned.failed());
}

void TestCheckReport::text()
{
    const QByteArray out = rendered(sample(Severity::Error), CheckFormat::Text);
    QCOMPARE(out.count('\n'), 3);
    QVERIFY(out.startsWith("#12 tools/call a"));
    QVERIFY(out.contains("error  id-reuse: ") && out.contains("at /id\n"));
    QVERIFY(out.endsWith("\n1 error, 1 warning, 0 notes in 2 exchanges\n"));
    QVERIFY(!out.contains('\x1b') && !out.contains('\x01')); // a recording must not drive the terminal
}

void TestCheckReport::json()
{
    const QByteArray out = rendered(sample(Severity::Error), CheckFormat::Json);
    const Json json = Json::parse(out.begin(), out.end());
    QCOMPARE(json.at("formatVersion").get<int>(), 1);
    QCOMPARE(json.at("exchanges").get<int>(), 2);
    QCOMPARE(json.at("errors").get<int>(), 1);
    QVERIFY(json.at("failed").get<bool>());
    const Json &finding = json.at("findings").at(0);
    QCOMPARE(finding.at("exchange").get<int>(), 12);
    QCOMPARE(QByteArray::fromStdString(finding.at("code").get<std::string>()), "id-reuse");
    QCOMPARE(QByteArray::fromStdString(finding.at("severity").get<std::string>()), "error");
    QCOMPARE(QByteArray::fromStdString(finding.at("pointer").get<std::string>()), "/id");
    QCOMPARE(finding.at("part").get<int>(), 1);
    QVERIFY(!finding.at("link").get<std::string>().empty());
}

void TestCheckReport::junit_data()
{
    QTest::addColumn<int>("threshold");
    QTest::addColumn<int>("failures");
    QTest::newRow("never") << 0 << 0;
    QTest::newRow("warning") << 2 << 2;
    QTest::newRow("error") << 3 << 1;
}

void TestCheckReport::junit()
{
    QFETCH(int, threshold);
    QFETCH(int, failures);
    QXmlStreamReader xml(rendered(sample(static_cast<Severity>(threshold)), CheckFormat::JUnit));
    int cases = 0;
    int failed = 0;
    int declared = -1;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1StringView("testsuite")) {
            QCOMPARE(xml.attributes().value(QLatin1StringView("tests")).toInt(), int(findingKinds().size()));
            declared = xml.attributes().value(QLatin1StringView("failures")).toInt();
        } else if (xml.name() == QLatin1StringView("testcase")) {
            ++cases;
            QVERIFY(!xml.attributes().value(QLatin1StringView("name")).isEmpty());
        } else if (xml.name() == QLatin1StringView("failure")) {
            ++failed;
            QVERIFY(!xml.attributes().value(QLatin1StringView("message")).isEmpty());
        }
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QCOMPARE(cases, int(findingKinds().size()));
    QCOMPARE(failed, failures);
    QCOMPARE(declared, failures);
}

// SARIF 2.1.0: version and runs are required, each run needs tool.driver.name, each result message; the rest is what
// code scanning services ask for.
void TestCheckReport::sarif()
{
    const QByteArray out = rendered(sample(Severity::Error), CheckFormat::Sarif);
    const Json json = Json::parse(out.begin(), out.end());
    QCOMPARE(QByteArray::fromStdString(json.at("version").get<std::string>()), "2.1.0");
    QVERIFY(json.at("$schema").is_string());
    const Json &run = json.at("runs").at(0);
    const Json &driver = run.at("tool").at("driver");
    QVERIFY(!driver.at("name").get<std::string>().empty());
    const Json &rules = driver.at("rules");
    QVERIFY(rules.size() == findingKinds().size());
    for (const Json &rule : rules) {
        QVERIFY(!rule.at("id").get<std::string>().empty()
                && !rule.at("shortDescription").at("text").get<std::string>().empty());
        QVERIFY(rule.at("helpUri").get<std::string>().starts_with("https://"));
    }
    QVERIFY(run.at("results").size() == 2);
    for (const Json &result : run.at("results")) {
        QVERIFY(!result.at("message").at("text").get<std::string>().empty());
        QVERIFY(rules.at(result.at("ruleIndex").get<std::size_t>()).at("id") == result.at("ruleId"));
        const std::string level = result.at("level").get<std::string>();
        QVERIFY(level == "error" || level == "warning" || level == "note" || level == "none");
        const Json &location = result.at("locations").at(0);
        QCOMPARE(QByteArray::fromStdString(
                     location.at("physicalLocation").at("artifactLocation").at("uri").get<std::string>()),
                 "file:///srv/a%20b/record%20%C3%A4.sqlite");
        QVERIFY(location.at("logicalLocations")
                    .at(0)
                    .at("fullyQualifiedName")
                    .get<std::string>()
                    .starts_with("exchange/12/"));
    }
}

void TestCheckReport::longListsAreCut()
{
    CheckReport report;
    const QList<Note> notes(100, Note{NoteKind::Finding, Severity::Info, "not-checked", QStringLiteral("x"), {}, -1});
    const qsizetype rounds = CheckReport::kMaxListed / notes.size() + 1;
    for (qsizetype i = 0; i < rounds; ++i)
        report.add({}, notes);
    QCOMPARE(report.findings.size(), CheckReport::kMaxListed);
    QCOMPARE(report.count(Severity::Info), qint64(rounds * notes.size()));
    QVERIFY(rendered(report, CheckFormat::Text).endsWith("; the first 50000 are listed\n"));
}

QTEST_GUILESS_MAIN(TestCheckReport)
#include "tst_checkreport.moc"
