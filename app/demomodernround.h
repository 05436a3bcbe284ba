// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demoround.h"
#include "mcp/headermirror.h"
#include "mcp/messagereader.h"

namespace sightglass::app {

/// The same land in the modern era: every request on its own, mirrored headers, multi round-trip requests, a listen
/// stream; now and then a header that does not mirror the body.
class DemoModernRound final : public DemoRound
{
public:
    /// \a provokes: sends a wrong header once, and checks that it is refused.
    DemoModernRound(transport::Upstream &upstream, const QByteArray &target, int pauseMs, bool provokes);

private:
    void addBeginning();
    void addTools();
    void addAsking();
    void addContent();
    void addRefusals(bool provokes);

    QByteArray body(qint64 id, const QByteArray &method, Json params) const;
    QByteArray fieldsFor(const QByteArray &body);
    void request(const QByteArray &method, const Json &params, Result result, DemoCall::Message message = {});
    void requestError(const QByteArray &body, const QByteArray &fields, int status, int code);
    void callTool(const char *tool, Json arguments, const QString &expected);
    void listen();
    void abandonTea();

    mcp::HeaderMirror m_mirror;
    mcp::MessageReader m_reader;
    DemoCall *m_stream = nullptr;
    Json m_listenId;
    std::function<void(const Json &)> m_heard; // on the listen stream
    bool m_wantsLog = false;
};

} // namespace sightglass::app
