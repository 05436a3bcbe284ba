// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/payloadcodec.h"

#include <QRandomGenerator>
#include <QTest>

#include <limits>

using namespace sightglass;
using namespace sightglass::store;
using exchange::Part;
using exchange::PartKind;

class TestPayloadCodec : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void layoutIsAsDocumented()
    {
        QByteArray chunk("before");
        appendFrames({Part{PartKind::RequestBody, 300, "ab"}, Part{PartKind::SentEvent, 0, {}}}, chunk);
        QCOMPARE(chunk, QByteArray("before\x02\xac\x02\x02"
                                   "ab\x0a\x00\x00",
                                   15));
    }

    void roundTrip()
    {
        QList<Part> parts = {
            {PartKind::RequestHead, 0, "GET / HTTP/1.1\r\n\r\n"},
            {PartKind::Event, std::numeric_limits<qint64>::max(), QByteArray(200'000, '\xff')},
            {PartKind::Trailers, 127, QByteArray(127, '\0')},
            {PartKind::SentEvent, 128, QByteArray(128, 'x')},
            {PartKind::ResponseBody, 16384, QByteArray()},
        };
        QByteArray chunk;
        appendFrames(parts, chunk);
        QVERIFY(chunk.size() <= framesSizeBound(parts));
        QList<Part> read;
        QVERIFY(readFrames(chunk, read).has_value());
        QVERIFY(read == parts);
    }

    void negativeTimeBecomesZero()
    {
        QByteArray chunk;
        appendFrames({Part{PartKind::Event, -5, "x"}}, chunk);
        QList<Part> read;
        QVERIFY(readFrames(chunk, read).has_value());
        QCOMPARE(read.front().atUs, qint64(0));
    }

    void unknownKindIsKept()
    {
        QList<Part> read;
        QVERIFY(readFrames(QByteArray("\xc8\x01\x01z", 4), read).has_value());
        QCOMPARE(static_cast<int>(read.front().kind), 200);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("frames");
        QTest::newRow("kind only") << QByteArray("\x01", 1);
        QTest::newRow("no length") << QByteArray("\x01\x00", 2);
        QTest::newRow("varint cut short") << QByteArray("\x01\x80", 2);
        QTest::newRow("not the shortest") << QByteArray("\x01\x80\x00\x00", 4);
        QTest::newRow("65 bits") << QByteArray("\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02\x00", 12);
        QTest::newRow("11 bytes") << QByteArray("\x01\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01\x00", 13);
        QTest::newRow("negative time") << QByteArray("\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x00", 12);
        QTest::newRow("longer than there is") << QByteArray("\x01\x00\x03"
                                                            "ab",
                                                            5);
        QTest::newRow("length 2^64-1") << QByteArray("\x01\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 12);
        QTest::newRow("second frame cut") << QByteArray("\x01\x00\x01"
                                                        "a\x01",
                                                        5);
    }

    void refuses()
    {
        QFETCH(QByteArray, frames);
        QList<Part> parts = {{PartKind::Event, 1, "kept"}};
        const Result<void> done = readFrames(frames, parts);
        QVERIFY(!done.has_value());
        QCOMPARE(done.error().code, ErrorCode::InvalidData);
        QCOMPARE(parts.size(), 1);
    }

    /// Whatever bytes there are: an error, or parts that lie within them.
    void noiseIsHarmless()
    {
        QRandomGenerator random(20261121);
        for (int i = 0; i < 20'000; ++i) {
            QByteArray frames(random.bounded(40), Qt::Uninitialized);
            for (char &byte : frames)
                byte = static_cast<char>(random.bounded(4) ? random.bounded(6) : random.bounded(256));
            QList<Part> parts;
            if (!readFrames(frames, parts))
                continue;
            qsizetype total = 0;
            for (const Part &part : parts)
                total += part.bytes.size() + 3;
            QVERIFY(total <= frames.size());
            QByteArray again;
            appendFrames(parts, again);
            QCOMPARE(again, frames);
        }
    }
};

QTEST_GUILESS_MAIN(TestPayloadCodec)
#include "tst_payloadcodec.moc"
