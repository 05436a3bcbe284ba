// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QLatin1StringView>
#include <QString>

#include <nlohmann/json.hpp>

#include <functional>
#include <initializer_list>
#include <span>

namespace sightglass::interceptor::rules {

using Json = nlohmann::ordered_json;

/// What is wrong in a rule: the first thing, and which member it is about.
struct RuleProblem {
    QByteArray pointer; ///< JSON Pointer into the rule's text
    QString text;

    bool isSet() const { return !text.isEmpty(); }
    /// The first problem stays.
    void set(QByteArray at, QString what);
};

/// Reads an object of the rules file member by member and complains about the first one that does not fit.
///
/// Thread: any one at a time. Owner: a function's body; everything that it refers to must outlive it.
class ObjectReader
{
public:
    /// \a where is the object's place in the rule.
    ObjectReader(const Json &object, QByteArray where, RuleProblem &problem);

    /// Complains about members that are not among \a known.
    bool onlyKnown(std::span<const QLatin1StringView> known);
    bool has(QLatin1StringView name) const { return find(name) != nullptr; }
    /// Null when there is no such member.
    const Json *find(QLatin1StringView name) const;
    /// Null, and a complaint, when there is none.
    const Json *need(QLatin1StringView name);
    QByteArray pointerTo(QLatin1StringView name) const { return m_where + '/' + QByteArray(name.data(), name.size()); }
    bool complain(QLatin1StringView name, const QString &what);

    // Each leaves `out` alone when there is no such member, and returns false when it is not what it should be.
    bool text(QLatin1StringView name, QString &out, qsizetype most);
    bool flag(QLatin1StringView name, bool &out);
    bool whole(QLatin1StringView name, qint64 &out, qint64 least, qint64 most);
    bool number(QLatin1StringView name, double &out, double least, double most);

private:
    const Json &m_object;
    QByteArray m_where;
    RuleProblem &m_problem;
};

} // namespace sightglass::interceptor::rules
