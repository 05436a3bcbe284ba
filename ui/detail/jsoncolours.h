// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/jsonscan.h"
#include "ui/theme/palette.h"

namespace sightglass::ui {

/// The colour of a token of JSON.
inline Role jsonRole(models::JsonTokenKind kind)
{
    switch (kind) {
    case models::JsonTokenKind::Key:
        return Role::JsonKey;
    case models::JsonTokenKind::String:
        return Role::JsonString;
    case models::JsonTokenKind::Number:
        return Role::JsonNumber;
    case models::JsonTokenKind::Literal:
        return Role::JsonLiteral;
    case models::JsonTokenKind::Punctuation:
        return Role::JsonPunctuation;
    case models::JsonTokenKind::Error:
        break;
    }
    return Role::ErrorText;
}

} // namespace sightglass::ui
