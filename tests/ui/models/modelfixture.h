// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/filter.h"
#include "exchange/record.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QTest>

#include <map>
#include <vector>

namespace sightglass::models {

inline exchange::RecordPtr share(exchange::Record record)
{
    return std::make_shared<const exchange::Record>(std::move(record));
}

inline exchange::RecordBatch batchOf(std::vector<exchange::RecordPtr> records)
{
    return std::make_shared<const std::vector<exchange::RecordPtr>>(std::move(records));
}

/// A completed tools/call.
inline exchange::Record callRecord(quint64 id, const QByteArray &tool = "search")
{
    exchange::Record record;
    record.id = exchange::ExchangeId(id);
    record.revision = 2;
    record.state = exchange::State::Completed;
    record.era = mcp::Era::Legacy;
    record.startedAtUs = 1'800'000'000'000'000 + static_cast<qint64>(id) * 1000;
    record.endUs = 100 + static_cast<qint64>(id * 7919 % 5000);
    record.route = QStringLiteral("default");
    record.client = "127.0.0.1:" + QByteArray::number(40000 + id % 64);
    record.httpMethod = "POST";
    record.target = "/mcp";
    record.status = 200;
    record.sessionId = "session-" + QByteArray::number(id % 7);
    record.protocolVersion = "2025-11-25";
    record.method = "tools/call";
    record.name = tool;
    record.rpcId = mcp::RequestId::number(QByteArray::number(id));
    record.requestBytes = 130;
    record.responseBytes = static_cast<qint64>(id % 1000);
    return record;
}

inline exchange::Filter filterOf(const char *text)
{
    auto filter = exchange::Filter::parse(QString::fromUtf8(text));
    if (!filter)
        qFatal("%s: %s", text, qPrintable(filter.error().text()));
    return *filter;
}

/// Random snapshots of exchanges whose ids rise, as a capture makes them: some exchanges come late, most change after
/// they were first seen, and an old snapshot may come again.
class RandomCapture
{
public:
    explicit RandomCapture(quint32 seed) : m_random(seed) {}

    int below(int bound) { return static_cast<int>(m_random.bounded(bound)); }

    exchange::RecordPtr snapshot(quint64 id)
    {
        std::vector<exchange::RecordPtr> &earlier = m_snapshots[id];
        if (!earlier.empty() && below(5) == 0)
            return earlier[static_cast<std::size_t>(below(static_cast<int>(earlier.size())))];
        exchange::Record record = callRecord(id, below(3) == 0 ? "weather" : "search");
        record.revision = static_cast<quint32>(earlier.size()) + 1;
        record.state = below(3) == 0 ? exchange::State::Open : exchange::State::Completed;
        record.endUs = record.ended() ? below(100'000) : -1;
        record.status = record.ended() ? (below(4) == 0 ? 500 : 200) : 0;
        record.route = below(2) == 0 ? QStringLiteral("default") : QStringLiteral("other");
        record.sessionId = below(4) == 0 ? QByteArray() : "s" + QByteArray::number(below(5));
        record.era = record.sessionId.isEmpty() ? mcp::Era::Modern : mcp::Era::Legacy;
        static const char *const kNames[] = {"", "cursor", "Cursor", "claude code", "Prüfer", "PRÜFER"};
        record.peerName = kNames[below(6)];
        earlier.push_back(share(record));
        return earlier.back();
    }

    std::vector<exchange::RecordPtr> batch(int size)
    {
        std::vector<exchange::RecordPtr> records;
        for (int i = 0; i < size; ++i) {
            const int kind = below(10);
            if (kind < 5) {
                m_next += below(8) == 0 ? static_cast<quint64>(2 + below(3)) : 1; // leaves gaps for the late ones
                records.push_back(snapshot(m_next));
            } else if (m_next > 1) {
                records.push_back(snapshot(
                    m_next - static_cast<quint64>(below(static_cast<int>(std::min<quint64>(m_next - 1, 200))))));
            }
        }
        return records;
    }

    quint64 &next() { return m_next; }

private:
    QRandomGenerator m_random;
    std::map<quint64, std::vector<exchange::RecordPtr>> m_snapshots;
    quint64 m_next = 1000;
};

} // namespace sightglass::models
