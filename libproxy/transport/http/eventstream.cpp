// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/http/eventstream.h"

#include "wire/httphead.h"

namespace sightglass::transport {

bool isEventStreamType(QByteArrayView contentType)
{
    constexpr QByteArrayView wanted("text/event-stream");
    if (contentType.size() < wanted.size() || !wire::equalsIgnoreCase(contentType.first(wanted.size()), wanted))
        return false;
    return contentType.size() == wanted.size() || contentType.at(wanted.size()) == ';'
           || contentType.at(wanted.size()) == ' ';
}

bool announcesEventStream(QByteArrayView fields)
{
    constexpr QByteArrayView name("Content-Type:");
    while (!fields.isEmpty()) {
        const qsizetype end = fields.indexOf('\n');
        const QByteArrayView line = end < 0 ? fields : fields.first(end);
        fields = end < 0 ? QByteArrayView() : fields.sliced(end + 1);
        if (line.size() > name.size() && wire::equalsIgnoreCase(line.first(name.size()), name))
            return isEventStreamType(line.sliced(name.size()).trimmed());
    }
    return false;
}

bool endsBetweenEvents(QByteArrayView bytes)
{
    const auto chopLineEnd = [&bytes] {
        if (bytes.endsWith("\r\n"))
            bytes.chop(2);
        else if (bytes.endsWith('\n') || bytes.endsWith('\r'))
            bytes.chop(1);
        else
            return false;
        return true;
    };
    return chopLineEnd() && chopLineEnd();
}

} // namespace sightglass::transport
