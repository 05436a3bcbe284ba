// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/lint/recordedexchange.h"

#include "wire/contentdecoder.h"
#include "wire/sseparser.h"

namespace sightglass::interceptor::lint {
namespace {

using exchange::PartKind;

std::optional<wire::HttpHead> parsedHead(wire::Role role, const QByteArray &block, bool toHead)
{
    auto head = wire::HttpHead::parse(role, block, toHead);
    return head ? std::optional(std::move(*head)) : std::nullopt;
}

} // namespace

RecordedExchange::RecordedExchange(const exchange::Record &whole, mcp::MessageReader &reader)
    : m_record(whole), m_reader(reader)
{
    Body requestHead;
    Body responseHead;
    for (qsizetype i = 0; i < whole.parts.size(); ++i) {
        const exchange::Part &part = whole.parts[i];
        switch (part.kind) {
        case PartKind::RequestHead:
            add(requestHead, part, i);
            break;
        case PartKind::RequestBody:
            add(m_requestBody, part, i);
            break;
        case PartKind::ResponseHead:
            add(responseHead, part, i);
            break;
        case PartKind::ResponseBody:
            add(m_responseBody, part, i);
            break;
        default:
            break;
        }
    }
    m_requestHead = parsedHead(wire::Role::Request, requestHead.bytes, false);
    m_responseHead = parsedHead(wire::Role::Response, responseHead.bytes, whole.httpMethod == "HEAD");
    if (!m_requestBody.bytes.isEmpty())
        m_request = m_reader.read(m_requestBody.bytes);
}

void RecordedExchange::add(Body &body, const exchange::Part &part, qsizetype index)
{
    body.bytes.append(part.bytes);
    if (body.part < 0)
        body.part = static_cast<qint32>(index);
}

// A compressed body is recorded as it was on the wire; events are recorded decompressed.
QByteArray RecordedExchange::decoded(const QByteArray &body) const
{
    const auto coding = m_responseHead ? m_responseHead->find("Content-Encoding") : std::nullopt;
    const auto decoder = coding ? wire::ContentDecoder::forCoding(*coding) : nullptr;
    if (!decoder)
        return coding && !coding->isEmpty() && !wire::equalsIgnoreCase(*coding, "identity") ? QByteArray() : body;
    return decoder->decode(body, kMaxDecodedBytes).value_or(QByteArray());
}

void RecordedExchange::forEach(const std::function<void(const Context &)> &visit) const
{
    const wire::HttpHead *const head = m_requestHead ? &*m_requestHead : nullptr;
    const auto coding = head ? head->find("Content-Encoding") : std::nullopt;
    if (!m_requestBody.bytes.isEmpty() && (!coding || wire::equalsIgnoreCase(*coding, "identity")))
        visit(Context{m_record, Way::ToServer, m_request, head, false, head, nullptr, m_requestBody.part});
    if (!m_responseBody.bytes.isEmpty()) {
        const mcp::Message message = m_reader.read(decoded(m_responseBody.bytes));
        visit(Context{m_record, Way::ToClient, message, m_responseHead ? &*m_responseHead : nullptr, false, head,
                      &m_request, m_responseBody.part});
    }
    visitEvents(visit);
}

void RecordedExchange::visitEvents(const std::function<void(const Context &)> &visit) const
{
    const wire::HttpHead *const head = m_requestHead ? &*m_requestHead : nullptr;
    for (qsizetype i = 0; i < m_record.parts.size(); ++i) {
        const exchange::Part &part = m_record.parts[i];
        if (part.kind != PartKind::Event || part.bytes.isEmpty())
            continue;
        const wire::SseEvent event = wire::parseSseBlock(part.bytes, i == 0);
        if (event.data.isEmpty())
            continue;
        const mcp::Message message = m_reader.read(event.data);
        visit(Context{m_record, Way::ToClient, message, m_responseHead ? &*m_responseHead : nullptr, true, head,
                      &m_request, static_cast<qint32>(i)});
    }
}

} // namespace sightglass::interceptor::lint
