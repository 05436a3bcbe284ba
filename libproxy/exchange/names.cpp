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

} // namespace sightglass::exchange
