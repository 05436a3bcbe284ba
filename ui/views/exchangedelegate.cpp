// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/exchangedelegate.h"

#include "ui/models/exchangelistmodel.h"
#include "ui/theme/notecolours.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QTableView>

#include <algorithm>
#include <array>

namespace sightglass::ui {

using models::ExchangeListModel;

namespace {

constexpr int kMarkSize = 11;

Role severityRole(exchange::Severity severity)
{
    if (severity == exchange::Severity::Error)
        return Role::ErrorText;
    return severity == exchange::Severity::Warning ? Role::WarnText : Role::LinkText;
}

bool isFirstShown(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto *table = qobject_cast<const QTableView *>(option.widget);
    if (!table)
        return index.column() == 0;
    const QHeaderView *header = table->horizontalHeader();
    for (int visual = 0; visual < header->count(); ++visual) {
        const int logical = header->logicalIndex(visual);
        if (!header->isSectionHidden(logical))
            return logical == index.column();
    }
    return false;
}

} // namespace

bool showsData(int column)
{
    return column == ExchangeListModel::Method || column == ExchangeListModel::Name
           || column == ExchangeListModel::RpcId || column == ExchangeListModel::Session;
}

OutcomeLook outcomeLook(QStringView outcome)
{
    struct Named {
        QStringView name;
        OutcomeLook look;
    };
    static constexpr std::array<Named, 5> kLooks{{{u"ok", {Glyph::Ok, Role::OkText}},
                                                  {u"error", {Glyph::Error, Role::ErrorText}},
                                                  {u"failed", {Glyph::Failed, Role::ErrorText}},
                                                  {u"cancelled", {Glyph::Cancelled, Role::CancelText}},
                                                  {u"dropped", {Glyph::Dropped, Role::WarnText}}}};
    const auto found =
        std::find_if(kLooks.begin(), kLooks.end(), [&](const Named &look) { return look.name == outcome; });
    return found == kLooks.end() ? OutcomeLook() : found->look;
}

ExchangeDelegate::ExchangeDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme)
{
    connect(&theme, &Theme::changed, this, &ExchangeDelegate::refresh);
    refresh();
}

void ExchangeDelegate::refresh()
{
    m_monospace = m_theme.monospace();
    m_signs.clear();
}

void ExchangeDelegate::paintSign(QPainter &painter, Glyph glyph, Role role, const QPointF &corner, int size) const
{
    const double scale = painter.device()->devicePixelRatioF();
    const quint64 key = quint64(glyph) | quint64(role) << 8 | quint64(size) << 16 | quint64(scale * 64) << 32;
    QPixmap &sign = m_signs[key];
    if (sign.isNull()) {
        sign = QPixmap(QSizeF(size * scale, size * scale).toSize());
        sign.setDevicePixelRatio(scale);
        sign.fill(Qt::transparent);
        QPainter onto(&sign);
        paintGlyph(onto, glyph, QRectF(0, 0, size, size), m_theme.color(role));
    }
    painter.drawPixmap(corner, sign);
}

void ExchangeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->fillRect(option.rect, ground(option, index));
    if (isFirstShown(option, index))
        paintStripe(*painter, option, index);
    paintContent(*painter, option, index);
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(m_theme.color(Role::Accent));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
}

QSize ExchangeDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QSize hint = QStyledItemDelegate::sizeHint(option, index);
    return {hint.width() + 2 * kPadding, hint.height()};
}

QColor ExchangeDelegate::ground(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (option.state.testFlag(QStyle::State_Selected))
        return m_theme.color(Role::Selection);
    if (index.data(ExchangeListModel::HeldRole).toBool())
        return m_theme.color(Role::WarnBackground);
    if (index.data(ExchangeListModel::MarkRole).toBool())
        return m_theme.color(Role::MarkBackground);
    if (index.data(ExchangeListModel::RelatedRole).toBool())
        return m_theme.color(Role::RelatedBackground);
    // A colour that a rule gave; its name stands in the Rules column.
    if (const QByteArray colour = index.data(ExchangeListModel::ColourRole).toByteArray(); !colour.isEmpty())
        return noteGround(colour, m_theme);
    return m_theme.color(index.row() % 2 == 1 ? Role::AlternateBase : Role::Base);
}

