// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QTreeView>

class QStandardItemModel;

namespace sightglass::ui {

class Theme;

/// One fact about an exchange.
struct Fact {
    QString label;
    QString value;
    QString filter; ///< the filter of exchanges that share it; empty: none
    bool isBad = false;

    bool operator==(const Fact &) const = default;
};

/// A list of facts: label and value. Values can be copied and used as filters.
class FactsView : public QTreeView
{
    Q_OBJECT
public:
    explicit FactsView(const Theme &theme, QWidget *parent = nullptr);

    void setFacts(const QList<Fact> &facts);
    const QList<Fact> &facts() const { return m_facts; }

public Q_SLOTS:
    void copyValue();

Q_SIGNALS:
    void filterRequested(const QString &term, bool negate);

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    const Theme &m_theme;
    QList<Fact> m_facts;
    QStandardItemModel *m_model = nullptr;
};

} // namespace sightglass::ui
