// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Edits of JSON texts: the input is a document, a pointer and a value or patch, separated by 0x1E, which no JSON text may
// hold. Whatever is edited can be read again, holds what was put in, and is otherwise as it was.
#include "mcp/jsonedit.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

using namespace sightglass;
using namespace sightglass::mcp;

namespace {

struct Input {
    QByteArray json;
    QByteArray pointer;
    QByteArray value;
};

void require(bool holds, const char *what, const Input &input, const Result<QByteArray> &result)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken: %s\n%s\n%s\n%s\n--- gave\n%s\n", what, input.json.constData(),
                 input.pointer.constData(), input.value.constData(),
                 result ? result->constData() : qPrintable(result.error().text));
    std::abort();
}

Input split(const QByteArray &all)
{
    const qsizetype first = all.indexOf('\x1e');
    const qsizetype second = first < 0 ? -1 : all.indexOf('\x1e', first + 1);
    if (second < 0)
        return {all, {}, all};
    return {all.first(first), all.sliced(first + 1, second - first - 1), all.sliced(second + 1)};
}

void checkReadable(const Input &input, const Result<QByteArray> &result)
{
    if (result)
        require(jsonedit::locate(*result, {}).has_value(), "an edited text can be read", input, result);
    else
        require(!result.error().text.isEmpty(), "an error says what it is", input, result);
}

void checkSet(const Input &input)
{
    const auto span = jsonedit::locate(input.json, input.pointer);
    const auto value = jsonedit::value(input.value, {});
    const auto set = jsonedit::set(input.json, input.pointer, input.value);
    checkReadable(input, set);
    checkReadable(input, jsonedit::insert(input.json, input.pointer, input.value));
    if (!set)
        return;
    require(value.has_value(), "only a value can be set", input, set);
    if (span)
        require(*set == input.json.first(span->begin) + *value + input.json.sliced(span->end), "only the value changes",
                input, set);
    else
        require(set->size() >= input.json.size() + value->size(), "what was there is there", input, set);
    if (!input.pointer.contains("/-"))
        require(jsonedit::value(*set, input.pointer).value_or(QByteArray()) == *value, "what was set is there", input,
                set);
}

void checkRemove(const Input &input)
{
    const auto removed = jsonedit::remove(input.json, input.pointer);
    checkReadable(input, removed);
    if (!removed)
        return;
    require(removed->size() < input.json.size(), "something is gone", input, removed);
    const QByteArray parent = input.pointer.first(input.pointer.lastIndexOf('/'));
    const auto left = jsonedit::value(*removed, parent);
    require(left.has_value(), "the parent stays", input, removed);
    if (left->startsWith('{'))
        require(!jsonedit::locate(*removed, input.pointer), "what was removed is not there", input, removed);
}

void checkPatches(const Input &input)
{
    checkReadable(input, jsonedit::patch(input.json, input.value));
    const auto merged = jsonedit::mergePatch(input.json, input.value);
    checkReadable(input, merged);
    if (merged)
        require(jsonedit::mergePatch(*merged, input.value).value_or(QByteArray()) == *merged, "merged twice is merged",
                input, merged);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const Input input = split(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    const auto children = jsonedit::children(input.json, input.pointer);
    for (const auto span : children ? *children : QList<jsonedit::Span>())
        require(span.begin >= 0 && span.begin < span.end && span.end <= input.json.size(), "a child is within the text",
                input, input.json);
    checkSet(input);
    checkRemove(input);
    checkPatches(input);
    return 0;
}
