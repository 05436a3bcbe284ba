// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/jsonwalk.h"

#include "mcp/jsonedit.h"
#include "mcp/jsontext.h"

#include <algorithm>

namespace sightglass::mcp {
namespace {

// White space of a neighbour is copied for looks; hostile amounts are not.
constexpr qsizetype kMaxImitated = 256;

class Walk
{
public:
    Walk(QByteArrayView json, const JsonPointer &pointer) : m_json(json), m_pointer(pointer), m_scanner(json) {}

    Result<JsonPlace> run()
    {
        if (!m_scanner.start())
            return tl::unexpected(m_scanner.error());
        JsonItem root;
        root.begin = root.nameEnd = root.value = m_scanner.position();
        if (!follow(0, root, false) || !m_scanner.finish())
            return tl::unexpected(m_scanner.error());
        return m_place;
    }

private:
    bool follow(qsizetype step, const JsonItem &item, bool inArray);
    bool intoObject(qsizetype step);
    bool intoArray(qsizetype step);

    QByteArrayView m_json;
    const JsonPointer &m_pointer;
    JsonScanner m_scanner;
    JsonPlace m_place;
};

// Over the value that begins here, to which the first \a step names lead.
bool Walk::follow(qsizetype step, const JsonItem &item, bool inArray)
{
    if (step == m_pointer.size()) {
        m_place = JsonPlace{.inArray = inArray, .step = step - 1, .item = item};
        if (!m_scanner.skipValue(int(step)))
            return false;
        m_place.item.end = m_scanner.position();
        return true;
    }
    switch (m_scanner.peek()) {
    case '{':
        return intoObject(step);
    case '[':
        return intoArray(step);
    default:
        m_place = JsonPlace{.kind = JsonPlace::Kind::NoParent, .step = step};
        return m_scanner.skipValue(int(step));
    }
}

bool Walk::intoObject(qsizetype step)
{
    const QByteArrayView name = m_pointer[step];
    JsonPlace place{.kind = JsonPlace::Kind::Absent, .step = step, .inside = m_scanner.position() + 1};
    bool found = false;
    const bool read = m_scanner.forEachItem(int(step), [&](const JsonItem &item) {
        const bool isIt = isNamed(m_json, item, name);
        found |= isIt;
        if (!(isIt ? follow(step + 1, item, false) : m_scanner.skipValue(int(step) + 1)))
            return false;
        place.item = item;
        place.item.end = m_scanner.position();
        ++place.count;
        return true;
    });
    if (read && !found)
        m_place = place;
    return read;
}

bool Walk::intoArray(qsizetype step)
{
    const std::optional<qsizetype> index = m_pointer.index(step);
    JsonPlace place{
        .kind = JsonPlace::Kind::NoIndex, .inArray = true, .step = step, .inside = m_scanner.position() + 1};
    bool found = false;
    const bool read = m_scanner.forEachItem(int(step), [&](const JsonItem &item) {
        const bool isIt = index == place.count;
        found |= isIt;
        if (!(isIt ? follow(step + 1, item, true) : m_scanner.skipValue(int(step) + 1)))
            return false;
        place.item = item;
        place.item.end = m_scanner.position();
        ++place.count;
        return true;
    });
    if (read && !found) {
        if (index == JsonPointer::kAppend || index == place.count)
            place.kind = JsonPlace::Kind::Absent;
        m_place = place;
    }
    return read;
}

// The text, if it is white space that is worth imitating.
QByteArrayView onlyBlanks(QByteArrayView text)
{
    const bool blank = text.size() <= kMaxImitated && std::all_of(text.begin(), text.end(), [](char c) {
                           return c == ' ' || c == '\t' || c == '\r' || c == '\n';
                       });
    return blank ? text : QByteArrayView();
}

} // namespace

Result<JsonPlace> findPlace(QByteArrayView json, const JsonPointer &pointer)
{
    return Walk(json, pointer).run();
}

std::vector<JsonItem> itemsOf(QByteArrayView container, qsizetype offset)
{
    std::vector<JsonItem> items;
    JsonScanner scanner(container);
    scanner.forEachItem(0, [&](JsonItem item) {
        const bool read = scanner.skipValue(1);
        item.end = scanner.position();
        for (qsizetype *place : {&item.gap, &item.begin, &item.nameEnd, &item.value, &item.end})
            *place += offset;
        items.push_back(item);
        return read;
    });
    return items;
}

bool isNamed(QByteArrayView json, const JsonItem &item, QByteArrayView name)
{
    const QByteArrayView literal = json.sliced(item.begin + 1, item.nameEnd - item.begin - 2);
    // An escape is longer than what it stands for.
    if (literal.size() < name.size())
        return false;
    if (literal.size() == name.size())
        return literal == name && literal.indexOf('\\') < 0;
    return literal.indexOf('\\') >= 0 && unquoteJson(literal) == name;
}

QByteArray splice(QByteArrayView json, qsizetype begin, qsizetype end, QByteArrayView bytes)
{
    QByteArray out;
    out.reserve(json.size() + bytes.size() - (end - begin));
    return out.append(json.first(begin)).append(bytes).append(json.sliced(end));
}

QByteArray splice(QByteArrayView json, const std::vector<JsonSplice> &splices)
{
    qsizetype size = json.size();
    for (const JsonSplice &part : splices)
        size += part.bytes.size() - (part.end - part.begin);
    QByteArray out;
    out.reserve(size);
    qsizetype at = 0;
    for (const JsonSplice &part : splices) {
        out.append(json.sliced(at, part.begin - at)).append(part.bytes);
        at = part.end;
    }
    out.append(json.sliced(at));
    return out;
}

void appendRemovals(std::vector<JsonSplice> &splices, const std::vector<JsonItem> &items, const std::vector<bool> &gone)
{
    const std::size_t firstKept = std::size_t(std::find(gone.begin(), gone.end(), false) - gone.begin());
    if (firstKept == items.size()) {
        if (!items.empty())
            splices.push_back({items.front().begin, items.back().end, {}});
        return;
    }
    if (firstKept > 0)
        splices.push_back({items.front().begin, items[firstKept].begin, {}});
    for (std::size_t i = firstKept + 1; i < items.size(); ++i) {
        if (gone[i])
            splices.push_back({items[i].gap, items[i].end, {}});
    }
}

QByteArray separator(QByteArrayView json, const JsonItem &like)
{
    QByteArrayView gap = json.sliced(like.gap, like.begin - like.gap);
    if (const qsizetype comma = gap.indexOf(','); comma >= 0)
        gap = gap.sliced(comma + 1);
    return ',' + onlyBlanks(gap).toByteArray();
}

QByteArray memberText(QByteArrayView json, const JsonItem *like, QByteArrayView name, QByteArrayView value)
{
    QByteArray text = quoteJson(name) + ':';
    if (like) {
        const QByteArrayView between = json.sliced(like->nameEnd, like->value - like->nameEnd);
        text.append(onlyBlanks(between.sliced(between.indexOf(':') + 1)));
    }
    return text.append(value);
}

} // namespace sightglass::mcp
