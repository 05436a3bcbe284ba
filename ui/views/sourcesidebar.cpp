// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/sourcesidebar.h"

#include "ui/models/sourcetreemodel.h"
#include "ui/theme/theme.h"
#include "ui/views/sourcedelegate.h"

#include <QHeaderView>
#include <QScopedValueRollback>
#include <QTreeView>
#include <QVBoxLayout>

namespace sightglass::ui {

using models::SourceTreeModel;

SourceSidebar::SourceSidebar(const Theme &theme, SourceTreeModel &sources, QWidget *parent)
    : QWidget(parent), m_sources(sources), m_tree(new QTreeView(this))
{
    m_tree->setObjectName(QStringLiteral("sourceTree"));
    m_tree->setAccessibleName(tr("Routes, sessions and clients"));
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(14);
    m_tree->setItemDelegate(new SourceDelegate(theme, m_tree));
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Before the view's own connections: it makes a neighbour current in place of a node that goes.
    connect(&sources, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_picking = true; });
    m_tree->setModel(&sources);
    m_tree->header()->setStretchLastSection(false);
    m_tree->hideColumn(SourceTreeModel::Count); // the delegate paints it beside the name
    m_tree->header()->setSectionResizeMode(SourceTreeModel::Name, QHeaderView::Stretch);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_tree);
    setFocusProxy(m_tree);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &SourceSidebar::currentChanged);
    connect(&sources, &QAbstractItemModel::rowsInserted, this, &SourceSidebar::rowsInserted);
    connect(&sources, &QAbstractItemModel::rowsRemoved, this, &SourceSidebar::rowsRemoved);
    connect(&sources, &QAbstractItemModel::modelReset, this, &SourceSidebar::showPicked);
    connect(&theme, &Theme::changed, m_tree->viewport(), qOverload<>(&QWidget::update));
    m_tree->expandToDepth(0);
    showPicked();
}

void SourceSidebar::pick(const QString &filterText)
{
    m_filterText = filterText;
    showPicked();
    const auto filter = exchange::Filter::parse(filterText);
    Q_EMIT sourcePicked(filter ? *filter : exchange::Filter(), filterText);
}

void SourceSidebar::currentChanged()
{
    const QModelIndex current = m_tree->currentIndex();
    if (m_picking || !current.isValid())
        return;
    const QString text = current.data(SourceTreeModel::FilterTextRole).toString();
    if (text == m_filterText)
        return;
    const auto filter = exchange::Filter::parse(text);
    m_filterText = filter ? text : QString();
    Q_EMIT sourcePicked(filter ? *filter : exchange::Filter(), m_filterText);
}

void SourceSidebar::rowsInserted(const QModelIndex &parent, int first, int last)
{
    // Few routes, and what is in them is what one looks for. Once only: what the user folds stays folded.
    if (m_sources.rowCount(parent) == last - first + 1)
        m_tree->expand(parent);
    showPicked();
}

void SourceSidebar::showPicked()
{
    const QModelIndex wanted = m_sources.indexOf(m_filterText);
    if (wanted.isValid() && wanted != m_tree->currentIndex()) {
        const QScopedValueRollback picking(m_picking, true);
        m_tree->setCurrentIndex(wanted);
    }
}

void SourceSidebar::rowsRemoved()
{
    m_picking = false;
    if (m_sources.indexOf(m_filterText).isValid())
        showPicked();
    else
        pick(QString());
}

} // namespace sightglass::ui
