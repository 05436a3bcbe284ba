// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <QWidget>

namespace sightglass::ui {

/// What a tab shows: an exchange, and its payload as far as it is here.
struct DetailContent {
    exchange::Record record; ///< without parts
    QList<exchange::Part> parts;
    bool havePayload = false;
    QString problem; ///< why there is no payload; empty while it is on its way
};

/// One tab of the detail pane. It is shown content only while somebody looks at it.
class DetailTab : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// Another exchange, or another state of the same one.
    virtual void present(const DetailContent &content) = 0;
    /// The same exchange has \a added more parts; they are in \a content already. A tab that shows them at once says so
    /// by true; others are presented anew a moment later.
    virtual bool grow(const DetailContent &content, const QList<exchange::Part> &added)
    {
        Q_UNUSED(content);
        Q_UNUSED(added);
        return false;
    }
    /// Opens its find bar; false: nothing to search in.
    virtual bool openFind() { return false; }
    /// Marks \a text in what it shows.
    virtual void find(const QString &text) { Q_UNUSED(text); }
    /// Turns to the value at the JSON Pointer \a pointer of the message in \a part.
    virtual void showPlace(const exchange::Part &part, const QByteArray &pointer)
    {
        Q_UNUSED(part);
        Q_UNUSED(pointer);
    }

Q_SIGNALS:
    void exchangeRequested(sightglass::exchange::ExchangeId id);
    void filterRequested(const QString &term, bool negate);
    void eventsRequested();
    void statusMessage(const QString &text);
};

} // namespace sightglass::ui
