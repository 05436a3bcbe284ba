// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editors/actionshapes.h"

#include <QFrame>

#include <functional>

class QAbstractItemModel;
class QComboBox;
class QFormLayout;
class QToolButton;

namespace sightglass::ui {

class RuleDraft;
class Theme;

/// One action of a rule: what kind it is, and the fields of that kind. Shows what the draft says and edits that.
class ActionEditor : public QFrame
{
    Q_OBJECT
public:
    /// \a pointers: places that are offered where one is to be named; outlives this.
    ActionEditor(const Theme &theme, RuleDraft &draft, QAbstractItemModel &pointers, qsizetype index,
                 QWidget *parent = nullptr);

    /// Shows the draft as it is now; \a count is of all actions.
    void refresh(qsizetype count);
    /// Puts the focus into the first field.
    void focusFirst();

private:
    void build();
    void rebuild(int shape);
    void addField(const ActionField &field);
    QWidget *makeLine(const ActionField &field);
    QWidget *makeJson(const ActionField &field);
    QWidget *makeWhole(const ActionField &field);
    QWidget *makeReal(const ActionField &field);
    QWidget *makeChoice(const ActionField &field);
    QWidget *makeRange(const ActionField &field);
    QToolButton *makeButton(int glyph, const QString &name, const QString &objectName);
    QByteArray pointer(const char *path = "") const;
    QString accessibleNameOf(const ActionField &field) const;

    const Theme &m_theme;
    RuleDraft &m_draft;
    QAbstractItemModel &m_pointers;
    const qsizetype m_index;
    int m_shape = -2; ///< -1: unknown; -2: nothing shown yet
    QComboBox *m_kind = nullptr;
    QToolButton *m_up = nullptr;
    QToolButton *m_down = nullptr;
    QWidget *m_fields = nullptr;
    QFormLayout *m_form = nullptr;
    QList<std::function<void()>> m_refreshers;
};

} // namespace sightglass::ui
