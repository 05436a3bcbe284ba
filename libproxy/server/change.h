// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace sightglass::server {

/// Something that clients may want to hear of.
struct Change {
    enum class Kind { Tools, Prompts, Resources, ResourceUpdated };
    Kind kind = Kind::Tools;
    QByteArray uri; ///< of ResourceUpdated

    const char *method() const
    {
        switch (kind) {
        case Kind::Tools:
            return "notifications/tools/list_changed";
        case Kind::Prompts:
            return "notifications/prompts/list_changed";
        case Kind::Resources:
            return "notifications/resources/list_changed";
        case Kind::ResourceUpdated:
            break;
        }
        return "notifications/resources/updated";
    }
};

} // namespace sightglass::server
