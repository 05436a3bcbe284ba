// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/headertable.h"

#include "exchange/redactor.h"
#include "mcp/headermirror.h"
#include "mcp/jsontext.h"
#include "mcp/methods.h"
#include "ui/models/jsonscan.h"
#include "wire/httphead.h"

#include <QCoreApplication>

#include <algorithm>

namespace sightglass::models {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(HeaderTable)
};

constexpr char kVersionPointer[] = "/params/_meta/io.modelcontextprotocol~1protocolVersion";
const QByteArrayView kParamPrefix("mcp-param-");

/// A member of the body that headers may mirror.
struct Member {
    QByteArray pointer;
    QByteArray value; ///< of a string without quotes
};

QByteArray valueOf(QByteArrayView text, const JsonValue &value)
{
    const QByteArrayView bytes = text.sliced(value.range.at, value.range.length);
    return value.type == JsonType::String ? mcp::unquoteJson(bytes) : bytes.toByteArray();
}

std::optional<Member> memberAt(const QByteArray &body, const QByteArray &pointer)
{
    const std::optional<JsonValue> value = jsonAt(body, pointer);
    return value ? std::optional(Member{pointer, valueOf(body, *value)}) : std::nullopt;
}

/// The arguments that a header could mirror: all scalars, however deep (SEP-2243 reaches through `properties`).
QList<Member> argumentsOf(const QByteArray &body)
{
    constexpr qsizetype kMaxMembers = 1000;
    QList<Member> found;
    std::vector<std::pair<QByteArray, JsonValue>> open;
    if (const auto arguments = jsonAt(body, "/params/arguments"))
        open.emplace_back("/params/arguments", *arguments);
    while (!open.empty() && found.size() < kMaxMembers && open.size() < kMaxMembers) {
        const auto [pointer, object] = open.back();
        open.pop_back();
        if (object.type != JsonType::Object)
            continue;
        JsonChildren children(body, object);
        while (const auto child = children.next()) {
            const QByteArray key = mcp::unquoteJson(QByteArrayView(body).sliced(child->key.at, child->key.length));
            const QByteArray here = pointer + '/' + pointerToken(key);
            if (child->type == JsonType::Object)
                open.emplace_back(here, *child);
            else if (child->type != JsonType::Array && found.size() < kMaxMembers)
                found.append({here, valueOf(body, *child)});
        }
    }
    return found;
}

/// `Region-Name` and `region_name` are the same word.
QByteArray folded(QByteArrayView name)
{
    QByteArray text = name.toByteArray().toLower();
    text.removeIf([](char c) { return c == '-' || c == '_'; });
    return text;
}

/// Finds what mirrors what in one request.
class Mirrors
{
public:
    explicit Mirrors(const QByteArray &body) : m_body(body), m_method(memberAt(body, "/method"))
    {
        m_version = memberAt(body, kVersionPointer);
        const QByteArrayView parameter = m_method ? mcp::mirroredParameter(m_method->value) : QByteArrayView();
        if (!parameter.isEmpty())
            m_name = memberAt(body, "/params/" + parameter.toByteArray());
    }

    void compare(HeaderRow &row) const
    {
        const QByteArray name = row.name.toLower();
        if (name == "mcp-method")
            compareWith(row, m_method, "/method");
        else if (name == "mcp-name")
            compareWith(row, m_name, "/params/name");
        else if (name == "mcp-protocol-version" && m_version)
            compareWith(row, m_version, kVersionPointer);
        else if (name.startsWith(kParamPrefix))
            compareArgument(row, QByteArrayView(name).sliced(kParamPrefix.size()));
    }

