// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/headertable.h"

#include <QTest>

using namespace sightglass::models;

namespace {

const QByteArray kBody =
    R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"süß","arguments":{"region":"eu","deep":{"tenant_id":42},"flag":true},)"
    R"("_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}})";

QByteArray head(const QByteArray &fields)
{
    return "POST /mcp HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n";
}

const HeaderRow *find(const std::vector<HeaderRow> &rows, const QByteArray &name)
{
    for (const HeaderRow &row : rows) {
        if (row.name == name)
            return &row;
    }
    return nullptr;
}

} // namespace

class TestHeaderTable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void mirrors();
    void missing();
    void legacyRequestsMirrorNothing();
    void secrets();
    void headsThatAreNone();
};

void TestHeaderTable::mirrors()
{
    const auto rows = headerRows(
        head("Mcp-Method: tools/call\r\nMcp-Name: =?base64?c8O8w58=?=\r\nMCP-Protocol-Version: 2026-07-28\r\n"
             "Mcp-Param-Region: us\r\nMcp-Param-TenantId: 42\r\nMcp-Param-Other: true\r\nMcp-Param-None: x\r\n"),
        kBody, true);
    QCOMPARE(rows.size(), std::size_t(8));
    QCOMPARE(rows[0].name, "Host");
    QCOMPARE(rows[0].mirror, MirrorState::None);
    QCOMPARE(find(rows, "Mcp-Method")->mirror, MirrorState::Equal);
    const HeaderRow *name = find(rows, "Mcp-Name");
    QCOMPARE(name->mirror, MirrorState::Equal);
    QCOMPARE(name->decoded, "süß");
    QCOMPARE(name->bodyPath, QStringLiteral("/params/name"));
    QCOMPARE(find(rows, "MCP-Protocol-Version")->mirror, MirrorState::Equal);
    const HeaderRow *region = find(rows, "Mcp-Param-Region");
    QCOMPARE(region->mirror, MirrorState::Differs);
    QCOMPARE(region->bodyValue, "eu");
    QCOMPARE(region->bodyPath, QStringLiteral("/params/arguments/region"));
    QVERIFY(mirrorText(*region).contains(QStringLiteral("differs")));
    QCOMPARE(find(rows, "Mcp-Param-TenantId")->bodyPath, QStringLiteral("/params/arguments/deep/tenant_id"));
    QCOMPARE(find(rows, "Mcp-Param-TenantId")->mirror, MirrorState::Equal);
    QCOMPARE(find(rows, "Mcp-Param-Other")->bodyPath, QStringLiteral("/params/arguments/flag"));
    QCOMPARE(find(rows, "Mcp-Param-None")->mirror, MirrorState::Missing);
}

void TestHeaderTable::missing()
{
    const auto rows = headerRows(head("MCP-Protocol-Version: 2025-11-25\r\n"), kBody, true);
    QCOMPARE(find(rows, "MCP-Protocol-Version")->mirror, MirrorState::Differs);
    QCOMPARE(find(rows, "Mcp-Method")->mirror, MirrorState::Missing);
    QCOMPARE(find(rows, "Mcp-Name")->bodyValue, "süß");
    QVERIFY(find(rows, "Mcp-Name")->value.isEmpty());
    QVERIFY(!mirrorText(*find(rows, "Mcp-Name")).isEmpty());
}

void TestHeaderTable::legacyRequestsMirrorNothing()
{
    const auto rows = headerRows(head("MCP-Protocol-Version: 2025-11-25\r\nMcp-Session-Id: abc\r\n"),
                                 R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})", true);
    QCOMPARE(rows.size(), std::size_t(3));
    for (const HeaderRow &row : rows)
        QCOMPARE(row.mirror, MirrorState::None);
    const auto answer = headerRows("HTTP/1.1 200 OK\r\nMcp-Method: x\r\n\r\n", kBody, false);
    QCOMPARE(answer.size(), std::size_t(1));
    QCOMPARE(answer[0].mirror, MirrorState::None);
}

void TestHeaderTable::secrets()
{
    const auto rows = headerRows(head("Authorization: Bearer abc\r\nX-My-Token: t\r\nAccept: */*\r\n"), {}, true);
    QVERIFY(find(rows, "Authorization")->isSecret);
    QVERIFY(find(rows, "X-My-Token")->isSecret);
    QVERIFY(!find(rows, "Accept")->isSecret);
}

void TestHeaderTable::headsThatAreNone()
{
    QVERIFY(headerRows({}, {}, true).empty());
    const auto rows = headerRows("garbage\r\nName : value\r\nno colon\r\n: empty\r\n", "{", true);
    QCOMPARE(rows.size(), std::size_t(1));
    QCOMPARE(rows[0].value, "value");
    QCOMPARE(startLine("GET / HTTP/1.1\r\nA: b\r\n\r\n"), "GET / HTTP/1.1");
    QCOMPARE(startLine("x"), "x");
}

QTEST_GUILESS_MAIN(TestHeaderTable)
#include "tst_headertable.moc"
