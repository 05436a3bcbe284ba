// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

namespace sightglass::models {
class JsonTreeModel;
}

namespace sightglass::ui {

class Theme;

/// A JSON text as a tree in original order and spelling. Its menu and Ctrl+C copy values and JSON Pointers.
class JsonView : public QTreeView
{
    Q_OBJECT
public:
    /// Rows that are unfolded at first, at most.
    static constexpr int kUnfoldedRows = 120;

    explicit JsonView(const Theme &theme, QWidget *parent = nullptr);

    void setDocument(const QByteArray &text);
    const QByteArray &document() const;
    models::JsonTreeModel &json() { return *m_json; }

public Q_SLOTS:
    void copyValue();
    void copyRaw();
    void copyPointer();

Q_SIGNALS:
    void filterRequested(const QString &term, bool negate);
    void statusMessage(const QString &text);

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void unfold();
    void fitKeys();
    void showMenu(const QPoint &globalPosition);
    QModelIndex current() const;

    const Theme &m_theme;
    models::JsonTreeModel *m_json = nullptr;
};

} // namespace sightglass::ui
