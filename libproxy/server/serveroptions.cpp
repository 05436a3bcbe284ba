// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/serveroptions.h"

#include "server/loglevel.h"

#include <algorithm>
#include <iterator>

namespace sightglass::server {
namespace {

constexpr const char *kLevels[] = {"debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"};

} // namespace

bool isLegacyVersion(QByteArrayView version)
{
    return std::any_of(std::begin(kLegacyVersions), std::end(kLegacyVersions),
                       [&](const char *known) { return version == QByteArrayView(known); });
}

Json ServerInfo::implementation() const
{
    Json object{{"name", name.toStdString()}};
    if (!title.isEmpty())
        object["title"] = title.toStdString();
    object["version"] = version.toStdString();
    return object;
}

const char *name(LogLevel level)
{
    return kLevels[int(level)];
}

std::optional<LogLevel> logLevelFromName(QByteArrayView name)
{
    const auto found = std::find_if(std::begin(kLevels), std::end(kLevels),
                                    [&](const char *level) { return name == QByteArrayView(level); });
    if (found == std::end(kLevels))
        return std::nullopt;
    return LogLevel(std::distance(std::begin(kLevels), found));
}

} // namespace sightglass::server
