// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/proxystatetext.h"

#include "ui/proxycontrol.h"

#include <QCoreApplication>

namespace sightglass::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("sightglass::ui", text);
}

QString runningText(const ProxyControl &control)
{
    const QList<proxy::Endpoint> endpoints = control.endpoints();
    if (endpoints.isEmpty())
        return tr("Running");
    const QUrl url = endpoints.first().url;
    return tr("Running on %1:%2").arg(url.host()).arg(url.port());
}

} // namespace

ProxyStateText proxyStateText(const ProxyControl &control)
{
    using State = ProxyControl::State;
    using Tone = StatusStrip::Tone;
    switch (control.state()) {
    case State::Starting:
        return {tr("Starting…"), tr("&Stop"), Tone::Busy, true};
    case State::Running:
        return {runningText(control), tr("&Stop"), Tone::Good, true};
    case State::Stopping:
        return {tr("Stopping…"), tr("&Stop"), Tone::Busy, true};
    case State::Failed: {
        const bool portInUse = control.problem() == ProxyControl::Problem::PortInUse;
        return {portInUse ? tr("Not running: port in use") : tr("Not running"), tr("&Start"), Tone::Bad, false};
    }
    case State::Stopped:
        break;
    }
    return {tr("Stopped"), tr("&Start"), Tone::Quiet, false};
}

} // namespace sightglass::ui
