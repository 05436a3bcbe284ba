// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/sessionjson.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <limits>

using namespace sightglass;
using namespace sightglass::exchange;
using namespace Qt::Literals::StringLiterals;

namespace {

SessionRecord whole()
{
    SessionRecord record;
    record.key = "default/S1";
    record.kind = SessionKind::Client;
    record.state = SessionState::Expired;
    record.end = SessionEnd::MaximumAge;
    record.endText = u"older than \"1\" hour\nGrüße"_s;
    record.route = u"Übung/1"_s;
    record.id = "S1";
    record.era = mcp::Era::Modern;
    record.protocolVersion = "2026-07-28";
    record.client = {"host", "1.0", R"({"b":{"x":[1,"é"]},"a":9007199254740993})"};
    record.server = {"files", "2", R"({})"};
    record.clientAddress = "[::1]:4000";
    record.instance = "proxy-a";
    record.createdAtUs = 1'795'219'387'001'234;
    record.lastActivityAtUs = 1'795'219'387'001'235;
    record.endedAtUs = std::numeric_limits<qint64>::max();
    record.openStreams = 1;
    record.inFlightToServer = 2;
    record.inFlightToClient = std::numeric_limits<qint32>::max();
    record.counters = {1, 2, 3, 4, 5, 1'000'000'000'000, 7};
    record.tags = {"red", "a \"b\""};
    record.revision = std::numeric_limits<quint32>::max();
    return record;
}

SessionRecord again(const SessionRecord &record)
{
    const auto read = sessionFromJson(sessionToJson(record));
    if (!read)
        qFatal("%s", qPrintable(read.error().text));
    return *read;
}

} // namespace

class SessionJsonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyField();
    void emptyRecord();
    void everyWord();
    void bytesThatAreNoText();
    void oneLine();
    void unknownMembers();
    void notASession_data();
    void notASession();
    void wrongValues_data();
    void wrongValues();
    void deep();
};

void SessionJsonTest::everyField()
{
    QCOMPARE(again(whole()), whole());
    // Each field counts: a record that differs in one of them is another one.
    const QJsonObject object = QJsonDocument::fromJson(sessionToJson(whole())).object();
    for (const QString &name : object.keys()) {
        if (name == "formatVersion"_L1 || name == "key"_L1)
            continue;
        QJsonObject without = object;
        without.remove(name);
        const auto read = sessionFromJson(QJsonDocument(without).toJson());
        QVERIFY(read);
        QVERIFY2(*read != whole(), qPrintable(name));
    }
    for (const char *name :
         {"requests", "serverRequests", "notifications", "errors", "events", "requestBytes", "responseBytes"}) {
        QJsonObject without = object;
        QJsonObject counters = without.value("counters"_L1).toObject();
        QVERIFY2(counters.contains(QLatin1StringView(name)), name);
        counters.remove(QLatin1StringView(name));
        without.insert("counters"_L1, counters);
        QVERIFY2(sessionFromJson(QJsonDocument(without).toJson())->counters != whole().counters, name);
    }
}

void SessionJsonTest::emptyRecord()
{
    SessionRecord record;
    record.key = "k";
    QCOMPARE(again(record), record);
}

void SessionJsonTest::everyWord()
{
    for (int kind = 0; kind <= int(SessionKind::Client); ++kind) {
        for (int state = 0; state <= int(SessionState::Failed); ++state) {
            for (int end = 0; end <= int(SessionEnd::ByPerson); ++end) {
                SessionRecord record = whole();
                record.kind = SessionKind(kind);
                record.state = SessionState(state);
                record.end = SessionEnd(end);
                QCOMPARE(again(record), record);
            }
        }
    }
    for (int era = 0; era <= int(mcp::Era::Modern); ++era) {
        SessionRecord record = whole();
        record.era = mcp::Era(era);
        QCOMPARE(again(record).era, record.era);
    }
}

void SessionJsonTest::bytesThatAreNoText()
{
    const QByteArray hostile("\xff\"\n\0\\u0000", 10);
    SessionRecord record = whole();
    record.key = record.id = record.protocolVersion = record.clientAddress = record.instance = hostile;
    record.client.name = record.client.version = record.server.name = record.server.version = hostile;
    record.tags = {hostile, "x", QByteArray("\0", 1)};
    record.endText = u"\u0000\u2028\""_s;
    QVERIFY(sessionToJson(record).isValidUtf8());
    QCOMPARE(again(record), record);
}

