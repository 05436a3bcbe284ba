// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a server tells of its tools: the schemas, x-mcp-header (SEP-2243), the texts that go to a model, and whether a
// tool is still what a person once agreed to.
#include "interceptor/lint/checks.h"
#include "interceptor/lint/suspicioustext.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>
#include <array>

namespace sightglass::interceptor::lint {
namespace {

constexpr int kMaxToolsLookedAt = 2'000;
constexpr int kMaxWalkDepth = 64;
constexpr int kMaxWalkNodes = 5'000; ///< per tool
constexpr int kMaxTextFindings = 3;  ///< per tool
constexpr qsizetype kMaxMirrored = 64;
constexpr qsizetype kMaxToolName = 512; ///< of a tool that is remembered
constexpr std::array<const char *, 5> kMembers = {"description", "inputSchema", "outputSchema", "annotations", "title"};
// The server may leave these out for a client of an older revision, so only a changed one counts, not a missing one.
constexpr std::size_t kOptionalFrom = 2;

quint64 print(const Json &value)
{
    if (value.is_null())
        return 0;
    const QByteArray hash = QCryptographicHash::hash(QByteArray::fromStdString(value.dump()), QCryptographicHash::Sha1);
    return qFromBigEndian<quint64>(hash.constData()) | 1;
}

QString named(const QByteArray &tool)
{
    return QStringLiteral("tool \"%1\": ").arg(shown(tool));
}

bool isToken(const QByteArray &text)
{
    static constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
               || kMarks.find(c) != std::string_view::npos;
    });
}

/// Walks a tool's inputSchema for x-mcp-header; each annotation that breaks the rules is reported.
class HeaderWalk
{
public:
    HeaderWalk(Look &look, const QByteArray &tool) : m_look(look), m_tool(tool) {}

    /// \a reachable: through `properties` alone. \a isProperty: a schema of a property, the only place for it.
    void schema(const Json &node, const QByteArray &where, bool reachable, bool isProperty, int depth)
    {
        if (!node.is_structured() || depth > kMaxWalkDepth || ++m_nodes > kMaxWalkNodes)
            return;
        if (node.is_array()) {
            for (std::size_t i = 0; i < node.size(); ++i)
                schema(node[i], where + '/' + QByteArray::number(qulonglong(i)), false, false, depth + 1);
            return;
        }
        if (const auto header = node.find("x-mcp-header"); header != node.end())
            annotation(*header, node, where, reachable && isProperty);
        for (const auto &[key, value] : node.items()) {
            const QByteArray below = step(where, QByteArrayView(key.data(), qsizetype(key.size())));
            if (key == "properties" && value.is_object())
                properties(value, below, reachable, depth);
            else if (key != "enum" && key != "const" && key != "default" && key != "examples" && key != "x-mcp-header")
                schema(value, below, false, false, depth + 1);
        }
    }

private:
    void properties(const Json &map, const QByteArray &where, bool reachable, int depth)
    {
        for (const auto &[name, value] : map.items())
            schema(value, step(where, QByteArrayView(name.data(), qsizetype(name.size()))), reachable, true, depth + 2);
    }

    void annotation(const Json &header, const Json &node, const QByteArray &where, bool reachable)
    {
        const QByteArray name = textOf(header);
        const Json &type = member(node, "type");
        const auto broken = [&](const QString &why) {
            m_look.report("invalid-mcp-header", named(m_tool) + why, step(where, "x-mcp-header"));
        };
        if (!header.is_string() || !isToken(name))
            return broken(QStringLiteral("\"%1\" is no header name").arg(shown(name)));
        if (!reachable)
            return broken(
                QStringLiteral("\"%1\" stands where it is not reached through properties alone").arg(shown(name)));
        if (type != "string" && type != "integer" && type != "boolean")
            return broken(
                QStringLiteral("\"%1\" mirrors something that is no string, integer or boolean").arg(shown(name)));
        const QByteArray folded = name.toLower();
        if (m_seen.contains(folded))
            return broken(QStringLiteral("\"%1\" is there twice").arg(shown(name)));
        m_seen.insert(folded);
    }

    Look &m_look;
    const QByteArray &m_tool;
    QSet<QByteArray> m_seen;
    int m_nodes = 0;
};

/// Looks at every text of a tool's definition.
class TextWalk
{
public:
    TextWalk(Look &look, const QByteArray &tool) : m_look(look), m_tool(tool) {}

    void value(const Json &node, const QByteArray &where, int depth = 0)
    {
        if (depth > kMaxWalkDepth || ++m_nodes > kMaxWalkNodes || m_found >= kMaxTextFindings)
            return;
        if (node.is_string()) {
            text(node.get_ref<const std::string &>(), where);
        } else if (node.is_array()) {
            for (std::size_t i = 0; i < node.size(); ++i)
                value(node[i], where + '/' + QByteArray::number(qulonglong(i)), depth + 1);
        } else if (node.is_object()) {
            for (const auto &[key, one] : node.items()) {
                const QByteArray below = step(where, QByteArrayView(key.data(), qsizetype(key.size())));
                text(key, below); // names of arguments go to the model too
                value(one, below, depth + 1);
            }
        }
    }

private:
    void text(const std::string &content, const QByteArray &where)
    {
        const QByteArrayView view(content.data(), qsizetype(content.size()));
        if (const QString hidden = hiddenText(view); !hidden.isEmpty()) {
            ++m_found;
            m_look.report("hidden-text", named(m_tool) + hidden, where);
        }
        if (view.size() < kShortestOrder)
            return;
        if (const QString order = modelInstructions(view); !order.isEmpty()) {
            ++m_found;
            m_look.report("model-instructions", named(m_tool) + QStringLiteral("\"%1\"").arg(order), where);
        }
    }

