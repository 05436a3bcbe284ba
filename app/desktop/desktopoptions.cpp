// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/desktopoptions.h"

#include "app/servesettings.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace sightglass::app {
namespace {

QList<QCommandLineOption> desktopOptions()
{
    return serveOptions()
           + QList<QCommandLineOption>{
               option("any-port", "Take the next free port when the one to listen on is taken."),
               option("demo", "Show traffic of the built-in demo client and demo server."),
               option("open", "Only look at this recording, whoever made it.", "FILE"),
               option("new-instance", "Open another window, even if there is one already."),
               option("settings", "Keep the settings in this file.", "FILE"),
           };
}

} // namespace

DesktopOptions::DesktopOptions()
    : m_options(
        QStringLiteral("Shows live what MCP clients and servers say to each other. Options that the settings have "
                       "too hold for this run only."),
        desktopOptions())
{}

QString DesktopOptions::settingsFile() const
{
    if (m_options.has("settings"))
        return m_options.value("settings");
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
           + QStringLiteral("/sightglass/desktop.ini");
}

QString DesktopOptions::rulesFile() const
{
    if (!m_options.has("settings"))
        return {};
    return QFileInfo(m_options.value("settings")).absoluteDir().filePath(QStringLiteral("rules.jsonc"));
}

Result<ui::Settings> DesktopOptions::over(const ui::Settings &kept) const
{
    ServeSettings base;
    base.proxy = kept.proxy;
    if (!kept.store.isEmpty()) {
        const auto url = store::parseStoreUrl(kept.store);
        // What was kept and cannot be used is said in the window, where it can be changed.
        if (url)
            base.store = *url;
    }
    const store::StoreUrl before = base.store;
    const auto read = serveSettings(m_options, std::move(base));
    if (!read)
        return tl::unexpected(read.error());
    ui::Settings settings = kept;
    settings.proxy = read->proxy;
    if (read->store != before)
        settings.store = read->store.toSecretString();
    if (const auto valid = ui::validate(settings); !valid)
        return tl::unexpected(valid.error());
    return settings;
}

} // namespace sightglass::app