Role ExchangeDelegate::textRole(const QModelIndex &index) const
{
    switch (index.column()) {
    case ExchangeListModel::Number:
    case ExchangeListModel::Time:
    case ExchangeListModel::Route:
    case ExchangeListModel::Session:
    case ExchangeListModel::Era:
    case ExchangeListModel::Kind:
    case ExchangeListModel::RpcId:
        return Role::DimText;
    case ExchangeListModel::Lint:
        return severityRole(exchange::Severity(index.data(ExchangeListModel::SeverityRole).toInt()));
    case ExchangeListModel::Status:
    case ExchangeListModel::Outcome: {
        if (index.data(ExchangeListModel::HeldRole).toBool())
            return Role::WarnText;
        const QString outcome = index.data(ExchangeListModel::OutcomeRole).toString();
        const Role role = outcomeLook(outcome).role;
        // A good status needs no colour; what went wrong should be seen from afar.
        return index.column() == ExchangeListModel::Status && role == Role::OkText ? Role::Text : role;
    }
    default:
        return Role::Text;
    }
}

std::optional<OutcomeLook> ExchangeDelegate::sign(const QModelIndex &index) const
{
    switch (index.column()) {
    case ExchangeListModel::DirectionColumn: {
        const bool toServer =
            index.data(ExchangeListModel::DirectionRole).toInt() == int(exchange::Direction::ClientToServer);
        return toServer ? OutcomeLook{Glyph::ToServer, Role::RequestTint}
                        : OutcomeLook{Glyph::ToClient, Role::ResponseTint};
    }
    case ExchangeListModel::Outcome:
        if (index.data(ExchangeListModel::HeldRole).toBool())
            return OutcomeLook{Glyph::Intercept, Role::WarnText};
        return outcomeLook(index.data(ExchangeListModel::OutcomeRole).toString());
    case ExchangeListModel::Comment:
        if (!index.data().toString().isEmpty())
            return OutcomeLook{Glyph::Comment, Role::DimText};
        return std::nullopt;
    default:
        return std::nullopt;
    }
}

void ExchangeDelegate::paintStripe(QPainter &painter, const QStyleOptionViewItem &option,
                                   const QModelIndex &index) const
{
    const QRect stripe(option.rect.left(), option.rect.top(), kStripe, option.rect.height());
    if (option.state.testFlag(QStyle::State_Selected))
        painter.fillRect(stripe, m_theme.color(Role::Accent));
    else if (index.data(ExchangeListModel::HeldRole).toBool())
        painter.fillRect(stripe, m_theme.color(Role::WarnText));
    else if (index.data(ExchangeListModel::MarkRole).toBool())
        painter.fillRect(stripe, m_theme.color(Role::MarkStripe));
    else if (index.data(ExchangeListModel::RelatedRole).toBool())
        painter.fillRect(stripe, m_theme.color(Role::LinkText));
    // Colour is never alone: a sign says what the stripe means.
    const QPointF place(option.rect.left() + kStripe + 2, option.rect.center().y() - kMarkSize / 2);
    if (index.data(ExchangeListModel::MarkRole).toBool())
        paintSign(painter, Glyph::Mark, Role::MarkStripe, place, kMarkSize);
    else if (index.data(ExchangeListModel::RelatedRole).toBool())
        paintSign(painter, Glyph::Link, Role::LinkText, place, kMarkSize);
}

void ExchangeDelegate::paintContent(QPainter &painter, const QStyleOptionViewItem &option,
                                    const QModelIndex &index) const
{
    QRect rect = option.rect.adjusted(kPadding, 0, -kPadding, 0);
    const int column = index.column();
    if (const std::optional<OutcomeLook> look = sign(index)) {
        const bool alone = column == ExchangeListModel::DirectionColumn;
        const int left = alone ? option.rect.center().x() - kGlyphSize / 2 : rect.left();
        paintSign(painter, look->glyph, look->role, QPointF(left, option.rect.center().y() - kGlyphSize / 2 + 1),
                  kGlyphSize);
        if (alone)
            return;
        rect.setLeft(rect.left() + kGlyphSize + 5);
    }
    QString text = index.data().toString();
    if (text.isEmpty() || rect.width() <= 0)
        return;
    if (column == ExchangeListModel::Outcome) // the text begins with a sign of its own
        text.remove(0, text.indexOf(u' ') + 1);
    painter.setFont(showsData(column) ? m_monospace : option.font);
    painter.setPen(m_theme.color(textRole(index)));
    const Qt::Alignment side = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt()) & Qt::AlignHorizontal_Mask;
    // An id tells by its end, other texts by their beginning.
    const Qt::TextElideMode elide = column == ExchangeListModel::Session ? Qt::ElideLeft : Qt::ElideRight;
    painter.drawText(rect, int(side | Qt::AlignVCenter) | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text, elide, rect.width()));
}

} // namespace sightglass::ui
