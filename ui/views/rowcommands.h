// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <QModelIndex>
#include <QObject>

class QWidget;

namespace sightglass::models {
class ExchangeListModel;
class PayloadSource;
enum class Secrets : quint8;
} // namespace sightglass::models

namespace sightglass::ui {

class CopyJob;
class ProxyControl;

/// What can be done with exchanges: copy them in several shapes, mark them, comment on them, and save the bodies of one.
/// Payload that is not at hand is asked for; what was asked for last wins.
///
/// Thread: UI. Owner: the window, which also owns the dialogs.
class RowCommands : public QObject
{
    Q_OBJECT
public:
    enum class Shape { Json, Curl, Command, Row };
    using Ids = QList<exchange::ExchangeId>;
    /// Most exchanges that are copied, marked or commented on at once.
    static constexpr int kMaxAtOnce = 10'000;

    RowCommands(models::ExchangeListModel &exchanges, models::PayloadSource &payloads, ProxyControl &control,
                QWidget &window);

    /// Whether what is copied keeps what is secret; redacted by default.
    void setKeepSecrets(bool keep) { m_keepSecrets = keep; }

    void copyValue(const QModelIndex &cell);
    /// Several as JSON: an array of them; in the other shapes: one per line or lines.
    void copy(const Ids &ids, Shape shape);
    void saveBody(exchange::ExchangeId id, bool isRequest);
    /// Marks all of them, or unmarks them where all are marked.
    void toggleMark(const Ids &ids);
    /// The same comment on all of them.
    void editComment(const Ids &ids);

Q_SIGNALS:
    /// What was done or went wrong, in a few words.
    void noted(const QString &text);

private:
    using Parts = QList<exchange::Part>;

    void put(const QByteArrayList &texts, Shape shape, const QString &problem);
    void copyWithoutPayload(const Ids &ids, Shape shape);
    bool isTooMany(const Ids &ids);
    void putOnClipboard(const QString &text, const QString &note);
    void askForFile(const QString &name, const QByteArray &body);
    void write(const QString &path, const QByteArray &body);
    QByteArray shaped(const exchange::Record &record, const Parts &parts, Shape shape) const;

    models::ExchangeListModel &m_exchanges;
    ProxyControl &m_control;
    QWidget &m_window;
    CopyJob *m_job;
    bool m_keepSecrets = false;
};

} // namespace sightglass::ui
