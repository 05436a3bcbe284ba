// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/callcontext.h"

#include <QHash>

namespace sightglass::server {

/// Carries out the methods that both eras have, and those that were added.
class Dispatcher
{
public:
    Dispatcher(Catalogue &catalogue, std::shared_ptr<const CallServices> services);

    /// A method of its own; the handler gets `params`. Replaces a built-in one.
    void addMethod(const QByteArray &method, Handler handler) { m_methods.insert(method, std::move(handler)); }
    /// What answers every method that nothing else answers; the handler gets `params`.
    void setFallback(Handler handler) { m_fallback = std::move(handler); }

    /// Runs the handler and finishes the call, unless it finishes later.
    void dispatch(const CallPtr &call) const;
    /// `ServerCapabilities` of what is registered now.
    Json capabilities() const;
    const CallServices &services() const { return *m_services; }

private:
    Outcome run(const CallPtr &call) const;
    Outcome list(const CallPtr &call, const char *key, const Json &entries) const;
    Outcome callTool(const Json &params, const CallPtr &call) const;
    Outcome readResource(const Json &params, const CallPtr &call) const;
    Outcome makePrompt(const Json &params, const CallPtr &call) const;
    Outcome complete(const Json &params) const;
    void addBuiltIns();

    Catalogue &m_catalogue;
    std::shared_ptr<const CallServices> m_services;
    QHash<QByteArray, Handler> m_builtIns;
    QHash<QByteArray, Handler> m_methods;
    Handler m_fallback;
};

} // namespace sightglass::server
