// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/keptstream.h"

#include <QTest>

using namespace sightglass;
using namespace sightglass::proxy;

class TestKeptStream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void placesReadBack();
    void foreignIds_data();
    void foreignIds();
    void namesDiffer();
    void namesAreForOneCredential();
    void eventsAreNumbered();
    void goesOnWhereItWas();
};

void TestKeptStream::placesReadBack()
{
    for (const quint64 number : {quint64(0), quint64(1), ~quint64(0)}) {
        const StreamPlace place{KeptStream::newName(KeptStream::Origin::Get, "0123456789ab", 35, {}), number};
        const auto read = StreamPlace::fromEventId(place.toEventId());
        QVERIFY(read);
        QCOMPARE(read->stream, QByteArray("sgg-0123456789ab-z"));
        QCOMPARE(read->number, number);
    }
}

void TestKeptStream::foreignIds_data()
{
    QTest::addColumn<QByteArray>("id");
    for (const char *id : {"", "1", "event-3", "sgp-", "sgp-a", "sgp-a.", "sgp-a.x", "sgp-a.-1", "sgp-a.+1", "sgp-a. 1",
                           "sgp-a.01", "sgp-a.18446744073709551616", "SGP-a.1", "sgx-a.1", " sgp-a.1"})
        QTest::addRow("'%s'", id) << QByteArray(id);
    QTest::newRow("long") << "sgp-" + QByteArray(200, 'a') + ".1";
    QTest::newRow("nul") << QByteArray("sgp-a.1\0", 8);
}

void TestKeptStream::foreignIds()
{
    QFETCH(QByteArray, id);
    QVERIFY(!StreamPlace::fromEventId(id));
}

void TestKeptStream::namesDiffer()
{
    const QByteArray name = KeptStream::newName(KeptStream::Origin::Post, "i", 1, {});
    QVERIFY(name != KeptStream::newName(KeptStream::Origin::Post, "i", 2, {}));
    QVERIFY(name != KeptStream::newName(KeptStream::Origin::Post, "j", 1, {}));
    QVERIFY(name != KeptStream::newName(KeptStream::Origin::Get, "i", 1, {}));
    QCOMPARE(KeptStream::originOf(name), KeptStream::Origin::Post);
    QCOMPARE(KeptStream::originOf(KeptStream::newName(KeptStream::Origin::Get, "i", 1, {})), KeptStream::Origin::Get);
}

void TestKeptStream::namesAreForOneCredential()
{
    const QByteArray open = KeptStream::newName(KeptStream::Origin::Post, "abc", 1, {});
    QVERIFY(KeptStream::isFor(open, {}));
    QVERIFY(KeptStream::isFor(open, "Bearer a"));
    const QByteArray name = KeptStream::newName(KeptStream::Origin::Post, "abc", 1, "Bearer a");
    QVERIFY(KeptStream::isFor(name, "Bearer a"));
    QVERIFY(!KeptStream::isFor(name, "Bearer b"));
    QVERIFY(!KeptStream::isFor(name, {}));
    QVERIFY(!name.contains("Bearer"));
    // The same credential shows as another tag in another stream, and what is not the whole tag is none.
    const QByteArray next = KeptStream::newName(KeptStream::Origin::Post, "abc", 2, "Bearer a");
    QVERIFY(name.split('-').last() != next.split('-').last());
    QVERIFY(!KeptStream::isFor(name.chopped(1), "Bearer a"));
    QVERIFY(!KeptStream::isFor(name + "0", "Bearer a"));
    for (const QByteArray &one : {open, name}) {
        QCOMPARE(KeptStream::instanceOf(one), QByteArray("abc"));
        QVERIFY(StreamPlace::fromEventId(StreamPlace{one, 3}.toEventId()));
    }
    QCOMPARE(KeptStream::instanceOf("x"), QByteArray());
}

void TestKeptStream::eventsAreNumbered()
{
    KeptStream stream("r/s", "sgp-i-1");
    QCOMPARE(stream.prime(), (store::StoredEvent{1, "id: sgp-i-1.1\ndata:\n\n", {}}));
    const QByteArray raw = "event: message\nid: up-1\ndata: {}\n\n";
    const auto event = stream.take(wire::parseSseBlock(raw), raw);
    QVERIFY(event);
    QCOMPARE(*event, (store::StoredEvent{2, "id: sgp-i-1.2\nevent: message\ndata: {}\n\n", "up-1"}));
    // What has no place passes without one.
    const QByteArray comment = ": keepalive\n\n";
    QVERIFY(!stream.take(wire::parseSseBlock(comment), comment));
    // One that was left out on the way still moves the server's place on.
    const QByteArray dropped = "id: up-2\ndata: {}\n\n";
    QVERIFY(!stream.take(wire::parseSseBlock(dropped), QByteArray()));
    QCOMPARE(stream.upstreamId(), QByteArray("up-2"));
    QCOMPARE(stream.lastNumber(), quint64(2));
}

// Killed after the client had more than was kept.
void TestKeptStream::goesOnWhereItWas()
{
    store::StoredStream kept;
    kept.lastNumber = 4;
    kept.lastUpstreamId = "up-3";
    KeptStream stream("r/s", "sgp-i-1", kept, 5);
    QCOMPARE(stream.upstreamId(), QByteArray("up-3"));
    const QByteArray raw = "id: up-4\ndata: {}\n\n";
    const auto again = stream.take(wire::parseSseBlock(raw), raw);
    QVERIFY(again && stream.clientHas(*again));
    QCOMPARE(again->number, quint64(5));
    const auto next = stream.take(wire::parseSseBlock(raw), raw);
    QVERIFY(next && !stream.clientHas(*next));
}

QTEST_GUILESS_MAIN(TestKeptStream)
#include "tst_keptstream.moc"
