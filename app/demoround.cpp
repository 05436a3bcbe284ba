// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demoround.h"

#include <algorithm>

namespace sightglass::app {

using namespace Qt::Literals::StringLiterals;

DemoRound::DemoRound(transport::Upstream &upstream, QByteArray target, int pauseMs)
    : m_upstream(upstream), m_target(std::move(target))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_steps.empty()) {
            if (const Finished finished = std::exchange(m_finished, {}))
                finished({});
            return;
        }
        const Step step = std::move(m_steps.front());
        m_steps.pop_front();
        m_current = step.name;
        step.run();
    });
}

void DemoRound::start(Finished finished)
{
    m_finished = std::move(finished);
    next();
}

void DemoRound::addStep(const QString &name, std::function<void()> run)
{
    m_steps.push_back({name, std::move(run)});
    ++m_stepCount;
}

void DemoRound::next()
{
    m_pause.start();
}

void DemoRound::fail(const QString &trouble)
{
    m_pause.stop();
    m_steps.clear();
    if (const Finished finished = std::exchange(m_finished, {}))
        finished(m_current + u": "_s + trouble);
}

bool DemoRound::check(bool condition, const QString &trouble)
{
    if (!condition)
        fail(trouble);
    return condition && m_finished;
}

DemoCall *DemoRound::send(const QByteArray &method, const QByteArray &fields, const QByteArray &body,
                          DemoCall::Message message, DemoCall::Done done, DemoCall::Done opened)
{
    transport::OutboundRequest request;
    request.method = method;
    request.target = m_target;
    request.fields = fields;
    request.body = body;
    auto call = std::make_unique<DemoCall>(m_upstream, std::move(request), std::move(message), std::move(opened),
                                           [this, done = std::move(done)](const DemoCall &ended) {
                                               if (done)
                                                   done(ended);
                                               drop(const_cast<DemoCall *>(&ended));
                                           });
    m_calls.push_back(std::move(call));
    return m_calls.back().get();
}

void DemoRound::drop(DemoCall *call)
{
    const auto found =
        std::find_if(m_calls.begin(), m_calls.end(), [&](const auto &owned) { return owned.get() == call; });
    if (found == m_calls.end())
        return;
    const std::unique_ptr<DemoCall> dropped = std::move(*found);
    m_calls.erase(found);
}

server::Json DemoRound::toolParams(const char *tool, Json arguments)
{
    return Json{{"name", tool}, {"arguments", std::move(arguments)}};
}

QString DemoRound::textOf(const Json &result)
{
    const Json &content = server::member(result, "content");
    return content.is_array() && !content.empty() ? server::textMember(content.front(), "text") : QString();
}

server::Json DemoRound::answerTo(const Json &request)
{
    const QByteArray method = server::bytesMember(request, "method");
    if (method == "sampling/createMessage") {
        return Json{
            {"role", "assistant"},
            {"content", {{"type", "text"}, {"text", "Steam curls up and fades,\nthe cup keeps the evening warm."}}},
            {"model", "demo-model"},
            {"stopReason", "endTurn"}};
    }
    if (method == "roots/list")
        return Json{{"roots", Json::array({Json{{"uri", "file:///home/demo/garden"}, {"name", "garden"}}})}};
    const Json &schema = server::member(server::member(request, "params"), "requestedSchema");
    const bool asksForLegs = server::member(schema, "properties").contains("legs");
    return Json{{"action", "accept"}, {"content", asksForLegs ? Json{{"legs", 8}} : Json{{"name", "Ada"}}}};
}

} // namespace sightglass::app
