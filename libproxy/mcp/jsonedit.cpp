// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/jsonedit.h"

#include "mcp/jsoneditparts.h"
#include "mcp/jsontext.h"
#include "mcp/jsonwalk.h"

namespace sightglass::mcp::jsonedit {
namespace {

tl::unexpected<Error> nothingThere(const JsonPlace &place, const JsonPointer &pointer)
{
    const QString container = pointer.text(place.step);
    switch (place.kind) {
    case JsonPlace::Kind::NoIndex:
        return failure(ErrorCode::NotFound, QStringLiteral("'%1' is no index of the array at '%2'")
                                                .arg(QString::fromUtf8(pointer[place.step]), container));
    case JsonPlace::Kind::NoParent:
        return failure(ErrorCode::NotFound,
                       QStringLiteral("what stands at '%1' is neither an object nor an array").arg(container));
    default:
        return failure(ErrorCode::NotFound,
                       QStringLiteral("there is nothing at '%1'").arg(pointer.text(place.step + 1)));
    }
}

struct Target {
    JsonPointer pointer;
    JsonPlace place;
};

Result<Target> find(QByteArrayView json, QByteArrayView pointerText)
{
    auto pointer = JsonPointer::parse(pointerText);
    if (!pointer)
        return tl::unexpected(pointer.error());
    auto place = findPlace(json, *pointer);
    if (!place)
        return tl::unexpected(place.error());
    return Target{std::move(*pointer), *place};
}

Result<Target> findPresent(QByteArrayView json, QByteArrayView pointerText)
{
    auto target = find(json, pointerText);
    if (target && target->place.kind != JsonPlace::Kind::Found)
        return nothingThere(target->place, target->pointer);
    return target;
}

// The value, within objects for the parents that are not there.
QByteArray wrapped(const JsonPointer &pointer, qsizetype from, QByteArrayView value)
{
    QByteArray text;
    for (qsizetype step = from; step < pointer.size(); ++step)
        text += '{' + quoteJson(pointer[step]) + ':';
    text.append(value);
    for (qsizetype step = from; step < pointer.size(); ++step)
        text += '}';
    return text;
}

QByteArray append(QByteArrayView json, const Target &target, QByteArrayView value)
{
    const JsonPlace &place = target.place;
    const QByteArray inner = wrapped(target.pointer, place.step + 1, value);
    const JsonItem *like = place.count > 0 ? &place.item : nullptr;
    const QByteArray text = (like ? separator(json, *like) : QByteArray())
                            + (place.inArray ? inner : memberText(json, like, target.pointer[place.step], inner));
    const qsizetype at = like ? like->end : place.inside;
    return splice(json, at, at, text);
}

QByteArray insertBefore(QByteArrayView json, const JsonItem &item, QByteArrayView value)
{
    return splice(json, item.begin, item.begin, value.toByteArray() + separator(json, item));
}

} // namespace

Result<QByteArray> bounded(QByteArray text)
{
    if (text.size() > kMaxBytes)
        return failure(ErrorCode::LimitExceeded, QStringLiteral("the edited text is larger than 64 MiB"));
    return text;
}

Result<QByteArrayView> checkedValue(QByteArrayView value, int depth)
{
    JsonScanner scanner(value, JsonScanner::Comments::Refuse);
    if (!scanner.start())
        return tl::unexpected(scanner.error());
    const qsizetype begin = scanner.position();
    if (!scanner.skipValue(depth))
        return tl::unexpected(scanner.error());
    const qsizetype end = scanner.position();
    if (!scanner.finish())
        return tl::unexpected(scanner.error());
    if (!value.isValidUtf8())
        return failure(ErrorCode::InvalidData, QStringLiteral("the new value is not UTF-8"));
    return value.sliced(begin, end - begin);
}

Result<QByteArray> put(QByteArrayView json, QByteArrayView pointer, QByteArrayView checked, Put how)
{
    const auto target = find(json, pointer);
    if (!target)
        return tl::unexpected(target.error());
    const JsonPlace &place = target->place;
    if (place.kind == JsonPlace::Kind::Found) {
        if (how == Put::Add && place.inArray)
            return bounded(insertBefore(json, place.item, checked));
        return bounded(splice(json, place.item.value, place.item.end, checked));
    }
    const bool parentIsThere = place.step + 1 == target->pointer.size();
    if (place.kind != JsonPlace::Kind::Absent || how == Put::Replace || (how == Put::Add && !parentIsThere))
        return nothingThere(place, target->pointer);
    if (!pointer.isValidUtf8())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("the name of the new member is not UTF-8"));
    return bounded(append(json, *target, checked));
}

Result<Span> locate(QByteArrayView json, QByteArrayView pointer)
{
    return findPresent(json, pointer).map([](const Target &target) {
        return Span{target.place.item.value, target.place.item.end};
    });
}

Result<QByteArray> value(QByteArrayView json, QByteArrayView pointer)
{
    return locate(json, pointer).map([json](Span span) {
        return json.sliced(span.begin, span.end - span.begin).toByteArray();
    });
}

Result<QList<Span>> children(QByteArrayView json, QByteArrayView pointer)
{
    const auto span = locate(json, pointer);
    if (!span)
        return tl::unexpected(span.error());
    const QByteArrayView container = json.sliced(span->begin, span->end - span->begin);
    if (container.front() != '{' && container.front() != '[')
        return failure(
            ErrorCode::InvalidData,
            QStringLiteral("what stands at '%1' is neither an object nor an array").arg(QString::fromUtf8(pointer)));
    QList<Span> spans;
    for (const JsonItem &item : itemsOf(container, span->begin))
        spans.append({item.value, item.end});
    return spans;
}

Result<QByteArray> set(QByteArrayView json, QByteArrayView pointer, QByteArrayView value)
{
    return checkedValue(value, int(pointer.count('/'))).and_then([&](QByteArrayView checked) {
        return put(json, pointer, checked, Put::Set);
    });
}

Result<QByteArray> insert(QByteArrayView json, QByteArrayView pointer, QByteArrayView value)
{
    return checkedValue(value, int(pointer.count('/'))).and_then([&](QByteArrayView checked) {
        return put(json, pointer, checked, Put::Add);
    });
}

Result<QByteArray> remove(QByteArrayView json, QByteArrayView pointer)
{
    const auto target = findPresent(json, pointer);
    if (!target)
        return tl::unexpected(target.error());
    if (target->pointer.size() == 0)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("the whole document cannot be removed"));
    const QByteArrayView parentPointer = pointer.first(pointer.lastIndexOf('/'));
    const auto parent = locate(json, parentPointer);
    if (!parent)
        return tl::unexpected(parent.error());
    const std::vector<JsonItem> items = itemsOf(json.sliced(parent->begin, parent->end - parent->begin), parent->begin);
    const JsonPlace &place = target->place;
    std::vector<bool> gone(items.size());
    for (std::size_t i = 0; i < items.size(); ++i)
        gone[i] = place.inArray ? items[i].begin == place.item.begin
                                : isNamed(json, items[i], target->pointer[target->pointer.size() - 1]);
    std::vector<JsonSplice> splices;
    appendRemovals(splices, items, gone);
    return splice(json, splices);
}

} // namespace sightglass::mcp::jsonedit
