// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/detailtab.h"

class QLabel;
class QStandardItem;
class QStandardItemModel;
class QToolButton;
class QTreeView;

namespace sightglass::ui {

class PageStack;
class Theme;

/// The header fields of every head, decoded, with what they mirror of the body beside them, and whether it is the same.
class HeadersTab : public DetailTab
{
    Q_OBJECT
public:
    enum Column { Name, Value, Verdict, BodyValue, BodyField, ColumnCount };
    enum ItemRole { StateRole = Qt::UserRole + 1, ValueRole };

    explicit HeadersTab(const Theme &theme, QWidget *parent = nullptr);

    void present(const DetailContent &content) override;
    QStandardItemModel &model() const { return *m_model; }
    QTreeView &tree() const { return *m_tree; }
    /// Mirrors that do not say what the body says, in what a server would get.
    static int mismatches(const QList<exchange::Part> &parts);

public Q_SLOTS:
    void setSecretsShown(bool shown);
    void copyValue();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    void addHead(const QString &title, const QByteArray &head, const QByteArray &body, bool isRequest);
    void showMenu(const QPoint &position);
    void fit();
    void restyle();

    const Theme &m_theme;
    QByteArray m_fingerprint;
    bool m_secretsShown = false;
    bool m_anySecret = false;
    DetailContent m_content;
    PageStack *m_stack = nullptr;
    QWidget *m_bar = nullptr;
    QLabel *m_notice = nullptr;
    QToolButton *m_secrets = nullptr;
    QTreeView *m_tree = nullptr;
    QStandardItemModel *m_model = nullptr;
};

} // namespace sightglass::ui
