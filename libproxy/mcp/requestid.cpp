// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/requestid.h"

#include "mcp/jsontext.h"

namespace sightglass::mcp {
namespace {

// RFC 8259 section 6.
bool isNumber(QByteArrayView text)
{
    qsizetype at = text.startsWith('-') ? 1 : 0;
    const auto digits = [&] {
        const qsizetype from = at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9')
            ++at;
        return at > from;
    };
    const qsizetype first = at;
    if (!digits() || (text[first] == '0' && at > first + 1))
        return false;
    if (at < text.size() && text[at] == '.') {
        ++at;
        if (!digits())
            return false;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-'))
            ++at;
        if (!digits())
            return false;
    }
    return at == text.size();
}

} // namespace

RequestId RequestId::fromJson(QByteArrayView json)
{
    if (json.isEmpty())
        return {};
    if (json == QByteArrayView("null"))
        return null();
    if (json.front() == '"')
        return json.size() >= 2 && json.back() == '"' ? string(unquoteJson(json)) : RequestId();
    return isNumber(json) ? number(json.toByteArray()) : RequestId();
}

QByteArray RequestId::toJson() const
{
    switch (m_type) {
    case Type::None:
        return {};
    case Type::Null:
        return QByteArrayLiteral("null");
    case Type::Number:
        return m_text;
    case Type::String:
        return quoteJson(m_text);
    }
    return {};
}

} // namespace sightglass::mcp
