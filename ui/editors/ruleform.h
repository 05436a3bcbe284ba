// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/filter/filtercompletion.h"

#include <QList>
#include <QWidget>

class QCheckBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;
class QToolButton;
class QStringListModel;
class QVBoxLayout;

namespace sightglass::ui {

class ActionEditor;
class FilterField;
class RuleDraft;
class Theme;

/// A rule as a form. It shows what the draft's text says and edits that text; while the text is no JSON, it is disabled.
class RuleForm : public QWidget
{
    Q_OBJECT
public:
    RuleForm(const Theme &theme, RuleDraft &draft, QWidget *parent = nullptr);

    void setValueSource(FilterCompletion::ValueSource source);
    /// A message that the rule would touch: its places are offered where one is to be named.
    void setSample(const QByteArray &message);
    FilterField &match() const { return *m_match; }
    /// Puts the focus where one begins.
    void focusFirst();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildBasics(QFormLayout &form);
    void buildFrequency(QFormLayout &form);
    QWidget *makeActions();
    void refresh();
    void refreshActions();
    void refreshMatch();
    void writeDirections();
    void watchKeys();

    const Theme &m_theme;
    RuleDraft &m_draft;
    QLineEdit *m_name = nullptr;
    FilterField *m_match = nullptr;
    QLabel *m_matchError = nullptr;
    QList<QCheckBox *> m_directions; ///< request, response, event
    QDoubleSpinBox *m_probability = nullptr;
    QSpinBox *m_everyNth = nullptr;
    QSpinBox *m_firstN = nullptr;
    QCheckBox *m_enabled = nullptr;
    QCheckBox *m_stop = nullptr;
    QVBoxLayout *m_actionRows = nullptr;
    QToolButton *m_add = nullptr;
    QList<ActionEditor *> m_actions;
    QStringListModel *m_pointers = nullptr; ///< of the sample
    bool m_writing = false;
};

} // namespace sightglass::ui
