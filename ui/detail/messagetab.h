// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/detailtab.h"

class QLabel;
class QPushButton;
class QSplitter;

namespace sightglass::ui {

class BodyView;
class Theme;

/// The body of the request or of the answer; where an interceptor changed it, both as they were and as they were sent.
class MessageTab : public DetailTab
{
    Q_OBJECT
public:
    enum class Side { Request, Response };

    MessageTab(const Theme &theme, Side side, QWidget *parent = nullptr);

    void present(const DetailContent &content) override;
    bool openFind() override;
    void find(const QString &text) override;
    void showPlace(const exchange::Part &part, const QByteArray &pointer) override;
    BodyView &received() const { return *m_received; }
    BodyView &sent() const { return *m_sent; }

private:
    struct Variant {
        QByteArray head;
        QByteArray body;
    };
    Variant variant(const DetailContent &content, bool asSent) const;
    QString emptyText(const DetailContent &content) const;
    void showNotice(const DetailContent &content);
    /// Of an event stream: the message that is the answer, and which event it was.
    static QByteArray answerEvent(const QList<exchange::Part> &parts, bool asSent, int *number, int *count);

    Side m_side;
    QSplitter *m_splitter = nullptr;
    QWidget *m_noticeBar = nullptr;
    QLabel *m_notice = nullptr;
    QPushButton *m_events = nullptr;
    BodyView *m_received = nullptr;
    BodyView *m_sent = nullptr;
};

} // namespace sightglass::ui
