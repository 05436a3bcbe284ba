// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/jsonedit.h"

#include "mcp/jsoneditparts.h"
#include "mcp/jsontext.h"
#include "mcp/jsonwalk.h"

#include <QHash>

#include <algorithm>

namespace sightglass::mcp::jsonedit {
namespace {

QByteArrayView textOf(QByteArrayView json, const JsonItem &item)
{
    return json.sliced(item.value, item.end - item.value);
}

// The name of a member; without escapes it shares the bytes of \a json.
QByteArray nameOf(QByteArrayView json, const JsonItem &item)
{
    const QByteArrayView literal = json.sliced(item.begin + 1, item.nameEnd - item.begin - 2);
    return literal.indexOf('\\') < 0 ? QByteArray::fromRawData(literal.data(), literal.size()) : unquoteJson(literal);
}

// What a patch wants of one member.
struct Wish {
    QByteArray name;
    QByteArrayView change;
    qsizetype last = -1; // the last of the target's members of this name
};

// Of the patch's members with one name the last, in order.
std::vector<Wish> wishesOf(QByteArrayView patch, QHash<QByteArray, qsizetype> &byName)
{
    const std::vector<JsonItem> items = itemsOf(patch, 0);
    for (std::size_t i = 0; i < items.size(); ++i)
        byName.insert(nameOf(patch, items[i]), qsizetype(i));
    std::vector<Wish> wishes;
    for (std::size_t i = 0; i < items.size(); ++i) {
        QByteArray name = nameOf(patch, items[i]);
        qsizetype &place = byName[name];
        if (place != qsizetype(i))
            continue;
        place = qsizetype(wishes.size());
        wishes.push_back({std::move(name), textOf(patch, items[i])});
    }
    return wishes;
}

QByteArray merged(QByteArrayView target, QByteArrayView patch);

// What the patch makes of a member that is not there, or is no object: itself without its nulls.
QByteArray made(QByteArrayView patch)
{
    return patch.startsWith('{') ? merged("{}", patch) : patch.toByteArray();
}

// The members that only the patch has, as they stand behind the target's last one.
QByteArray added(QByteArrayView target, const JsonItem *like, const std::vector<Wish> &wishes, bool anyKept)
{
    QByteArray text;
    for (const Wish &wish : wishes) {
        if (wish.last >= 0 || wish.change == "null")
            continue;
        if (anyKept || !text.isEmpty())
            text += like ? separator(target, *like) : QByteArray(",");
        text += memberText(target, like, wish.name, made(wish.change));
    }
    return text;
}

QByteArray merged(QByteArrayView target, QByteArrayView patch)
{
    QHash<QByteArray, qsizetype> byName;
    std::vector<Wish> wishes = wishesOf(patch, byName);
    const std::vector<JsonItem> there = itemsOf(target, 0);
    std::vector<bool> gone(there.size());
    for (std::size_t i = 0; i < there.size(); ++i) {
        const auto wish = byName.constFind(nameOf(target, there[i]));
        if (wish == byName.cend())
            continue;
        wishes[std::size_t(*wish)].last = qsizetype(i);
        gone[i] = wishes[std::size_t(*wish)].change == "null";
    }
    std::vector<JsonSplice> splices;
    appendRemovals(splices, there, gone);
    for (const Wish &wish : wishes) {
        if (wish.last < 0 || wish.change == "null")
            continue;
        const JsonItem &item = there[std::size_t(wish.last)];
        const QByteArrayView value = textOf(target, item);
        const bool bothObjects = wish.change.startsWith('{') && value.startsWith('{');
        splices.push_back({item.value, item.end, bothObjects ? merged(value, wish.change) : made(wish.change)});
    }
    // Behind the last member, whether that goes or not; behind the opening bracket where there is none.
    const JsonItem *like = there.empty() ? nullptr : &there.back();
    const bool anyKept = std::find(gone.begin(), gone.end(), false) != gone.end();
    const qsizetype end = like ? like->end : 1;
    splices.push_back({end, end, added(target, like, wishes, anyKept)});
    std::stable_sort(splices.begin(), splices.end(),
                     [](const JsonSplice &a, const JsonSplice &b) { return a.begin < b.begin; });
    return splice(target, splices);
}

} // namespace

Result<QByteArray> mergePatch(QByteArrayView json, QByteArrayView mergePatch)
{
    const auto checked = checkedValue(mergePatch, 0);
    if (!checked)
        return tl::unexpected(checked.error());
    const auto root = locate(json, {});
    if (!root)
        return tl::unexpected(root.error());
    const QByteArrayView target = json.sliced(root->begin, root->end - root->begin);
    const bool bothObjects = target.startsWith('{') && checked->startsWith('{');
    return bounded(splice(json, root->begin, root->end, bothObjects ? merged(target, *checked) : made(*checked)));
}

} // namespace sightglass::mcp::jsonedit
