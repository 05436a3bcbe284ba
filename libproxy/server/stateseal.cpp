// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/stateseal.h"

#include "base/clock.h"

#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

namespace sightglass::server {
namespace {

constexpr auto kEncoding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray randomKey()
{
    QByteArray key(32, Qt::Uninitialized);
    for (char &byte : key)
        byte = char(QRandomGenerator::system()->generate() & 0xFF);
    return key;
}

bool equalInConstantTime(const QByteArray &left, const QByteArray &right)
{
    if (left.size() != right.size())
        return false;
    char difference = 0;
    for (qsizetype i = 0; i < left.size(); ++i)
        difference = char(difference | (left[i] ^ right[i]));
    return difference == 0;
}

} // namespace

StateSeal::StateSeal(int ttlMs) : m_key(randomKey()), m_ttlMs(ttlMs) {}

QByteArray StateSeal::seal(const Json &state, const QByteArray &request) const
{
    const qint64 expiresMs = wallClockUs() / 1000 + m_ttlMs;
    const QByteArray payload = dumpJson(Json{{"expires", expiresMs}, {"state", state}}).toBase64(kEncoding);
    return payload + '.' + sign(payload, request);
}

std::optional<Json> StateSeal::open(const QByteArray &text, const QByteArray &request) const
{
    const qsizetype dot = text.indexOf('.');
    if (dot < 0)
        return std::nullopt;
    const QByteArray payload = text.first(dot);
    if (!equalInConstantTime(text.sliced(dot + 1), sign(payload, request)))
        return std::nullopt;
    const Json content = parseJson(QByteArray::fromBase64(payload, kEncoding));
    const Json &expires = member(content, "expires");
    if (!expires.is_number_integer() || expires.get<qint64>() < wallClockUs() / 1000)
        return std::nullopt;
    return member(content, "state");
}

QByteArray StateSeal::sign(const QByteArray &payload, const QByteArray &request) const
{
    return QMessageAuthenticationCode::hash(payload + '\n' + request, m_key, QCryptographicHash::Sha256)
        .toBase64(kEncoding);
}

} // namespace sightglass::server