    static constexpr qsizetype kShortestOrder = 6;
    Look &m_look;
    const QByteArray &m_tool;
    int m_nodes = 0;
    int m_found = 0;
};

void checkDrift(Look &look, const Json &tool, const QByteArray &name, const QByteArray &where, ToolMemory &memory)
{
    QStringList changed;
    QByteArray first;
    for (std::size_t i = 0; i < kMembers.size(); ++i) {
        const quint64 now = print(member(tool, kMembers[i]));
        const quint64 before = memory.prints[i];
        const bool both = now != 0 && before != 0;
        if (memory.known && now != before && (both || i < kOptionalFrom)) {
            changed.append(QLatin1StringView(kMembers[i]));
            first = first.isEmpty() ? step(where, kMembers[i]) : first;
        }
        memory.prints[i] = now != 0 || i < kOptionalFrom ? now : before;
    }
    memory.known = true;
    if (!changed.isEmpty())
        look.report("tool-changed",
                    named(name)
                        + QStringLiteral("%1 changed since it was last listed").arg(changed.join(QStringLiteral(", "))),
                    first);
}

void checkSchema(Look &look, const Json &tool, const QByteArray &name, const char *key, const QByteArray &where,
                 QByteArray &remembered)
{
    remembered.clear();
    const Json &schema = member(tool, key);
    const bool isInput = qstrcmp(key, "inputSchema") == 0;
    const auto problem = [&](const QString &text) {
        look.report("tool-schema", named(name) + QStringLiteral("%1: ").arg(QLatin1StringView(key)) + text,
                    step(where, key));
    };
    if (schema.is_null() && !isInput)
        return;
    if (!schema.is_object())
        return problem(QStringLiteral("it must be an object"));
    if (isInput && member(schema, "type") != "object")
        problem(QStringLiteral("its \"type\" must be \"object\""));
    remembered = look.memory.keepSchema(QByteArray::fromStdString(schema.dump()));
    if (remembered.isEmpty())
        return problem(QStringLiteral("it is too large to be remembered; calls are not held against it"));
    if (const JsonSchema *compiled = look.memory.schema(remembered)) {
        for (const QString &text : compiled->problems())
            problem(text);
    }
}

// A list comes again and again, so what was clean and has not changed is not looked at twice.
bool isKnownClean(Look &look, quint64 definition, ToolMemory &memory)
{
    const auto kept = [&](const QByteArray &key) { return key.isEmpty() || look.memory.hasSchema(key); };
    return memory.clean == definition && kept(memory.inputSchema) && kept(memory.outputSchema);
}

void checkTool(Look &look, const Json &tool, const QByteArray &where, const mcp::HeaderMirror &mirror)
{
    const QByteArray name = textOf(member(tool, "name"));
    if (!tool.is_object() || name.isEmpty())
        return look.report("malformed-message", QStringLiteral("a tool must have a name"), where);
    if (name.size() > kMaxToolName) // looked at, but not remembered
        return TextWalk(look, name).value(tool, where);
    ToolMemory &memory = look.memory.route(look.context.record.route, look.era).tools.at(name);
    const quint64 definition = print(tool);
    if (isKnownClean(look, definition, memory))
        return;
    const qsizetype before = look.notes.size();
    TextWalk(look, name).value(tool, where);
    checkDrift(look, tool, name, where, memory);
    checkSchema(look, tool, name, "inputSchema", where, memory.inputSchema);
    checkSchema(look, tool, name, "outputSchema", where, memory.outputSchema);
    memory.mirrored = mirror.argumentsOf(name);
    if (memory.mirrored.size() > kMaxMirrored)
        memory.mirrored.resize(kMaxMirrored);
    if (look.modern())
        HeaderWalk(look, name).schema(member(tool, "inputSchema"), step(where, "inputSchema"), true, false, 0);
    const bool clean = look.notes.size() == before && before < Look::kMaxFindings;
    memory.clean = clean ? definition : 0;
}

} // namespace

void checkTools(Look &look)
{
    if (look.toServer() || !look.envelope.hasResult || !look.request || look.request->method != "tools/list")
        return;
    const Json &tools = member(member(look.json, "result"), "tools");
    if (!tools.is_array()) {
        if (look.json.is_object())
            look.report("malformed-message", QStringLiteral("the result of tools/list must hold an array \"tools\""),
                        "/result");
        return;
    }
    mcp::HeaderMirror mirror;
    if (look.modern() && look.pointer.isEmpty() && look.context.message.raw().contains("x-mcp-header"))
        mirror.learn(look.context.message.raw());
    for (std::size_t i = 0; i < tools.size() && i < kMaxToolsLookedAt; ++i)
        checkTool(look, tools[i], "/result/tools/" + QByteArray::number(qulonglong(i)), mirror);
}

} // namespace sightglass::interceptor::lint
