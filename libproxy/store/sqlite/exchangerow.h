// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"
#include "store/sqlite/database.h"

namespace sightglass::store {

/// Where a piece of payload lies. None: chunk is 0.
struct PieceLocation {
    qint64 chunk = 0;
    qint64 offset = 0;
    qint64 length = 0;
};

/// The statement that adds a row of table `exchange`, and the one that brings an existing row up to date: same
/// parameters, set by bindRow(). The update keeps the location of a first piece that is there already.
QByteArray insertRowSql();
QByteArray updateRowSql();

/// Sets all parameters. \a record must stay until the statement has run.
void bindRow(Statement &statement, const exchange::Record &record, const PieceLocation &firstPiece);

/// "SELECT <all columns> FROM exchange ": for a WHERE clause to follow. Schemas below 3 have no notes.
QByteArray selectRowsSql(bool hasNotes);

/// Reads the current row. Values that no Record can have become the nearest that one can.
exchange::Record readRow(const Statement &statement, PieceLocation &firstPiece);

} // namespace sightglass::store
