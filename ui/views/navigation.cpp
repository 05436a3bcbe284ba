// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/navigation.h"

#include "ui/detail/detailpane.h"
#include "ui/filter/filterbar.h"
#include "ui/models/exchangelinks.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/exchangetext.h"
#include "ui/views/columnlayout.h"
#include "ui/views/counttext.h"
#include "ui/views/exchangetable.h"
#include "ui/views/rowcommands.h"
#include "ui/views/rowmenu.h"
#include "ui/views/windowactions.h"
#include "ui/views/windowpanes.h"

#include <algorithm>

namespace sightglass::ui {

namespace {

constexpr int kRefreshMs = 60;

} // namespace

Navigation::Navigation(const WindowParts &parts, WindowPanes &panes, WindowActions &actions, QWidget &window)
    : QObject(&window), m_parts(parts), m_panes(panes), m_actions(actions), m_window(window)
{
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(kRefreshMs);
    connect(&m_refresh, &QTimer::timeout, this, &Navigation::refresh);
    connectTable();
    connectActions();
}

void Navigation::connectTable()
{
    connect(&m_panes.table(), &ExchangeTable::currentExchangeChanged, this, &Navigation::currentChanged);
    connect(&m_panes.table(), &ExchangeTable::selectedExchangesChanged, this, &Navigation::selectionChanged);
    connect(&m_panes.table(), &ExchangeTable::menuRequested, this, &Navigation::openMenu);
    connect(&m_panes.detail(), &DetailPane::exchangeRequested, this, &Navigation::goTo);
    connect(&m_parts.exchanges, &models::ExchangeListModel::recordChanged, this, [this](exchange::ExchangeId id) {
        if (id == current() && !m_refresh.isActive())
            m_refresh.start();
    });
    connect(&m_parts.exchanges, &models::ExchangeListModel::annotated, this,
            [this](exchange::ExchangeId id, const models::Annotation &annotation) {
                if (id == current() || m_panes.table().selectedCount() > 1)
                    m_refresh.start();
                if (!annotation.comment.isEmpty())
                    m_panes.table().columns().setShown(models::ExchangeListModel::Comment, true);
            });
}

void Navigation::connectActions()
{
    ExchangeTable &table = m_panes.table();
    m_actions.on(Command::Next, [&table] { table.goNext(); });
    m_actions.on(Command::Previous, [&table] { table.goPrevious(); });
    m_actions.on(Command::First, [&table] { table.goFirst(); });
    m_actions.on(Command::Newest, [&table] { table.goNewest(); });
    m_actions.on(Command::NextMarked, [&table] { table.goNextMarked(); });
    m_actions.on(Command::NextError, [&table] { table.goNextError(); });
    m_actions.on(Command::PreviousError, [&table] { table.goPreviousError(); });
    m_actions.on(Command::NextRelated, [this] { goToRelated(true); });
    m_actions.on(Command::PreviousRelated, [this] { goToRelated(false); });
    m_actions.on(Command::SelectAll, [&table] { table.selectAll(); });
    m_actions.on(Command::Deselect, [&table] { table.deselect(); });
    connect(m_actions.relatedMenu(), &QMenu::aboutToShow, this, [this] {
        fillRelatedMenu(*m_actions.relatedMenu(), m_parts.exchanges,
                        models::exchangeLinks(m_parts.exchanges, current()),
                        [this](exchange::ExchangeId id) { goTo(id); });
    });
}

exchange::ExchangeId Navigation::current() const
{
    return m_panes.table().currentExchange();
}

void Navigation::currentChanged(exchange::ExchangeId id)
{
    m_panes.detail().setExchange(id);
    selectionChanged();
}

QList<exchange::ExchangeId> Navigation::selected() const
{
    return m_panes.table().selectedExchanges(RowCommands::kMaxAtOnce + 1);
}

void Navigation::selectionChanged()
{
    m_actions.setHasExchange(m_panes.table().selectedCount() > 0);
    m_refresh.start();
}

/// Checked where a command would take the marks away.
void Navigation::checkMark()
{
    const QList<exchange::ExchangeId> ids = selected();
    m_actions.setChecked(Command::Mark,
                         !ids.isEmpty() && std::all_of(ids.begin(), ids.end(), [this](exchange::ExchangeId id) {
                             return m_parts.exchanges.annotation(id).marked;
                         }));
}

void Navigation::refresh()
{
    const exchange::Record *record = m_parts.exchanges.find(current());
    const int count = m_panes.table().selectedCount();
    Q_EMIT summaryChanged(count > 1 ? selectedText(count) : record ? models::summaryText(*record) : QString());
    checkMark();
    QList<exchange::ExchangeId> related;
    for (const models::ExchangeLink &link : models::exchangeLinks(m_parts.exchanges, current()))
        related.append(link.id);
    m_parts.exchanges.setRelated(related);
}

void Navigation::goTo(exchange::ExchangeId id)
{
    if (m_panes.table().selectExchange(id))
        return;
    m_panes.detail().setExchange(id);
    const QString number = QString::number(id.value());
    Q_EMIT noted(m_parts.exchanges.find(id) ? tr("#%1 is hidden by the filter; its details are shown").arg(number)
                                            : tr("#%1 is not in the list").arg(number));
}

void Navigation::goToRelated(bool forward)
{
    const exchange::ExchangeId from = current();
    exchange::ExchangeId best;
    for (const models::ExchangeLink &link : models::exchangeLinks(m_parts.exchanges, from)) {
        const bool beyond = forward ? link.id > from : link.id < from;
        const bool nearer = !best.isValid() || (forward ? link.id < best : link.id > best);
        if (beyond && nearer)
            best = link.id;
    }
    if (best.isValid())
        goTo(best);
    else
        Q_EMIT noted(forward ? tr("Nothing related further down") : tr("Nothing related further up"));
}

void Navigation::openMenu(const QModelIndex &cell, const QPoint &position)
{
    checkMark();
    const int count = m_panes.table().selectedCount();
    auto *menu = new RowMenu(cell, m_actions, m_panes.filterBar(), &m_window, count);
    if (!menu->related())
        return menu->popup(position);
    fillRelatedMenu(*menu->related(), m_parts.exchanges, models::exchangeLinks(m_parts.exchanges, current()),
                    [this](exchange::ExchangeId id) { goTo(id); });
    menu->popup(position);
}

} // namespace sightglass::ui
