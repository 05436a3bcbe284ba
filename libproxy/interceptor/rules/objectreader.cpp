// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/rules/objectreader.h"

#include <QStringList>

#include <algorithm>

namespace sightglass::interceptor::rules {

void RuleProblem::set(QByteArray at, QString what)
{
    if (isSet())
        return;
    pointer = std::move(at);
    text = std::move(what);
}

ObjectReader::ObjectReader(const Json &object, QByteArray where, RuleProblem &problem)
    : m_object(object), m_where(std::move(where)), m_problem(problem)
{}

bool ObjectReader::complain(QLatin1StringView name, const QString &what)
{
    m_problem.set(pointerTo(name), QStringLiteral("\"%1\": %2").arg(name, what));
    return false;
}

bool ObjectReader::onlyKnown(std::span<const QLatin1StringView> known)
{
    for (const auto &[key, value] : m_object.items()) {
        const QByteArrayView name(key.data(), qsizetype(key.size()));
        const bool isKnown = std::any_of(known.begin(), known.end(), [&](QLatin1StringView word) {
            return QByteArrayView(word.data(), word.size()) == name;
        });
        if (isKnown)
            continue;
        QStringList words;
        for (const QLatin1StringView word : known)
            words.append(word);
        QByteArray escaped = name.toByteArray();
        escaped.replace("~", "~0").replace("/", "~1");
        m_problem.set(m_where + '/' + escaped, QStringLiteral("unknown member \"%1\"; known are %2")
                                                   .arg(QString::fromUtf8(name), words.join(QStringLiteral(", "))));
        return false;
    }
    return true;
}

const Json *ObjectReader::find(QLatin1StringView name) const
{
    const auto found = m_object.find(std::string(name.data(), std::size_t(name.size())));
    return found == m_object.end() ? nullptr : &*found;
}

const Json *ObjectReader::need(QLatin1StringView name)
{
    const Json *value = find(name);
    if (!value)
        m_problem.set(m_where, QStringLiteral("the member \"%1\" is missing").arg(name));
    return value;
}

bool ObjectReader::text(QLatin1StringView name, QString &out, qsizetype most)
{
    const Json *value = find(name);
    if (!value)
        return true;
    if (!value->is_string())
        return complain(name, QStringLiteral("expected a string"));
    QString read = QString::fromStdString(value->get_ref<const std::string &>());
    if (read.size() > most)
        return complain(name, QStringLiteral("longer than %1 characters").arg(most));
    out = std::move(read);
    return true;
}

bool ObjectReader::flag(QLatin1StringView name, bool &out)
{
    const Json *value = find(name);
    if (!value)
        return true;
    if (!value->is_boolean())
        return complain(name, QStringLiteral("expected true or false"));
    out = value->get<bool>();
    return true;
}

bool ObjectReader::whole(QLatin1StringView name, qint64 &out, qint64 least, qint64 most)
{
    const Json *value = find(name);
    if (!value)
        return true;
    const bool fits = value->is_number_integer()
                      && (!value->is_number_unsigned() || value->get<quint64>() <= quint64(std::max<qint64>(most, 0)));
    if (!fits || value->get<qint64>() < least || value->get<qint64>() > most)
        return complain(name, QStringLiteral("expected a whole number from %1 to %2").arg(least).arg(most));
    out = value->get<qint64>();
    return true;
}

bool ObjectReader::number(QLatin1StringView name, double &out, double least, double most)
{
    const Json *value = find(name);
    if (!value)
        return true;
    if (!value->is_number() || value->get<double>() < least || value->get<double>() > most)
        return complain(name, QStringLiteral("expected a number from %1 to %2").arg(least).arg(most));
    out = value->get<double>();
    return true;
}

} // namespace sightglass::interceptor::rules
