// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "proxy/proxyconfig.h"
#include "ui/theme/theme.h"

#include <QMetaType>
#include <QString>
#include <QUrl>

class QSettings;

namespace sightglass::ui {

/// What a person can set. Plain data; `proxy` is what the engine is built from.
struct Settings {
    static constexpr int kLeastListCapacity = 1'000;
    static constexpr int kMostListCapacity = 2'000'000;

    proxy::ProxyConfig proxy;
    /// As `--store` takes it: `memory` or `sqlite:PATH`; empty: the default place of the platform.
    QString store;
    /// Exchanges that the list holds in memory; older ones stay in the recording.
    int listCapacity = 200'000;
    Theme::Mode themeMode = Theme::Mode::System;
    /// One of Language::codes(); empty: that of the system.
    QString language;

    /// Reads what save() wrote; what is missing or out of range keeps its default.
    static Settings load(QSettings &from);
    void save(QSettings &to) const;

    bool operator==(const Settings &) const = default;
};

/// The URL of a server as people write it: without a scheme it is http.
QUrl serverUrl(const QString &written);

/// What is wrong in words, or nothing: proxy::validate() and what it cannot see. A setting without routes is valid: the
/// proxy cannot start, but the window can open.
Result<void> validate(const Settings &settings);

} // namespace sightglass::ui

Q_DECLARE_METATYPE(sightglass::ui::Settings)
