// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/intercept/headeredits.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;
class QTableWidget;
class QTableWidgetItem;

namespace sightglass::ui {

class Theme;

/// The fields of a held message's head to be edited: names and values in a table, and whether the headers that mirror the
/// body follow an edit of it.
///
/// Thread: UI. Owner: its parent. The theme outlives it.
class HeaderEditor : public QWidget
{
    Q_OBJECT
public:
    explicit HeaderEditor(const Theme &theme, QWidget *parent = nullptr);

    /// Starts over. \a mirrors: the head is one whose fields mirror the body (a request's).
    void setHead(const QByteArray &head, bool mirrors);
    QList<HeaderField> fields() const;
    interceptor::HeaderEdits edits() const;
    bool isEdited() const;
    bool independentHeaders() const;
    void setReadOnly(bool readOnly);
    /// Why a field cannot be sent; empty: all can.
    QString problem() const;
    QTableWidget &table() const { return *m_table; }

public Q_SLOTS:
    void addField();
    void removeFields();

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addRow(const HeaderField &field);
    void cellChanged();
    QByteArray bytesOf(const QTableWidgetItem *item) const;

    const Theme &m_theme;
    QList<HeaderField> m_original;
    bool m_filling = false;
    bool m_readOnly = false;
    QTableWidget *m_table = nullptr;
    QCheckBox *m_derive = nullptr;
    QPushButton *m_add = nullptr;
    QPushButton *m_remove = nullptr;
    QLabel *m_problem = nullptr;
};

} // namespace sightglass::ui
