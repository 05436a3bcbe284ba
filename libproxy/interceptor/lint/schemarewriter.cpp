// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/lint/schemarewriter.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sightglass::interceptor::lint {
namespace {

constexpr double kSafeInteger = 9007199254740991.0;
constexpr std::array kRecursions = {8, 3, 1, 0};
constexpr int kMaxAnchorNodes = 20'000;

bool isSchema(const Json &value)
{
    return value.is_object() || value.is_boolean();
}

bool isCount(const Json &value)
{
    return value.is_number_integer() && value >= 0;
}

qsizetype countNodes(const Json &value)
{
    qsizetype count = 1;
    for (const Json &one : value)
        count += value.is_structured() ? countNodes(one) : 0;
    return count;
}

// Percent escapes of a fragment (RFC 3986).
QByteArray fragment(const QByteArray &reference)
{
    return QByteArray::fromPercentEncoding(reference.sliced(1));
}

const Json *resolve(const Json &root, const QByteArray &pointer)
{
    const Json *at = &root;
    for (QByteArray name : pointer.isEmpty() ? QList<QByteArray>() : pointer.sliced(1).split('/')) {
        name.replace("~1", "/").replace("~0", "~");
        if (at->is_object()) {
            const auto found = at->find(std::string_view(name.constData(), std::size_t(name.size())));
            if (found == at->end())
                return nullptr;
            at = &*found;
        } else {
            bool ok = false;
            const uint index = name.toUInt(&ok);
            if (!ok || !at->is_array() || index >= at->size())
                return nullptr;
            at = &(*at)[index];
        }
    }
    return at;
}

} // namespace

Json withWholeNumbers(Json value)
{
    if (value.is_number_float()) {
        const double number = value.get<double>();
        if (number == std::trunc(number) && std::abs(number) <= kSafeInteger)
            return static_cast<std::int64_t>(number);
    } else if (value.is_structured()) {
        for (Json &one : value)
            one = withWholeNumbers(std::move(one));
    }
    return value;
}

SchemaRewriter::SchemaRewriter(const Json &root) : m_root(root)
{
    const QByteArray dialect = textOf(member(root, "$schema"));
    m_refIsAlone = dialect.contains("/draft-0");
    findAnchors(root, {}, 0);
}

void SchemaRewriter::findAnchors(const Json &node, const QByteArray &pointer, int depth)
{
    if (!node.is_structured() || depth > kMaxDepth || ++m_anchorNodes > kMaxAnchorNodes)
        return;
    if (node.is_object()) {
        if (const QByteArray name = textOf(member(node, "$anchor")); !name.isEmpty())
            m_anchors.insert(name, pointer);
        for (const auto &[key, value] : node.items())
            findAnchors(value, step(pointer, QByteArrayView(key.data(), qsizetype(key.size()))), depth + 1);
    } else {
        for (std::size_t i = 0; i < node.size(); ++i)
            findAnchors(node[i], pointer + '/' + QByteArray::number(qulonglong(i)), depth + 1);
    }
}

std::optional<Json> SchemaRewriter::rewritten()
{
    for (const int recursion : kRecursions) {
        m_recursion = recursion;
        m_nodes = m_patterns = 0;
        m_tooLarge = false;
        m_active.clear();
        m_problems.clear();
        Out out = rewrite(m_root, 0);
        if (!m_tooLarge)
            return std::move(out.schema);
    }
    problem(QStringLiteral("it is too large or refers to itself too often to be checked"));
    return std::nullopt;
}

void SchemaRewriter::problem(const QString &text)
{
    if (m_problems.size() < kMaxProblems && !m_problems.contains(text))
        m_problems.append(text);
}

bool SchemaRewriter::spend(int nodes)
{
    m_nodes += nodes;
    m_tooLarge = m_tooLarge || m_nodes > kMaxNodes;
    return !m_tooLarge;
}

Json SchemaRewriter::keep(const Json &value)
{
    const qsizetype nodes = countNodes(value);
    return spend(int(std::min<qsizetype>(nodes, kMaxNodes + 1))) ? withWholeNumbers(value) : Json();
}

SchemaRewriter::Out SchemaRewriter::rewrite(const Json &node, int depth)
{
    if (node.is_boolean())
        return {spend(1) ? node : Json(true), true};
    if (!node.is_object()) {
        problem(QStringLiteral("a schema is an object or a boolean, but %1 stands there")
                    .arg(shown(std::string(node.type_name()))));
        return {true, false};
    }
    // An $id of its own gives a part another base, so its references would mean something else.
    if (depth > kMaxDepth || !spend(1) || (depth > 0 && member(node, "$id").is_string()))
        return {true, false};
    if (member(node, "$ref").is_string())
        return reference(node, depth);
    Out out{Json::object(), !node.contains("$dynamicRef") && !node.contains("$recursiveRef")};
    keywords(node, out, depth);
    return out;
}

