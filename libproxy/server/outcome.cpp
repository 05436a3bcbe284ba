// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/outcome.h"

namespace sightglass::server {

Json RpcError::toObject() const
{
    Json object{{"code", code}, {"message", message.toStdString()}};
    if (!data.is_null())
        object["data"] = data;
    return object;
}

Json textBlock(const QString &text)
{
    return Json{{"type", "text"}, {"text", text.toStdString()}};
}

Outcome Outcome::text(const QString &text)
{
    return result(Json{{"content", Json::array({textBlock(text)})}});
}

Outcome Outcome::toolError(const QString &text)
{
    return result(Json{{"content", Json::array({textBlock(text)})}, {"isError", true}});
}

Outcome Outcome::structured(const Json &value)
{
    return result(
        Json{{"content", Json::array({textBlock(QString::fromUtf8(dumpJson(value)))})}, {"structuredContent", value}});
}

} // namespace sightglass::server
