// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/operationbox.h"

#include "ui/models/exchangelistmodel.h"
#include "ui/models/exchangetext.h"
#include "ui/models/operationfinder.h"
#include "ui/theme/icons.h"
#include "ui/theme/paddeddelegate.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QListWidget>

#include <algorithm>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kMaxVisibleRows = 5; // the rest is scrolled to
} // namespace

OperationBox::OperationBox(const Theme &theme, const models::ExchangeListModel &list, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_list(list)
{
    auto *heading = new QLabel(tr("Operation"), this);
    QFont bold = heading->font();
    bold.setWeight(QFont::DemiBold);
    heading->setFont(bold);
    heading->setContentsMargins(12, 6, 10, 4);
    m_summary = new QLabel(this);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_summary->setAccessibleName(tr("Operation"));
    m_summary->setContentsMargins(12, 0, 10, 4);
    m_links = new QListWidget(this);
    m_links->setAccessibleName(tr("Exchanges of the operation"));
    m_links->setFrameShape(QFrame::NoFrame);
    m_links->setUniformItemSizes(true);
    m_links->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_links->setTextElideMode(Qt::ElideRight);
    m_links->setIconSize(QSize(14, 14));
    m_links->setItemDelegate(new PaddedDelegate(m_links, 9, 4));
    m_links->setToolTip(tr("Enter or a double click goes there"));
    heading->setBuddy(m_links);
    connect(m_links, &QListWidget::itemActivated, this, [this](QListWidgetItem *item) {
        Q_EMIT exchangeRequested(exchange::ExchangeId(item->data(Qt::UserRole).toULongLong()));
    });
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum); // room is for the related ones below
    heading->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(heading);
    column->addWidget(m_summary);
    column->addWidget(m_links);
}

void OperationBox::present(const session::Operation &operation, exchange::ExchangeId id)
{
    m_summary->setText(models::operationTitle(operation, id) + u'\n' + models::operationTimes(operation));
    const QListWidgetItem *current = m_links->currentItem();
    const QVariant kept = current ? current->data(Qt::UserRole) : QVariant();
    m_links->clear();
    for (std::size_t i = 0; i < operation.exchanges.size(); ++i) {
        const exchange::ExchangeId other = operation.exchanges[i];
        if (other == id)
            continue;
        const exchange::Record *record = m_list.find(other);
        const QString what = record ? models::summaryText(*record) : u"#%1"_s.arg(other.value());
        const QString step = models::operationStep(operation, qsizetype(i));
        auto *item =
            new QListWidgetItem(icon(Glyph::Link, m_theme, Role::LinkText), tr("%1   %2").arg(step, what), m_links);
        item->setData(Qt::UserRole, qulonglong(other.value()));
        item->setData(Qt::AccessibleTextRole, tr("%1: %2").arg(step, what));
        item->setToolTip(what);
        if (item->data(Qt::UserRole) == kept)
            m_links->setCurrentItem(item);
    }
    m_links->setVisible(m_links->count() > 0);
    m_links->setFixedHeight(std::max(0, m_links->sizeHintForRow(0)) * std::min(m_links->count(), kMaxVisibleRows)
                            + 2 * m_links->frameWidth());
}

} // namespace sightglass::ui
