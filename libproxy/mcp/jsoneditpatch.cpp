// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/jsonedit.h"

#include "mcp/jsoneditparts.h"
#include "mcp/jsontext.h"
#include "mcp/jsonwalk.h"

#include <nlohmann/json.hpp>

#include <optional>

namespace sightglass::mcp::jsonedit {
namespace {

struct Operation {
    std::optional<QByteArray> op;
    std::optional<QByteArray> path;
    std::optional<QByteArray> from;
    std::optional<QByteArrayView> value;
};

// Members that an operation does not know are ignored (RFC 6902 section 4).
Operation readOperation(QByteArrayView json)
{
    Operation operation;
    if (!json.startsWith('{'))
        return operation;
    for (const JsonItem &item : itemsOf(json, 0)) {
        const QByteArrayView value = json.sliced(item.value, item.end - item.value);
        const auto text = [value] { return value.startsWith('"') ? std::optional(unquoteJson(value)) : std::nullopt; };
        if (isNamed(json, item, "op"))
            operation.op = text();
        else if (isNamed(json, item, "path"))
            operation.path = text();
        else if (isNamed(json, item, "from"))
            operation.from = text();
        else if (isNamed(json, item, "value"))
            operation.value = value;
    }
    return operation;
}

nlohmann::json parsed(QByteArrayView json)
{
    return nlohmann::json::parse(json.begin(), json.end(), nullptr, false, true);
}

// RFC 6902 section 4.6: numbers by value, objects in any order.
bool isSame(QByteArrayView a, QByteArrayView b)
{
    if (a == b)
        return true;
    const nlohmann::json left = parsed(a);
    const nlohmann::json right = parsed(b);
    return !left.is_discarded() && !right.is_discarded() && left == right;
}

Result<QByteArray> move(QByteArrayView json, QByteArrayView from, QByteArrayView path)
{
    const auto moved = value(json, from);
    if (!moved)
        return tl::unexpected(moved.error());
    if (from == path)
        return json.toByteArray();
    if (path.startsWith(from.toByteArray() + '/')) // RFC 6902 section 4.4
        return failure(ErrorCode::InvalidArgument, QStringLiteral("a value cannot be moved into itself"));
    return remove(json, from).and_then([&](const QByteArray &without) { return put(without, path, *moved, Put::Add); });
}

Result<QByteArray> test(QByteArrayView json, QByteArrayView path, QByteArrayView expected)
{
    const auto found = value(json, path);
    if (!found)
        return tl::unexpected(found.error());
    if (!isSame(*found, expected))
        return failure(ErrorCode::InvalidData,
                       QStringLiteral("another value stands at '%1'").arg(QString::fromUtf8(path)));
    return json.toByteArray();
}

Result<QByteArray> carryOut(QByteArrayView json, const Operation &operation)
{
    const auto lacks = [](const char *what) {
        return failure(ErrorCode::InvalidArgument, QStringLiteral("it lacks '%1'").arg(QLatin1StringView(what)));
    };
    if (!operation.op)
        return lacks("op");
    if (!operation.path)
        return lacks("path");
    const QByteArray &op = *operation.op;
    const QByteArray &path = *operation.path;
    const int depth = int(path.count('/'));
    if (op == "remove")
        return remove(json, path);
    if (op == "move" || op == "copy") {
        if (!operation.from)
            return lacks("from");
        if (op == "move")
            return move(json, *operation.from, path);
        return value(json, *operation.from).and_then([&](const QByteArray &copied) {
            return put(json, path, copied, Put::Add);
        });
    }
    if (op != "add" && op != "replace" && op != "test")
        return failure(ErrorCode::InvalidArgument, QStringLiteral("there is no operation of this name"));
    if (!operation.value)
        return lacks("value");
    const auto checked = checkedValue(*operation.value, depth);
    if (!checked)
        return tl::unexpected(checked.error());
    if (op == "test")
        return test(json, path, *checked);
    return put(json, path, *checked, op == "add" ? Put::Add : Put::Replace);
}

} // namespace

Result<QByteArray> patch(QByteArrayView json, QByteArrayView jsonPatch)
{
    const auto checked = checkedValue(jsonPatch, 0);
    if (!checked)
        return tl::unexpected(checked.error());
    if (!checked->startsWith('['))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("a JSON Patch is an array of operations"));
    const std::vector<JsonItem> items = itemsOf(*checked, 0);
    if (qsizetype(items.size()) > kMaxOperations)
        return failure(ErrorCode::LimitExceeded, QStringLiteral("a JSON Patch has at most 1000 operations"));
    QByteArray edited = json.toByteArray();
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Operation operation = readOperation(checked->sliced(items[i].value, items[i].end - items[i].value));
        auto next = carryOut(edited, operation);
        if (!next)
            return failure(next.error().code,
                           QStringLiteral("operation %1 (%2): %3")
                               .arg(i + 1)
                               .arg(QString::fromUtf8(operation.op.value_or("?")), next.error().text));
        edited = std::move(*next);
    }
    // With no operation nothing has read the text yet.
    return locate(edited, {}).map([&edited](Span) { return edited; });
}

} // namespace sightglass::mcp::jsonedit
