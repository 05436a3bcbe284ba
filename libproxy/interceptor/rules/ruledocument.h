// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QList>

namespace sightglass::interceptor::rules {

/// A rules file as text, edited rule by rule: everything that an edit does not mean stays as the person wrote it, comments
/// and order included. Comments on the lines right above a rule, and behind it on its line, move with it and go with it.
/// An edit that fails changes nothing.
///
/// Thread: any one at a time. A value.
class RuleDocument
{
public:
    /// An empty file with `formatVersion` and an empty list.
    RuleDocument();
    /// InvalidData with line and column where it is no rules file; what its rules say is not looked at.
    static Result<RuleDocument> fromText(QByteArray jsonc);

    const QByteArray &text() const { return m_text; }
    qsizetype size() const;
    /// The rule's JSON text, byte for byte; empty when there is no such rule.
    QByteArray rule(qsizetype index) const;
    /// \a json is one JSON object; comments may stand within its braces.
    Result<void> replace(qsizetype index, QByteArrayView json);
    /// \a index may be size(): at the end.
    Result<void> insert(qsizetype index, QByteArrayView json);
    Result<void> remove(qsizetype index);
    Result<void> move(qsizetype from, qsizetype to);
    Result<void> setEnabled(qsizetype index, bool enabled);

private:
    explicit RuleDocument(QByteArray text) : m_text(std::move(text)) {}
    template <typename Change>
    Result<void> changeLayout(const QByteArray &text, Change change);
    Result<void> take(QByteArray text);

    QByteArray m_text;
};

} // namespace sightglass::interceptor::rules
