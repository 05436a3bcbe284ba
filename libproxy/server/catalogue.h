// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/headermirror.h"
#include "server/outcome.h"

#include <QHash>
#include <QList>

#include <functional>
#include <memory>

namespace sightglass::server {

class CallContext;
using CallPtr = std::shared_ptr<CallContext>;

/// Does the work of one call. \a arguments is what the registration says. Runs in the engine thread and must not block:
/// what takes time returns Outcome::later(), keeps \a call, and finishes it from an event. A thrown std::exception
/// becomes an internal error.
using Handler = std::function<Outcome(const Json &arguments, const CallPtr &call)>;
/// Suggestions for an argument that begins with \a value, best first.
using Completer = std::function<QList<QString>(const QString &value)>;

/// A tool. The handler gets `params.arguments` (an object, perhaps empty).
struct Tool {
    QString name = {};
    QString title = {};
    QString description = {};
    Json inputSchema = Json{{"type", "object"}};
    Json outputSchema = {};         ///< null: none
    Json annotations = {};          ///< null: none
    Json requiredCapabilities = {}; ///< client capabilities without which it cannot work, `{"sampling":{}}`; null: none
    Handler call = {};
};

/// A resource of fixed URI. The handler gets `params`, and its result is `{"contents": […]}`.
struct Resource {
    QString uri = {};
    QString name = {};
    QString title = {};
    QString description = {};
    QString mimeType = {};
    Handler read = {};
};

/// A family of resources (RFC 6570 level 1 and `{+name}`). The handler gets the template's variables, by name.
struct ResourceTemplate {
    QString uriTemplate = {};
    QString name = {};
    QString title = {};
    QString description = {};
    QString mimeType = {};
    Handler read = {};
    QHash<QString, Completer> completers = {};
};

struct PromptArgument {
    QString name = {};
    QString description = {};
    bool required = false;
    Completer complete = {};
};

/// A prompt. The handler gets `params.arguments`, and its result is `{"messages": […]}`.
struct Prompt {
    QString name = {};
    QString title = {};
    QString description = {};
    QList<PromptArgument> arguments = {};
    Handler make = {};
};

/// What a server offers. Lists keep the order of registration.
class Catalogue
{
public:
    void add(Tool tool); ///< replaces one of the same name, in its place
    void add(Resource resource);
    void add(ResourceTemplate resourceTemplate);
    void add(Prompt prompt);
    bool removeTool(const QString &name);
    bool removeResource(const QString &uri);
    bool removePrompt(const QString &name);

    const Tool *tool(const QByteArray &name) const;
    const Resource *resource(const QByteArray &uri) const;
    const Prompt *prompt(const QByteArray &name) const;
    /// The template that \a uri fits, and its variables.
    const ResourceTemplate *templateFor(const QByteArray &uri, Json &variables) const;

    Json listTools() const;
    Json listResources() const;
    Json listTemplates() const;
    Json listPrompts() const;
    /// `completion.values` for `ref` and `argument` of completion/complete; nothing when there is no such reference.
    std::optional<QList<QString>> complete(const Json &reference, const QString &argument, const QString &value) const;

    bool hasTools() const { return !m_tools.isEmpty(); }
    bool hasResources() const { return !m_resources.isEmpty() || !m_templates.isEmpty(); }
    bool hasPrompts() const { return !m_prompts.isEmpty(); }
    bool hasCompletions() const;
    /// Which arguments of tools are mirrored into headers (SEP-2243).
    const mcp::HeaderMirror &mirror() const { return m_mirror; }

private:
    QList<Tool> m_tools;
    QList<Resource> m_resources;
    QList<ResourceTemplate> m_templates;
    QList<Prompt> m_prompts;
    mcp::HeaderMirror m_mirror;
};

/// Fits \a uri into \a uriTemplate; the variables by name, or nothing.
std::optional<Json> matchUriTemplate(const QString &uriTemplate, const QString &uri);

} // namespace sightglass::server
