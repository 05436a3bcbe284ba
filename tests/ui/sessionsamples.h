// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/sessionrecord.h"
#include "ui/sessioncontrol.h"

#include <memory>

namespace sightglass::ui::testing {

inline constexpr qint64 kSessionsBeginUs = 1'795'219'387'000'000;

/// A session on the wire that lives, number \a id of its client.
inline exchange::SessionRecord sessionRecord(int id, const QByteArray &client = "claude-code")
{
    exchange::SessionRecord session;
    session.kind = exchange::SessionKind::Wire;
    session.state = exchange::SessionState::Active;
    session.route = QStringLiteral("default");
    session.id = "7f3a90c2-0305e82c33" + QByteArray::number(id).rightJustified(6, '0');
    session.key = exchange::sessionKey(session.route, session.kind, session.id);
    session.era = mcp::Era::Legacy;
    session.protocolVersion = "2025-11-25";
    session.client = {client, "2.1.0", R"({"roots":{"listChanged":true},"sampling":{},"elicitation":{}})"};
    session.server = {"everything", "1.4.2",
                      R"({"tools":{"listChanged":true},"resources":{"subscribe":true},"logging":{},"prompts":{}})"};
    session.clientAddress = "127.0.0.1:" + QByteArray::number(40'000 + id % 20'000);
    session.instance = "here";
    session.createdAtUs = kSessionsBeginUs + qint64(id) * 1'000'000;
    session.lastActivityAtUs = session.createdAtUs + 500'000;
    session.counters.requests = 12;
    session.counters.errors = id % 3 == 0 ? 2 : 0;
    session.revision = 1;
    return session;
}

/// Traffic of one client without a session on the wire.
inline exchange::SessionRecord clientRecord(const QByteArray &name = "cursor")
{
    exchange::SessionRecord session = sessionRecord(1, name);
    session.kind = exchange::SessionKind::Client;
    session.id.clear();
    session.era = mcp::Era::Modern;
    session.protocolVersion = "2026-07-28";
    session.key = exchange::sessionKey(session.route, session.kind, name + "@127.0.0.1");
    return session;
}

inline exchange::SessionPtr share(const exchange::SessionRecord &session)
{
    return std::make_shared<const exchange::SessionRecord>(session);
}

inline exchange::SessionBatch batchOf(const std::vector<exchange::SessionRecord> &sessions)
{
    auto batch = std::make_shared<std::vector<exchange::SessionPtr>>();
    for (const exchange::SessionRecord &session : sessions)
        batch->push_back(share(session));
    return batch;
}

inline exchange::SessionRecord ended(exchange::SessionRecord session,
                                     exchange::SessionEnd end = exchange::SessionEnd::ByClient)
{
    session.state = exchange::SessionState::Closed;
    session.end = end;
    session.endedAtUs = session.lastActivityAtUs + 1'000;
    session.openStreams = session.inFlightToServer = session.inFlightToClient = 0;
    ++session.revision;
    return session;
}

/// A session control that does what a test says.
class FakeSessions : public SessionControl
{
public:
    std::vector<exchange::SessionPtr> sessions() const override { return known; }
    bool canEnd() const override { return runs; }
    void endSession(const QByteArray &key) override { reap({key}); }
    void reap(const QList<QByteArray> &keys) override
    {
        asked.append(keys);
        Q_EMIT endingFinished(refusal.isEmpty() ? int(keys.size()) : 0, refusal);
    }

    void tell(const std::vector<exchange::SessionRecord> &changed) { Q_EMIT sessionsChanged(batchOf(changed)); }
    void setRunning(bool on)
    {
        runs = on;
        Q_EMIT canEndChanged();
    }
    void replace(const std::vector<exchange::SessionRecord> &all)
    {
        known = *batchOf(all);
        Q_EMIT sessionsReplaced();
    }

    std::vector<exchange::SessionPtr> known;
    QList<QList<QByteArray>> asked; ///< what was to be ended
    QString refusal;
    bool runs = true;
};

} // namespace sightglass::ui::testing
