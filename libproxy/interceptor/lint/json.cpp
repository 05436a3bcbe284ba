// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/lint/json.h"

#include "interceptor/lint/suspicioustext.h"

#include <QList>

#include <algorithm>

namespace sightglass::interceptor::lint {

Json parseJson(QByteArrayView text)
{
    return Json::parse(text.begin(), text.end(), nullptr, false);
}

const Json &member(const Json &object, std::string_view key)
{
    static const Json kNull;
    if (!object.is_object())
        return kNull;
    const auto found = object.find(key);
    return found == object.end() ? kNull : *found;
}

QByteArray textOf(const Json &value)
{
    if (!value.is_string())
        return {};
    const auto &text = value.get_ref<const std::string &>();
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

QByteArray step(const QByteArray &pointer, QByteArrayView name)
{
    QByteArray escaped = name.toByteArray();
    escaped.replace('~', "~0").replace('/', "~1");
    return pointer + '/' + escaped;
}

QString shown(QByteArrayView text, qsizetype limit)
{
    const QString whole = QString::fromUtf8(text.first(std::min<qsizetype>(text.size(), limit)));
    QString out;
    const auto points = whole.toUcs4();
    for (const uint point : points) {
        if (point < 0x20 || (point >= 0x7f && point < 0xa0) || isInvisible(point))
            out += QStringLiteral("<U+%1>").arg(point, 4, 16, QLatin1Char('0'));
        else
            out += QString::fromUcs4(reinterpret_cast<const char32_t *>(&point), 1);
    }
    return text.size() > limit ? out + QChar(0x2026) : out;
}

} // namespace sightglass::interceptor::lint
