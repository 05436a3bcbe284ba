// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/catalogue.h"
#include "server/eventstore.h"
#include "server/requestcheck.h"
#include "server/stateseal.h"

#include <QTest>

using namespace sightglass;
using namespace sightglass::server;
using namespace Qt::Literals::StringLiterals;

class TestServerParts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eventStoreKeepsStreamsApart()
    {
        EventStore store(10, 1000);
        const quint64 first = store.newStream();
        const quint64 second = store.newStream();
        QVERIFY(first != second);
        store.add({first, 1, "a"});
        store.add({second, 1, "b"});
        store.add({first, 2, "c"});
        const auto rest = store.after({first, 1});
        QCOMPARE(rest.size(), 1);
        QCOMPARE(rest.first().message, "c");
        QVERIFY(!store.isKnownStream(second + 1));
        QVERIFY(!store.isKnownStream(0));
    }

    void eventStoreIsBounded()
    {
        EventStore byCount(3, 1000);
        for (quint64 i = 1; i <= 5; ++i)
            byCount.add({1, i, "x"});
        QCOMPARE(byCount.size(), 3);
        QCOMPARE(byCount.after({1, 0}).first().number, 3u);
        EventStore byBytes(100, 10);
        for (quint64 i = 1; i <= 5; ++i)
            byBytes.add({1, i, "12345"});
        QCOMPARE(byBytes.size(), 2);
    }

    void eventIds()
    {
        const auto position = EventStore::positionOf(EventStore::idOf({12, 7}));
        QVERIFY(position);
        QCOMPARE(position->stream, 12u);
        QCOMPARE(position->number, 7u);
        for (const char *bad : {"", "12", "-7", "12-", "a-1", "1-x", "01-1", "1-1-1", " 1-1"})
            QVERIFY2(!EventStore::positionOf(bad), bad);
    }

    void sealOpensOnlyWhatItSealed()
    {
        const StateSeal seal(60'000);
        const Json state{{"round", 2}};
        const QByteArray sealed = seal.seal(state, "request");
        QVERIFY(seal.open(sealed, "request") == state);
        QVERIFY(!seal.open(sealed, "another request"));
        QVERIFY(!seal.open(sealed + "x", "request"));
        QVERIFY(!seal.open(QByteArray(sealed).replace(0, 1, "X"), "request"));
        QVERIFY(!seal.open({}, "request"));
        QVERIFY(!StateSeal(60'000).open(sealed, "request")); // another server's key
    }

    void sealExpires()
    {
        const StateSeal seal(-1);
        QVERIFY(!seal.open(seal.seal(Json(1), "request"), "request"));
    }

    void uriTemplates_data()
    {
        QTest::addColumn<QString>("uriTemplate");
        QTest::addColumn<QString>("uri");
        QTest::addColumn<QByteArray>("variables"); // empty: no match
        QTest::newRow("one") << u"a://{id}/data"_s << u"a://7/data"_s << QByteArray(R"({"id":"7"})");
        QTest::newRow("two") << u"a://{x}/{y}"_s << u"a://1/2"_s << QByteArray(R"({"x":"1","y":"2"})");
        QTest::newRow("encoded") << u"a://{x}"_s << u"a://b%20c"_s << QByteArray(R"({"x":"b c"})");
        QTest::newRow("a slash is no part of it") << u"a://{x}"_s << u"a://b/c"_s << QByteArray();
        QTest::newRow("reserved") << u"a://{+x}"_s << u"a://b/c"_s << QByteArray(R"({"x":"b/c"})");
        QTest::newRow("rest is literal") << u"a://{x}.txt"_s << u"a://b_txt"_s << QByteArray();
        QTest::newRow("no variables") << u"a://b"_s << u"a://b"_s << QByteArray("{}");
    }
    void uriTemplates()
    {
        QFETCH(QString, uriTemplate);
        QFETCH(QString, uri);
        QFETCH(QByteArray, variables);
        const auto matched = matchUriTemplate(uriTemplate, uri);
        QCOMPARE(matched.has_value(), !variables.isEmpty());
        if (matched)
            QCOMPARE(dumpJson(*matched), variables);
    }

    void acceptHeader_data()
    {
        QTest::addColumn<QByteArray>("accept");
        QTest::addColumn<bool>("stream");
        QTest::newRow("both") << QByteArray("application/json, text/event-stream") << true;
        QTest::newRow("parameters") << QByteArray("application/json;q=0.5, Text/Event-Stream; q=1") << true;
        QTest::newRow("any") << QByteArray("*/*") << true;
        QTest::newRow("family") << QByteArray("text/*") << true;
        QTest::newRow("json alone") << QByteArray("application/json") << false;
        QTest::newRow("similar") << QByteArray("text/event-streams") << false;
    }
    void acceptHeader()
    {
        QFETCH(QByteArray, accept);
        QFETCH(bool, stream);
        const auto head =
            wire::HttpHead::parse(wire::Role::Request, "POST / HTTP/1.1\r\nHost: x\r\nAccept: " + accept + "\r\n\r\n");
        QVERIFY(head);
        QCOMPARE(acceptsType(*head, "text/event-stream"), stream);
    }

    void dumpMendsWhatIsNoUtf8() { QCOMPARE(dumpJson(Json(std::string("a\xFF"))), QByteArray("\"a\xEF\xBF\xBD\"")); }
};

QTEST_GUILESS_MAIN(TestServerParts)
#include "tst_serverparts.moc"
