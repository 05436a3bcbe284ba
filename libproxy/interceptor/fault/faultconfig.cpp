// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/fault/faultconfig.h"

namespace sightglass::interceptor::fault {

bool Fault::operator==(const Fault &other) const
{
    return kind == other.kind && name == other.name && filter.toString() == other.filter.toString()
           && directions == other.directions && probability == other.probability && minMs == other.minMs
           && maxMs == other.maxMs && bytes == other.bytes && bytesPerSecond == other.bytesPerSecond
           && copies == other.copies && code == other.code && text == other.text && httpStatus == other.httpStatus;
}

QLatin1StringView nameOf(Fault::Kind kind)
{
    switch (kind) {
    case Fault::Kind::Delay:
        return QLatin1StringView("delay");
    case Fault::Kind::Error:
        return QLatin1StringView("error");
    case Fault::Kind::Drop:
        return QLatin1StringView("drop");
    case Fault::Kind::Duplicate:
        return QLatin1StringView("duplicate");
    case Fault::Kind::Reorder:
        return QLatin1StringView("reorder");
    case Fault::Kind::Truncate:
        return QLatin1StringView("truncate");
    case Fault::Kind::Flip:
        return QLatin1StringView("flip");
    case Fault::Kind::WrongId:
        return QLatin1StringView("wrong-id");
    case Fault::Kind::WrongType:
        return QLatin1StringView("wrong-type");
    case Fault::Kind::Disconnect:
        return QLatin1StringView("disconnect");
    case Fault::Kind::Throttle:
        return QLatin1StringView("throttle");
    case Fault::Kind::SlowDrip:
        return QLatin1StringView("slow-drip");
    case Fault::Kind::Stall:
        return QLatin1StringView("stall");
    }
    return {};
}

} // namespace sightglass::interceptor::fault
