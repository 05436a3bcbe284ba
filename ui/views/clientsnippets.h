// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QUrl>

namespace sightglass::ui {

/// What one client needs in order to talk through Sightglass.
struct ClientSnippet {
    QString client; ///< its name
    QString where;  ///< where the text goes, in words
    QString text;   ///< to be pasted there
};

/// For the usual clients, with \a url as the server's address. Pure.
QList<ClientSnippet> clientSnippets(const QUrl &url);

} // namespace sightglass::ui
