// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>

namespace sightglass::test {

/// A conversation that has a finding, and its neighbour that has none at all.
struct LintCase {
    const char *name; ///< what it shows
    const char *code; ///< the finding, and the only one
    QByteArrayList bad;
    QByteArrayList good;
    bool recorded = true; ///< shows in a recording too
};

QList<LintCase> lintCases();

/// The handshake of a legacy session `one`, and what follows in it.
QByteArrayList legacy(const QByteArray &clientCapabilities, const QByteArray &serverCapabilities,
                      const QByteArrayList &steps);
/// A tools/list with one tool, `t`, with these members beside its name.
QByteArrayList modernTool(const QByteArray &members, const QByteArrayList &steps = {});

} // namespace sightglass::test
