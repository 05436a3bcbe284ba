// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/filter/suggestionpopup.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

#include <algorithm>

namespace sightglass::ui {
namespace {

constexpr int kPadding = 8;
constexpr int kHelpRole = Qt::UserRole + 1;

/// A suggestion and its help, each in a column of its own.
class SuggestionDelegate : public QStyledItemDelegate
{
public:
    SuggestionDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    void setLabelWidth(int width) { m_labelWidth = width; }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {m_labelWidth, QFontMetrics(m_theme.monospace()).height() + 8};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        const bool current = option.state.testFlag(QStyle::State_Selected);
        const QColor ground = m_theme.color(current ? Role::Selection : Role::Base);
        painter->fillRect(option.rect, ground);
        QRect place = option.rect.adjusted(kPadding, 0, -kPadding, 0);
        painter->setFont(m_theme.monospace());
        painter->setPen(m_theme.color(Role::Text));
        const QFontMetrics metrics(m_theme.monospace());
        const QString label = index.data(Qt::DisplayRole).toString();
        const QString help = index.data(kHelpRole).toString();
        const int labelWidth = help.isEmpty() ? place.width() : std::min(m_labelWidth, place.width());
        painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(label, Qt::ElideMiddle, labelWidth));
        place.setLeft(place.left() + m_labelWidth + 2 * kPadding);
        if (!help.isEmpty() && place.width() > 40) {
            painter->setFont(m_theme.small());
            painter->setPen(m_theme.color(Role::DimText));
            painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                              QFontMetrics(m_theme.small()).elidedText(help, Qt::ElideRight, place.width()));
        }
        painter->restore();
    }

private:
    const Theme &m_theme;
    int m_labelWidth = 120;
};

} // namespace

SuggestionPopup::SuggestionPopup(const Theme &theme, QWidget *window) : QFrame(window), m_theme(theme)
{
    setObjectName(QStringLiteral("suggestionPopup"));
    setFrameShape(QFrame::NoFrame);
    setAutoFillBackground(true);
    setFocusPolicy(Qt::NoFocus);
    m_model = new QStandardItemModel(this);
    m_list = new QListView(this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new SuggestionDelegate(theme, m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Suggestions"));
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) { Q_EMIT chosen(index.row()); });

    m_errorRow = new QWidget(this);
    m_errorGlyph = new QLabel(m_errorRow);
    m_error = new QLabel(m_errorRow);
    m_error->setWordWrap(true);
    m_error->setTextFormat(Qt::PlainText);
    auto *row = new QHBoxLayout(m_errorRow);
    row->setContentsMargins(kPadding, 5, kPadding, 5);
    row->setSpacing(6);
    row->addWidget(m_errorGlyph, 0, Qt::AlignTop);
    row->addWidget(m_error, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(m_errorRow);
    layout->addWidget(m_list, 1);
    connect(&theme, &Theme::changed, this, &SuggestionPopup::restyle);
    restyle();
    hide();
}

void SuggestionPopup::restyle()
{
    QPalette colors = palette();
    colors.setColor(QPalette::Window, m_theme.color(Role::Border)); // shows as a line of one pixel around
    setPalette(colors);
    QPalette row = palette();
    row.setColor(QPalette::Window, m_theme.color(Role::InvalidBackground));
    row.setColor(QPalette::WindowText, m_theme.color(Role::ErrorText));
    m_errorRow->setPalette(row);
    m_errorRow->setAutoFillBackground(true);
    m_error->setPalette(row);
    const int size = QFontMetrics(m_error->font()).height();
    m_errorGlyph->setPixmap(
        icon(Glyph::Warning, m_theme, Role::ErrorText).pixmap(QSize(size, size), devicePixelRatioF()));
}

QString SuggestionPopup::error() const
{
    return m_error->text();
}

int SuggestionPopup::currentRow() const
{
    return m_list->currentIndex().row();
}

void SuggestionPopup::moveBy(int rows)
{
    const int count = m_model->rowCount();
    if (count == 0)
        return;
    // From "none" down to the first and up to the last; past the ends is "none" again, which is the field itself.
    const int states = count + 1;
    const int next = (currentRow() + 1 + rows % states + states) % states - 1;
    m_list->setCurrentIndex(next < 0 ? QModelIndex() : m_model->index(next, 0));
    if (next < 0)
        m_list->clearSelection();
}

void SuggestionPopup::present(const QList<FilterSuggestion> &suggestions, const QString &error, const QWidget &anchor)
{
    m_suggestions = suggestions;
    m_model->clear();
    int widest = 80;
    const QFontMetrics metrics(m_theme.monospace());
    for (const FilterSuggestion &suggestion : suggestions) {
        auto *item = new QStandardItem(suggestion.label);
        item->setData(suggestion.help, kHelpRole);
        item->setData(suggestion.help.isEmpty() ? suggestion.label
                                                : tr("%1, %2").arg(suggestion.label, suggestion.help),
                      Qt::AccessibleTextRole);
        m_model->appendRow(item);
        widest = std::max(widest, metrics.horizontalAdvance(suggestion.label));
    }
    static_cast<SuggestionDelegate *>(m_list->itemDelegate())->setLabelWidth(std::min(widest, 280));
    m_error->setText(error);
    m_errorRow->setVisible(!error.isEmpty());
    m_list->setVisible(!suggestions.isEmpty());
    if (suggestions.isEmpty() && error.isEmpty()) {
        hide();
        return;
    }
    place(anchor);
    show();
    raise();
}

void SuggestionPopup::place(const QWidget &anchor)
{
    const QWidget *host = parentWidget();
    const QPoint corner = anchor.mapTo(host, QPoint(0, anchor.height() + 1));
    const int width = std::min(std::max(anchor.width() * 2 / 3, 460), host->width() - corner.x());
    int height = 2;
    if (!m_errorRow->isHidden())
        height += m_errorRow->layout()->heightForWidth(width - 2);
    if (!m_list->isHidden()) {
        const int rows = std::min<int>(int(m_suggestions.size()), kVisibleRows);
        height += rows * m_list->sizeHintForRow(0);
    }
    setGeometry(QRect(corner, QSize(width, height)));
}

} // namespace sightglass::ui
