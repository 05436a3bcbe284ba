// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../fakeinterception.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/payloadsource.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QTemporaryDir>

namespace sightglass::ui::testing {

/// A call of the tool \a tool with {"query":…,"limit":25}, answered.
exchange::RecordPtr toolCall(quint64 id, const QByteArray &tool);

struct RuleFixture {
    RuleFixture();

    /// Exchanges come in, as live.
    void receive(const QList<exchange::RecordPtr> &records);
    /// Writes the rules file and has it read.
    void write(const QByteArray &text);
    QByteArray read() const;

    QTemporaryDir folder;
    Theme theme;
    FakeInterception control;
    models::PayloadSource payloads;
    models::ExchangeListModel exchanges;
};

/// Two rules with comments that edits have to leave alone.
extern const QByteArray kTwoRules;

} // namespace sightglass::ui::testing