SchemaRewriter::Out SchemaRewriter::reference(const Json &node, int depth)
{
    const QByteArray text = textOf(member(node, "$ref"));
    Out target{true, false};
    if (text.size() > kMaxReferenceBytes) {
        problem(QStringLiteral("\"$ref\": \"%1\" is too long to be followed").arg(shown(text)));
    } else if (!text.startsWith('#')) {
        problem(QStringLiteral("\"$ref\": \"%1\" leads out of the document; it is not followed").arg(shown(text)));
    } else {
        const QByteArray name = fragment(text);
        const bool isPointer = name.isEmpty() || name.startsWith('/');
        if (!isPointer && !m_anchors.contains(name))
            problem(QStringLiteral("\"$ref\": \"%1\" leads nowhere").arg(shown(text)));
        else
            target = fromPointer(isPointer ? name : m_anchors.value(name), depth);
    }
    if (m_refIsAlone || node.size() == 1)
        return target;
    Out out{Json::object(), true};
    keywords(node, out, depth);
    Json all = Json::array({std::move(target.schema)});
    if (const auto own = out.schema.find("allOf"); own != out.schema.end()) {
        for (Json &one : *own)
            all.push_back(std::move(one));
    }
    out.schema["allOf"] = std::move(all);
    out.exact = out.exact && target.exact;
    return out;
}

SchemaRewriter::Out SchemaRewriter::fromPointer(const QByteArray &target, int depth)
{
    const Json *node = resolve(m_root, target);
    if (!node || !isSchema(*node)) {
        problem(QStringLiteral("\"$ref\": \"#%1\" leads nowhere").arg(shown(target)));
        return {true, false};
    }
    int &active = m_active[target];
    if (active > m_recursion)
        return {true, false};
    ++active;
    Out out = rewrite(*node, depth + 1);
    --m_active[target];
    return out;
}

Json SchemaRewriter::child(const Json &value, Out &parent, int depth)
{
    Out out = rewrite(value, depth + 1);
    parent.exact = parent.exact && out.exact;
    return std::move(out.schema);
}

void SchemaRewriter::keywords(const Json &node, Out &out, int depth)
{
    simpleKeywords(node, out);
    numberKeywords(node, out);
    objectKeywords(node, out, depth);
    arrayKeywords(node, out, depth);
    combiningKeywords(node, out, depth);
    conditional(node, out, depth);
    dependencies(node, out, depth);
}

void SchemaRewriter::simpleKeywords(const Json &node, Out &out)
{
    static constexpr std::array<std::string_view, 7> kTypes = {"null",   "boolean", "object", "array",
                                                               "number", "string",  "integer"};
    const auto isType = [](const Json &value) {
        return value.is_string()
               && std::find(kTypes.begin(), kTypes.end(), value.get_ref<const std::string &>()) != kTypes.end();
    };
    if (const Json &type = member(node, "type"); !type.is_null()) {
        const bool known = isType(type) || (type.is_array() && std::all_of(type.begin(), type.end(), isType));
        if (known && !(type.is_array() && type.empty()))
            out.schema["type"] = keep(type);
        else
            problem(QStringLiteral("\"type\" names no type of JSON Schema"));
        out.exact = out.exact && known;
    }
    if (const Json &values = member(node, "enum"); values.is_array() && !values.empty())
        out.schema["enum"] = keep(values);
    if (node.contains("const"))
        out.schema["const"] = keep(member(node, "const"));
    for (const char *key : {"minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"}) {
        const Json value = withWholeNumbers(member(node, key));
        if (isCount(value))
            out.schema[key] = keep(value);
    }
    if (const Json &pattern = member(node, "pattern"); pattern.is_string()) {
        out.exact = false; // see jsonschema.cpp: it gives way where it costs too much
        if (qsizetype(pattern.get_ref<const std::string &>().size()) <= kMaxPatternBytes
            && ++m_patterns <= kMaxPatterns)
            out.schema[kPatternKey] = keep(pattern);
    }
    // What would cost the square of an array's length, and keywords that look at what others have seen.
    for (const char *key : {"uniqueItems", "unevaluatedProperties", "unevaluatedItems", "propertyNames"})
        out.exact = out.exact && !node.contains(key);
}

void SchemaRewriter::bound(const Json &node, const char *key, const char *exclusiveKey, Out &out)
{
    const Json &limit = member(node, key);
    const Json &exclusive = member(node, exclusiveKey);
    // Draft 4 has a boolean beside the bound.
    if (exclusive.is_boolean() && exclusive.get<bool>() && limit.is_number()) {
        out.schema[exclusiveKey] = keep(limit);
        return;
    }
    if (limit.is_number())
        out.schema[key] = keep(limit);
    if (exclusive.is_number())
        out.schema[exclusiveKey] = keep(exclusive);
}

