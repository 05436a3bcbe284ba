// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/livesession.h"

namespace sightglass::session {
namespace {

// What the allocator and Qt's header take besides the text.
constexpr qint64 kTextOverhead = 40;

qint64 heapOf(const QByteArray &text)
{
    return text.isEmpty() ? 0 : text.size() + kTextOverhead;
}

} // namespace

exchange::SessionPtr LiveSession::snapshot(const QByteArray &instance, qint64 wallOffsetUs)
{
    auto record = std::make_shared<exchange::SessionRecord>();
    record->key = key;
    record->kind = kind;
    record->state = state;
    record->end = end;
    record->endText = endText;
    record->route = route;
    record->id = id().toByteArray();
    record->era = era;
    record->protocolVersion = protocolVersion;
    record->client = client;
    record->server = server;
    record->clientAddress = clientAddress;
    record->instance = instance;
    record->createdAtUs = createdWallUs;
    record->lastActivityAtUs = usedUs + wallOffsetUs;
    record->endedAtUs = endedWallUs;
    record->openStreams = openStreams;
    record->inFlightToServer = inFlightToServer;
    record->inFlightToClient = inFlightToClient;
    record->counters = counters;
    record->tags = tags;
    record->revision = ++revision;
    return record;
}

qint64 LiveSession::estimatedBytes() const
{
    qint64 sum = qint64(sizeof(LiveSession)) + kTextOverhead + heapOf(key) + heapOf(alias) + heapOf(clientAddress);
    for (const QByteArray &tag : tags)
        sum += qint64(sizeof(QByteArray)) + heapOf(tag);
    return sum;
}

} // namespace sightglass::session
