// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/exchangetable.h"

#include "ui/models/filteredexchangemodel.h"
#include "ui/theme/theme.h"
#include "ui/views/columnlayout.h"
#include "ui/views/exchangedelegate.h"
#include "ui/views/followtail.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

namespace sightglass::ui {

namespace {

constexpr int kRowPadding = 9;

} // namespace

ExchangeTable::ExchangeTable(const Theme &theme, models::FilteredExchangeModel &shown, QWidget *parent)
    : QTableView(parent), m_shown(shown)
{
    setObjectName(QStringLiteral("exchangeTable"));
    setAccessibleName(tr("Exchanges"));
    setAccessibleDescription(tr("One row per exchange, in the order in which they began"));
    setUpRows();
    setItemDelegate(new ExchangeDelegate(theme, this));
    setModel(&shown);
    m_columns = new ColumnLayout(*this, theme);
    m_tail = new FollowTail(*this, theme);
    connect(m_columns, &ColumnLayout::sortChanged, this, [this](int column, Qt::SortOrder order) {
        m_tail->setSuspended(column >= 0);
        m_shown.sortBy(column, order);
    });
    connect(&shown, &QAbstractItemModel::modelReset, this, &ExchangeTable::restoreAfterReset);
    connect(&shown, &QAbstractItemModel::layoutChanged, this, [this] {
        // The same rows: what is selected has moved with them.
        if (m_shown.idAt(currentIndex().row()) != m_current)
            restoreCurrent();
        m_tail->rowsReplaced();
    });
    connect(&shown, &QAbstractItemModel::rowsRemoved, this, &ExchangeTable::restoreTop);
    connect(&shown, &QAbstractItemModel::rowsAboutToBeInserted, this,
            [this](const QModelIndex &, int first, int) { rememberTop(first); });
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

ExchangeTable::~ExchangeTable() = default;

void ExchangeTable::setUpRows()
{
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    // By rows: what is above the first visible row can change without anything to compute.
    setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    setCornerButtonEnabled(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + kRowPadding);
    horizontalHeader()->setFocusPolicy(Qt::NoFocus);
    connect(this, &QAbstractItemView::doubleClicked, this, &ExchangeTable::opened);
}

bool ExchangeTable::selectExchange(exchange::ExchangeId id)
{
    const int row = m_shown.rowOf(id);
    if (row < 0)
        return false;
    goToRow(row);
    return true;
}

void ExchangeTable::goFirst()
{
    goToRow(0);
}

void ExchangeTable::goNewest()
{
    goToRow(m_shown.rowCount() - 1);
    m_tail->setFollowing(true);
}

void ExchangeTable::goNext()
{
    step(1);
}

void ExchangeTable::goPrevious()
{
    step(-1);
}

void ExchangeTable::goNextMarked()
{
    goToRow(m_shown.nextMarked(m_shown.rowOf(m_current), true));
}

void ExchangeTable::goNextError()
{
    goToRow(m_shown.nextError(m_shown.rowOf(m_current), true));
}

void ExchangeTable::goPreviousError()
{
    goToRow(m_shown.nextError(m_shown.rowOf(m_current), false));
}

void ExchangeTable::deselect()
{
    setCurrentIndex({});
    clearSelection();
    setCurrentExchange({});
}

void ExchangeTable::step(int rows)
{
    const int current = m_shown.rowOf(m_current);
    if (current < 0) // from what is seen, not from the list's far end
        goToRow(rows > 0 ? verticalScrollBar()->value() : lastVisibleRow());
    else
        goToRow(std::clamp(current + rows, 0, m_shown.rowCount() - 1));
}

int ExchangeTable::lastVisibleRow() const
{
    const int row = rowAt(viewport()->height() - 1);
    return row < 0 ? m_shown.rowCount() - 1 : row;
}

void ExchangeTable::goToRow(int row)
{
    if (row < 0 || row >= m_shown.rowCount())
        return;
    int column = currentIndex().column();
    if (column < 0 || isColumnHidden(column))
        column = horizontalHeader()->logicalIndexAt(0);
    // Not setCurrentIndex(), which would look at Shift and Ctrl: they may be part of the key that led here.
    selectionModel()->setCurrentIndex(m_shown.index(row, std::max(column, 0)),
                                      QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void ExchangeTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (m_restoring || !current.isValid())
        return;
    m_anchor = m_shown.idAt(current.row());
    setCurrentExchange(m_anchor);
    // Who picks an exchange wants to read it: it must not run away. The newest one may.
    if (current.row() < m_shown.rowCount() - 1)
        m_tail->setFollowing(false);
}

void ExchangeTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    Q_EMIT selectedExchangesChanged();
}

std::vector<std::pair<int, int>> ExchangeTable::selectedRows() const
{
    std::vector<std::pair<int, int>> runs;
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        if (range.isValid())
            runs.emplace_back(range.top(), range.bottom());
    }
    std::sort(runs.begin(), runs.end());
    std::vector<std::pair<int, int>> merged; // cells of one row may lie in several ranges
    for (const auto &run : runs) {
        if (merged.empty() || run.first > merged.back().second)
            merged.push_back(run);
        else
            merged.back().second = std::max(merged.back().second, run.second);
    }
    return merged;
}

QList<exchange::ExchangeId> ExchangeTable::selectedExchanges(int limit) const
{
    QList<exchange::ExchangeId> ids;
    for (const auto &[first, last] : selectedRows()) {
        for (int row = first; row <= last && ids.size() < limit; ++row)
            ids.append(m_shown.idAt(row));
    }
    if (ids.isEmpty() && m_current.isValid())
        ids.append(m_current);
    return ids;
}

int ExchangeTable::selectedCount() const
{
    int count = 0;
    for (const auto &[first, last] : selectedRows())
        count += last - first + 1;
    return count == 0 && m_current.isValid() ? 1 : count;
}

/// From the anchor to \a index, which becomes the current one; what else is selected may \a keep so.
void ExchangeTable::extendTo(const QModelIndex &index, bool keep)
{
    const int from = std::max(m_shown.rowOf(m_anchor), 0);
    const QItemSelection rows(m_shown.index(std::min(from, index.row()), 0),
                              m_shown.index(std::max(from, index.row()), m_shown.columnCount() - 1));
    const exchange::ExchangeId anchor = m_shown.idAt(from);
    selectionModel()->select(rows, keep ? QItemSelectionModel::Select : QItemSelectionModel::ClearAndSelect);
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    m_anchor = anchor;
}

/// Qt begins a selection where the mouse or an arrow key was last, not where the keys of this list have gone since.
bool ExchangeTable::extendByKey(const QKeyEvent &event)
{
    if (!(event.modifiers() & Qt::ShiftModifier) || !currentIndex().isValid())
        return false;
    int row = currentIndex().row();
    switch (event.key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
        row += event.key() == Qt::Key_Up ? -1 : 1;
        break;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        row = moveCursor(event.key() == Qt::Key_PageUp ? MovePageUp : MovePageDown, Qt::NoModifier).row();
        break;
    case Qt::Key_Home:
        row = 0;
        break;
    case Qt::Key_End:
        row = m_shown.rowCount() - 1;
        break;
    default:
        return false;
    }
    row = std::clamp(row, 0, m_shown.rowCount() - 1);
    extendTo(m_shown.index(row, currentIndex().column()), event.modifiers() & Qt::ControlModifier);
    return true;
}

void ExchangeTable::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    const bool extends = event->button() == Qt::LeftButton && event->modifiers().testFlag(Qt::ShiftModifier);
    if (!extends || !index.isValid() || m_shown.rowOf(m_anchor) < 0)
        return QTableView::mousePressEvent(event);
    extendTo(index, event->modifiers().testFlag(Qt::ControlModifier));
    event->accept();
}

