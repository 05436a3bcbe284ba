// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/headeredit.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace sightglass::ui {

/// One field of a head as it stands in an editor.
struct HeaderField {
    QByteArray name;
    QByteArray value;

    bool operator==(const HeaderField &) const = default;
};

/// The fields of a head, without its start line.
QList<HeaderField> fieldsOf(const QByteArray &head);
/// What turns \a before into \a after. Several fields of one name are joined by commas, as RFC 9110 §5.2 lets us: an edit
/// sets one field in place of all of its name.
interceptor::HeaderEdits headerEdits(const QList<HeaderField> &before, const QList<HeaderField> &after);
/// Why it can be no field of a head, in words; empty: it can.
QString fieldProblem(const HeaderField &field);
/// Set by the proxy itself from what it sends; an edit would be undone.
bool isDerived(QByteArrayView name);

} // namespace sightglass::ui
