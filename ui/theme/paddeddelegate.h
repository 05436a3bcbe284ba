// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/palette.h"

#include <QStyledItemDelegate>

namespace sightglass::ui {

class Theme;

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

/// Padded cells whose text has a colour of the theme, lit or not. The theme outlives it.
class TintedDelegate : public PaddedDelegate
{
    Q_OBJECT
public:
    explicit TintedDelegate(const Theme &theme, QObject *parent, int side = kBesideHeading, int above = 3)
        : PaddedDelegate(parent, side, above), m_theme(theme)
    {}

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
    virtual Role roleOf(const QModelIndex &index) const = 0;
    const Theme &theme() const { return m_theme; }

private:
    const Theme &m_theme;
};

} // namespace sightglass::ui
