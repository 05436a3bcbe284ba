// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/names.h"

namespace sightglass::exchange {

QLatin1StringView nameOf(State state)
{
    switch (state) {
    case State::Open:
        return QLatin1StringView("open");
    case State::Completed:
        return QLatin1StringView("completed");
    case State::Failed:
        return QLatin1StringView("failed");
    case State::Cancelled:
        return QLatin1StringView("cancelled");
    case State::Dropped:
        return QLatin1StringView("dropped");
    }
    return {};
}

QLatin1StringView nameOf(Kind kind)
{
    switch (kind) {
    case Kind::Request:
        return QLatin1StringView("request");
    case Kind::Notification:
        return QLatin1StringView("notification");
    case Kind::Response:
        return QLatin1StringView("response");
    case Kind::Batch:
        return QLatin1StringView("batch");
    case Kind::Stream:
        return QLatin1StringView("stream");
    case Kind::End:
        return QLatin1StringView("end");
    case Kind::Http:
        return QLatin1StringView("http");
    case Kind::Invalid:
        return QLatin1StringView("invalid");
    }
    return {};
}

QLatin1StringView nameOf(Direction direction)
{
    return direction == Direction::ClientToServer ? QLatin1StringView("client") : QLatin1StringView("server");
}

QLatin1StringView nameOf(mcp::Era era)
{
    switch (era) {
    case mcp::Era::Unknown:
        return QLatin1StringView("unknown");
    case mcp::Era::Legacy:
        return QLatin1StringView("legacy");
    case mcp::Era::Modern:
        return QLatin1StringView("modern");
    }
    return {};
}

QLatin1StringView nameOf(PartKind kind)
{
    switch (kind) {
    case PartKind::RequestHead:
        return QLatin1StringView("requestHead");
    case PartKind::RequestBody:
        return QLatin1StringView("requestBody");
    case PartKind::ResponseHead:
        return QLatin1StringView("responseHead");
    case PartKind::ResponseBody:
        return QLatin1StringView("responseBody");
    case PartKind::Event:
        return QLatin1StringView("event");
    case PartKind::SentRequestHead:
        return QLatin1StringView("sentRequestHead");
    case PartKind::SentRequestBody:
        return QLatin1StringView("sentRequestBody");
    case PartKind::SentResponseHead:
        return QLatin1StringView("sentResponseHead");
    case PartKind::SentResponseBody:
        return QLatin1StringView("sentResponseBody");
    case PartKind::SentEvent:
        return QLatin1StringView("sentEvent");
    case PartKind::Trailers:
        return QLatin1StringView("trailers");
    }
    return {};
}

QLatin1StringView nameOf(NoteKind kind)
{
    switch (kind) {
    case NoteKind::Rule:
        return QLatin1StringView("rule");
    case NoteKind::Tag:
        return QLatin1StringView("tag");
    case NoteKind::Colour:
        return QLatin1StringView("colour");
    case NoteKind::Comment:
        return QLatin1StringView("comment");
    case NoteKind::Finding:
        return QLatin1StringView("finding");
    case NoteKind::Fault:
        return QLatin1StringView("fault");
    case NoteKind::Trouble:
        return QLatin1StringView("trouble");
    case NoteKind::Held:
        return QLatin1StringView("held");
    }
    return {};
}

QLatin1StringView nameOf(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return QLatin1StringView("info");
    case Severity::Warning:
        return QLatin1StringView("warning");
    case Severity::Error:
        return QLatin1StringView("error");
    case Severity::None:
        break;
    }
    return {};
}

QLatin1StringView outcomeOf(const Record &record)
{
    switch (record.state) {
    case State::Open:
        return QLatin1StringView("open");
    case State::Failed:
        return QLatin1StringView("failed");
    case State::Cancelled:
        return QLatin1StringView("cancelled");
    case State::Dropped:
        return QLatin1StringView("dropped");
    case State::Completed:
        break;
    }
    const bool bad = record.status >= 400 || record.errorCode.has_value() || record.toolError;
    return bad ? QLatin1StringView("error") : QLatin1StringView("ok");
}

QByteArrayView addressOf(QByteArrayView client)
{
    const qsizetype colon = client.lastIndexOf(':');
    return colon < 0 ? client : client.first(colon);
}

QByteArrayView clientOf(const Record &record)
{
    QByteArrayView name(record.peerName);
    if (name.size() > kMaxClientName) {
        qsizetype end = kMaxClientName;
        while (end > 0 && (static_cast<uchar>(name[end]) & 0xC0) == 0x80) // not within a character
            --end;
        name = name.first(end);
    }
    if (!name.isEmpty())
        return name;
    QByteArrayView address = addressOf(record.client);
    if (address.startsWith('[') && address.endsWith(']'))
        address = address.sliced(1, address.size() - 2);
    return address;
}

} // namespace sightglass::exchange
