// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/filter.h"
#include "ui/filter/filtercompletion.h"

#include <QStringList>
#include <QWidget>

namespace sightglass::ui {

class FilterField;
class SavedFilterButtons;
class Theme;

/// The filter bar: one field for the filter language, its errors in words below it, and a button per saved filter.
///
/// Nothing is filtered while somebody types: Enter, a button or applyTerm() apply. Esc closes the completion, then puts
/// the field back to what is applied, then leaves; the clear button takes the filter away at once.
///
/// Thread: the UI's. Owner: its parent. The theme outlives it.
class FilterBar : public QWidget
{
    Q_OBJECT
public:
    static constexpr int kHistoryLength = 30;
    /// Values that were seen for a field (`tool`, `method`, `session` …), best first; called while somebody types.
    using ValueSource = FilterCompletion::ValueSource;

    explicit FilterBar(const Theme &theme, QWidget *parent = nullptr);
    ~FilterBar() override;

    /// What stands in the field, applied or not.
    QString text() const;
    /// What filters now.
    QString appliedText() const { return m_applied; }
    /// Puts \a text into the field and applies it if it is valid.
    void setText(const QString &text);
    /// Narrows what is applied: `(old) and term`, or `(old) and not term`. Applies at once.
    void applyTerm(const QString &term, bool negate);
    void clear();

    void setValueSource(ValueSource source);
    /// Takes the focus and goes on typing: for the key that was pressed in the table.
    void startTyping(const QString &first);
    /// Takes the focus with everything selected: for Ctrl+F and `/`.
    void focusField();

    /// Applied filters, newest first: to be kept over restarts.
    QStringList history() const { return m_history; }
    void setHistory(const QStringList &history);
    /// Saved filters as name, text, name, text …: to be kept over restarts.
    QStringList savedFilters() const;
    void setSavedFilters(const QStringList &namesAndTexts);

public Q_SLOTS:
    /// Asks for a name and saves what is applied or typed.
    void saveCurrent();

Q_SIGNALS:
    void filterApplied(const sightglass::exchange::Filter &filter, const QString &text);
    /// Esc in a field that has nothing to take back: the focus belongs to the list again.
    void left();
    void historyChanged();
    void savedFiltersChanged();

private:
    void apply(const QString &text);
    void remember(const QString &text);
    void showHistory();
    void escaped();

    const Theme &m_theme;
    FilterField *m_field = nullptr;
    SavedFilterButtons *m_saved = nullptr;
    QStringList m_history;
    QString m_applied;
};

} // namespace sightglass::ui
