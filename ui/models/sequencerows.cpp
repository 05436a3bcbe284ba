// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sequencerows.h"

#include "mcp/messagereader.h"
#include "ui/models/exchangetext.h"
#include "ui/models/sessiontext.h"
#include "wire/sseparser.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>
#include <utility>

namespace sightglass::models {

using namespace Qt::Literals::StringLiterals;
using exchange::Direction;
using exchange::Kind;
using exchange::Part;
using exchange::PartKind;
using exchange::Record;
using exchange::State;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(SequenceRows)
};

QString answerText(const Record &record)
{
    if (record.errorCode)
        return Text::tr("error %1").arg(*record.errorCode);
    if (record.toolError)
        return Text::tr("tool error");
    if (record.inputRequired)
        return Text::tr("input required");
    return record.status >= 400 ? httpStatusText(record.status) : Text::tr("result");
}

bool isBad(const Record &record)
{
    return record.errorCode || record.toolError || record.status >= 400;
}

void readMessage(const QByteArray &data, mcp::MessageReader &reader, SequenceEvent &event)
{
    const mcp::Message message = reader.read(data);
    const mcp::Envelope &envelope = message.envelope();
    event.isRequest = message.kind() == mcp::MessageKind::Request;
    event.isAnswer = message.kind() == mcp::MessageKind::Response;
    event.isError = envelope.errorCode.has_value() || envelope.toolError;
    event.rpcId = envelope.id.toJson();
    if (envelope.errorCode)
        event.label = Text::tr("error %1").arg(*envelope.errorCode);
    else if (envelope.toolError)
        event.label = Text::tr("tool error");
    else if (event.isAnswer)
        event.label = envelope.inputRequired ? Text::tr("input required") : Text::tr("result");
    else if (!envelope.method.isEmpty())
        event.label =
            lineText(envelope.name.isEmpty() ? envelope.method : QByteArray(envelope.method + ' ' + envelope.name));
    else
        event.label = lineText(data, 80);
}

/// Puts the arrows of exchanges together.
class Builder
{
public:
    explicit Builder(const std::map<quint64, SequenceItem> &items) : m_items(items)
    {
        for (const auto &[id, item] : items) {
            const Record &record = item.record;
            if (record.kind == Kind::Response && record.parent.isValid())
                m_answered.insert(record.parent.value());
            if (record.direction == Direction::ServerToClient && record.parent.isValid())
                m_carried.insert({record.parent.value(), record.rpcId.toJson()});
        }
    }

    std::vector<SequenceRow> build()
    {
        for (const auto &[id, item] : m_items)
            add(item);
        std::stable_sort(m_rows.begin(), m_rows.end(),
                         [](const SequenceRow &left, const SequenceRow &right) { return left.atUs < right.atUs; });
        return withGaps();
    }

private:
    SequenceRow row(const Record &record, qint64 offsetUs, SequenceKind kind, Lane from, Lane to, const QString &label)
    {
        SequenceRow row;
        row.kind = kind;
        row.from = from;
        row.to = to;
        row.exchange = record.id;
        row.atUs = record.startedAtUs + std::max<qint64>(0, offsetUs);
        row.label = label;
        return row;
    }

    void add(const SequenceItem &item)
    {
        const Record &record = item.record;
        addBeginning(record);
        const bool answered = addEvents(item);
        if (record.ended())
            addEnd(record, answered);
    }

    void addBeginning(const Record &record)
    {
        SequenceKind kind = SequenceKind::Request;
        if (record.kind == Kind::Notification)
            kind = SequenceKind::Notification;
        else if (record.kind == Kind::Response)
            kind = SequenceKind::Response;
        else if (record.kind == Kind::Stream || record.kind == Kind::End)
            kind = SequenceKind::Stream;
        else if (record.kind == Kind::Http || record.kind == Kind::Invalid)
            kind = SequenceKind::Http;
        const bool fromServer = record.direction == Direction::ServerToClient;
        // What was not sent on, the proxy answered.
        const Lane to = fromServer ? Lane::Client : record.sentUs >= 0 || !record.ended() ? Lane::Server : Lane::Proxy;
        SequenceRow begun = row(record, 0, kind, fromServer ? Lane::Server : Lane::Client, to, titleText(record));
        begun.isEdited = record.edited && !fromServer;
        m_rows.push_back(std::move(begun));
    }

    /// Whether the answer was among them.
    bool addEvents(const SequenceItem &item)
    {
        const Record &record = item.record;
        if (!item.eventsKnown) {
            if (record.eventCount > 0) // all of them in one arrow
                m_rows.push_back(row(record, record.firstByteUs, SequenceKind::Event, Lane::Server, Lane::Client,
                                     record.eventCount == 1 ? Text::tr("1 event")
                                                            : Text::tr("%1 events").arg(countText(record.eventCount))));
            return false;
        }
        bool answered = false;
        for (const SequenceEvent &event : item.events) {
            // The server's request is an exchange of its own.
            if (event.isRequest && m_carried.contains({record.id.value(), event.rpcId}))
                continue;
            const bool isEnd = event.isAnswer && record.kind == Kind::Request;
            SequenceRow arrow = row(record, event.atUs, isEnd ? SequenceKind::Response : SequenceKind::Event,
                                    Lane::Server, event.isDropped ? Lane::Proxy : Lane::Client, event.label);
            arrow.part = event.part;
            arrow.isError = event.isError;
            arrow.isEdited = event.isEdited || event.isDropped;
            if (isEnd)
                arrow.durationUs = event.atUs;
            answered = answered || isEnd;
            m_rows.push_back(std::move(arrow));
        }
        return answered;
    }

