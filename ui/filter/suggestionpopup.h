// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/filter/filtercompletion.h"

#include <QFrame>

class QLabel;
class QListView;
class QStandardItemModel;

namespace sightglass::ui {

class Theme;

/// What floats below the filter field: ways to go on, and what is wrong. It lies over the window instead of pushing the
/// list down, and never takes the focus from the field.
class SuggestionPopup : public QFrame
{
    Q_OBJECT
public:
    static constexpr int kVisibleRows = 9;

    SuggestionPopup(const Theme &theme, QWidget *window);

    /// Shows both below \a anchor; hides itself when there is neither.
    void present(const QList<FilterSuggestion> &suggestions, const QString &error, const QWidget &anchor);
    const QList<FilterSuggestion> &suggestions() const { return m_suggestions; }
    QString error() const;
    /// -1: none chosen.
    int currentRow() const;
    void moveBy(int rows);

Q_SIGNALS:
    void chosen(int row);

private:
    void place(const QWidget &anchor);
    void restyle();

    const Theme &m_theme;
    QList<FilterSuggestion> m_suggestions;
    QStandardItemModel *m_model = nullptr;
    QListView *m_list = nullptr;
    QWidget *m_errorRow = nullptr;
    QLabel *m_errorGlyph = nullptr;
    QLabel *m_error = nullptr;
};

} // namespace sightglass::ui