void ExchangeTable::setCurrentExchange(exchange::ExchangeId id)
{
    if (id == m_current)
        return;
    m_current = id;
    Q_EMIT currentExchangeChanged(id);
}

void ExchangeTable::rowsInserted(const QModelIndex &parent, int first, int last)
{
    QTableView::rowsInserted(parent, first, last);
    restoreTop();
    if (m_current.isValid() && !currentIndex().isValid())
        restoreCurrent();
    m_tail->rowsAdded(last - first + 1);
}

void ExchangeTable::rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last)
{
    rememberTop(first);
    const QModelIndex current = currentIndex();
    if (current.row() >= first && current.row() <= last) {
        // A neighbour must not become current in its place: the details would show what nobody asked for.
        const QScopedValueRollback restoring(m_restoring, true);
        selectionModel()->setCurrentIndex({}, QItemSelectionModel::NoUpdate);
    }
    QTableView::rowsAboutToBeRemoved(parent, first, last);
}

void ExchangeTable::rememberTop(int first)
{
    const int top = verticalScrollBar()->value();
    const bool moves = first <= top && top > 0 && !m_tail->isFollowing();
    m_top = moves ? m_shown.idAt(top) : exchange::ExchangeId();
}

void ExchangeTable::restoreTop()
{
    if (!m_top.isValid())
        return;
    const int row = m_shown.nearestRow(m_top);
    m_top = {};
    updateGeometries();
    if (row >= 0)
        verticalScrollBar()->setValue(row);
}

