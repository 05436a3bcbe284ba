// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/rules/recordedmessages.h"

#include "wire/contentdecoder.h"
#include "wire/sseparser.h"

namespace sightglass::interceptor::rules {
namespace {

using exchange::Part;
using exchange::PartKind;

constexpr quint64 kMaxDecodedBytes = quint64(64) * 1024 * 1024; // as much as the proxy reads of an answer by default

// What came in several pieces, joined.
struct Joined {
    qint32 part = -1;
    QByteArray bytes;
};

Joined joined(const QList<Part> &parts, PartKind kind)
{
    Joined all;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (parts[i].kind != kind)
            continue;
        if (all.part < 0)
            all.part = qint32(i);
        all.bytes += parts[i].bytes;
    }
    return all;
}

std::optional<wire::HttpHead> parsed(wire::Role role, const Joined &part, bool toHead)
{
    if (part.part < 0)
        return std::nullopt;
    auto head = wire::HttpHead::parse(role, part.bytes, toHead);
    return head ? std::optional(std::move(*head)) : std::nullopt;
}

// A body that is neither JSON nor of known length nor events: the proxy passes it on as it comes, and shows its head only.
bool passesAsItComes(const std::optional<wire::HttpHead> &head)
{
    const auto type = head ? head->find("Content-Type") : std::nullopt;
    return type && !type->startsWith("application/json")
           && (head->framing() == wire::Framing::Chunked || head->framing() == wire::Framing::UntilClose);
}

QByteArray decoded(const std::optional<wire::HttpHead> &head, const QByteArray &body)
{
    const auto coding = head ? head->find("Content-Encoding") : std::nullopt;
    const auto decoder = coding ? wire::ContentDecoder::forCoding(*coding) : nullptr;
    if (!decoder)
        return body;
    auto plain = decoder->decode(body, kMaxDecodedBytes);
    return plain ? std::move(*plain) : QByteArray();
}

void addEvents(const QList<Part> &parts, QList<RecordedMessage> &messages)
{
    bool first = true;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (parts[i].kind != PartKind::Event)
            continue;
        wire::SseEvent event = wire::parseSseBlock(parts[i].bytes, std::exchange(first, false));
        if (event.hasData && !event.data.isEmpty())
            messages.append({Way::ToClient, true, qint32(i), std::move(event.data)});
    }
}

} // namespace

RecordedMessages recordedMessages(const exchange::Record &whole)
{
    RecordedMessages result;
    const bool partOfAnother = whole.direction == exchange::Direction::ServerToClient
                               || (whole.parent.isValid() && whole.kind == exchange::Kind::Request);
    if (partOfAnother)
        return result;
    const Joined request = joined(whole.parts, PartKind::RequestBody);
    const Joined head = joined(whole.parts, PartKind::RequestHead);
    const Joined responseHead = joined(whole.parts, PartKind::ResponseHead);
    result.requestHead = parsed(wire::Role::Request, head, false);
    result.responseHead = parsed(wire::Role::Response, responseHead, whole.httpMethod == "HEAD");
    if (request.part >= 0 || head.part >= 0)
        result.messages.append({Way::ToServer, false, request.part >= 0 ? request.part : head.part, request.bytes});
    const Joined response = joined(whole.parts, PartKind::ResponseBody);
    if (response.part >= 0 && !passesAsItComes(result.responseHead))
        result.messages.append({Way::ToClient, false, response.part, decoded(result.responseHead, response.bytes)});
    else if (responseHead.part >= 0)
        result.messages.append({Way::ToClient, false, responseHead.part, {}});
    addEvents(whole.parts, result.messages);
    return result;
}

} // namespace sightglass::interceptor::rules
