// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/handover.h"

#include <QDataStream>
#include <QIODevice>
#include <QtEndian>

namespace sightglass::app {
namespace {

constexpr auto kStreamVersion = QDataStream::Qt_6_4;
constexpr quint32 kMagic = 0x53474c31; // the format's first version
constexpr quint32 kMaxBytes = 256 * 1024;

} // namespace

QByteArray encoded(const Handover &handover)
{
    QByteArray content;
    QDataStream out(&content, QIODevice::WriteOnly);
    out.setVersion(kStreamVersion);
    out << kMagic << handover.upstreams << handover.demo;
    QByteArray length(sizeof(quint32), Qt::Uninitialized);
    qToBigEndian(quint32(content.size()), length.data());
    return length + content;
}

std::optional<Handover> decoded(const QByteArray &bytes, bool &broken)
{
    broken = false;
    if (bytes.size() < qsizetype(sizeof(quint32)))
        return std::nullopt;
    const quint32 length = qFromBigEndian<quint32>(bytes.constData());
    broken = length > kMaxBytes;
    const QByteArray content = bytes.mid(sizeof(quint32));
    if (broken || quint32(content.size()) < length)
        return std::nullopt;
    QDataStream in(content);
    in.setVersion(kStreamVersion);
    quint32 magic = 0;
    Handover handover;
    in >> magic >> handover.upstreams >> handover.demo;
    broken = magic != kMagic || in.status() != QDataStream::Ok;
    return broken ? std::nullopt : std::optional(handover);
}

} // namespace sightglass::app
