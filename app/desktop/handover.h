// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMetaType>
#include <QStringList>

#include <optional>

namespace sightglass::app {

/// What a second start asks of the program that runs already.
struct Handover {
    QStringList upstreams; ///< as --upstream takes them
    bool demo = false;     ///< show demo traffic

    bool operator==(const Handover &) const = default;
};

/// To and from the bytes that go through the socket: four bytes of length, big endian, and as many of content.
QByteArray encoded(const Handover &handover);
/// Nothing while bytes are missing; \a broken is set when they can never become one.
std::optional<Handover> decoded(const QByteArray &bytes, bool &broken);

} // namespace sightglass::app

Q_DECLARE_METATYPE(sightglass::app::Handover)
