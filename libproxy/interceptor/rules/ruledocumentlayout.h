// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/jsonedit.h"

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace sightglass::interceptor::rules {

/// A rule in its file with what belongs to it: the comments on the lines right above it, and behind it on its own line.
struct RuleCell {
    QByteArray lead; ///< comments above, and the white space between them and the rule
    QByteArray text;
    QByteArray beforeComma;
    QByteArray trailing; ///< behind the comma, to the line's end
};

/// The array of rules cut so that cells can change places: white space and comments that belong to no rule stay where
/// they are. write() of what read() gives is the same text.
struct RuleLayout {
    std::vector<QByteArray> spaces; ///< one before each cell, and one behind the last
    std::vector<RuleCell> cells;

    static RuleLayout read(QByteArrayView text, mcp::jsonedit::Span array);
    /// With the brackets.
    QByteArray write() const;

    /// \a indent is that of the line on which the array begins.
    void insert(std::size_t index, QByteArray text, const QByteArray &indent);
    void remove(std::size_t index);
    void move(std::size_t from, std::size_t to);
};

} // namespace sightglass::interceptor::rules
