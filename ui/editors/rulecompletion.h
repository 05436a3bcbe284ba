// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/filter/filtercompletion.h"

namespace sightglass::ui {

/// What may stand at the cursor of a rule's text: members, words, and within `match` the filter language. Pure.
class RuleCompletion
{
    Q_DECLARE_TR_FUNCTIONS(sightglass::ui::RuleCompletion)

public:
    /// \a explicitly: somebody asked, so an empty word is completed too. In each suggestion, `isField` says that more is
    /// to follow at once.
    static QList<FilterSuggestion> suggestions(QStringView text, qsizetype cursor,
                                               const FilterCompletion::ValueSource &values, bool explicitly);
};

} // namespace sightglass::ui
