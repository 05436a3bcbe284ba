// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QList>
#include <QStringList>
#include <QStringView>

#include <functional>

namespace sightglass::ui {

/// One way to go on with a filter's text.
struct FilterSuggestion {
    QString label;  ///< as the list shows it
    QString help;   ///< one line beside it; may be empty
    QString insert; ///< what replaces [from, from + length) of the text
    qsizetype from = 0;
    qsizetype length = 0;
    bool isField = false; ///< a value has to follow
};

/// What may stand at the cursor of a filter that is being typed: fields, their words, values that were seen. Pure.
class FilterCompletion
{
    Q_DECLARE_TR_FUNCTIONS(sightglass::ui::FilterCompletion)

public:
    /// Values that were seen for a field, best first.
    using ValueSource = std::function<QStringList(QStringView field)>;
    static constexpr int kMostValues = 50;

    /// At most kMostValues, best first. \a explicitly: somebody asked, so an empty word is completed too.
    static QList<FilterSuggestion> suggestions(QStringView text, qsizetype cursor, const ValueSource &values,
                                               bool explicitly);
    /// \a value as it must be written behind `field:`: in quotes where it would mean something else.
    static QString quoted(const QString &value);
};

} // namespace sightglass::ui
