// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/json.h"

namespace sightglass::server {

Json parseJson(QByteArrayView text)
{
    return Json::parse(text.begin(), text.end(), nullptr, false);
}

QByteArray dumpJson(const Json &json)
{
    const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    return QByteArray(text.data(), qsizetype(text.size()));
}

Json toJson(const QString &text)
{
    return Json(text.toStdString());
}

Json toJson(QByteArrayView text)
{
    return Json(std::string(text.data(), size_t(text.size())));
}

Json toJson(const mcp::RequestId &id)
{
    return id.isPresent() ? parseJson(id.toJson()) : Json();
}

const Json &member(const Json &object, const char *key)
{
    static const Json kNull;
    if (!object.is_object())
        return kNull;
    const auto found = object.find(key);
    return found == object.end() ? kNull : *found;
}

QByteArray bytesMember(const Json &object, const char *key, const QByteArray &fallback)
{
    const Json &value = member(object, key);
    if (!value.is_string())
        return fallback;
    const auto &text = value.get_ref<const std::string &>();
    return QByteArray(text.data(), qsizetype(text.size()));
}

QString textMember(const Json &object, const char *key, const QString &fallback)
{
    const Json &value = member(object, key);
    return value.is_string() ? QString::fromStdString(value.get_ref<const std::string &>()) : fallback;
}

} // namespace sightglass::server
