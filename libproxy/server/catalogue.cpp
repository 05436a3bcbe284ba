// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/catalogue.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace sightglass::server {
namespace {

template <typename Entry, typename Key>
void putBy(QList<Entry> &list, Key key, Entry entry)
{
    const auto found = std::find_if(list.begin(), list.end(), [&](const Entry &old) { return old.*key == entry.*key; });
    if (found == list.end())
        list.append(std::move(entry));
    else
        *found = std::move(entry);
}

template <typename Entry, typename Key>
const Entry *findBy(const QList<Entry> &list, Key key, const QString &value)
{
    const auto found = std::find_if(list.begin(), list.end(), [&](const Entry &entry) { return entry.*key == value; });
    return found == list.end() ? nullptr : &*found;
}

template <typename Entry, typename Key>
bool removeBy(QList<Entry> &list, Key key, const QString &value)
{
    return list.removeIf([&](const Entry &entry) { return entry.*key == value; }) > 0;
}

void put(Json &object, const char *key, const QString &text)
{
    if (!text.isEmpty())
        object[key] = text.toStdString();
}

void put(Json &object, const char *key, const Json &value)
{
    if (!value.is_null())
        object[key] = value;
}

template <typename Entry>
void putNames(Json &object, const Entry &entry)
{
    put(object, "name", entry.name);
    put(object, "title", entry.title);
    put(object, "description", entry.description);
}

Json describe(const Tool &tool)
{
    Json object = Json::object();
    putNames(object, tool);
    put(object, "inputSchema", tool.inputSchema);
    put(object, "outputSchema", tool.outputSchema);
    put(object, "annotations", tool.annotations);
    return object;
}

Json describe(const Prompt &prompt)
{
    Json object = Json::object();
    putNames(object, prompt);
    if (prompt.arguments.isEmpty())
        return object;
    Json &arguments = object["arguments"] = Json::array();
    for (const PromptArgument &argument : prompt.arguments) {
        Json described = Json::object();
        put(described, "name", argument.name);
        put(described, "description", argument.description);
        described["required"] = argument.required;
        arguments.push_back(std::move(described));
    }
    return object;
}

template <typename Entry>
Json describe(const Entry &entry, const char *key, const QString &address)
{
    Json object = Json::object();
    put(object, key, address);
    putNames(object, entry);
    put(object, "mimeType", entry.mimeType);
    return object;
}

} // namespace

void Catalogue::add(Tool tool)
{
    const Json listed{{"result", {{"tools", Json::array({describe(tool)})}}}};
    m_mirror.learn(dumpJson(listed));
    putBy(m_tools, &Tool::name, std::move(tool));
}

void Catalogue::add(Resource resource)
{
    putBy(m_resources, &Resource::uri, std::move(resource));
}

void Catalogue::add(ResourceTemplate resourceTemplate)
{
    putBy(m_templates, &ResourceTemplate::uriTemplate, std::move(resourceTemplate));
}

void Catalogue::add(Prompt prompt)
{
    putBy(m_prompts, &Prompt::name, std::move(prompt));
}

bool Catalogue::removeTool(const QString &name)
{
    return removeBy(m_tools, &Tool::name, name);
}

bool Catalogue::removeResource(const QString &uri)
{
    return removeBy(m_resources, &Resource::uri, uri);
}

bool Catalogue::removePrompt(const QString &name)
{
    return removeBy(m_prompts, &Prompt::name, name);
}

const Tool *Catalogue::tool(const QByteArray &name) const
{
    return findBy(m_tools, &Tool::name, QString::fromUtf8(name));
}

const Resource *Catalogue::resource(const QByteArray &uri) const
{
    return findBy(m_resources, &Resource::uri, QString::fromUtf8(uri));
}

const Prompt *Catalogue::prompt(const QByteArray &name) const
{
    return findBy(m_prompts, &Prompt::name, QString::fromUtf8(name));
}

const ResourceTemplate *Catalogue::templateFor(const QByteArray &uri, Json &variables) const
{
    for (const ResourceTemplate &candidate : m_templates) {
        if (auto matched = matchUriTemplate(candidate.uriTemplate, QString::fromUtf8(uri))) {
            variables = std::move(*matched);
            return &candidate;
        }
    }
    return nullptr;
}

Json Catalogue::listTools() const
{
    Json list = Json::array();
    for (const Tool &tool : m_tools)
        list.push_back(describe(tool));
    return list;
}

Json Catalogue::listResources() const
{
    Json list = Json::array();
    for (const Resource &resource : m_resources)
        list.push_back(describe(resource, "uri", resource.uri));
    return list;
}

Json Catalogue::listTemplates() const
{
    Json list = Json::array();
    for (const ResourceTemplate &entry : m_templates)
        list.push_back(describe(entry, "uriTemplate", entry.uriTemplate));
    return list;
}

Json Catalogue::listPrompts() const
{
    Json list = Json::array();
    for (const Prompt &prompt : m_prompts)
        list.push_back(describe(prompt));
    return list;
}

std::optional<QList<QString>> Catalogue::complete(const Json &reference, const QString &argument,
                                                  const QString &value) const
{
    const auto run = [&](const Completer &completer) { return completer ? completer(value) : QList<QString>(); };
    if (bytesMember(reference, "type") == "ref/prompt") {
        const Prompt *known = prompt(bytesMember(reference, "name"));
        if (!known)
            return std::nullopt;
        const auto found = std::find_if(known->arguments.begin(), known->arguments.end(),
                                        [&](const PromptArgument &entry) { return entry.name == argument; });
        return found == known->arguments.end() ? QList<QString>() : run(found->complete);
    }
    const QString uri = textMember(reference, "uri");
    if (const auto *known = findBy(m_templates, &ResourceTemplate::uriTemplate, uri))
        return run(known->completers.value(argument));
    return std::nullopt;
}

bool Catalogue::hasCompletions() const
{
    const auto completes = [](const PromptArgument &argument) { return bool(argument.complete); };
    return std::any_of(m_prompts.begin(), m_prompts.end(),
                       [&](const Prompt &prompt) {
                           return std::any_of(prompt.arguments.begin(), prompt.arguments.end(), completes);
                       })
           || std::any_of(m_templates.begin(), m_templates.end(),
                          [](const ResourceTemplate &entry) { return !entry.completers.isEmpty(); });
}

std::optional<Json> matchUriTemplate(const QString &uriTemplate, const QString &uri)
{
    static const QRegularExpression kVariable(QStringLiteral("\\{(\\+?)([A-Za-z0-9_.]+)\\}"));
    QString pattern;
    QStringList names;
    qsizetype end = 0;
    for (auto it = kVariable.globalMatch(uriTemplate); it.hasNext();) {
        const QRegularExpressionMatch variable = it.next();
        pattern += QRegularExpression::escape(uriTemplate.mid(end, variable.capturedStart() - end));
        pattern += variable.capturedLength(1) > 0 ? QStringLiteral("(.+)") : QStringLiteral("([^/?#]+)");
        names.append(variable.captured(2));
        end = variable.capturedEnd();
    }
    pattern += QRegularExpression::escape(uriTemplate.mid(end));
    const auto match = QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(uri);
    if (!match.hasMatch())
        return std::nullopt;
    Json variables = Json::object();
    for (qsizetype i = 0; i < names.size(); ++i) {
        const QString value = QUrl::fromPercentEncoding(match.captured(int(i) + 1).toUtf8());
        variables[names[i].toStdString()] = value.toStdString();
    }
    return variables;
}

} // namespace sightglass::server
