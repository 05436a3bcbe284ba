// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/sessiontable.h"

#include "ui/models/filteredsessionmodel.h"
#include "ui/models/sessionlistmodel.h"
#include "ui/sessions/tablelook.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>

namespace sightglass::ui {

using models::SessionListModel;

namespace {

class SessionDelegate final : public SignDelegate
{
public:
    using SignDelegate::SignDelegate;

protected:
    std::optional<SessionLook> signOf(const QModelIndex &index) const override
    {
        if (index.column() != SessionListModel::StateColumn)
            return std::nullopt;
        return sessionLook(exchange::SessionState(index.data(SessionListModel::StateRole).toInt()));
    }
    Role roleOf(const QModelIndex &index) const override
    {
        if (index.column() == SessionListModel::StateColumn)
            return signOf(index)->role;
        if (index.data(SessionListModel::EndedRole).toBool())
            return Role::DimText;
        switch (index.column()) {
        case SessionListModel::Version:
        case SessionListModel::Era:
        case SessionListModel::Age:
        case SessionListModel::LastActivity:
        case SessionListModel::Route:
            return Role::DimText;
        case SessionListModel::Errors:
            return index.data() == QStringLiteral("0") ? Role::DimText : Role::ErrorText;
        default:
            return Role::Text;
        }
    }
};

} // namespace

SessionTable::SessionTable(const Theme &theme, models::FilteredSessionModel &model, QWidget *parent)
    : QTableView(parent), m_sessions(model)
{
    setModel(&model);
    makePlain(*this, tr("Sessions"));
    setContextMenuPolicy(Qt::DefaultContextMenu);
    setSelectionMode(SingleSelection);
    setSortingEnabled(true);
    horizontalHeader()->setSortIndicatorClearable(true);
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    horizontalHeader()->setSectionsMovable(true);
    setItemDelegate(new SessionDelegate(theme, this));
    const int em = fontMetrics().horizontalAdvance(u'n');
    for (const auto &[column, letters] : {std::pair{SessionListModel::StateColumn, 14},
                                          {SessionListModel::Client, 19},
                                          {SessionListModel::Server, 18},
                                          {SessionListModel::Version, 12},
                                          {SessionListModel::Era, 8},
                                          {SessionListModel::Age, 10},
                                          {SessionListModel::LastActivity, 14},
                                          {SessionListModel::Streams, 9},
                                          {SessionListModel::InFlight, 10},
                                          {SessionListModel::Requests, 10},
                                          {SessionListModel::Errors, 8},
                                          {SessionListModel::Route, 12}})
        setColumnWidth(column, letters * em);
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_resetting = true; });
    connect(&model, &QAbstractItemModel::modelReset, this, [this] {
        m_resetting = false;
        if (!select(m_key) && !m_key.isEmpty()) {
            m_key.clear();
            Q_EMIT currentSessionChanged();
        }
    });
    connect(this, &QTableView::doubleClicked, this, &SessionTable::opened);
}

exchange::SessionPtr SessionTable::currentSession() const
{
    return currentIndex().isValid() ? m_sessions.session(currentIndex().row()) : nullptr;
}

bool SessionTable::select(const QByteArray &key)
{
    const int row = m_sessions.rowOf(key);
    if (row >= 0)
        selectionModel()->setCurrentIndex(m_sessions.index(row, 0),
                                          QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    return row >= 0;
}

QPoint SessionTable::menuPlace() const
{
    return viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft());
}

void SessionTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (m_resetting)
        return;
    const exchange::SessionPtr session = currentSession();
    const QByteArray key = session ? session->key : QByteArray();
    if (key == m_key)
        return;
    m_key = key;
    Q_EMIT currentSessionChanged();
}

void SessionTable::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() == Qt::NoModifier && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        Q_EMIT opened();
    else if (event->key() == Qt::Key_Delete)
        Q_EMIT endRequested();
    else if (event->matches(QKeySequence::Copy))
        Q_EMIT copyRequested();
    else
        QTableView::keyPressEvent(event);
}

void SessionTable::contextMenuEvent(QContextMenuEvent *event)
{
    if (currentIndex().isValid())
        Q_EMIT menuRequested(event->reason() == QContextMenuEvent::Keyboard ? menuPlace() : event->globalPos());
}

} // namespace sightglass::ui