int ExchangeTable::restoreCurrent()
{
    const int row = m_shown.rowOf(m_current);
    if (row >= 0) {
        const QScopedValueRollback restoring(m_restoring, true);
        const QModelIndex index = m_shown.index(row, std::max(0, horizontalHeader()->logicalIndexAt(0)));
        // Not by setCurrentIndex(), which would scroll there. Others that are selected stay so.
        selectionModel()->setCurrentIndex(index, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    return row;
}

void ExchangeTable::restoreAfterReset()
{
    const int row = restoreCurrent();
    Q_EMIT selectedExchangesChanged(); // a reset takes the selection away without a signal
    m_tail->rowsReplaced();
    if (!m_tail->isFollowing()) {
        const int near = row >= 0 ? row : m_shown.nearestRow(m_current);
        if (m_current.isValid() && near >= 0)
            scrollTo(m_shown.index(near, 0), QAbstractItemView::PositionAtCenter);
    }
}

bool ExchangeTable::beginsFilter(const QKeyEvent &event) const
{
    if (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    const QString text = event.text();
    return text.size() == 1 && text.at(0).isPrint() && !text.at(0).isSpace();
}

void ExchangeTable::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        Q_EMIT opened();
    } else if (!currentIndex().isValid() && (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up)) {
        step(event->key() == Qt::Key_Down ? 1 : -1);
    } else if (extendByKey(*event)) {
        event->accept();
    } else if (event->key() == Qt::Key_Space && !(event->modifiers() & Qt::ControlModifier)) {
        const CursorAction page = event->modifiers() & Qt::ShiftModifier ? MovePageUp : MovePageDown;
        goToRow(moveCursor(page, Qt::NoModifier).row());
    } else if (beginsFilter(*event)) {
        Q_EMIT typed(event->text());
    } else {
        QTableView::keyPressEvent(event);
    }
}

void ExchangeTable::focusInEvent(QFocusEvent *event)
{
    // The view's own would make the first row current, and so show an exchange that nobody picked.
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void ExchangeTable::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(viewport()->mapFromGlobal(event->globalPos()));
    if (!index.isValid())
        return;
    if (!byKey && selectionModel()->isRowSelected(index.row(), {})) // the menu is about all that are selected
        selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    else if (!byKey)
        selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    const QPoint position = byKey ? viewport()->mapToGlobal(visualRect(index).bottomLeft()) : event->globalPos();
    Q_EMIT menuRequested(index, position);
}

void ExchangeTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (m_tail)
        m_tail->placeButton();
}

} // namespace sightglass::ui
