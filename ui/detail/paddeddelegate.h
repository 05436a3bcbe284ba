// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace sightglass::ui {

/// Cells with room around their text: in line with the headings above them, and no focus box within a lit row.
class PaddedDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    /// Brings the text in line with what the style sheet gives headings.
    static constexpr int kBesideHeading = 5;

    explicit PaddedDelegate(QObject *parent, int side = kBesideHeading, int above = 3)
        : QStyledItemDelegate(parent), m_side(side), m_above(above)
    {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    int m_side;
    int m_above;
};

} // namespace sightglass::ui