void SchemaRewriter::numberKeywords(const Json &node, Out &out)
{
    bound(node, "minimum", "exclusiveMinimum", out);
    bound(node, "maximum", "exclusiveMaximum", out);
    const Json divisor = withWholeNumbers(member(node, "multipleOf"));
    if (divisor.is_null())
        return;
    out.exact = false; // fractions are not divided, and fractional values pass
    if (divisor.is_number_integer() && divisor > 0)
        out.schema["multipleOf"] = keep(divisor);
}

void SchemaRewriter::objectKeywords(const Json &node, Out &out, int depth)
{
    if (const Json &names = member(node, "required"); names.is_array()) {
        Json required = Json::array();
        for (const Json &name : names) {
            if (name.is_string())
                required.push_back(keep(name));
            if (m_tooLarge)
                return;
        }
        if (!required.empty())
            out.schema["required"] = std::move(required);
    }
    if (const Json &properties = member(node, "properties"); properties.is_object()) {
        Json &target = out.schema["properties"] = Json::object();
        for (const auto &[name, schema] : properties.items()) {
            target[name] = child(schema, out, depth);
            if (m_tooLarge)
                return;
        }
    }
    const bool byPattern = node.contains("patternProperties");
    out.exact = out.exact && !byPattern;
    if (const Json &others = member(node, "additionalProperties"); isSchema(others) && !byPattern)
        out.schema["additionalProperties"] = child(others, out, depth);
}

void SchemaRewriter::arrayKeywords(const Json &node, Out &out, int depth)
{
    const Json &items = member(node, "items");
    const bool isOld = items.is_array(); // before 2020-12
    const Json &tuple = isOld ? items : member(node, "prefixItems");
    const Json &rest = isOld ? member(node, "additionalItems") : items;
    if (tuple.is_array() && !tuple.empty()) {
        Json &target = out.schema["items"] = Json::array();
        for (const Json &one : tuple) {
            target.push_back(child(one, out, depth));
            if (m_tooLarge)
                return;
        }
        out.schema["additionalItems"] = isSchema(rest) ? child(rest, out, depth) : Json(true);
    } else if (isSchema(rest) && !isOld) {
        out.schema["items"] = child(rest, out, depth);
    }
    const Json &least = member(node, "minContains");
    out.exact = out.exact && least.is_null() && !node.contains("maxContains");
    if (const Json &contained = member(node, "contains"); isSchema(contained) && !(least.is_number() && least == 0))
        out.schema["contains"] = child(contained, out, depth);
}

void SchemaRewriter::combiningKeywords(const Json &node, Out &out, int depth)
{
    for (const char *key : {"allOf", "anyOf", "oneOf"}) {
        const Json &list = member(node, key);
        if (!list.is_array() || list.empty())
            continue;
        Out all{Json::array(), true};
        for (const Json &one : list) {
            all.schema.push_back(child(one, all, depth));
            if (m_tooLarge)
                return;
        }
        // That exactly one fits cannot be said when one of them lets too much pass.
        const bool weakened = qstrcmp(key, "oneOf") == 0 && !all.exact;
        if (weakened && out.schema.contains("anyOf"))
            all.schema = nullptr;
        else
            out.schema[weakened ? "anyOf" : key] = std::move(all.schema);
        out.exact = out.exact && all.exact;
    }
    if (const Json &negated = member(node, "not"); isSchema(negated)) {
        Out inner;
        inner.schema = child(negated, inner, depth);
        if (inner.exact)
            out.schema["not"] = std::move(inner.schema);
        out.exact = out.exact && inner.exact;
    }
}

void SchemaRewriter::conditional(const Json &node, Out &out, int depth)
{
    const Json &condition = member(node, "if");
    if (!isSchema(condition))
        return;
    Out inner;
    inner.schema = child(condition, inner, depth);
    if (!inner.exact) {
        out.exact = false;
        return;
    }
    out.schema["if"] = std::move(inner.schema);
    for (const char *key : {"then", "else"}) {
        if (const Json &branch = member(node, key); isSchema(branch))
            out.schema[key] = child(branch, out, depth);
    }
}

void SchemaRewriter::dependencies(const Json &node, Out &out, int depth)
{
    Json all = Json::object();
    for (const char *key : {"dependencies", "dependentRequired", "dependentSchemas"}) {
        const Json &map = member(node, key);
        if (!map.is_object())
            continue;
        for (const auto &[name, value] : map.items()) {
            const bool isList = value.is_array() && std::all_of(value.begin(), value.end(), [](const Json &one) {
                                    return one.is_string();
                                });
            if (all.contains(name) || (!isList && !value.is_object()))
                out.exact = false;
            else
                all[name] = isList ? keep(value) : child(value, out, depth);
            if (m_tooLarge)
                return;
        }
    }
    if (!all.empty())
        out.schema["dependencies"] = std::move(all);
}

} // namespace sightglass::interceptor::lint
