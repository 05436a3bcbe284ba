// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/counttext.h"

#include "ui/models/exchangetext.h"

#include <QCoreApplication>

namespace sightglass::ui {

QString exchangesText(qint64 count)
{
    // Two texts and not one with %n: that would need a translation file for English too.
    if (count == 1)
        return QCoreApplication::translate("sightglass::ui::CountText", "1 exchange");
    return QCoreApplication::translate("sightglass::ui::CountText", "%1 exchanges").arg(models::countText(count));
}

QString selectedText(qint64 count)
{
    if (count == 1)
        return QCoreApplication::translate("sightglass::ui::CountText", "1 exchange selected");
    return QCoreApplication::translate("sightglass::ui::CountText", "%1 exchanges selected")
        .arg(models::countText(count));
}

} // namespace sightglass::ui
