// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/viewercontrol.h"

#include <QDir>

namespace sightglass::app {

ViewerControl::ViewerControl(QString file, ui::Settings settings, QObject *parent)
    : ui::ProxyControl(parent), m_file(std::move(file)), m_settings(std::move(settings))
{}

void ViewerControl::start()
{
    fail(tr("This window only shows the recording %1. Start Sightglass without --open to watch live traffic.")
             .arg(QDir::toNativeSeparators(m_file)));
}

void ViewerControl::fail(const QString &text)
{
    m_state = State::Failed;
    m_errorText = text;
    Q_EMIT stateChanged();
}

} // namespace sightglass::app
