// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include <span>

namespace sightglass::ui {

/// What a colour is for. Widgets ask for a role and never for a colour, so that light and dark stay right together.
enum class Role : quint8 {
    // grounds
    Window,            ///< behind panels, bars and dialogs
    Base,              ///< behind lists, trees and text
    AlternateBase,     ///< every second row
    Raised,            ///< buttons, table headers, cards
    Selection,         ///< selected rows and text, under the usual text colours
    ValidBackground,   ///< a filter that can be applied
    InvalidBackground, ///< a filter that cannot be read
    WarnBackground,    ///< a notice that needs a look
    MarkBackground,    ///< a row the user marked
    RelatedBackground, ///< a row that belongs to the current one
    MatchBackground,   ///< a place where a search hit
    // texts; each is readable on every ground above
    Text,
    DimText, ///< secondary text, numbers nobody reads first
    LinkText,
    OkText,
    ErrorText,
    WarnText,
    CancelText,
    OpenText,     ///< an exchange that has not ended
    RequestTint,  ///< arrows and labels of what goes to the server
    ResponseTint, ///< arrows and labels of what comes from the server
    JsonKey,
    JsonString,
    JsonNumber,
    JsonLiteral,
    JsonPunctuation,
    // the rest
    Accent,     ///< the default button, focus rings, the stripe of what is current
    AccentText, ///< text on Accent
    Border,     ///< lines between things
    Handle,     ///< of scroll bars
    MarkStripe, ///< the stripe of a marked row
    Shadow,     ///< under floating things
};

inline constexpr int kRoleCount = int(Role::Shadow) + 1;

/// The colour of a role in the light or dark scheme. Any thread.
QColor schemeColor(Role role, bool dark);

/// Roles that text stands on, and roles of text that stands on each of them (AccentText stands on Accent only).
std::span<const Role> groundRoles();
std::span<const Role> textRoles();

/// Contrast ratio of two opaque colours as WCAG 2 defines it, 1 to 21.
double contrast(const QColor &one, const QColor &other);

} // namespace sightglass::ui
