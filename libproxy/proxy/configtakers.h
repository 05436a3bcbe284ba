// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <nlohmann/json.hpp>

#include <functional>
#include <limits>
#include <map>
#include <string>
#include <utility>

namespace sightglass::proxy::config {

/// The parts of a reader of configuration files: each takes one JSON value and says what is wrong with it, and where.
using Json = nlohmann::ordered_json;
using Text = std::string;
/// How to take a member's value. The Text is where it stands, for errors: `routes.default.upstream`.
using Taker = std::function<Result<void>(const Json &value, const Text &where)>;

inline constexpr qint64 kMs = 24LL * 3600 * 1000; ///< highest time that a setting in milliseconds may have
inline constexpr qint64 kAny = std::numeric_limits<qint64>::max();

QString shown(const Text &text);
tl::unexpected<Error> bad(const Text &where, const QString &what);

/// Takes every member of an object by its taker; others are errors.
Result<void> takeObject(const Json &object, const Text &where, const std::map<Text, Taker> &members);
/// Hands each element of an array on with its place: `faults[2]`.
Result<void> takeArray(const Json &array, const Text &where, const Taker &element);

template <typename Number>
Taker number(Number &out, qint64 lowest, qint64 highest)
{
    return [&out, lowest, highest](const Json &value, const Text &where) -> Result<void> {
        // A number above qint64 would come out negative.
        const bool fits =
            value.is_number_integer() && (!value.is_number_unsigned() || value.get<quint64>() <= quint64(kAny));
        if (!fits || value.get<qint64>() < lowest || value.get<qint64>() > highest)
            return bad(where, QStringLiteral("expected a whole number from %1 to %2").arg(lowest).arg(highest));
        out = static_cast<Number>(value.get<qint64>());
        return {};
    };
}

Taker real(double &out, double lowest, double highest);
Taker text(std::function<void(const QString &)> take);
Taker boolean(bool &out);
/// Strings as UTF-8.
Taker list(QList<QByteArray> &out);
Taker lowerCaseList(QList<QByteArray> &out);

/// One of some words; the error names them all.
template <typename Value>
Taker word(Value &out, std::vector<std::pair<Text, Value>> words)
{
    return [&out, words = std::move(words)](const Json &value, const Text &where) -> Result<void> {
        QStringList known;
        for (const auto &[name, meaning] : words) {
            if (value.is_string() && value.get<Text>() == name) {
                out = meaning;
                return {};
            }
            known.append(shown(name));
        }
        return bad(where, QStringLiteral("expected one of %1").arg(known.join(QStringLiteral(", "))));
    };
}

} // namespace sightglass::proxy::config
