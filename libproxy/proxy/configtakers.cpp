// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/configtakers.h"

namespace sightglass::proxy::config {

QString shown(const Text &text)
{
    return QString::fromStdString(text);
}

tl::unexpected<Error> bad(const Text &where, const QString &what)
{
    return failure(ErrorCode::InvalidData, QStringLiteral("%1: %2").arg(shown(where), what));
}

Result<void> takeObject(const Json &object, const Text &where, const std::map<Text, Taker> &members)
{
    if (!object.is_object())
        return bad(where.empty() ? "the file" : where, QStringLiteral("expected an object"));
    for (const auto &[key, value] : object.items()) {
        const Text here = where.empty() ? key : where + "." + key;
        const auto member = members.find(key);
        if (member == members.end()) {
            QStringList known;
            for (const auto &[name, taker] : members)
                known.append(shown(name));
            return bad(here, QStringLiteral("unknown member; known are %1").arg(known.join(QStringLiteral(", "))));
        }
        if (const auto taken = member->second(value, here); !taken)
            return taken;
    }
    return {};
}

Result<void> takeArray(const Json &array, const Text &where, const Taker &element)
{
    if (!array.is_array())
        return bad(where, QStringLiteral("expected an array"));
    for (std::size_t i = 0; i < array.size(); ++i) {
        if (const auto taken = element(array[i], where + "[" + std::to_string(i) + "]"); !taken)
            return taken;
    }
    return {};
}

Taker real(double &out, double lowest, double highest)
{
    return [&out, lowest, highest](const Json &value, const Text &where) -> Result<void> {
        if (!value.is_number() || !(value.get<double>() >= lowest && value.get<double>() <= highest))
            return bad(where, QStringLiteral("expected a number from %1 to %2").arg(lowest).arg(highest));
        out = value.get<double>();
        return {};
    };
}

Taker text(std::function<void(const QString &)> take)
{
    return [take](const Json &value, const Text &where) -> Result<void> {
        if (!value.is_string())
            return bad(where, QStringLiteral("expected a string"));
        take(QString::fromStdString(value.get<Text>()));
        return {};
    };
}

Taker boolean(bool &out)
{
    return [&out](const Json &value, const Text &where) -> Result<void> {
        if (!value.is_boolean())
            return bad(where, QStringLiteral("expected true or false"));
        out = value.get<bool>();
        return {};
    };
}

Taker list(QList<QByteArray> &out)
{
    return [&out](const Json &value, const Text &where) -> Result<void> {
        if (!value.is_array())
            return bad(where, QStringLiteral("expected an array of strings"));
        for (const Json &item : value) {
            if (!item.is_string())
                return bad(where, QStringLiteral("expected an array of strings"));
            out.append(QByteArray::fromStdString(item.get<Text>()));
        }
        return {};
    };
}

Taker lowerCaseList(QList<QByteArray> &out)
{
    return [&out](const Json &value, const Text &where) -> Result<void> {
        if (const auto taken = list(out)(value, where); !taken)
            return taken;
        for (QByteArray &item : out)
            item = item.toLower();
        return {};
    };
}

} // namespace sightglass::proxy::config
