// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sessiontext.h"

#include "app/terminal.h"
#include "exchange/names.h"

#include <algorithm>
#include <array>

namespace sightglass::app {
namespace {

using exchange::SessionRecord;

constexpr qsizetype kMaxShown = 2000; // of one fact

struct Column {
    const char *heading;
    qsizetype width;
};
constexpr std::array<Column, 9> kColumns = {{{"STATE", 12},
                                             {"CLIENT", 22},
                                             {"SERVER", 22},
                                             {"VERSION", 10},
                                             {"LAST", 8},
                                             {"STREAMS", 7},
                                             {"REQUESTS", 8},
                                             {"ERRORS", 6},
                                             {"ID", 0}}};

// Peers choose these texts: nothing in them may move the cursor.
QByteArray shown(const QByteArray &text, qsizetype width = kMaxShown)
{
    return text.isEmpty() ? QByteArray("-") : printable(text, width);
}

QByteArray shown(QLatin1StringView word)
{
    return shown(QByteArray(word.data(), word.size()));
}

QByteArray row(const std::array<QByteArray, kColumns.size()> &cells)
{
    QByteArray line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const qsizetype width = kColumns[i].width;
        line += width == 0 ? cells[i] : padded(printable(cells[i], width), width) + ' ';
    }
    return line + '\n';
}

QByteArray ago(qint64 us, qint64 nowUs)
{
    return us == 0 ? QByteArray("-") : shownDuration(std::max<qint64>(nowUs - us, 0));
}

QByteArray nameOf(const exchange::Party &party)
{
    return party.version.isEmpty() ? shown(party.name) : shown(party.name + ' ' + party.version);
}

} // namespace

QByteArray sessionHeading()
{
    std::array<QByteArray, kColumns.size()> cells;
    std::transform(kColumns.begin(), kColumns.end(), cells.begin(),
                   [](const Column &column) { return column.heading; });
    return row(cells);
}

QByteArray sessionLine(const SessionRecord &session, qint64 nowUs)
{
    return row({shown(exchange::nameOf(session.state)), nameOf(session.client), nameOf(session.server),
                shown(session.protocolVersion), ago(session.lastActivityAtUs, nowUs),
                QByteArray::number(session.openStreams), QByteArray::number(session.counters.requests),
                QByteArray::number(session.counters.errors),
                session.id.isEmpty() ? shown(session.key) : shown(session.id)});
}

QByteArray sessionDetails(const SessionRecord &session, qint64 nowUs)
{
    QByteArray out;
    const auto fact = [&](const char *name, const QByteArray &value) {
        out += QByteArray(name).leftJustified(20) + value + '\n';
    };
    fact("key", shown(session.key));
    fact("kind", session.kind == exchange::SessionKind::Wire ? "session (Mcp-Session-Id)"
                                                             : "client without a session on the wire");
    fact("state", shown(exchange::nameOf(session.state)));
    if (session.ended())
        fact("ended by", shown(exchange::nameOf(session.end)) + ": " + shown(session.endText.toUtf8()));
    fact("route", shown(session.route.toUtf8()));
    fact("era, version", shown(exchange::nameOf(session.era)) + ", " + shown(session.protocolVersion));
    fact("client", nameOf(session.client) + " at " + shown(session.clientAddress));
    fact("server", nameOf(session.server));
    fact("client offers", shown(session.client.capabilities));
    fact("server offers", shown(session.server.capabilities));
    fact("begun", ago(session.createdAtUs, nowUs) + " ago");
    fact("last used", ago(session.lastActivityAtUs, nowUs) + " ago");
    fact("open streams", QByteArray::number(session.openStreams));
    fact("under way", QByteArray::number(session.inFlightToServer) + " to the server, "
                          + QByteArray::number(session.inFlightToClient) + " to the client");
    fact("requests", QByteArray::number(session.counters.requests) + " of the client, "
                         + QByteArray::number(session.counters.serverRequests) + " of the server");
    fact("notifications", QByteArray::number(session.counters.notifications));
    fact("events", QByteArray::number(session.counters.events));
    fact("errors", QByteArray::number(session.counters.errors));
    fact("bytes", shownSize(qint64(session.counters.requestBytes)) + " to the server, "
                      + shownSize(qint64(session.counters.responseBytes)) + " to the client");
    fact("served by", shown(session.instance));
    return out;
}

} // namespace sightglass::app
