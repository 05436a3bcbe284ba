// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/sessionspage.h"

#include "ui/models/exchangetext.h"
#include "ui/models/filteredsessionmodel.h"
#include "ui/models/sessionlistmodel.h"
#include "ui/models/sessiontext.h"
#include "ui/sessions/sessiondetail.h"
#include "ui/sessions/sessiontable.h"
#include "ui/theme/icons.h"
#include "ui/theme/tablenote.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QToolButton>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;
using exchange::SessionPtr;

SessionsPage::SessionsPage(const Theme &theme, models::SessionListModel &sessions,
                           const models::ExchangeListModel &exchanges, models::PayloadSource &payloads, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_sessions(sessions), m_shown(new models::FilteredSessionModel(sessions, this))
{
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    m_table = new SessionTable(theme, *m_shown, splitter);
    m_note = new TableNote(*m_table);
    m_detail = new SessionDetail(theme, exchanges, payloads, splitter);
    m_table->setMinimumWidth(280);
    m_detail->setMinimumWidth(320);
    splitter->addWidget(m_table);
    splitter->addWidget(m_detail);
    splitter->setStretchFactor(0, 11);
    splitter->setStretchFactor(1, 9);
    splitter->setSizes({1100, 900});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar(theme));
    layout->addWidget(splitter, 1);
    setFocusProxy(m_table);
    connectTable();
    connect(m_detail, &SessionDetail::exchangeOpened, this, &SessionsPage::exchangeOpened);
    connect(m_detail, &SessionDetail::filterRequested, this, &SessionsPage::filterRequested);
    refresh();
}

SessionsPage::~SessionsPage()
{
    delete m_table; // it looks at the model, which would go first
}

QWidget *SessionsPage::makeBar(const Theme &theme)
{
    auto *bar = new QWidget(this);
    bar->setProperty("bar", true);
    bar->setAttribute(Qt::WA_StyledBackground);
    m_filter = new QLineEdit(bar);
    m_filter->setAccessibleName(tr("Find sessions"));
    m_filter->setPlaceholderText(tr("Find by client, server, state, id…"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(Glyph::Search, theme, Role::DimText), QLineEdit::LeadingPosition);
    m_filter->setMinimumWidth(120);
    m_filter->setMaximumWidth(300);
    m_filter->installEventFilter(this);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_shown->setText(text);
        refresh();
    });
    m_ended = new QToolButton(bar);
    m_ended->setProperty("chip", true);
    m_ended->setCheckable(true);
    m_ended->setChecked(true);
    m_ended->setFocusPolicy(Qt::StrongFocus);
    connect(m_ended, &QToolButton::toggled, this, [this](bool on) {
        m_shown->setEndedShown(on);
        refresh();
    });
    m_count = new QLabel(bar);
    m_count->setProperty("dim", true);
    m_show = new QPushButton(tr("Show e&xchanges"), bar);
    m_show->setToolTip(tr("Filters the list of exchanges to this session"));
    m_export = new QPushButton(tr("Ex&port…"), bar);
    m_export->setToolTip(tr("Saves the session and its exchanges as lines of JSON, secrets left out"));
    m_end = new QPushButton(tr("E&nd…"), bar);
    m_end->setToolTip(tr("Ends the session at the server (Delete)"));
    connect(m_show, &QPushButton::clicked, this, &SessionsPage::showExchanges);
    connect(m_export, &QPushButton::clicked, this, [this] { Q_EMIT exportRequested(m_table->currentSession()); });
    connect(m_end, &QPushButton::clicked, this, [this] { Q_EMIT endRequested(m_table->currentSession()); });
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 5, 8, 5);
    row->setSpacing(6);
    row->addWidget(m_filter, 1);
    row->addWidget(m_ended);
    row->addWidget(m_count, 1);
    row->addWidget(m_show);
    row->addWidget(m_export);
    row->addWidget(m_end);
    return bar;
}

