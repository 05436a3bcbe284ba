// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/sessionsview.h"

#include "ui/models/exchangetext.h"
#include "ui/models/sessiontext.h"
#include "ui/sessioncontrol.h"
#include "ui/sessions/leakpane.h"
#include "ui/sessions/sessionexport.h"
#include "ui/sessions/sessionspage.h"

#include <QDateTime>
#include <QFileDialog>
#include <QFileInfo>
#include <QKeyEvent>
#include <QMessageBox>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;
using exchange::SessionKind;
using exchange::SessionPtr;

SessionsView::SessionsView(const Theme &theme, SessionControl &control, const models::ExchangeListModel &exchanges,
                           models::PayloadSource &payloads, QWidget *parent)
    : QWidget(parent), m_control(control), m_clock([] { return QDateTime::currentMSecsSinceEpoch() * 1000; })
{
    m_export = new SessionExport(exchanges, payloads, this);
    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setAccessibleName(tr("Sessions and leaks"));
    m_tabs->tabBar()->setExpanding(false);
    m_tabs->tabBar()->setDrawBase(false);
    m_page = new SessionsPage(theme, m_sessions, exchanges, payloads, m_tabs);
    m_leaks = new LeakPane(theme, m_sessions, m_tabs);
    m_tabs->addTab(m_page, tr("List"));
    m_tabs->addTab(m_leaks, tr("Leak radar"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_tabs);
    setFocusProxy(m_page);
    m_timer.setInterval(kTickMs);
    connectParts();
    m_sessions.tick(m_clock());
    m_sessions.startOver(control.sessions());
}

SessionsView::~SessionsView()
{
    // The pages look at the model, which would go before them.
    m_tabs->disconnect(this);
    delete m_tabs;
}

void SessionsView::connectParts()
{
    connect(&m_timer, &QTimer::timeout, this, &SessionsView::tick);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        setFocusProxy(m_tabs->currentWidget());
        tick();
    });
    connect(&m_control, &SessionControl::sessionsChanged, &m_sessions, &models::SessionListModel::apply);
    connect(&m_control, &SessionControl::sessionsReplaced, this,
            [this] { m_sessions.startOver(m_control.sessions()); });
    const auto canEndChanged = [this] {
        m_page->setCanEnd(m_control.canEnd());
        m_leaks->setCanEnd(m_control.canEnd());
    };
    connect(&m_control, &SessionControl::canEndChanged, this, canEndChanged);
    canEndChanged();
    connect(&m_control, &SessionControl::endingFinished, this, &SessionsView::ended);
    connect(m_page, &SessionsPage::filterRequested, this, &SessionsView::filterRequested);
    connect(m_page, &SessionsPage::exchangeOpened, this, &SessionsView::exchangeRequested);
    connect(m_page, &SessionsPage::noted, this, &SessionsView::noted);
    connect(m_page, &SessionsPage::endRequested, this, &SessionsView::endSession);
    connect(m_page, &SessionsPage::exportRequested, this, &SessionsView::exportSession);
    connect(m_leaks, &LeakPane::reapRequested, this, &SessionsView::reap);
    connect(m_leaks, &LeakPane::sessionRequested, this, &SessionsView::showSession);
    connect(m_leaks, &LeakPane::countChanged, this, [this](int count) {
        m_tabs->setTabText(1, count == 0 ? tr("Leak radar") : tr("Leak radar (%1)").arg(models::countText(count)));
    });
    connect(m_export, &SessionExport::finished, this, &SessionsView::exported);
}

void SessionsView::setClock(Clock clock)
{
    m_clock = std::move(clock);
    tick();
}

void SessionsView::tick()
{
    m_sessions.tick(m_clock());
    m_leaks->look();
    m_page->refreshDetail();
}

void SessionsView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    tick();
    m_timer.start();
}

void SessionsView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_timer.stop();
}

void SessionsView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT left();
    else
        QWidget::keyPressEvent(event);
}

void SessionsView::showList()
{
    m_tabs->setCurrentWidget(m_page);
}

