// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/filterterms.h"

#include "exchange/wholeparts.h"
#include "wire/httphead.h"

#include <algorithm>

namespace sightglass::exchange {
namespace {

Truth truthOf(bool value)
{
    return value ? Truth::Yes : Truth::No;
}

bool isContent(PartKind kind)
{
    switch (kind) {
    case PartKind::RequestBody:
    case PartKind::ResponseBody:
    case PartKind::Event:
    case PartKind::SentRequestBody:
    case PartKind::SentResponseBody:
    case PartKind::SentEvent:
        return true;
    case PartKind::RequestHead:
    case PartKind::ResponseHead:
    case PartKind::SentRequestHead:
    case PartKind::SentResponseHead:
    case PartKind::Trailers:
        break;
    }
    return false;
}

} // namespace

Truth TextTerm::test(const Record &record, bool) const
{
    const auto any = [&](const auto *value) {
        return value && std::any_of(m_patterns.begin(), m_patterns.end(), [&](const TextPattern &pattern) {
                   return pattern.matches(*value);
               });
    };
    return truthOf(m_field.bytes ? any(m_field.bytes(record)) : any(m_field.text(record)));
}

Truth ValueTerm::test(const Record &record, bool) const
{
    if (m_field.bit && (m_field.bit(record) & m_value.bits))
        return Truth::Yes;
    if (m_value.ranges.empty())
        return Truth::No;
    const std::optional<qint64> number = m_field.number(record);
    return truthOf(number && std::any_of(m_value.ranges.begin(), m_value.ranges.end(), [&](const NumberRange &range) {
                       return *number >= range.least && *number <= range.most;
                   }));
}

Truth ContentTerm::test(const Record &record, bool withParts) const
{
    if (!withParts)
        return Truth::Maybe;
    const QList<Part> parts = wholeParts(record.parts);
    return truthOf(std::any_of(parts.begin(), parts.end(), [&](const Part &part) {
        return isContent(part.kind) && m_pattern.matches(QByteArrayView(part.bytes));
    }));
}

Truth BareTerm::test(const Record &record, bool withParts) const
{
    const bool found =
        pattern().matches(QByteArrayView(record.method)) || pattern().matches(QByteArrayView(record.name))
        || pattern().matches(QByteArrayView(record.sessionId)) || pattern().matches(QStringView(record.route));
    return found ? Truth::Yes : ContentTerm::test(record, withParts);
}

Truth HeaderTerm::test(const Record &record, bool withParts) const
{
    if (!withParts)
        return Truth::Maybe;
    const QList<Part> parts = wholeParts(record.parts);
    return truthOf(std::any_of(parts.begin(), parts.end(), [&](const Part &part) { return holds(part); }));
}

bool HeaderTerm::holds(const Part &part) const
{
    const bool isRequest = part.kind == PartKind::RequestHead || part.kind == PartKind::SentRequestHead;
    if (!isRequest && part.kind != PartKind::ResponseHead && part.kind != PartKind::SentResponseHead)
        return false;
    const auto head = wire::HttpHead::parse(isRequest ? wire::Role::Request : wire::Role::Response, part.bytes);
    if (!head)
        return false; // bytes that are no HTTP have no headers
    for (qsizetype i = 0; i < head->fieldCount(); ++i) {
        if (m_name.matches(head->name(i)) && (!m_value || m_value->matches(head->value(i))))
            return true;
    }
    return false;
}

} // namespace sightglass::exchange
