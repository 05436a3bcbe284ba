// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QVarLengthArray>

#include <optional>

namespace sightglass::mcp {

/// A JSON Pointer (RFC 6901), cut into its names. A value; holds its text.
class JsonPointer
{
public:
    /// InvalidArgument when it is none; LimitExceeded when it leads deeper than jsonedit::kMaxDepth.
    static Result<JsonPointer> parse(QByteArrayView text);

    qsizetype size() const { return m_ends.size(); }
    QByteArrayView operator[](qsizetype step) const;
    /// The name as an array's index: decimal without leading zeros; kAppend for `-`; nullopt for anything else.
    std::optional<qsizetype> index(qsizetype step) const;
    /// The pointer to the first \a steps names, as it was written but for needless escapes.
    QString text(qsizetype steps) const;

    static constexpr qsizetype kAppend = -1;

private:
    QVarLengthArray<char, 96> m_names; // unescaped, one behind the other
    QVarLengthArray<qsizetype, 8> m_ends;
};

} // namespace sightglass::mcp
