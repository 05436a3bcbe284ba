// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/lint/memory.h"

#include <QCryptographicHash>

namespace sightglass::interceptor::lint {
namespace {

constexpr qsizetype kMaxKeyText = 128;

QByteArray sessionKey(const QString &route, const QByteArray &sessionId)
{
    return memoryKey(route.toUtf8(), sessionId);
}

} // namespace

QByteArray memoryKey(const QByteArray &scope, const QByteArray &what)
{
    if (what.size() <= kMaxKeyText)
        return scope + '\n' + what;
    return scope + '\n' + QCryptographicHash::hash(what, QCryptographicHash::Sha256);
}

void Capabilities::learn(const Json &capabilities)
{
    m_names.clear();
    m_known = capabilities.is_object();
    if (!m_known)
        return;
    // `{"tools": {"listChanged": true}}` gives tools and tools.listChanged; false is as good as absent.
    const auto declared = [](const Json &value) {
        return value.is_object() || (value.is_boolean() && value.get<bool>());
    };
    for (const auto &[name, value] : capabilities.items()) {
        const QByteArray first = QByteArray::fromStdString(name).left(kMaxKeyText);
        if (!declared(value) || m_names.size() >= kMaxNames)
            continue;
        m_names.insert(first);
        if (!value.is_object())
            continue;
        for (const auto &[part, flag] : value.items()) {
            if (declared(flag) && m_names.size() < kMaxNames)
                m_names.insert(first + '.' + QByteArray::fromStdString(part).left(kMaxKeyText));
        }
    }
}

SessionMemory *Linter::Memory::session(const QString &route, const QByteArray &sessionId)
{
    return sessionId.isEmpty() ? nullptr : m_sessions.find(sessionKey(route, sessionId));
}

SessionMemory &Linter::Memory::newSession(const QString &route, const QByteArray &sessionId)
{
    SessionMemory &session = m_sessions.at(sessionKey(route, sessionId));
    session = {};
    return session;
}

RouteMemory &Linter::Memory::route(const QString &name, mcp::Era era)
{
    return m_routes.at((era == mcp::Era::Modern ? 'm' : 'l') + name.toUtf8());
}

QByteArray Linter::Memory::keepSchema(const QByteArray &text)
{
    if (text.size() > kMaxSchemaBytes)
        return {};
    const QByteArray key = QCryptographicHash::hash(text, QCryptographicHash::Sha1);
    m_schemas.at(key) = text;
    return key;
}

const JsonSchema *Linter::Memory::schema(const QByteArray &key)
{
    const QByteArray *text = key.isEmpty() ? nullptr : m_schemas.find(key);
    if (!text)
        return nullptr;
    auto &compiled = m_compiled.at(key);
    if (!compiled)
        compiled = JsonSchema::compile(*text);
    return compiled.get();
}

} // namespace sightglass::interceptor::lint
