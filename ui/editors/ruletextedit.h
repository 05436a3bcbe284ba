// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/filter/suggestionpopup.h"

#include <QPlainTextEdit>
#include <QPointer>

namespace sightglass::ui {

class RuleDraft;
class Theme;

/// A rule's text to write in: coloured, completed (Ctrl+Space, or as one types), with the place of the error underlined.
/// Undo and redo are the draft's.
class RuleTextEdit : public QPlainTextEdit
{
    Q_OBJECT
public:
    RuleTextEdit(const Theme &theme, RuleDraft &draft, QWidget *parent = nullptr);
    ~RuleTextEdit() override;

    void setValueSource(FilterCompletion::ValueSource source) { m_values = std::move(source); }
    SuggestionPopup *popup() const { return m_popup; }
    /// The cursor to the error, if it has a place.
    void goToError();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void restyle();
    void markError();
    void suggest(bool explicitly);
    void take(int row);
    void hidePopup();
    bool handlePopupKey(const QKeyEvent &event);
    void breakLine();

    const Theme &m_theme;
    RuleDraft &m_draft;
    FilterCompletion::ValueSource m_values;
    QWidget *m_anchor = nullptr; ///< stands at the cursor, for the popup
    QPointer<SuggestionPopup> m_popup;
};

} // namespace sightglass::ui