void SessionsPage::connectTable()
{
    connect(m_table, &SessionTable::currentSessionChanged, this, [this] {
        refreshDetail();
        refresh();
    });
    connect(m_table, &SessionTable::opened, this, [this] { m_detail->focusTab(); });
    connect(m_table, &SessionTable::endRequested, this, [this] {
        if (const SessionPtr session = m_table->currentSession(); canEnd(session))
            Q_EMIT endRequested(session);
    });
    connect(m_table, &SessionTable::copyRequested, this, &SessionsPage::copyId);
    connect(m_table, &SessionTable::menuRequested, this, &SessionsPage::openMenu);
    connect(m_shown, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &first, const QModelIndex &last) {
        const int row = m_table->currentIndex().row();
        // Ages alone are refreshed by whoever counts them.
        if (row >= first.row() && row <= last.row() && first.column() == 0) {
            refreshDetail();
            refresh();
        }
    });
    connect(&m_sessions, &models::SessionListModel::countChanged, this, &SessionsPage::refresh);
}

void SessionsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    // So that there is something to see at once.
    if (!m_table->currentSession() && m_shown->rowCount() > 0)
        m_table->select(m_shown->session(0)->key);
}

bool SessionsPage::select(const QByteArray &key)
{
    if (m_table->select(key))
        return true;
    m_filter->clear();
    m_ended->setChecked(true);
    return m_table->select(key);
}

void SessionsPage::setCanEnd(bool can)
{
    m_canEnd = can;
    refresh();
}

void SessionsPage::refreshDetail()
{
    m_detail->setSession(m_table->currentSession(), m_sessions.nowUs());
}

bool SessionsPage::canEnd(const SessionPtr &session) const
{
    return m_canEnd && session && !session->ended();
}

void SessionsPage::refresh()
{
    const int all = m_sessions.rowCount();
    const int shown = m_shown->rowCount();
    m_ended->setText(tr("Ended: %1").arg(models::countText(m_sessions.endedCount())));
    m_ended->setAccessibleName(tr("Show ended sessions: %1").arg(m_sessions.endedCount()));
    m_count->setText(all == 0       ? QString()
                     : shown == all ? tr("Live: %1").arg(models::countText(m_sessions.liveCount()))
                                    : tr("Shown: %1 of %2").arg(models::countText(shown), models::countText(all)));
    if (all == 0)
        m_note->tell(
            tr("No sessions yet"),
            tr("A session begins when a client of the legacy era initializes: the server gives it an id, and it "
               "lives until somebody ends it. Modern traffic (2026-07-28) has no sessions: it is grouped by "
               "client, and shows here as clients."));
    else
        m_note->tell(tr("No session matches"), tr("The words above are found in none of them."));
    m_note->setVisible(shown == 0);
    const SessionPtr session = m_table->currentSession();
    m_show->setEnabled(session != nullptr);
    m_export->setEnabled(session != nullptr);
    m_end->setEnabled(canEnd(session));
}

void SessionsPage::showExchanges()
{
    if (const SessionPtr session = m_table->currentSession())
        Q_EMIT filterRequested(models::sessionFilter(*session));
}

void SessionsPage::copyId()
{
    const SessionPtr session = m_table->currentSession();
    if (!session)
        return;
    const bool hasId = !session->id.isEmpty();
    QGuiApplication::clipboard()->setText(QString::fromUtf8(hasId ? session->id : session->key));
    Q_EMIT noted(hasId ? tr("Session id copied") : tr("Key of the client's traffic copied"));
}

void SessionsPage::openMenu(const QPoint &position)
{
    const SessionPtr session = m_table->currentSession();
    if (!session)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(icon(Glyph::Filter, m_theme), tr("Show Its &Exchanges"), this, &SessionsPage::showExchanges);
    menu->addAction(icon(Glyph::Copy, m_theme), session->id.isEmpty() ? tr("&Copy Key") : tr("&Copy Session Id"), this,
                    &SessionsPage::copyId);
    menu->addSeparator();
    menu->addAction(icon(Glyph::Save, m_theme), tr("Ex&port Session…"), this,
                    [this, session] { Q_EMIT exportRequested(session); });
    menu->addSeparator();
    menu->addAction(icon(Glyph::Stop, m_theme), tr("E&nd Session…"), this,
                    [this, session] { Q_EMIT endRequested(session); })
        ->setEnabled(canEnd(session));
    menu->popup(position);
}

bool SessionsPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_filter && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isEscape = key->key() == Qt::Key_Escape;
        if (isEscape)
            m_filter->clear();
        if (isEscape || key->key() == Qt::Key_Down || key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            m_table->setFocus();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace sightglass::ui
