// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/sessionfacts.h"

#include "ui/models/exchangetext.h"
#include "ui/models/leaklistmodel.h"
#include "ui/models/sessiontext.h"

#include <QCoreApplication>

#include <algorithm>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;
using namespace models;
using exchange::SessionRecord;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(SessionFacts)
};

QString ago(qint64 atUs, qint64 nowUs)
{
    return Text::tr("%1 (%2 ago)").arg(dateTimeText(atUs), spanText(std::max<qint64>(0, nowUs - atUs)));
}

QString stateText(const SessionRecord &session)
{
    if (!session.ended())
        return sessionStateText(session.state);
    const QString why = session.endText.isEmpty() ? sessionEndText(session) : cutText(session.endText);
    return why.isEmpty() ? sessionStateText(session.state) : sessionStateText(session.state) + u": "_s + why;
}

} // namespace

QList<Fact> sessionFacts(const SessionRecord &session, qint64 nowUs)
{
    QList<Fact> facts;
    const auto add = [&](const QString &label, const QString &value, const QString &filter = {}, bool isBad = false) {
        if (!value.isEmpty())
            facts.append({label, value, filter, isBad});
    };
    const exchange::SessionCounters &counters = session.counters;
    add(Text::tr("State"), stateText(session), {}, session.state == exchange::SessionState::Failed);
    add(Text::tr("What it is"), sessionKindText(session.kind));
    add(Text::tr("Session id"), lineText(session.id), sessionFilter(session));
    add(Text::tr("Client"), partyText(session.client),
        session.client.name.isEmpty() ? QString() : filterTerm(u"client", session.client.name));
    add(Text::tr("Client's address"), lineText(session.clientAddress), filterTerm(u"address", session.clientAddress));
    add(Text::tr("Server"), partyText(session.server));
    add(Text::tr("Route"), cutText(session.route), filterTerm(u"route", QStringView(session.route)));
    add(Text::tr("Protocol"), Text::tr("%1 (%2 era)").arg(lineText(session.protocolVersion, 32), eraText(session.era)));
    add(Text::tr("Began"), ago(session.createdAtUs, nowUs));
    add(Text::tr("Last activity"), ago(session.lastActivityAtUs, nowUs));
    if (session.endedAtUs > 0)
        add(Text::tr("Ended"), ago(session.endedAtUs, nowUs));
    add(Text::tr("Open streams"), countText(session.openStreams));
    add(Text::tr("In flight"), Text::tr("%1 to the server, %2 to the client")
                                   .arg(countText(session.inFlightToServer), countText(session.inFlightToClient)));
    add(Text::tr("Requests"),
        Text::tr("%1 from the client, %2 from the server")
            .arg(countText(qint64(counters.requests)), countText(qint64(counters.serverRequests))));
    add(Text::tr("Notifications"), countText(qint64(counters.notifications)));
    add(Text::tr("Events"), countText(qint64(counters.events)));
    add(Text::tr("Errors"), countText(qint64(counters.errors)), {}, counters.errors > 0);
    add(Text::tr("Size"), Text::tr("%1 of requests, %2 of answers")
                              .arg(sizeText(qint64(counters.requestBytes)), sizeText(qint64(counters.responseBytes))));
    if (!session.ended())
        add(Text::tr("Memory"), Text::tr("about %1 in the proxy").arg(sizeText(estimatedBytes(session))));
    QStringList tags;
    for (const QByteArray &tag : session.tags)
        tags.append(lineText(tag, 64));
    add(Text::tr("Tags"), tags.join(u", "_s));
    add(Text::tr("Proxy"), lineText(session.instance));
    return facts;
}

} // namespace sightglass::ui
