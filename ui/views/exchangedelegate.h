// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/icons.h"

#include <QFont>
#include <QHash>
#include <QPixmap>
#include <QStyledItemDelegate>

#include <optional>

namespace sightglass::ui {

class Theme;

/// The sign and the colour of an outcome as exchange::outcomeOf() names it.
struct OutcomeLook {
    Glyph glyph = Glyph::Running;
    Role role = Role::OpenText;
};
OutcomeLook outcomeLook(QStringView outcome);
/// Whether \a column holds what peers wrote, which is shown in a fixed-pitch font.
bool showsData(int column);

/// Paints the cells of the exchange table: row grounds (selected, marked, related), the stripe at the row's start, the
/// direction's arrow, the outcome's sign beside its word. Paints only; there are no editors in a live list.
class ExchangeDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    static constexpr int kPadding = 8;
    static constexpr int kStripe = 3;

    explicit ExchangeDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// Where sign and word go: beside each other, cut at the cell's end.
    static constexpr int kGlyphSize = 14;

private:
    QColor ground(const QStyleOptionViewItem &option, const QModelIndex &index) const;
    Role textRole(const QModelIndex &index) const;
    std::optional<OutcomeLook> sign(const QModelIndex &index) const;
    void paintStripe(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintContent(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintSign(QPainter &painter, Glyph glyph, Role role, const QPointF &corner, int size) const;
    void refresh();

    const Theme &m_theme;
    QFont m_monospace;
    /// Strokes are slow to draw some hundred times per frame; by glyph, colour, size and scale.
    mutable QHash<quint64, QPixmap> m_signs;
};

} // namespace sightglass::ui
