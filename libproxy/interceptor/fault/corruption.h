// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/splitmix.h"
#include "mcp/message.h"

#include <QByteArray>

#include <optional>
#include <random>

namespace sightglass::interceptor::fault {

/// The random numbers of one fault: those of its seed, on every platform (the distributions of the standard library
/// differ between implementations, its generators do not).
class Dice
{
public:
    explicit Dice(quint64 seed) : m_generator(seed) {}
    /// 0 <= x < 1.
    double fraction() { return unitFraction(m_generator()); }
    /// 0 <= x < bound; bound > 0.
    quint64 below(quint64 bound) { return m_generator() % bound; }

private:
    std::mt19937_64 m_generator;
};

/// Without its last \a count bytes; 0: without its second half.
QByteArray truncated(const QByteArray &message, qint64 count);
/// With one bit of \a count bytes flipped (0: of one), chosen by \a dice.
QByteArray flipped(QByteArray message, qint64 count, Dice &dice);
/// With an id that nobody asked for; none when the message has no id.
std::optional<QByteArray> withWrongId(const mcp::Message &message);
/// With its result, error or params of another type; none when it has none of them.
std::optional<QByteArray> withWrongType(const mcp::Message &message);
/// An error response to the message's id; none when nobody waits for an answer to it.
std::optional<QByteArray> errorFor(const mcp::RequestId &id, qint64 code, const QString &text);

} // namespace sightglass::interceptor::fault
