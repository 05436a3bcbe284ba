// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dispatcher.h"

namespace sightglass::server {
namespace {

constexpr qsizetype kMaxCompletions = 100; // completion/complete, all revisions

Outcome notFound(const QByteArray &method)
{
    return Outcome::error(rpc::kMethodNotFound, QStringLiteral("Method not found: ") + QString::fromUtf8(method));
}

Outcome invalid(const QString &text, Json data = {})
{
    return Outcome::error(rpc::kInvalidParams, text, std::move(data));
}

QString missingArgument(const Json &schema, const Json &arguments)
{
    for (const Json &name : member(schema, "required")) {
        if (name.is_string() && !arguments.contains(name.get_ref<const std::string &>()))
            return QString::fromStdString(name.get_ref<const std::string &>());
    }
    return {};
}

} // namespace

Dispatcher::Dispatcher(Catalogue &catalogue, std::shared_ptr<const CallServices> services)
    : m_catalogue(catalogue), m_services(std::move(services))
{
    addBuiltIns();
}

void Dispatcher::addBuiltIns()
{
    // A method whose capability is not declared does not exist (2026-07-28 schema "MethodNotFoundError").
    const auto add = [this](const char *method, bool (Catalogue::*has)() const, Handler handler) {
        m_builtIns.insert(method, [this, has, handler = std::move(handler)](const Json &params, const CallPtr &call) {
            return (m_catalogue.*has)() ? handler(params, call) : notFound(call->facts().method);
        });
    };
    add("tools/list", &Catalogue::hasTools,
        [this](const Json &, const CallPtr &call) { return list(call, "tools", m_catalogue.listTools()); });
    add("tools/call", &Catalogue::hasTools,
        [this](const Json &params, const CallPtr &call) { return callTool(params, call); });
    add("resources/list", &Catalogue::hasResources,
        [this](const Json &, const CallPtr &call) { return list(call, "resources", m_catalogue.listResources()); });
    add("resources/templates/list", &Catalogue::hasResources, [this](const Json &, const CallPtr &call) {
        return list(call, "resourceTemplates", m_catalogue.listTemplates());
    });
    add("resources/read", &Catalogue::hasResources,
        [this](const Json &params, const CallPtr &call) { return readResource(params, call); });
    add("prompts/list", &Catalogue::hasPrompts,
        [this](const Json &, const CallPtr &call) { return list(call, "prompts", m_catalogue.listPrompts()); });
    add("prompts/get", &Catalogue::hasPrompts,
        [this](const Json &params, const CallPtr &call) { return makePrompt(params, call); });
    add("completion/complete", &Catalogue::hasCompletions,
        [this](const Json &params, const CallPtr &) { return complete(params); });
}

Json Dispatcher::capabilities() const
{
    const Json changes = m_services->options.listChanged ? Json{{"listChanged", true}} : Json::object();
    Json capabilities{{"logging", Json::object()}};
    if (m_catalogue.hasCompletions())
        capabilities["completions"] = Json::object();
    if (m_catalogue.hasPrompts())
        capabilities["prompts"] = changes;
    if (m_catalogue.hasResources()) {
        capabilities["resources"] = changes;
        capabilities["resources"]["subscribe"] = true;
    }
    if (m_catalogue.hasTools())
        capabilities["tools"] = changes;
    return capabilities;
}

void Dispatcher::dispatch(const CallPtr &call) const
{
    if (auto error = call->readRetry())
        return call->finish(Outcome::error(std::move(*error)));
    // Handlers are not ours, and no exception crosses a module.
    try {
        call->finish(run(call));
    } catch (const std::exception &exception) {
        call->finish(Outcome::error(rpc::kInternalError, QString::fromUtf8(exception.what())));
    }
}

Outcome Dispatcher::run(const CallPtr &call) const
{
    const QByteArray &method = call->facts().method;
    for (const auto *table : {&m_methods, &m_builtIns}) {
        if (const auto found = table->constFind(method); found != table->constEnd())
            return (*found)(call->facts().params, call);
    }
    return m_fallback ? m_fallback(call->facts().params, call) : notFound(method);
}

Outcome Dispatcher::list(const CallPtr &call, const char *key, const Json &entries) const
{
    const Json &cursor = member(call->facts().params, "cursor");
    bool valid = true;
    const qsizetype from = cursor.is_null() ? 0 : bytesMember(call->facts().params, "cursor").toLongLong(&valid);
    const auto count = qsizetype(entries.size());
    if (!valid || from < 0 || from > count)
        return invalid(QStringLiteral("The cursor is not one of this server's"));
    const int pageSize = m_services->options.pageSize;
    const qsizetype to = pageSize > 0 ? std::min<qsizetype>(from + pageSize, count) : count;
    Json result{{key, Json::array()}};
    for (qsizetype i = from; i < to; ++i)
        result[key].push_back(entries[size_t(i)]);
    if (to < count)
        result["nextCursor"] = std::to_string(to);
    return Outcome::result(std::move(result));
}

Outcome Dispatcher::callTool(const Json &params, const CallPtr &call) const
{
    const QByteArray name = bytesMember(params, "name");
    const Tool *const tool = m_catalogue.tool(name);
    if (!tool || !tool->call)
        return invalid(QStringLiteral("Unknown tool: ") + QString::fromUtf8(name));
    const Json &given = member(params, "arguments");
    if (!given.is_null() && !given.is_object())
        return invalid(QStringLiteral("params.arguments must be an object"));
    if (Json missing = call->missingCapabilities(tool->requiredCapabilities); !missing.is_null()) {
        return Outcome::error(rpc::kMissingCapability,
                              QStringLiteral("The tool needs capabilities that the client did not declare"),
                              Json{{"requiredCapabilities", std::move(missing)}});
    }
    const Json arguments = given.is_null() ? Json::object() : given;
    // For the model to read and mend, not a protocol error (2025-11-25 server/tools "Error Handling", SEP-1303).
    if (const QString missing = missingArgument(tool->inputSchema, arguments); !missing.isEmpty())
        return Outcome::toolError(QStringLiteral("The argument \"%1\" is missing").arg(missing));
    const Handler handler = tool->call; // the tool may remove itself
    return handler(arguments, call);
}

Outcome Dispatcher::readResource(const Json &params, const CallPtr &call) const
{
    const QByteArray uri = bytesMember(params, "uri");
    if (const Resource *const resource = m_catalogue.resource(uri); resource && resource->read) {
        const Handler handler = resource->read;
        return handler(params, call);
    }
    Json variables;
    if (const ResourceTemplate *const found = m_catalogue.templateFor(uri, variables); found && found->read) {
        const Handler handler = found->read;
        return handler(variables, call);
    }
    // SEP-2164: -32002 left the protocol with 2026-07-28.
    const int code = call->era() == mcp::Era::Modern ? rpc::kInvalidParams : rpc::kResourceNotFound;
    return Outcome::error(code, QStringLiteral("Resource not found"), Json{{"uri", toJson(QByteArrayView(uri))}});
}

Outcome Dispatcher::makePrompt(const Json &params, const CallPtr &call) const
{
    const QByteArray name = bytesMember(params, "name");
    const Prompt *const prompt = m_catalogue.prompt(name);
    if (!prompt || !prompt->make)
        return invalid(QStringLiteral("Unknown prompt: ") + QString::fromUtf8(name));
    const Json &given = member(params, "arguments");
    const Json arguments = given.is_object() ? given : Json::object();
    for (const PromptArgument &argument : prompt->arguments) {
        if (argument.required && !arguments.contains(argument.name.toStdString()))
            return invalid(QStringLiteral("The argument \"%1\" is missing").arg(argument.name));
    }
    const Handler handler = prompt->make;
    return handler(arguments, call);
}

Outcome Dispatcher::complete(const Json &params) const
{
    const Json &argument = member(params, "argument");
    const auto found =
        m_catalogue.complete(member(params, "ref"), textMember(argument, "name"), textMember(argument, "value"));
    if (!found)
        return invalid(QStringLiteral("Unknown prompt or resource template"));
    Json values = Json::array();
    for (const QString &value : found->first(std::min<qsizetype>(found->size(), kMaxCompletions)))
        values.push_back(value.toStdString());
    return Outcome::result(Json{
        {"completion",
         {{"values", std::move(values)}, {"total", found->size()}, {"hasMore", found->size() > kMaxCompletions}}}});
}

} // namespace sightglass::server
