// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/exchangelistmodel.h"

#include <QString>

/// What stands in the cells of the list: pure functions of a record. The Time and Comment columns are the model's, for
/// they need more than that.
namespace sightglass::models {

QString columnTitle(int column);
QString columnToolTip(int column);
bool isNumericColumn(int column);

QString cellText(const exchange::Record &record, int column);
/// In full words, where the text of the cell is a sign or an abbreviation; else empty.
QString cellWords(const exchange::Record &record, int column);
QString cellToolTip(const exchange::Record &record, int column);
/// See ExchangeListModel::FilterTermRole.
QString cellFilterTerm(const exchange::Record &record, int column);
/// See ExchangeListModel::sortKey().
qint64 cellSortKey(const exchange::Record &record, int column);
/// The value of a field of the filter language that completion offers; null: none.
QByteArray fieldValue(const exchange::Record &record, QStringView field);

} // namespace sightglass::models
