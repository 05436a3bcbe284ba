// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace sightglass::models {

/// What a header's value has to do with the body (SEP-2243).
enum class MirrorState : quint8 {
    None,    ///< mirrors nothing
    Equal,   ///< says what the body says
    Differs, ///< does not: a modern server must refuse it
    Missing, ///< mirrors a member that the body has not; or, as a row without value, the body wants a header that is not there
};

/// One header field, in the order of the head.
struct HeaderRow {
    QByteArray name = {};
    QByteArray value = {};   ///< as it stood in the head
    QByteArray decoded = {}; ///< behind the sentinel `=?base64?…?=`; empty when the value is none
    MirrorState mirror = MirrorState::None;
    QString bodyPath = {};     ///< the member it mirrors, as JSON Pointer, e.g. `/params/name`
    QByteArray bodyValue = {}; ///< its value, of a string without quotes
    bool isSecret = false;     ///< a Redactor would take its value out
};

/// The fields of a head beside what they mirror of \a body. Pure. A head that is no HTTP gives one row per line, as far
/// as there are names.
std::vector<HeaderRow> headerRows(const QByteArray &head, const QByteArray &body, bool isRequest);
/// The start line of a head, without its line end.
QByteArray startLine(const QByteArray &head);
/// In words, for a cell and a tool tip; empty for None.
QString mirrorText(const HeaderRow &row);

} // namespace sightglass::models
