// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/rulecommands.h"

#include "ui/editors/rulesdock.h"
#include "ui/editors/ruletemplates.h"
#include "ui/interceptioncontrol.h"
#include "ui/models/payloadsource.h"
#include "ui/models/rulelistmodel.h"

#include <QAction>

#include <utility>

namespace sightglass::ui {

using exchange::ExchangeId;
using exchange::Part;

RuleCommands::RuleCommands(InterceptionControl &control, models::PayloadSource &payloads, RulesDock &dock,
                           QObject *parent)
    : QObject(parent), m_control(control), m_payloads(payloads), m_dock(dock)
{
    connect(&payloads, &models::PayloadSource::loaded, this, [this](ExchangeId id, const QList<Part> &parts) {
        if (m_asked && m_asked->id == id)
            open(parts);
    });
    connect(&payloads, &models::PayloadSource::failed, this, [this](ExchangeId id) {
        if (m_asked && m_asked->id == id)
            open({}); // the rule can do without
    });
}

void RuleCommands::makeRule(const exchange::Record &record, bool response)
{
    m_asked = std::make_shared<const exchange::Record>(record);
    m_response = response;
    m_payloads.request(record.id);
}

void RuleCommands::open(const QList<Part> &parts)
{
    const exchange::RecordPtr record = std::exchange(m_asked, nullptr);
    m_dock.openNew(ruleFor(*record, parts, m_response, *m_control.rules()));
}

void RuleCommands::blockTool(const exchange::Record &record)
{
    if (messagesLike(record).isEmpty()) {
        Q_EMIT noted(tr("Nothing tells this exchange from others, so it cannot be blocked"));
        return;
    }
    // At the top: a rule before it could answer or stop.
    if (!m_dock.rules().insert(0, blockingRule(record, *m_control.rules())))
        return; // the dock said why
    Q_EMIT noted(tr("Blocked from now on: %1. Undo: %2 in the list of rules")
                     .arg(kindOfMessage(record), m_dock.undoAction()->shortcut().toString(QKeySequence::NativeText)));
}

void RuleCommands::pauseLike(const exchange::Record &record)
{
    const QString condition = messagesLike(record);
    auto filter = exchange::Filter::parse(condition);
    if (condition.isEmpty() || !filter) {
        Q_EMIT noted(tr("Nothing tells this exchange from others, so it cannot be waited for"));
        return;
    }
    interceptor::PauseOptions options = m_control.pause();
    options.filter = std::move(*filter);
    options.enabled = true;
    if (!options.requests && !options.responses && !options.events)
        options.requests = true;
    m_control.setPause(options);
    Q_EMIT noted(tr("Intercept is on for %1").arg(condition));
}

} // namespace sightglass::ui
