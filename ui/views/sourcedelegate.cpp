// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/sourcedelegate.h"

#include "ui/models/exchangetext.h"
#include "ui/models/sourcetreemodel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace sightglass::ui {

using models::SourceTreeModel;

namespace {

constexpr int kGlyphSize = 14;
constexpr int kGap = 6;
constexpr int kRowPadding = 9;

Glyph glyphOf(SourceTreeModel::NodeKind kind)
{
    switch (kind) {
    case SourceTreeModel::NodeKind::Route:
        return Glyph::Route;
    case SourceTreeModel::NodeKind::Session:
        return Glyph::Link;
    case SourceTreeModel::NodeKind::Client:
        return Glyph::Session;
    case SourceTreeModel::NodeKind::Era:
    case SourceTreeModel::NodeKind::All:
        break;
    }
    return Glyph::Traffic;
}

} // namespace

SourceDelegate::SourceDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

void SourceDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, m_theme.color(Role::Selection));
    QRect rect = option.rect.adjusted(2, 0, -kGap, 0);
    const auto kind = SourceTreeModel::NodeKind(index.data(SourceTreeModel::NodeKindRole).toInt());
    const QRectF place(rect.left(), rect.center().y() - kGlyphSize / 2.0 + 0.5, kGlyphSize, kGlyphSize);
    paintGlyph(*painter, glyphOf(kind), place, m_theme.color(Role::DimText));
    rect.setLeft(rect.left() + kGlyphSize + kGap);
    rect.setRight(paintCounts(*painter, rect, index) - kGap);
    painter->setFont(option.font);
    painter->setPen(m_theme.color(Role::Text));
    QString name = index.data().toString();
    const QFontMetrics metrics = painter->fontMetrics();
    // A session's id tells by its end, and is cut already.
    if (kind == SourceTreeModel::NodeKind::Session && metrics.horizontalAdvance(name) > rect.width())
        name = metrics.elidedText(name.remove(u'…'), Qt::ElideMiddle, rect.width());
    painter->drawText(rect, int(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine,
                      metrics.elidedText(name, Qt::ElideRight, rect.width()));
}

int SourceDelegate::paintCounts(QPainter &painter, const QRect &rect, const QModelIndex &index) const
{
    painter.setFont(m_theme.small());
    const QFontMetrics metrics(painter.font());
    int right = rect.right();
    const auto number = [&](qint64 count, Role role) {
        const QString text = models::countText(count);
        const int width = metrics.horizontalAdvance(text);
        painter.setPen(m_theme.color(role));
        painter.drawText(QRect(right - width, rect.top(), width + 1, rect.height()), Qt::AlignVCenter | Qt::AlignRight,
                         text);
        right -= width + kGap;
    };
    number(index.data(SourceTreeModel::TotalRole).toInt(), Role::DimText);
    if (const int errors = index.data(SourceTreeModel::ErrorsRole).toInt(); errors > 0) {
        number(errors, Role::ErrorText);
        right += kGap - 3;
        const QRectF place(right - 11, rect.center().y() - 5, 11, 11);
        paintGlyph(painter, Glyph::Error, place, m_theme.color(Role::ErrorText));
        right -= 11 + kGap;
    }
    return right;
}

QSize SourceDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {120, option.fontMetrics.height() + kRowPadding};
}

} // namespace sightglass::ui
