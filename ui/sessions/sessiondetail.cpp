// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/sessiondetail.h"

#include "ui/detail/factsview.h"
#include "ui/models/sessiontext.h"
#include "ui/sessions/capabilityview.h"
#include "ui/sessions/sequencepane.h"
#include "ui/sessions/sessionfacts.h"
#include "ui/theme/elidedlabel.h"

#include <QLabel>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

SessionDetail::SessionDetail(const Theme &theme, const models::ExchangeListModel &exchanges,
                             models::PayloadSource &payloads, QWidget *parent)
    : QWidget(parent)
{
    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setAccessibleName(tr("Session details"));
    m_tabs->tabBar()->setExpanding(false);
    m_tabs->tabBar()->setDrawBase(false);
    m_sequence = new SequencePane(theme, exchanges, payloads, m_tabs);
    m_facts = new FactsView(theme, m_tabs);
    m_capabilities = new CapabilityView(theme, m_tabs);
    m_tabs->addTab(m_sequence, tr("Sequence"));
    m_tabs->addTab(m_facts, tr("Facts"));
    m_tabs->addTab(m_capabilities, tr("Capabilities"));
    m_title = new ElidedLabel(this);
    QFont bold = m_title->font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    auto *page = new QWidget(this);
    auto *pageLayout = new QVBoxLayout(page);
    pageLayout->setContentsMargins(0, 0, 0, 0);
    pageLayout->setSpacing(0);
    auto *heading = new QHBoxLayout;
    heading->setContentsMargins(10, 6, 10, 2);
    heading->addWidget(m_title);
    pageLayout->addLayout(heading);
    pageLayout->addWidget(m_tabs, 1);
    auto *none = new QLabel(tr("Select a session to see its messages and what both sides can do."), this);
    none->setAlignment(Qt::AlignCenter);
    none->setWordWrap(true);
    none->setMargin(16);
    none->setProperty("dim", true);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(none);
    m_stack->addWidget(page);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connect(m_sequence, &SequencePane::exchangeOpened, this, &SessionDetail::exchangeOpened);
    connect(m_facts, &FactsView::filterRequested, this, [this](const QString &term, bool negate) {
        Q_EMIT filterRequested(negate ? u"not ("_s + term + u')' : term);
    });
}

void SessionDetail::setSession(const exchange::SessionPtr &session, qint64 nowUs)
{
    m_sequence->setSession(session);
    m_stack->setCurrentIndex(session ? 1 : 0);
    if (!session)
        return;
    const QString server = models::partyText(session->server);
    m_title->setText(server.isEmpty() ? models::sessionTitle(*session)
                                      : models::sessionTitle(*session) + u" → "_s + server);
    m_facts->setFacts(sessionFacts(*session, nowUs));
    m_capabilities->setCapabilities(session->client.capabilities, session->server.capabilities);
}

void SessionDetail::setCurrentTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

void SessionDetail::focusTab()
{
    m_tabs->currentWidget()->setFocus(Qt::OtherFocusReason);
}

} // namespace sightglass::ui
