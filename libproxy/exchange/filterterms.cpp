// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/filterterms.h"

#include "exchange/names.h"
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

Truth TextTerm::test(const Record &record, FilterScope scope) const
{
    if (scope < m_field.scope)
        return Truth::Maybe;
    const auto any = [&](const auto *value) {
        return value && std::any_of(m_patterns.begin(), m_patterns.end(), [&](const TextPattern &pattern) {
                   return pattern.matches(*value);
               });
    };
    if (m_field.notes)
        return truthOf(std::any_of(record.notes.begin(), record.notes.end(), [&](const Note &note) {
            const QLatin1StringView severity = nameOf(note.severity);
            const QByteArrayView word(severity.data(), severity.size());
            return note.kind == *m_field.notes && (any(&note.code) || (!word.isEmpty() && any(&word)));
        }));
    if (m_field.view) {
        const QByteArrayView value = m_field.view(record);
        return truthOf(!value.isEmpty() && any(&value));
    }
    return truthOf(m_field.bytes ? any(m_field.bytes(record)) : any(m_field.text(record)));
}

Truth ValueTerm::test(const Record &record, FilterScope scope) const
{
    if (scope < m_field.scope)
        return Truth::Maybe;
    if (m_field.bit && (m_field.bit(record) & m_value.bits))
        return Truth::Yes;
    if (m_value.ranges.empty())
        return Truth::No;
    const std::optional<qint64> number = m_field.number(record);
    return truthOf(number && std::any_of(m_value.ranges.begin(), m_value.ranges.end(), [&](const NumberRange &range) {
                       return *number >= range.least && *number <= range.most;
                   }));
}

void ContentTerm::collectRequired(QList<QByteArray> &texts) const
{
    if (const QByteArray literal = m_pattern.literal(); !literal.isEmpty())
        texts.append(literal);
}

qint64 ValueTerm::requiredDurationUs() const
{
    if (m_field.unit != FieldUnit::Duration || m_value.bits != 0 || m_value.ranges.empty())
        return -1;
    const auto least = std::min_element(m_value.ranges.begin(), m_value.ranges.end(),
                                        [](const NumberRange &a, const NumberRange &b) { return a.least < b.least; });
    return std::max<qint64>(least->least, 0);
}

Truth ContentTerm::test(const Record &record, FilterScope scope) const
{
    if (scope != FilterScope::Whole)
        return Truth::Maybe;
    const QList<Part> parts = wholeParts(record.parts);
    return truthOf(std::any_of(parts.begin(), parts.end(), [&](const Part &part) {
        return isContent(part.kind) && m_pattern.matches(QByteArrayView(part.bytes));
    }));
}

Truth BareTerm::test(const Record &record, FilterScope scope) const
{
    if (scope < FilterScope::Facts)
        return Truth::Maybe;
    const bool found =
        pattern().matches(QByteArrayView(record.method)) || pattern().matches(QByteArrayView(record.name))
        || pattern().matches(QByteArrayView(record.sessionId)) || pattern().matches(QStringView(record.route));
    return found ? Truth::Yes : ContentTerm::test(record, scope);
}

Truth HeaderTerm::test(const Record &record, FilterScope scope) const
{
    if (scope != FilterScope::Whole)
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
