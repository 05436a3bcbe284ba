// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/sessionlook.h"

namespace sightglass::ui {

SessionLook sessionLook(exchange::SessionState state)
{
    using State = exchange::SessionState;
    switch (state) {
    case State::Initializing:
        return {Glyph::Running, Role::OpenText};
    case State::Active:
        return {Glyph::Start, Role::OkText};
    case State::Idle:
        return {Glyph::Pause, Role::DimText};
    case State::Closing:
        return {Glyph::Running, Role::WarnText};
    case State::Closed:
        return {Glyph::Stop, Role::DimText};
    case State::Expired:
        return {Glyph::Cancelled, Role::CancelText};
    case State::Failed:
        return {Glyph::Failed, Role::ErrorText};
    }
    return {};
}

SessionLook leakLook(models::LeakKind kind)
{
    using models::LeakKind;
    switch (kind) {
    case LeakKind::None:
        break;
    case LeakKind::ClientLeft:
        return {Glyph::Cancelled, Role::WarnText};
    case LeakKind::NeverUsed:
        return {Glyph::Question, Role::DimText};
    case LeakKind::SilentStream:
        return {Glyph::Stream, Role::WarnText};
    case LeakKind::Unanswered:
        return {Glyph::Running, Role::ErrorText};
    case LeakKind::Abandoned:
        return {Glyph::Pause, Role::WarnText};
    }
    return {};
}

} // namespace sightglass::ui
