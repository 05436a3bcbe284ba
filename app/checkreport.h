// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <array>
#include <optional>

namespace sightglass::app {

enum class CheckFormat : quint8 { Text, Json, JUnit, Sarif };
/// Of `--format`; none when the name is not known.
std::optional<CheckFormat> checkFormat(const QString &name);
/// Of `--fail-on`: Severity::None for `never`; none when the name is not known.
std::optional<exchange::Severity> failOn(const QString &name);

/// What `sightglass check` found in a recording.
struct CheckReport {
    /// More are counted, not listed.
    static constexpr qsizetype kMaxListed = 50'000;

    struct Finding {
        exchange::ExchangeId exchange;
        QString route;
        QByteArray method;
        QByteArray name;
        exchange::Note note;
    };

    QString recording; ///< the file
    exchange::Severity threshold = exchange::Severity::Error;
    qint64 exchanges = 0; ///< that were looked at and passed the filter
    QList<Finding> findings;
    std::array<qint64, 4> counts = {}; ///< by severity, of all

    void add(const exchange::Record &record, const QList<exchange::Note> &notes);
    qint64 count(exchange::Severity severity) const { return counts[static_cast<std::size_t>(severity)]; }
    /// Is anything at least as bad as the threshold?
    bool failed() const;
};

/// The report as it is written: lines for people; one JSON object; JUnit XML with a test case per kind of finding;
/// SARIF 2.1.0. Always valid in its format, whatever the peers sent.
QByteArray rendered(const CheckReport &report, CheckFormat format);

} // namespace sightglass::app