    void addEnd(const Record &record, bool answered)
    {
        if (record.state != State::Completed)
            return addBreak(record);
        const bool fromServer = record.direction == Direction::ServerToClient;
        const Lane from = fromServer ? Lane::Client : record.firstByteUs >= 0 ? Lane::Server : Lane::Proxy;
        const Lane to = fromServer ? Lane::Server : Lane::Client;
        SequenceRow end;
        switch (record.kind) {
        case Kind::Request:
            if (answered || m_answered.contains(record.id.value()))
                return;
            end = row(record, record.endUs, SequenceKind::Response, from, to, answerText(record));
            break;
        case Kind::Notification:
        case Kind::Response:
        case Kind::Batch:
            if (record.status < 400)
                return;
            end = row(record, record.endUs, SequenceKind::Http, from, to, httpStatusText(record.status));
            break;
        case Kind::Stream:
            end = row(record, record.endUs, SequenceKind::Stream, from, to,
                      record.status >= 400 ? httpStatusText(record.status) : Text::tr("end of the event stream"));
            break;
        case Kind::End:
        case Kind::Http:
        case Kind::Invalid:
            end = row(record, record.endUs, record.kind == Kind::End ? SequenceKind::Stream : SequenceKind::Http, from,
                      to, httpStatusText(record.status));
            break;
        }
        end.isError = isBad(record);
        end.durationUs = record.endUs;
        m_rows.push_back(std::move(end));
    }

    void addBreak(const Record &record)
    {
        const bool fromServer = record.direction == Direction::ServerToClient;
        Lane from = Lane::Proxy;
        Lane to = fromServer ? Lane::Server : Lane::Client;
        QString label = record.failure.isEmpty() ? outcomeText(record) : cutText(record.failure, 160);
        if (record.state == State::Cancelled) {
            std::swap(from, to);
            if (!fromServer && record.failure.isEmpty())
                label = Text::tr("the client left before the answer");
        } else if (record.state == State::Dropped) {
            to = Lane::Proxy;
        }
        SequenceRow end = row(record, record.endUs, SequenceKind::Failure, from, to, label);
        end.isError = record.state == State::Failed;
        end.durationUs = record.endUs;
        m_rows.push_back(std::move(end));
    }

    std::vector<SequenceRow> withGaps()
    {
        std::vector<SequenceRow> rows;
        rows.reserve(m_rows.size());
        for (SequenceRow &arrow : m_rows) {
            if (!rows.empty() && arrow.atUs - rows.back().atUs >= kGapUs) {
                SequenceRow gap;
                gap.kind = SequenceKind::Gap;
                gap.from = gap.to = Lane::Proxy;
                gap.atUs = rows.back().atUs;
                gap.durationUs = arrow.atUs - gap.atUs;
                gap.label = Text::tr("nothing for %1").arg(spanText(gap.durationUs));
                rows.push_back(std::move(gap));
            }
            rows.push_back(std::move(arrow));
        }
        return rows;
    }

    const std::map<quint64, SequenceItem> &m_items;
    std::set<quint64> m_answered;                       // by a POST of the client's
    std::set<std::pair<quint64, QByteArray>> m_carried; // server's requests that are exchanges: by stream and id
    std::vector<SequenceRow> m_rows;
};

} // namespace

std::vector<SequenceEvent> sequenceEvents(const QList<Part> &parts, std::size_t most)
{
    std::vector<SequenceEvent> events;
    mcp::MessageReader reader;
    for (qsizetype index = 0; index < parts.size(); ++index) {
        const Part &part = parts.at(index);
        if (part.kind == PartKind::SentEvent && !events.empty() && events.back().part == index - 1) {
            // In place of the one before.
            events.back().isEdited = true;
            events.back().isDropped = part.bytes.isEmpty();
        }
        if (part.kind != PartKind::Event || events.size() >= most)
            continue;
        const wire::SseEvent block = wire::parseSseBlock(part.bytes, events.empty());
        if (!block.hasData || block.data.isEmpty())
            continue;
        SequenceEvent event;
        event.atUs = part.atUs;
        event.part = int(index);
        readMessage(block.data, reader, event);
        events.push_back(std::move(event));
    }
    return events;
}

std::vector<SequenceRow> sequenceRows(const std::map<quint64, SequenceItem> &items)
{
    return Builder(items).build();
}

} // namespace sightglass::models