    /// What a modern request must have beside what is there.
    void addMissing(std::vector<HeaderRow> &rows) const
    {
        if (!m_version)
            return;
        const std::pair<const char *, const std::optional<Member> &> wanted[] = {
            {"MCP-Protocol-Version", m_version}, {"Mcp-Method", m_method}, {"Mcp-Name", m_name}};
        for (const auto &[name, member] : wanted) {
            const bool there = std::any_of(rows.begin(), rows.end(), [name = name](const HeaderRow &row) {
                return row.name.compare(name, Qt::CaseInsensitive) == 0;
            });
            if (member && !there)
                rows.push_back({name, {}, {}, MirrorState::Missing, QString::fromUtf8(member->pointer), member->value});
        }
    }

private:
    static void compareWith(HeaderRow &row, const std::optional<Member> &member, const char *pointer)
    {
        row.bodyPath = QString::fromUtf8(member ? member->pointer : QByteArray(pointer));
        if (!member) {
            row.mirror = MirrorState::Missing;
            return;
        }
        row.bodyValue = member->value;
        row.mirror =
            mcp::HeaderMirror::decodeValue(row.value) == member->value ? MirrorState::Equal : MirrorState::Differs;
    }

    /// The schema says which argument it is, and is not at hand: the one of that name, else one of that value.
    void compareArgument(HeaderRow &row, QByteArrayView header) const
    {
        const QList<Member> arguments = argumentsOf(m_body);
        const QByteArray value = mcp::HeaderMirror::decodeValue(row.value);
        const Member *best = nullptr;
        for (const Member &argument : arguments) {
            const bool sameName =
                folded(argument.pointer.sliced(argument.pointer.lastIndexOf('/') + 1)) == folded(header);
            if (sameName && (!best || argument.value == value))
                best = &argument;
        }
        if (!best || best->value != value) {
            const auto equal = std::find_if(arguments.begin(), arguments.end(),
                                            [&](const Member &argument) { return argument.value == value; });
            if (equal != arguments.end())
                best = &*equal;
        }
        compareWith(row, best ? std::optional(*best) : std::nullopt, "/params/arguments");
    }

    const QByteArray &m_body;
    std::optional<Member> m_method;
    std::optional<Member> m_version;
    std::optional<Member> m_name;
};

std::vector<std::pair<QByteArray, QByteArray>> fieldsOf(const QByteArray &head, bool isRequest)
{
    std::vector<std::pair<QByteArray, QByteArray>> fields;
    const auto parsed = wire::HttpHead::parse(isRequest ? wire::Role::Request : wire::Role::Response, head);
    if (parsed) {
        for (qsizetype i = 0; i < parsed->fieldCount(); ++i)
            fields.emplace_back(parsed->name(i).toByteArray(), parsed->value(i).toByteArray());
        return fields;
    }
    const QList<QByteArray> lines = head.split('\n');
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines[i].indexOf(':');
        if (colon > 0)
            fields.emplace_back(lines[i].first(colon).trimmed(), lines[i].sliced(colon + 1).trimmed());
    }
    return fields;
}

} // namespace

std::vector<HeaderRow> headerRows(const QByteArray &head, const QByteArray &body, bool isRequest)
{
    const exchange::Redactor redactor;
    const Mirrors mirrors(body);
    std::vector<HeaderRow> rows;
    for (const auto &[name, value] : fieldsOf(head, isRequest)) {
        HeaderRow row{name, value};
        if (const QByteArray decoded = mcp::HeaderMirror::decodeValue(value); decoded != value)
            row.decoded = decoded;
        const QByteArray line = "GET / HTTP/1.1\r\n" + name + ": " + value + "\r\n\r\n";
        row.isSecret = redactor.redactedHead(line) != line;
        if (isRequest)
            mirrors.compare(row);
        rows.push_back(std::move(row));
    }
    if (isRequest)
        mirrors.addMissing(rows);
    return rows;
}

QByteArray startLine(const QByteArray &head)
{
    const qsizetype end = head.indexOf('\n');
    return (end < 0 ? head : head.first(end)).trimmed();
}

QString mirrorText(const HeaderRow &row)
{
    switch (row.mirror) {
    case MirrorState::None:
        break;
    case MirrorState::Equal:
        return Text::tr("same as %1 in the body").arg(row.bodyPath);
    case MirrorState::Differs:
        return Text::tr("differs from %1 in the body").arg(row.bodyPath);
    case MirrorState::Missing:
        return row.bodyValue.isEmpty() ? Text::tr("the body has no %1").arg(row.bodyPath)
                                       : Text::tr("the header is missing; the body has %1").arg(row.bodyPath);
    }
    return {};
}

} // namespace sightglass::models
