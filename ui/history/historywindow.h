// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/ids.h"
#include "store/historysearch.h"
#include "ui/history/recordinglist.h"

#include <QWidget>

#include <functional>
#include <memory>

class QPushButton;
class QSplitter;
class QTreeView;

namespace sightglass::models {
class ExchangeListModel;
class HistoryModel;
class HistorySessions;
class HistorySource;
class PayloadSource;
class RecordingReader;
} // namespace sightglass::models

namespace sightglass::ui {

class DetailPane;
class HistoryHead;
class HistoryResults;
class Theme;

/// Looks into recordings, the one that is being written and old ones: by words, and by the sessions that were held. A
/// window of its own, which reads in threads of its own and never waits for them.
///
/// Thread: UI. Owner: its parent.
class HistoryWindow : public QWidget
{
    Q_OBJECT
public:
    struct Parts {
        Theme &theme;
        QSettings &settings; ///< geometry and the recordings used lately
        /// The way to the proxy's own recording; an empty one while nothing is recorded.
        std::function<store::ReaderOpener()> current;
    };

    /// Parts outlive it.
    HistoryWindow(const Parts &parts, QWidget *parent);
    ~HistoryWindow() override;

    /// The proxy's own recording; that used last where there is none.
    void openFirst();
    void openCurrent();
    void openFile(const QString &file);
    void askForFile();
    void search(const QString &text);

    HistoryHead &head() { return *m_head; }
    HistoryResults &results() { return *m_list; }
    QTreeView &sessions() { return *m_sessionTree; }
    DetailPane &detail() { return *m_detail; }
    models::HistoryModel &model() { return *m_model; }

Q_SIGNALS:
    /// Of the proxy's own recording.
    void exchangeRequested(sightglass::exchange::ExchangeId id);
    void filterRequested(const QString &term, bool negate);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void build(const Theme &theme);
    QWidget *makeSessions();
    void connectParts();
    void addKeys();
    void open(const store::ReaderOpener &opener, const QString &file);
    void opened(const QString &file);
    void openFailed(const QString &text);
    void begin();
    void sessionsLoaded();
    void modelChanged();
    void rowChanged(int row);
    void present(const exchange::RecordPtr &record);
    void goTo(exchange::ExchangeId id);
    void showInList();

    const Parts m_parts;
    RecordingList m_recent;
    std::unique_ptr<models::HistorySource> m_source;
    std::unique_ptr<models::RecordingReader> m_reader; // for the details
    std::unique_ptr<models::PayloadSource> m_payloads;
    std::unique_ptr<models::ExchangeListModel> m_records; // the one that is shown
    models::HistoryModel *m_model;
    models::HistorySessions *m_sessions;
    HistoryHead *m_head = nullptr;
    QSplitter *m_side = nullptr;
    QSplitter *m_work = nullptr;
    QTreeView *m_sessionTree = nullptr;
    HistoryResults *m_list = nullptr;
    DetailPane *m_detail = nullptr;
    QPushButton *m_showInList = nullptr;
    QString m_file; ///< empty: the proxy's own recording
    bool m_open = false;
    exchange::ExchangeId m_shown;
    quint64 m_rowTicket = 0; // a record that is not in the list is on its way
};

} // namespace sightglass::ui
