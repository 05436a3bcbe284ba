// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/wholeparts.h"

#include <algorithm>

namespace sightglass::exchange {
namespace {

bool isEvent(const Part &part)
{
    return part.kind == PartKind::Event || part.kind == PartKind::SentEvent;
}

bool isWhole(const QList<Part> &parts)
{
    quint32 seen = 0;
    for (const Part &part : parts) {
        const quint32 bit = 1u << static_cast<unsigned>(part.kind);
        if (!isEvent(part) && (seen & bit))
            return false;
        seen |= bit;
    }
    return true;
}

} // namespace

QList<Part> wholeParts(const QList<Part> &parts)
{
    if (isWhole(parts))
        return parts;
    QList<Part> whole;
    for (const Part &part : parts) {
        const auto first = isEvent(part) ? whole.end()
                                         : std::find_if(whole.begin(), whole.end(),
                                                        [&](const Part &other) { return other.kind == part.kind; });
        if (first == whole.end())
            whole.append(part);
        else
            first->bytes.append(part.bytes);
    }
    return whole;
}

} // namespace sightglass::exchange