void SessionJsonTest::oneLine()
{
    const QByteArray json = sessionToJson(whole());
    QVERIFY(!json.contains('\n'));
    QVERIFY(json.contains(R"("capabilities":{"b":{"x":[1,"é"]},"a":9007199254740993})"));
    QJsonParseError error;
    QJsonDocument::fromJson(json, &error);
    QCOMPARE(error.error, QJsonParseError::NoError);
}

void SessionJsonTest::unknownMembers()
{
    QByteArray json = sessionToJson(whole());
    json.insert(1, R"("of the future":{"a":[1,2]},)");
    const auto read = sessionFromJson(json);
    QVERIFY(read);
    QCOMPARE(*read, whole());
}

void SessionJsonTest::notASession_data()
{
    QTest::addColumn<QByteArray>("json");
    const QByteArray good = sessionToJson(whole());
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("a word") << QByteArray("null");
    QTest::newRow("an array") << QByteArray("[" + good + "]");
    QTest::newRow("no key") << QByteArray("{}");
    QTest::newRow("an empty key") << QByteArray(R"({"key":""})");
    QTest::newRow("key is a number") << QByteArray(R"({"key":7})");
    QTest::newRow("key is an object") << QByteArray(R"({"key":{"a":"b"}})");
    QTest::newRow("two of them") << good + good;
    QTest::newRow("invalid UTF-8") << QByteArray("{\"key\":\"\xff\"}");
    QTest::newRow("lone surrogate") << QByteArray(R"({"key":"\ud800"})");
    QTest::newRow("zeros") << QByteArray(100, '\0');
    for (qsizetype size = 0; size < good.size(); size += 7)
        QTest::addRow("cut after %d", int(size)) << good.first(size);
}

void SessionJsonTest::notASession()
{
    QFETCH(QByteArray, json);
    const auto read = sessionFromJson(json);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::InvalidData);
    QVERIFY(!read.error().text.isEmpty());
}

void SessionJsonTest::wrongValues_data()
{
    QTest::addColumn<QByteArray>("value");
    for (const char *value :
         {"null", "true", "-1", "1e999", "1.5", "18446744073709551616", "99999999999999999999999999", R"("nonsense")",
          "[]", "[[1],null]", "{}", R"({"base64":7})", R"({"base64":"%%%"})"})
        QTest::newRow(value) << QByteArray(value);
}

// Whatever stands where something else should be: a record comes out, or an error; values out of range are none.
void SessionJsonTest::wrongValues()
{
    QFETCH(QByteArray, value);
    const QJsonObject object = QJsonDocument::fromJson(sessionToJson(whole())).object();
    for (const QString &name : object.keys()) {
        const QByteArray json = R"({"key":"k",")" + name.toUtf8() + "\":" + value + "}";
        const auto read = sessionFromJson(json);
        if (!read) {
            QVERIFY2(name == "key"_L1 || value == "1e999", json.constData());
            continue;
        }
        QVERIFY2(read->openStreams >= 0 && read->inFlightToServer >= 0 && read->createdAtUs >= 0, json.constData());
        if (name != "key"_L1)
            QCOMPARE(read->key, "k"_ba);
        QVERIFY(read->state <= SessionState::Failed && read->end <= SessionEnd::ByPerson);
        const QByteArray written = sessionToJson(*read);
        QVERIFY2(!QJsonDocument::fromJson(written).isNull(), written.constData());
        QCOMPARE(again(*read), *read);
    }
}

// A store on the network may be somebody else's to write to.
void SessionJsonTest::deep()
{
    const QByteArray deep = QByteArray(1'000'000, '[') + QByteArray(1'000'000, ']');
    for (const QByteArray &json : {QByteArray(R"({"key":"k","client":{"capabilities":{"a":)" + deep + "}}}"),
                                   QByteArray(R"({"key":"k","other":)" + deep + "}")}) {
        const auto read = sessionFromJson(json);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::InvalidData);
    }
}

QTEST_GUILESS_MAIN(SessionJsonTest)
#include "tst_sessionjson.moc"
