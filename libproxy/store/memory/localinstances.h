// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/donequeue.h"
#include "store/instanceregistry.h"

#include <QSet>

#include <optional>

namespace sightglass::store {

/// The registry of an instance that shares nothing: it owns all that it claims. Before announce() and after withdraw() it
/// is nobody, and claim() fails with Stopped.
///
/// Thread and owner: as InstanceRegistry.
class LocalInstances : public InstanceRegistry
{
    Q_OBJECT
public:
    using InstanceRegistry::InstanceRegistry;

    void announce(const Instance &self) override { m_self = self; }
    void claim(const QByteArray &thing, Done<Instance> done) override;
    void ownerOf(const QByteArray &thing, Done<Instance> done) override;
    void release(const QByteArray &thing) override { m_owned.remove(thing); }
    void instances(Done<std::vector<Instance>> done) override;
    void withdraw(Done<void> done) override;

private:
    std::optional<Instance> m_self;
    QSet<QByteArray> m_owned;
    DoneQueue m_done;
};

} // namespace sightglass::store
