// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/era.h"
#include "mcp/messagereader.h"

#include <QTest>

using namespace sightglass::mcp;

class EraTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void versions_data();
    void versions();
    void classification_data();
    void classification();
};

void EraTest::versions_data()
{
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<bool>("modern");
    const auto row = [](const QByteArray &version, bool modern) {
        QTest::newRow(version.constData()) << version << modern;
    };
    row("", false);
    row("2024-11-05", false);
    row("2025-11-25", false);
    row("2026-07-27", false);
    row("2026-07-28", true);
    row("2027-01-01", true);
    row("2026-07-28x", false);
    row("2026-07", false);
    row("9999999999", false);
    row("DRAFT-2027", false);
    row("2026-08-ab", false);
}

void EraTest::versions()
{
    QFETCH(QByteArray, version);
    QTEST(isModernVersion(version), "modern");
}

void EraTest::classification_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<QByteArray>("session");
    QTest::addColumn<bool>("isPost");
    QTest::addColumn<int>("era");

    const QByteArray ping = R"({"jsonrpc":"2.0","id":1,"method":"ping"})";
    const QByteArray result = R"({"jsonrpc":"2.0","id":1,"result":{}})";
    const QByteArray initialize =
        R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25"}})";
    const QByteArray meta =
        R"({"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}})";
    const QByteArray metaInitialize =
        R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}})";
    const QByteArray modern("2026-07-28");
    const QByteArray legacy("2025-11-25");
    const auto row = [](const char *name, const QByteArray &body, const QByteArray &version, const QByteArray &session,
                        bool isPost,
                        Era era) { QTest::newRow(name) << body << version << session << isPost << int(era); };

    // The body counts before the headers.
    row("_meta", meta, "", "", true, Era::Modern);
    row("_meta in a session", meta, legacy, "s", true, Era::Modern);
    row("_meta on initialize", metaInitialize, "", "", true, Era::Modern);
    row("initialize", initialize, "", "", true, Era::Legacy);
    row("initialize with a modern header", initialize, modern, "", true, Era::Legacy);
    row("initialized", R"({"jsonrpc":"2.0","method":"notifications/initialized"})", modern, "", true, Era::Legacy);
    row("discover", R"({"jsonrpc":"2.0","id":1,"method":"server/discover"})", "", "", true, Era::Modern);
    row("listen", R"({"jsonrpc":"2.0","id":1,"method":"subscriptions/listen"})", "", "s", true, Era::Modern);
    // Then the headers, the session first.
    row("session", ping, "", "s", true, Era::Legacy);
    row("session and modern header", ping, modern, "s", true, Era::Legacy);
    row("legacy header", ping, legacy, "", true, Era::Legacy);
    row("modern header", ping, modern, "", true, Era::Modern);
    row("unknown header", ping, "banana", "", true, Era::Legacy);
    row("response with a session", result, "", "s", true, Era::Legacy);
    // Then what only the legacy era has.
    row("GET", "", "", "", false, Era::Legacy);
    row("GET with a modern header", "", modern, "", false, Era::Modern);
    row("batch", "[" + ping + "]", "", "", true, Era::Legacy);
    row("batch that tells", "[" + ping + "," + meta + "," + initialize + "]", "", "", true, Era::Modern);
    row("batch that tells otherwise", "[" + initialize + "," + meta + "]", modern, "", true, Era::Legacy);
    // Nothing tells.
    row("bare ping", ping, "", "", true, Era::Unknown);
    row("bare response", result, "", "", true, Era::Unknown);
    row("no JSON", "hello", "", "", true, Era::Unknown);
    row("no JSON with a header", "hello", modern, "", true, Era::Modern);
}

void EraTest::classification()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, version);
    QFETCH(QByteArray, session);
    QFETCH(bool, isPost);
    MessageReader reader;
    const Message message = reader.read(body);
    const EraHints hints{version, session, isPost};
    QTEST(int(classify(message, hints)), "era");
}

QTEST_GUILESS_MAIN(EraTest)
#include "tst_era.moc"
