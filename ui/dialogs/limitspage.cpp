// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/limitspage.h"

#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>

namespace sightglass::ui {

LimitsPage::LimitsPage(QWidget *parent) : SettingsPage(parent)
{
    QFormLayout *form = makeForm();
    form->addRow(
        makeNote(tr("A request beyond these is refused with an answer that says why, and is shown in the list.")));
    const auto row = [&](const QString &label, const QString &name, int least, int most, const QString &suffix) {
        QSpinBox *box = makeNumber(name, least, most, suffix);
        form->addRow(label, box);
        return box;
    };
    m_body = row(tr("&Body"), tr("Largest body"), 1, 4096, tr(" MiB"));
    m_headerBytes = row(tr("&Headers together"), tr("Size of all headers"), 1, 16 * 1024, tr(" KiB"));
    m_headerCount = row(tr("&Number of headers"), tr("Number of headers"), 1, 100'000, {});
    m_depth = row(tr("&JSON nesting"), tr("Depth of JSON"), 1, 10'000, tr(" levels"));
    m_connections = row(tr("&Connections"), tr("Connections at once"), 1, 1'000'000, {});
    m_perAddress = row(tr("Connections per &address"), tr("Connections of one address"), 1, 1'000'000, {});
    m_headSeconds = row(tr("Time to send h&eaders"), tr("Time to send headers"), 1, 86'400, tr(" s"));
    m_bodySeconds = row(tr("&Pause within a body"), tr("Pause within a body"), 1, 86'400, tr(" s"));
    m_idleSeconds = row(tr("&Idle connection"), tr("Idle connection"), 1, 86'400, tr(" s"));
}

void LimitsPage::load(const Settings &settings)
{
    const auto &config = settings.proxy;
    m_body->setValue(int(config.limits.http.bodyBytes / (1024 * 1024)));
    m_headerBytes->setValue(int(config.limits.http.headerBytes / 1024));
    m_headerCount->setValue(int(config.limits.http.headerCount));
    m_depth->setValue(config.maxJsonDepth);
    m_connections->setValue(int(config.limits.maxConnections));
    m_perAddress->setValue(int(config.limits.maxConnectionsPerAddress));
    m_headSeconds->setValue(config.limits.headTimeoutMs / 1000);
    m_bodySeconds->setValue(config.limits.bodyTimeoutMs / 1000);
    m_idleSeconds->setValue(config.limits.keepAliveMs / 1000);
}

void LimitsPage::store(Settings &settings) const
{
    auto &config = settings.proxy;
    config.limits.http.bodyBytes = quint64(m_body->value()) * 1024 * 1024;
    config.limits.http.headerBytes = qsizetype(m_headerBytes->value()) * 1024;
    config.limits.http.headerCount = m_headerCount->value();
    config.maxJsonDepth = m_depth->value();
    config.limits.maxConnections = m_connections->value();
    config.limits.maxConnectionsPerAddress = m_perAddress->value();
    config.limits.headTimeoutMs = m_headSeconds->value() * 1000;
    config.limits.bodyTimeoutMs = m_bodySeconds->value() * 1000;
    config.limits.keepAliveMs = m_idleSeconds->value() * 1000;
}

} // namespace sightglass::ui
