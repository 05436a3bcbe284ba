// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/contentdecoder.h"

#include "support/rawpeer.h"

#include <QTest>

using namespace sightglass;
using namespace sightglass::test;

class ContentDecoderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decoder_data();
    void decoder();
    void decoderEndsAtTheLimit();
    void decoderIsNotForEverything();
    void codings_data();
    void codings();
};

void ContentDecoderTest::decoder_data()
{
    QTest::addColumn<QByteArray>("coding");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("valid");
    QByteArray plain;
    for (int i = 0; i < 500; ++i)
        plain += QByteArray::number(i * 7919) + ',';
    const QByteArray zlib = qCompress(plain).sliced(4);
    QByteArray broken = gzip(plain);
    broken[30] = char(broken[30] ^ 0x55);
    QByteArray wrongSum = gzip(plain);
    wrongSum[wrongSum.size() - 6] = char(wrongSum[wrongSum.size() - 6] ^ 1);
    QTest::newRow("gzip") << QByteArray("gzip") << gzip(plain) << true;
    QTest::newRow("x-gzip") << QByteArray("x-gzip") << gzip(plain) << true;
    QTest::newRow("zlib") << QByteArray("deflate") << zlib << true;
    QTest::newRow("raw") << QByteArray("deflate") << zlib.sliced(2, zlib.size() - 6) << true;
    QTest::newRow("broken") << QByteArray("gzip") << broken << false;
    QTest::newRow("wrong sum") << QByteArray("gzip") << wrongSum << false;
}

// Whole, and cut in two at every byte.
void ContentDecoderTest::decoder()
{
    QFETCH(QByteArray, coding);
    QFETCH(QByteArray, bytes);
    QFETCH(bool, valid);
    QByteArray plain;
    for (int i = 0; i < 500; ++i)
        plain += QByteArray::number(i * 7919) + ',';
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
        const auto decoder = wire::ContentDecoder::forCoding(coding);
        QVERIFY(decoder);
        QByteArray out;
        bool failed = false;
        for (const QByteArray &piece : {bytes.first(cut), bytes.sliced(cut)}) {
            const auto decoded = decoder->decode(piece, 1'000'000);
            failed = failed || !decoded;
            if (decoded)
                out += *decoded;
        }
        QCOMPARE(failed, !valid);
        if (valid)
            QVERIFY(out == plain);
    }
}

void ContentDecoderTest::decoderEndsAtTheLimit()
{
    const QByteArray bomb = gzip(QByteArray(4 * 1024 * 1024, '\0'));
    QVERIFY(bomb.size() < 10'000);
    const auto decoder = wire::ContentDecoder::forCoding("gzip");
    const auto decoded = decoder->decode(bomb, 1'000'000);
    QVERIFY(!decoded);
    QCOMPARE(decoded.error().code, ErrorCode::LimitExceeded);
}

void ContentDecoderTest::decoderIsNotForEverything()
{
    for (const char *coding : {"br", "zstd", "identity", "", "gzip, br", "compress"})
        QVERIFY2(!wire::ContentDecoder::forCoding(coding), coding);
    QVERIFY(wire::ContentDecoder::forCoding(" GZIP "));
}

void ContentDecoderTest::codings_data()
{
    QTest::addColumn<QByteArray>("asked");
    QTest::addColumn<QByteArray>("kept");
    const auto row = [](const char *asked, const char *kept) {
        QTest::newRow(asked) << QByteArray(asked) << QByteArray(kept);
    };
    row("gzip,deflate", "gzip,deflate");
    row("gzip, br", "gzip");
    row("br;q=1.0, gzip;q=0.8, *;q=0.1", "gzip;q=0.8");
    row("zstd", "identity");
    row("identity;q=1, zstd", "identity;q=1");
    row("", "");
}

void ContentDecoderTest::codings()
{
    QFETCH(QByteArray, asked);
    QFETCH(QByteArray, kept);
    QCOMPARE(wire::decodableCodings(asked), kept);
}

QTEST_GUILESS_MAIN(ContentDecoderTest)
#include "tst_contentdecoder.moc"
