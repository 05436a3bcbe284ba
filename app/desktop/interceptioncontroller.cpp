// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/interceptioncontroller.h"

#include "app/desktop/enginecontroller.h"

#include <QSettings>
#include <QStandardPaths>

#include <algorithm>

namespace sightglass::app {

using namespace Qt::Literals::StringLiterals;
using interceptor::HeldMessage;
using interceptor::HoldDecision;
using interceptor::HoldEnd;
using interceptor::HoldId;
using interceptor::PauseOptions;

namespace {

QString key(QLatin1StringView name)
{
    return u"intercept/"_s + name;
}

} // namespace

InterceptionController::InterceptionController(const QString &rulesPath, EngineController *engine, QSettings *keep,
                                               QObject *parent)
    : ui::InterceptionControl(parent),
      m_engine(engine),
      m_keep(keep),
      m_file(rulesPath),
      m_noStats(std::make_shared<interceptor::rules::RuleStats>())
{
    loadSettings();
    connect(&m_file, &interceptor::rules::RuleFile::changed, this, &InterceptionController::rulesRead);
    m_file.load();
    m_engineSide.rules = m_file.rules();
    if (m_engine) {
        connect(m_engine, &EngineController::messageHeld, this, &InterceptionController::take);
        connect(m_engine, &EngineController::messageReleased, this, &InterceptionController::released);
        connect(m_engine, &EngineController::stateChanged, this, &InterceptionController::engineChanged);
    }
    tellEngine();
}

InterceptionController::~InterceptionController() = default;

QString InterceptionController::defaultRulesPath()
{
    // As the store does: one folder for both programs, whatever their names.
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/sightglass/rules.jsonc"_s;
}

void InterceptionController::loadSettings()
{
    if (!m_keep)
        return;
    PauseOptions &pause = m_engineSide.pause;
    if (auto filter = exchange::Filter::parse(m_keep->value(key("filter"_L1)).toString()))
        pause.filter = std::move(*filter);
    pause.requests = m_keep->value(key("requests"_L1), pause.requests).toBool();
    pause.responses = m_keep->value(key("responses"_L1), pause.responses).toBool();
    pause.events = m_keep->value(key("events"_L1), pause.events).toBool();
    m_engineSide.lint = m_keep->value(key("lint"_L1), true).toBool();
}

void InterceptionController::tellEngine()
{
    if (m_engine)
        m_engine->setInterception(m_engineSide);
}

void InterceptionController::rulesRead()
{
    if (m_engineSide.rules != m_file.rules()) {
        m_engineSide.rules = m_file.rules();
        tellEngine();
    }
    Q_EMIT rulesChanged();
}

Result<void> InterceptionController::saveRules(const QByteArray &text)
{
    return m_file.save(text);
}

std::shared_ptr<interceptor::rules::RuleStats> InterceptionController::ruleStats() const
{
    auto stats = m_engine ? m_engine->ruleStats() : nullptr;
    return stats ? stats : m_noStats;
}

void InterceptionController::setPause(const PauseOptions &options)
{
    m_engineSide.pause = options;
    if (!m_engine)
        m_engineSide.pause.enabled = false; // nothing passes that could be held
    if (m_keep) {
        m_keep->setValue(key("filter"_L1), options.filter.toString());
        m_keep->setValue(key("requests"_L1), options.requests);
        m_keep->setValue(key("responses"_L1), options.responses);
        m_keep->setValue(key("events"_L1), options.events);
    }
    tellEngine();
    Q_EMIT pauseChanged();
}

void InterceptionController::setLint(bool on)
{
    if (on == m_engineSide.lint)
        return;
    m_engineSide.lint = on;
    if (m_keep)
        m_keep->setValue(key("lint"_L1), on);
    tellEngine();
    Q_EMIT lintChanged();
}

void InterceptionController::decide(HoldId id, const HoldDecision &decision)
{
    if (m_engine)
        m_engine->decide(id, decision);
}

void InterceptionController::decideAll(const HoldDecision &decision)
{
    // One by one: what comes to be held meanwhile is not what the person saw.
    const QList<HeldMessage> held = m_held;
    for (const HeldMessage &message : held)
        decide(message.id, decision);
}

void InterceptionController::take(const HeldMessage &message)
{
    m_held.append(message);
    Q_EMIT messageHeld(message);
}

void InterceptionController::released(HoldId id, HoldEnd end)
{
    const auto gone =
        std::find_if(m_held.begin(), m_held.end(), [id](const HeldMessage &message) { return message.id == id; });
    if (gone == m_held.end())
        return;
    m_held.erase(gone);
    Q_EMIT messageReleased(id, end);
}

void InterceptionController::engineChanged()
{
    using State = ui::ProxyControl::State;
    if (m_engine->state() != State::Stopped && m_engine->state() != State::Failed)
        return;
    // It has said so of each; one that it could not speak of any more waits no longer either.
    for (const QList<HeldMessage> rest = m_held; const HeldMessage &message : rest)
        released(message.id, HoldEnd::Stopped);
}

} // namespace sightglass::app
