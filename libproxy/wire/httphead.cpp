// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/httphead.h"

#include "wire/headparser.h"

namespace sightglass::wire {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr char folded(char byte) noexcept
{
    return byte >= 'A' && byte <= 'Z' ? char(byte | 0x20) : byte;
}

} // namespace

bool equalsIgnoreCase(QByteArrayView left, QByteArrayView right) noexcept
{
    if (left.size() != right.size())
        return false;
    for (qsizetype i = 0; i < left.size(); ++i) {
        if (left[i] != right[i] && folded(left[i]) != folded(right[i]))
            return false;
    }
    return true;
}

Result<HttpHead> HttpHead::parse(Role role, QByteArray block, bool toHead)
{
    const HttpLimits limits;
    HeadScanner scanner;
    const auto end = scanner.scan(role, limits, block);
    if (!end) {
        const bool limit = end.error().status == 431 || end.error().status == 414;
        return failure(limit ? ErrorCode::LimitExceeded : ErrorCode::InvalidData, end.error().text);
    }
    if (*end == 0)
        return failure(ErrorCode::InvalidData, u"the head ends before its empty line"_s);
    if (*end != block.size())
        return failure(ErrorCode::InvalidData, u"bytes after the empty line of the head"_s);
    auto head = parseHead(role, std::move(block), toHead);
    if (!head)
        return failure(ErrorCode::InvalidData, head.error().text);
    return std::move(*head);
}

std::optional<QByteArrayView> HttpHead::find(QByteArrayView wanted) const
{
    for (const HeadLayout::Field &field : m_layout.fields) {
        if (equalsIgnoreCase(view(field.name), wanted))
            return view(field.value);
    }
    return std::nullopt;
}

qsizetype HttpHead::count(QByteArrayView wanted) const
{
    qsizetype found = 0;
    for (const HeadLayout::Field &field : m_layout.fields)
        found += equalsIgnoreCase(view(field.name), wanted) ? 1 : 0;
    return found;
}

bool HttpHead::hasToken(QByteArrayView wanted, QByteArrayView token) const
{
    for (const HeadLayout::Field &field : m_layout.fields) {
        if (!equalsIgnoreCase(view(field.name), wanted))
            continue;
        const QByteArrayView list = view(field.value);
        for (qsizetype at = 0; at <= list.size();) {
            qsizetype comma = list.indexOf(',', at);
            if (comma < 0)
                comma = list.size();
            if (equalsIgnoreCase(list.sliced(at, comma - at).trimmed(), token))
                return true;
            at = comma + 1;
        }
    }
    return false;
}

} // namespace sightglass::wire
