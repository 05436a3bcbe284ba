// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/factsview.h"

#include "ui/theme/icons.h"
#include "ui/theme/paddeddelegate.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QStandardItemModel>

#include <algorithm>

namespace sightglass::ui {
namespace {

constexpr int kBadRole = Qt::UserRole + 1;

class FactDelegate : public TintedDelegate
{
public:
    FactDelegate(const Theme &theme, QObject *parent) : TintedDelegate(theme, parent, 9, 4) {}

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        TintedDelegate::initStyleOption(option, index);
        option->textElideMode = index.column() == 0 ? Qt::ElideRight : Qt::ElideMiddle;
    }
    Role roleOf(const QModelIndex &index) const override
    {
        if (index.column() == 0)
            return Role::DimText;
        return index.data(kBadRole).toBool() ? Role::ErrorText : Role::Text;
    }
};

} // namespace

FactsView::FactsView(const Theme &theme, QWidget *parent) : QTreeView(parent), m_theme(theme)
{
    m_model = new QStandardItemModel(0, 2, this);
    setModel(m_model);
    setItemDelegate(new FactDelegate(theme, this));
    setAccessibleName(tr("Facts"));
    setFrameShape(QFrame::NoFrame);
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(0);
    setUniformRowHeights(true);
    setEditTriggers(NoEditTriggers);
    header()->setStretchLastSection(true);
    header()->setSectionResizeMode(0, QHeaderView::Fixed);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void FactsView::setFacts(const QList<Fact> &facts)
{
    if (facts == m_facts)
        return;
    m_facts = facts;
    // Rows are reused, so that the selection stays while an exchange goes on.
    m_model->setRowCount(int(facts.size()));
    int widest = 90;
    for (int row = 0; row < facts.size(); ++row) {
        const Fact &fact = facts.at(row);
        for (int column = 0; column < 2; ++column) {
            QStandardItem *item = m_model->item(row, column);
            if (!item) {
                item = new QStandardItem;
                m_model->setItem(row, column, item);
            }
            item->setText(column == 0 ? fact.label : fact.value);
            item->setData(fact.isBad, kBadRole);
            item->setToolTip(column == 0 ? QString() : fact.value);
            item->setData(tr("%1: %2").arg(fact.label, fact.value), Qt::AccessibleTextRole);
        }
        widest = std::max(widest, fontMetrics().horizontalAdvance(fact.label) + 30);
    }
    header()->resizeSection(0, widest);
}

void FactsView::copyValue()
{
    if (const int row = currentIndex().row(); row >= 0 && row < m_facts.size())
        QGuiApplication::clipboard()->setText(m_facts.at(row).value);
}

void FactsView::focusInEvent(QFocusEvent *event)
{
    QTreeView::focusInEvent(event);
    if (!currentIndex().isValid())
        setCurrentIndex(m_model->index(0, 0));
    else
        selectionModel()->select(currentIndex(), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void FactsView::focusOutEvent(QFocusEvent *event)
{
    QTreeView::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason)
        clearSelection(); // a lit row would look like the thing to read
}

void FactsView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copyValue();
    else
        QTreeView::keyPressEvent(event);
}

void FactsView::contextMenuEvent(QContextMenuEvent *event)
{
    const int row = currentIndex().row();
    if (row < 0 || row >= m_facts.size())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(icon(Glyph::Copy, m_theme), tr("&Copy value")), &QAction::triggered, this,
            &FactsView::copyValue);
    if (const QString term = m_facts.at(row).filter; !term.isEmpty()) {
        menu->addSeparator();
        connect(menu->addAction(icon(Glyph::Filter, m_theme), tr("&Filter: only %1").arg(term)), &QAction::triggered,
                this, [this, term] { Q_EMIT filterRequested(term, false); });
        connect(menu->addAction(tr("Filter: &not %1").arg(term)), &QAction::triggered, this,
                [this, term] { Q_EMIT filterRequested(term, true); });
    }
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft()) : event->globalPos());
}

} // namespace sightglass::ui