void SessionsView::showLeaks()
{
    m_tabs->setCurrentWidget(m_leaks);
}

void SessionsView::showSession(const QByteArray &key)
{
    if (!m_page->select(key)) {
        Q_EMIT noted(tr("This session is not known any more"));
        return;
    }
    showList();
    m_page->setFocus();
}

// ---- ending ---------------------------------------------------------------------------------------------------------

void SessionsView::ask(const QString &title, const QString &question, const QString &consequence, const QString &button,
                       const std::function<void()> &then)
{
    auto *box = new QMessageBox(QMessageBox::Warning, title, question, QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText); // names are what a peer says
    box->setInformativeText(consequence);
    QPushButton *go = box->addButton(button, QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(go, &QPushButton::clicked, this, then);
    box->open();
}

void SessionsView::endSession(const SessionPtr &session)
{
    if (!session || session->ended() || !m_control.canEnd())
        return;
    const bool isWire = session->kind == SessionKind::Wire;
    const QString consequence =
        isWire ? tr("The proxy tells the server (DELETE) and cuts what is open: streams: %1, requests under way: %2. "
                    "What the client sends in this session from then on is answered with 404, and it begins a new one.")
                     .arg(models::countText(session->openStreams),
                          models::countText(qint64(session->inFlightToServer) + session->inFlightToClient))
               : tr("This traffic has no session on the wire: nothing is cut, and no server is told. Only this group "
                    "ends; the client's next request begins a new one.");
    ask(tr("End Session"),
        isWire ? tr("End the session of %1?").arg(models::sessionTitle(*session))
               : tr("End the group of %1?").arg(models::sessionTitle(*session)),
        consequence, isWire ? tr("&End Session") : tr("&End Group"),
        [this, key = session->key] { m_control.endSession(key); });
}

void SessionsView::reap(const QList<QByteArray> &keys)
{
    if (keys.isEmpty() || !m_control.canEnd())
        return;
    ask(tr("Reap Sessions"),
        keys.size() == 1 ? tr("End 1 session?") : tr("End %1 sessions?").arg(models::countText(keys.size())),
        tr("The proxy tells their servers (DELETE) and cuts what is open or under way in them. What clients send in "
           "these sessions from then on is answered with 404; those that still live begin new ones."),
        tr("&Reap"), [this, keys] { m_control.reap(keys); });
}

void SessionsView::ended(int count, const QString &errorText)
{
    const QString done = count == 1 ? tr("1 session ended") : tr("%1 sessions ended").arg(models::countText(count));
    Q_EMIT noted(errorText.isEmpty() ? done : count == 0 ? errorText : tr("%1; %2").arg(done, errorText));
    if (isVisible())
        tick();
}

// ---- exporting ------------------------------------------------------------------------------------------------------

void SessionsView::exportSession(const SessionPtr &session)
{
    if (!session)
        return;
    auto *dialog = new QFileDialog(this, tr("Export Session"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Lines of JSON (*.jsonl)"));
    dialog->setDefaultSuffix(u"jsonl"_s);
    dialog->selectFile(SessionExport::fileName(*session));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, session](const QString &path) { exportTo(session, path); });
    dialog->open();
}

void SessionsView::exportTo(const SessionPtr &session, const QString &path)
{
    Q_EMIT noted(tr("Exporting %1…").arg(models::sessionTitle(*session)));
    m_export->start(session, path);
}

void SessionsView::exported(const QString &path, int exchanges, int withoutPayload, const QString &errorText)
{
    const QString name = QFileInfo(path).fileName();
    if (!errorText.isEmpty()) {
        Q_EMIT noted(tr("%1 could not be written: %2").arg(name, errorText));
        return;
    }
    QString text =
        exchanges == 1
            ? tr("Session and 1 exchange saved to %1, secrets left out").arg(name)
            : tr("Session and %1 exchanges saved to %2, secrets left out").arg(models::countText(exchanges), name);
    if (withoutPayload > 0)
        text = tr("%1; without their bodies: %2").arg(text, models::countText(withoutPayload));
    Q_EMIT noted(text);
}

} // namespace sightglass::ui
