// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/jsonpointer.h"
#include "mcp/jsonscanner.h"

#include <vector>

namespace sightglass::mcp {

/// Where a pointer leads in a text, and if to nothing, how far it leads.
struct JsonPlace {
    enum class Kind {
        Found,    ///< `item` is it
        Absent,   ///< the container has no such member, or the index is the one behind the last element
        NoIndex,  ///< no index of this array
        NoParent, ///< what should hold it is neither an object nor an array
    };
    Kind kind = Kind::Found;
    bool inArray = false;
    qsizetype step = 0;   ///< of the pointer: how many names lead to the container
    JsonItem item = {};   ///< Absent: the container's last one, if `count` is not 0
    qsizetype inside = 0; ///< Absent: behind the container's opening bracket
    qsizetype count = 0;  ///< Absent: the container's items
};

/// Follows \a pointer through \a json in one pass over all of it, checking it. Of members of one name the last is followed.
Result<JsonPlace> findPlace(QByteArrayView json, const JsonPointer &pointer);

/// The items of the container \a container, which is a checked JSON text at \a offset of the whole one.
std::vector<JsonItem> itemsOf(QByteArrayView container, qsizetype offset);

/// Whether the name of \a item in \a json is \a name once its escapes are resolved.
bool isNamed(QByteArrayView json, const JsonItem &item, QByteArrayView name);

/// One replacement of a text's bytes.
struct JsonSplice {
    qsizetype begin = 0;
    qsizetype end = 0;
    QByteArray bytes;
};
QByteArray splice(QByteArrayView json, qsizetype begin, qsizetype end, QByteArrayView bytes);
/// All of \a splices, which stand in order and do not overlap, at once.
QByteArray splice(QByteArrayView json, const std::vector<JsonSplice> &splices);

/// What takes the items away for which \a gone is true, together with the commas that are too many then.
void appendRemovals(std::vector<JsonSplice> &splices, const std::vector<JsonItem> &items,
                    const std::vector<bool> &gone);

/// What stands between \a like and a new neighbour, in its manner: comma and white space.
QByteArray separator(QByteArrayView json, const JsonItem &like);
/// A member as it is written beside \a like; \a like may be null.
QByteArray memberText(QByteArrayView json, const JsonItem *like, QByteArrayView name, QByteArrayView value);

} // namespace sightglass::mcp
