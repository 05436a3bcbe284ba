// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/methods.h"

#include <algorithm>
#include <array>

namespace sightglass::mcp {

bool isSafeToRepeat(QByteArrayView method)
{
    static constexpr std::array<const char *, 12> kReading = {
        "completion/complete",
        "ping",
        "prompts/get",
        "prompts/list",
        "resources/list",
        "resources/read",
        "resources/templates/list",
        "server/discover",
        "tasks/get",
        "tasks/list",
        "tools/list",
        "roots/list",
    };
    return std::any_of(kReading.begin(), kReading.end(),
                       [&](const char *name) { return method == QByteArrayView(name); });
}

QByteArrayView mirroredParameter(QByteArrayView method)
{
    if (method == QByteArrayView("tools/call") || method == QByteArrayView("prompts/get"))
        return "name";
    if (method == QByteArrayView("resources/read"))
        return "uri";
    if (method == QByteArrayView("tasks/get") || method == QByteArrayView("tasks/update")
        || method == QByteArrayView("tasks/cancel"))
        return "taskId";
    return {};
}

} // namespace sightglass::mcp
