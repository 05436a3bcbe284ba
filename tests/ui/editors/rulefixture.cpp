// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rulefixture.h"

#include <QFile>

namespace sightglass::ui::testing {

using exchange::Part;
using exchange::PartKind;
using exchange::Record;
using exchange::RecordPtr;

namespace {

constexpr qint64 kStart = 1'795'219'387'001'234; // microseconds since the epoch

} // namespace

const QByteArray kTwoRules = R"({
  // about the file
  "formatVersion": 1,
  "rules": [
    // about the first
    {
      "id": "slow",
      "name": "Slow search", // its name
      "match": "method:tools/call and tool:search",
      "actions": [
        {"delay": 100} // a little
      ]
    },
    {
      "id": "deny",
      "name": "Deny shell",
      "enabled": false,
      "match": "tool:shell",
      "actions": [{"reject": "no"}]
    }
  ]
}
)";

RecordPtr toolCall(quint64 id, const QByteArray &tool)
{
    auto record = std::make_shared<Record>();
    record->id = exchange::ExchangeId(id);
    record->revision = 3;
    record->kind = exchange::Kind::Request;
    record->state = exchange::State::Completed;
    record->era = mcp::Era::Modern;
    record->startedAtUs = kStart + qint64(id) * 31'700;
    record->acceptedUs = 100;
    record->sentUs = 200;
    record->firstByteUs = 2000;
    record->endUs = 4000;
    record->route = QStringLiteral("default");
    record->client = "127.0.0.1:50000";
    record->httpMethod = "POST";
    record->target = "/mcp";
    record->status = 200;
    record->protocolVersion = "2026-07-28";
    record->peerName = "claude-code";
    record->method = "tools/call";
    record->name = tool;
    record->rpcId = mcp::RequestId::number(QByteArray::number(id));
    const QByteArray number = QByteArray::number(id);
    const QByteArray request = R"({"jsonrpc":"2.0","id":)" + number + R"(,"method":"tools/call","params":{"name":")"
                               + tool + R"(","arguments":{"query":"Grüße","limit":25}}})";
    const QByteArray response =
        R"({"jsonrpc":"2.0","id":)" + number + R"(,"result":{"content":[{"type":"text","text":"found"}]}})";
    record->requestBytes = request.size();
    record->responseBytes = response.size();
    record->parts = {Part{PartKind::RequestHead, 0,
                          "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:8808\r\nContent-Type: application/json\r\n"
                          "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: "
                              + tool + "\r\n\r\n"},
                     Part{PartKind::RequestBody, 100, request},
                     Part{PartKind::ResponseHead, 2000, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"},
                     Part{PartKind::ResponseBody, 3000, response}};
    return record;
}

RuleFixture::RuleFixture() : theme(*qApp, Theme::Mode::Light), control(folder.filePath(QStringLiteral("rules.jsonc")))
{}

void RuleFixture::receive(const QList<RecordPtr> &records)
{
    const auto batch = std::make_shared<const std::vector<RecordPtr>>(records.begin(), records.end());
    payloads.add({batch});
    exchanges.apply({batch});
}

void RuleFixture::write(const QByteArray &text)
{
    QFile file(control.rulesPath());
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write the rules file");
    file.close();
    control.file.load();
}

QByteArray RuleFixture::read() const
{
    QFile file(control.rulesPath());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace sightglass::ui::testing
