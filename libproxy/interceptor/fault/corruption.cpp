// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/fault/corruption.h"

#include "mcp/errorresponse.h"
#include "mcp/jsonedit.h"

#include <algorithm>

namespace sightglass::interceptor::fault {

QByteArray truncated(const QByteArray &message, qint64 count)
{
    return message.chopped(count <= 0 ? message.size() - message.size() / 2 : std::min<qint64>(count, message.size()));
}

QByteArray flipped(QByteArray message, qint64 count, Dice &dice)
{
    if (message.isEmpty())
        return message;
    const qint64 flips = std::clamp<qint64>(count, 1, message.size());
    for (qint64 i = 0; i < flips; ++i) {
        const qsizetype at = qsizetype(dice.below(quint64(message.size())));
        message[at] = char(uchar(message[at]) ^ (1u << dice.below(8)));
    }
    return message;
}

std::optional<QByteArray> withWrongId(const mcp::Message &message)
{
    const mcp::RequestId &id = message.envelope().id;
    if (!id.isPresent())
        return std::nullopt;
    const QByteArray wrong = id.toJson().startsWith('"') ? id.toJson().chopped(1) + "-wrong\"" : "1" + id.toJson();
    auto edited = mcp::jsonedit::set(message.raw(), "/id", wrong);
    return edited ? std::optional(std::move(*edited)) : std::nullopt;
}

std::optional<QByteArray> withWrongType(const mcp::Message &message)
{
    for (const char *member : {"/result", "/error", "/params"}) {
        const auto value = mcp::jsonedit::value(message.raw(), member);
        if (!value)
            continue;
        const bool wasText = value->startsWith('"');
        auto edited = mcp::jsonedit::set(message.raw(), member, wasText ? "7" : "\"of the wrong type\"");
        if (edited)
            return std::move(*edited);
    }
    return std::nullopt;
}

std::optional<QByteArray> errorFor(const mcp::RequestId &id, qint64 code, const QString &text)
{
    if (!id.isPresent())
        return std::nullopt;
    return mcp::errorResponse(id.toJson(), code, text.toUtf8());
}

} // namespace sightglass::interceptor::fault
