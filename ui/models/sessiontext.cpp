// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sessiontext.h"

#include "exchange/names.h"
#include "ui/models/exchangetext.h"

#include <QCoreApplication>

#include <algorithm>
#include <cctype>

namespace sightglass::models {

using namespace Qt::Literals::StringLiterals;
using exchange::SessionEnd;
using exchange::SessionKind;
using exchange::SessionRecord;
using exchange::SessionState;

namespace {

constexpr qsizetype kMaxName = 64;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(SessionText)
};

QString twoDigits(qint64 number)
{
    return u"%1"_s.arg(number, 2, 10, QLatin1Char('0'));
}

/// From the same machine, whatever the port. In quotes the * would stand for itself, so only what needs none will do.
QString addressTerm(const QByteArray &client)
{
    const QByteArrayView address = exchange::addressOf(client);
    const auto isPlain = [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) || c == '.' || c == ':'; };
    if (address.isEmpty() || !std::all_of(address.begin(), address.end(), isPlain))
        return {};
    return u" address:"_s + QString::fromLatin1(address) + u":*"_s;
}

} // namespace

QString spanText(qint64 us)
{
    if (us < 0)
        return {};
    const qint64 seconds = us / 1'000'000;
    const qint64 minutes = seconds / 60;
    const qint64 hours = minutes / 60;
    if (minutes == 0)
        return Text::tr("%1 s").arg(seconds);
    if (hours == 0)
        return Text::tr("%1 m %2 s").arg(QString::number(minutes), twoDigits(seconds % 60));
    if (hours < 24)
        return Text::tr("%1 h %2 m").arg(QString::number(hours), twoDigits(minutes % 60));
    return Text::tr("%1 d %2 h").arg(QString::number(hours / 24), twoDigits(hours % 24));
}

QString sessionStateText(SessionState state)
{
    switch (state) {
    case SessionState::Initializing:
        return Text::tr("Initializing");
    case SessionState::Active:
        return Text::tr("Active");
    case SessionState::Idle:
        return Text::tr("Idle");
    case SessionState::Closing:
        return Text::tr("Closing");
    case SessionState::Closed:
        return Text::tr("Closed");
    case SessionState::Expired:
        return Text::tr("Expired");
    case SessionState::Failed:
        return Text::tr("Failed");
    }
    return Text::tr("Unknown");
}

QString sessionEndText(const SessionRecord &session)
{
    switch (session.end) {
    case SessionEnd::None:
        break;
    case SessionEnd::ByClient:
        return Text::tr("The client ended it (DELETE)");
    case SessionEnd::ByServer:
        return Text::tr("The server knows it no more (404)");
    case SessionEnd::Refused:
        return Text::tr("It could not be initialized");
    case SessionEnd::IdleTimeout:
        return Text::tr("Unused for longer than the limit");
    case SessionEnd::MaximumAge:
        return Text::tr("Older than the limit");
    case SessionEnd::Evicted:
        return Text::tr("It made room: it was the one unused for longest");
    case SessionEnd::ByPerson:
        return Text::tr("A person ended it");
    }
    return {};
}

QString sessionKindText(SessionKind kind)
{
    return kind == SessionKind::Wire ? Text::tr("session on the wire (Mcp-Session-Id)")
                                     : Text::tr("client, grouped by name and address");
}

QString partyText(const exchange::Party &party)
{
    const QString name = lineText(party.name, kMaxName);
    return party.version.isEmpty() ? name : (name + u' ' + lineText(party.version, kMaxName)).trimmed();
}

QString sessionClientText(const SessionRecord &session)
{
    const QString name = partyText(session.client);
    return name.isEmpty() ? lineText(session.clientAddress, kMaxName) : name;
}

QString sessionTitle(const SessionRecord &session)
{
    const QString client = sessionClientText(session);
    const QString id = session.id.isEmpty() ? QString() : shortIdText(session.id);
    if (client.isEmpty() || id.isEmpty())
        return client.isEmpty() && id.isEmpty() ? lineText(session.key, kMaxName) : client + id;
    return client + u", "_s + id;
}

QString sessionAccessibleText(const SessionRecord &session)
{
    const QString server = partyText(session.server);
    return Text::tr("%1, %2, server: %3, requests: %4, errors: %5")
        .arg(sessionStateText(session.state), sessionTitle(session), server.isEmpty() ? Text::tr("unknown") : server,
             countText(qint64(session.counters.requests)), countText(qint64(session.counters.errors)));
}

QString sessionFilter(const SessionRecord &session)
{
    const QString route = filterTerm(u"route", QStringView(session.route));
    if (session.kind == SessionKind::Wire)
        return route + u' ' + filterTerm(u"session", session.id);
    const QString rest = route + u" not session:* "_s;
    const QByteArray name = session.client.name.first(qMin(session.client.name.size(), exchange::kMaxClientName));
    if (name.isEmpty())
        return rest + filterTerm(u"address", session.clientAddress);
    return rest + filterTerm(u"client", name) + addressTerm(session.clientAddress);
}

bool belongsTo(const exchange::Record &record, const SessionRecord &session)
{
    if (record.route != session.route)
        return false;
    if (session.kind == SessionKind::Wire)
        return record.sessionId == session.id && record.era != mcp::Era::Modern;
    if (!record.sessionId.isEmpty() && record.era != mcp::Era::Modern)
        return false;
    if (record.peerName.isEmpty())
        return record.client == session.clientAddress;
    return record.peerName == session.client.name
           && exchange::addressOf(record.client) == exchange::addressOf(session.clientAddress);
}

} // namespace sightglass::models
