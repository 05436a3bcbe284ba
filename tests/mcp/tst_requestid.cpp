// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/requestid.h"

#include <QSet>
#include <QTest>

using namespace sightglass::mcp;

class RequestIdTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void json_data();
    void json();
    void garbageIsNoId_data();
    void garbageIsNoId();
    void numberIsNoString();
    void spellingsOfStringsAreOneId();
};

void RequestIdTest::json_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("type");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const QByteArray &json, RequestId::Type type, const QByteArray &text) {
        QTest::newRow(json.constData()) << json << int(type) << text;
    };
    row("", RequestId::Type::None, "");
    row("null", RequestId::Type::Null, "");
    for (const char *number : {"0", "-0", "7", "9007199254740993", "18446744073709551616", "1e400", "-1.5E-3", "0.10"})
        row(number, RequestId::Type::Number, number);
    row(R"("")", RequestId::Type::String, "");
    row(R"("seven")", RequestId::Type::String, "seven");
    row(R"("null")", RequestId::Type::String, "null");
    row(R"("a\"b\\")", RequestId::Type::String, R"(a"b\)");
}

void RequestIdTest::json()
{
    QFETCH(QByteArray, json);
    QFETCH(int, type);
    QFETCH(QByteArray, text);
    const RequestId id = RequestId::fromJson(json);
    QCOMPARE(int(id.type()), type);
    QCOMPARE(id.text(), text);
    QCOMPARE(id.isPresent(), id.type() == RequestId::Type::Number || id.type() == RequestId::Type::String);
    QCOMPARE(id.toJson(), json);
    QVERIFY(RequestId::fromJson(id.toJson()) == id);
}

void RequestIdTest::garbageIsNoId_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {"nope", "true", "{}", "[]", "7x", "07", "+7", ".5", "5.", "1e", "1e+", "-", "0x10",
                             "Infinity", "\"", "\"a", "7 ", " 7", "NULL"})
        QTest::newRow(json) << QByteArray(json);
}

void RequestIdTest::garbageIsNoId()
{
    QFETCH(QByteArray, json);
    QCOMPARE(int(RequestId::fromJson(json).type()), int(RequestId::Type::None));
    QCOMPARE(RequestId::fromJson(json).toJson(), QByteArray());
}

void RequestIdTest::numberIsNoString()
{
    const RequestId number = RequestId::fromJson("1");
    const RequestId string = RequestId::fromJson("\"1\"");
    QVERIFY(!(number == string));
    QVERIFY(!(RequestId() == RequestId::null()));
    QSet<RequestId> ids{number, string, RequestId::null(), RequestId()};
    QCOMPARE(ids.size(), 4);
    QVERIFY(ids.contains(RequestId::number("1")));
    QVERIFY(ids.contains(RequestId::string("1")));
}

void RequestIdTest::spellingsOfStringsAreOneId()
{
    QVERIFY(RequestId::fromJson(R"("\u0061")") == RequestId::fromJson(R"("a")"));
    QVERIFY(!(RequestId::fromJson("1") == RequestId::fromJson("1.0"))); // numbers keep their spelling
}

QTEST_GUILESS_MAIN(RequestIdTest)
#include "tst_requestid.moc"
