// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"
#include "exchange/redactor.h"
#include "interceptor/rules/dryrun.h"
#include "interceptor/rules/ruleset.h"

#include <QByteArray>

namespace sightglass::app {

/// What `sightglass rules check` prints about a file that is a rules file.
QByteArray rulesReport(const QString &file, const interceptor::rules::RuleSet &rules);
QByteArray rulesReportJson(const QString &file, const interceptor::rules::RuleSet &rules);

/// One message that rules would have touched, for people: what they did, and the lines that differ. With its line end.
QByteArray changeReport(const exchange::Record &record, const interceptor::rules::DryRunChange &change,
                        const exchange::Redactor *redactor);
/// The same as one JSON object on one line, with its line end.
QByteArray changeReportJson(const exchange::Record &record, const interceptor::rules::DryRunChange &change,
                            const exchange::Redactor *redactor);

/// What a dry run came to.
struct DryRunTotals {
    qint64 exchanges = 0; ///< that were looked at
    qint64 matched = 0;   ///< of which a rule matched a message
    qint64 changes = 0;   ///< messages that a rule matched
    qint64 failures = 0;  ///< messages with an action that could not be carried out
};
QByteArray totalsReport(const DryRunTotals &totals);
QByteArray totalsReportJson(const DryRunTotals &totals);

} // namespace sightglass::app
