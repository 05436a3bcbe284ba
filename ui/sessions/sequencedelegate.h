// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/sequencerows.h"
#include "ui/theme/palette.h"

#include <QFont>
#include <QRect>
#include <QStyledItemDelegate>

#include <array>

namespace sightglass::ui {

class Theme;

/// Where the three lifelines stand in a width: shared by the heading and the rows.
struct Lifelines {
    int time = 0;           ///< width of the column of times
    std::array<int, 3> x{}; ///< by models::Lane
    int at(models::Lane lane) const { return x[std::size_t(lane)]; }
};
Lifelines lifelines(int left, int width, const QFontMetrics &metrics);

/// Paints one row of a sequence diagram: the time, the lifelines, and the arrow with its words.
///
/// Thread: UI. Owner: the view.
class SequenceDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    SequenceDelegate(const Theme &theme, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintArrow(QPainter &painter, const QRect &rect, const Lifelines &lines, const models::SequenceRow &row,
                    const QColor &ground) const;
    void paintGap(QPainter &painter, const QRect &rect, const Lifelines &lines, const models::SequenceRow &row,
                  const QColor &ground) const;
    void paintLabel(QPainter &painter, const QRect &room, const QString &text, Role role, const QColor &ground) const;

    const Theme &m_theme;
};

} // namespace sightglass::ui
