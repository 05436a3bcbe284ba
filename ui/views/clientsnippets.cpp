// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/clientsnippets.h"

#include <QCoreApplication>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("sightglass::ui", text);
}

} // namespace

QList<ClientSnippet> clientSnippets(const QUrl &url)
{
    // URLs are encoded, so they hold no quote, neither of JSON nor of a shell.
    const QString address = url.toString(QUrl::FullyEncoded).replace(u'\'', "%27"_L1);
    const QString vsCode = u"{\n  \"servers\": {\n    \"my-server\": { \"type\": \"http\", \"url\": \"%1\" }\n  }\n}"_s;
    const QString cursor = u"{\n  \"mcpServers\": {\n    \"my-server\": { \"url\": \"%1\" }\n  }\n}"_s;
    const QString curl = u"curl -sS '%1' \\\n"
                         "  -H 'Content-Type: application/json' \\\n"
                         "  -H 'Accept: application/json, text/event-stream' \\\n"
                         "  -d '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{"
                         "\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},"
                         "\"clientInfo\":{\"name\":\"curl\",\"version\":\"1\"}}}'"_s;
    return {
        {u"Claude Code"_s, tr("Run in a terminal:"), u"claude mcp add --transport http my-server '%1'"_s.arg(address)},
        {u"VS Code"_s, tr("Write into .vscode/mcp.json of your project:"), vsCode.arg(address)},
        {u"Cursor"_s, tr("Write into .cursor/mcp.json of your project or home folder:"), cursor.arg(address)},
        {u"curl"_s, tr("Run in a terminal:"), curl.arg(address)},
        {u"MCP Inspector"_s, tr("Run in a terminal:"),
         u"npx @modelcontextprotocol/inspector --cli '%1' \\\n  --transport http --method tools/list"_s.arg(address)},
    };
}

} // namespace sightglass::ui
