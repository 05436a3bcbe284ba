// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace sightglass::models {
class RuleListModel;
}

namespace sightglass::ui {

class Theme;

/// The list of rules: rows to drag, rules that are off dim, those with an error marked.
class RuleTable : public QTableView
{
    Q_OBJECT
public:
    RuleTable(const Theme &theme, models::RuleListModel &rules, QWidget *parent = nullptr);
};

} // namespace sightglass::ui
