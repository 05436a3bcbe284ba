// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "interceptor/holdqueue.h"

#include <QByteArray>

#include <vector>

namespace sightglass::control {

/// `{"held":[{…}]}`: messages that wait, oldest first. Bodies and heads are strings where they are UTF-8, else
/// `{"base64":"…"}`, as in exports.
QByteArray heldToJson(const std::vector<interceptor::HeldMessage> &messages);

/// What a program decides: `{"decision":"original"}`, `{"decision":"edited","message":"…"}`,
/// `{"decision":"respond","message":"…"}` or `{"decision":"fail","reason":"…"}`. With "edited",
/// `"headers":{"Name":"value","Other":null}` sets and removes fields, and `"independentHeaders":true` leaves the mirrored
/// ones as they are. A message is a string, or `{"base64":"…"}`. InvalidData says what is wrong.
Result<interceptor::HoldDecision> decisionFromJson(const QByteArray &json);

/// The session that `{"key":"…"}` names. InvalidData says what is wrong.
Result<QByteArray> sessionKeyFromJson(const QByteArray &json);

} // namespace sightglass::control
