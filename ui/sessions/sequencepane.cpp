// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/sequencepane.h"

#include "ui/models/exchangelistmodel.h"
#include "ui/models/exchangetext.h"
#include "ui/models/payloadsource.h"
#include "ui/models/sessiontext.h"
#include "ui/sessions/sequenceview.h"
#include "ui/theme/tablenote.h"

#include <QLabel>
#include <QScrollBar>
#include <QVBoxLayout>

namespace sightglass::ui {

using exchange::ExchangeId;

SequencePane::SequencePane(const Theme &theme, const models::ExchangeListModel &exchanges,
                           models::PayloadSource &payloads, QWidget *parent)
    : QWidget(parent), m_exchanges(exchanges), m_payloads(payloads)
{
    m_view = new SequenceView(theme, m_model, this);
    m_note = new TableNote(*m_view);
    m_bound = new QLabel(this);
    m_bound->setProperty("dim", true);
    m_bound->setMargin(6);
    m_bound->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bound);
    layout->addWidget(m_view, 1);
    setFocusProxy(m_view);
    m_rebuild.setSingleShot(true);
    m_rebuild.setInterval(kRebuildMs);
    connect(&m_rebuild, &QTimer::timeout, this, &SequencePane::rebuild);
    connect(m_view, &SequenceView::exchangeOpened, this, &SequencePane::exchangeOpened);
    connect(&exchanges, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { take(first, last); });
    connect(&exchanges, &models::ExchangeListModel::recordChanged, this, [this](ExchangeId id) {
        if (const int row = m_exchanges.rowOf(id); row >= 0)
            take(row, row);
    });
    connect(&exchanges, &QAbstractItemModel::modelReset, this, &SequencePane::collect);
    m_ask.setSingleShot(true);
    m_ask.setInterval(0);
    connect(&m_ask, &QTimer::timeout, this, &SequencePane::askForParts);
    connect(&payloads, &models::PayloadSource::loaded, this, &SequencePane::takeParts);
    connect(&payloads, &models::PayloadSource::failed, this, [this](ExchangeId id) { takeParts(id, {}); });
    collect();
}

void SequencePane::setSession(const exchange::SessionPtr &session)
{
    const bool isSame = session && m_session && session->key == m_session->key;
    m_session = session;
    if (!isSame)
        collect();
}

void SequencePane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    collect();
}

void SequencePane::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_rebuild.stop();
}

/// All of the list anew: another session, or a list that has begun anew, or one that nobody looked at meanwhile.
void SequencePane::collect()
{
    m_model.clear();
    m_waitsFor = {};
    m_asked.clear();
    if (m_session && isVisible())
        take(0, m_exchanges.rowCount() - 1);
    rebuild();
}

void SequencePane::take(int first, int last)
{
    if (!m_session || !isVisible())
        return;
    bool found = false;
    for (int row = first; row <= last; ++row) {
        const exchange::Record &record = m_exchanges.record(row);
        if (!models::belongsTo(record, *m_session))
            continue;
        m_model.put(record);
        found = true;
    }
    if (found && !m_rebuild.isActive())
        m_rebuild.start();
}

void SequencePane::rebuild()
{
    const QScrollBar *bar = m_view->verticalScrollBar();
    const bool atEnd = m_model.rowCount() > 0 && bar->value() == bar->maximum() && bar->maximum() > 0;
    m_model.rebuild();
    if (atEnd)
        m_view->scrollToBottom();
    m_note->tell(tr("No messages"), m_session ? tr("The list holds no exchange of this session.") : QString());
    m_note->setVisible(m_model.rowCount() == 0);
    m_bound->setVisible(m_model.leftOut() > 0);
    m_bound->setText(
        tr("The newest %1 exchanges; %2 before them are not drawn.")
            .arg(models::countText(qint64(m_model.exchangeCount())), models::countText(qint64(m_model.leftOut()))));
    askForParts();
}

void SequencePane::askForParts()
{
    if (m_waitsFor.isValid() || !isVisible())
        return;
    const ExchangeId wanted = m_model.wantsParts();
    // A stream that goes on is read again and again, and counts once.
    if (!wanted.isValid() || (m_asked.size() >= kMostPayloads && !m_asked.contains(wanted.value())))
        return;
    m_asked.insert(wanted.value());
    m_waitsFor = wanted;
    m_payloads.request(wanted); // may answer at once
}

void SequencePane::takeParts(ExchangeId id, const QList<exchange::Part> &parts)
{
    if (id != m_waitsFor || !id.isValid())
        return;
    m_waitsFor = {};
    m_model.putParts(id, parts);
    m_ask.start();
    if (!m_rebuild.isActive())
        m_rebuild.start();
}

} // namespace sightglass::ui
