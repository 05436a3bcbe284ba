// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/pointerlist.h"

#include "mcp/jsontext.h"
#include "ui/models/jsonscan.h"

namespace sightglass::ui {

QStringList pointersOf(const QByteArray &json)
{
    if (json.size() > kMostPointedBytes)
        return {};
    const auto root = models::jsonRoot(json).value;
    if (!root)
        return {};
    struct Container {
        QByteArray pointer;
        models::JsonValue value;
    };
    QStringList found;
    QList<Container> open{{QByteArray(), *root}};
    for (qsizetype next = 0; next < open.size() && found.size() < kMostPointers; ++next) {
        const Container container = open.at(next);
        const bool isObject = container.value.type == models::JsonType::Object;
        if (!isObject && container.value.type != models::JsonType::Array)
            continue;
        models::JsonChildren children(json, container.value);
        for (qsizetype index = 0; found.size() < kMostPointers; ++index) {
            const auto child = children.next();
            if (!child)
                break;
            const QByteArray name =
                isObject ? mcp::unquoteJson(QByteArrayView(json).sliced(child->key.at, child->key.length))
                         : QByteArray::number(index);
            const QByteArray pointer = container.pointer + '/' + models::pointerToken(name);
            found.append(QString::fromUtf8(pointer));
            open.append({pointer, *child});
        }
    }
    return found;
}

} // namespace sightglass::ui
