// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/bodytext.h"

#include <QObject>
#include <QThreadPool>

#include <memory>

namespace sightglass::ui {

/// Makes the text of large bodies on a worker thread; only the newest request counts.
///
/// Thread: the UI's.
class PrettyPrinter : public QObject
{
    Q_OBJECT
public:
    explicit PrettyPrinter(QObject *parent = nullptr);
    ~PrettyPrinter() override;

    void start(const QByteArray &body, BodyShape shape);
    /// finished() does not follow.
    void cancel();

Q_SIGNALS:
    void finished(const sightglass::ui::BodyText &text);

private:
    void deliver(quint64 ticket, const BodyText &text);

    QThreadPool m_pool;
    std::shared_ptr<std::atomic<bool>> m_cancelled;
    quint64 m_ticket = 0;
};

} // namespace sightglass::ui
