// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <QByteArray>
#include <QSet>
#include <QString>

namespace sightglass::models {

/// Makes equal texts of records share one buffer: most fields of most exchanges say the same as those of the one before.
class RecordPool
{
public:
    /// A copy of \a record without parts.
    exchange::Record interned(const exchange::Record &record);

private:
    void share(QByteArray &text, QByteArray &previous);
    void share(QString &text, QString &previous);

    exchange::Record m_previous; ///< of each field, the text that came last
    QSet<QByteArray> m_bytes;
    QSet<QString> m_texts;
};

} // namespace sightglass::models
