// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/historywindow.h"

#include "store/storeurl.h"
#include "ui/detail/detailpane.h"
#include "ui/history/historyhead.h"
#include "ui/history/historyresults.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/exchangetext.h"
#include "ui/models/historymodel.h"
#include "ui/models/historysessions.h"
#include "ui/models/historysource.h"
#include "ui/models/payloadsource.h"
#include "ui/models/recordingreader.h"
#include "ui/theme/paddeddelegate.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QShortcut>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;
using models::HistoryModel;
using models::HistorySessions;

namespace {

constexpr QSize kSize(1400, 820);
constexpr int kSideWidth = 535;
const QString kGeometryKey = u"history/geometry"_s;

} // namespace

HistoryWindow::HistoryWindow(const Parts &parts, QWidget *parent)
    : QWidget(parent, Qt::Window),
      m_parts(parts),
      m_recent(parts.settings),
      m_source(std::make_unique<models::HistorySource>()),
      m_reader(std::make_unique<models::RecordingReader>()),
      m_payloads(std::make_unique<models::PayloadSource>(m_reader.get())),
      m_records(std::make_unique<models::ExchangeListModel>()),
      m_model(new HistoryModel(*m_source, this)),
      m_sessions(new HistorySessions(*m_source, this))
{
    setWindowTitle(tr("History"));
    build(parts.theme);
    connectParts();
    addKeys();
    resize(kSize);
    restoreGeometry(parts.settings.value(kGeometryKey).toByteArray());
}

HistoryWindow::~HistoryWindow()
{
    // They look at the models, and would go after them.
    delete m_detail;
    delete m_list;
    delete m_sessionTree;
    delete m_model;
    delete m_sessions;
}

QWidget *HistoryWindow::makeSessions()
{
    m_sessionTree = new QTreeView(this);
    m_sessionTree->setAccessibleName(tr("Sessions"));
    m_sessionTree->setModel(m_sessions);
    m_sessionTree->setItemDelegate(new PaddedDelegate(m_sessionTree));
    m_sessionTree->setFrameShape(QFrame::NoFrame);
    m_sessionTree->setUniformRowHeights(true);
    m_sessionTree->setIndentation(14);
    m_sessionTree->setAllColumnsShowFocus(true);
    QHeaderView &header = *m_sessionTree->header();
    header.setAccessibleName(tr("Columns"));
    const auto width = [this](const char *sample) {
        return fontMetrics().horizontalAdvance(QLatin1StringView(sample)) + 22;
    };
    m_sessionTree->setColumnWidth(HistorySessions::Client, width("claude-code") + 44);
    m_sessionTree->setColumnWidth(HistorySessions::Server, width("everything"));
    m_sessionTree->setColumnWidth(HistorySessions::Begin, width("00:00:00"));
    m_sessionTree->setColumnWidth(HistorySessions::Duration, width("20 m 00 s") - 6);
    m_sessionTree->setColumnWidth(HistorySessions::Requests, width("Requests") - 6);
    m_sessionTree->setColumnWidth(HistorySessions::Version, width("2025-11-25") - 8);
    header.setStretchLastSection(true);
    return m_sessionTree;
}

void HistoryWindow::build(const Theme &theme)
{
    m_head = new HistoryHead(theme, this);
    m_list = new HistoryResults(theme, *m_model, this);
    m_detail = new DetailPane(theme, *m_payloads, *m_records, this);
    m_work = new QSplitter(Qt::Vertical, this);
    m_work->addWidget(m_list);
    m_work->addWidget(m_detail);
    m_work->setSizes({kSize.height() / 2, kSize.height() / 2});
    m_work->setChildrenCollapsible(false);
    m_side = new QSplitter(Qt::Horizontal, this);
    m_side->addWidget(makeSessions());
    m_side->addWidget(m_work);
    m_side->setStretchFactor(1, 1);
    m_side->setSizes({kSideWidth, kSize.width() - kSideWidth});
    m_side->setChildrenCollapsible(false);
    m_sessionTree->hide();
    m_showInList = new QPushButton(tr("Show in &List"), this);
    m_showInList->setToolTip(tr("Go to this exchange in the main window (Ctrl+Return)"));
    m_head->addButton(m_showInList);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_head);
    layout->addWidget(m_side, 1);
    m_showInList->setEnabled(false);
}

void HistoryWindow::connectParts()
{
    connect(m_head, &HistoryHead::recordingPicked, this, [this](const QString &file) {
        if (file.isEmpty())
            openCurrent();
        else
            openFile(file);
    });
    connect(m_head, &HistoryHead::openRequested, this, &HistoryWindow::askForFile);
    connect(m_head, &HistoryHead::searchRequested, this, &HistoryWindow::begin);
    connect(m_head, &HistoryHead::refreshRequested, this, &HistoryWindow::begin);
    connect(m_head, &HistoryHead::resultsRequested, m_list, &HistoryResults::enter);
    connect(m_source.get(), &models::HistorySource::opened, this, &HistoryWindow::opened);
    connect(m_source.get(), &models::HistorySource::openFailed, this, &HistoryWindow::openFailed);
    connect(m_source.get(), &models::HistorySource::indexed, m_head, &HistoryHead::setIndexState);
    connect(m_source.get(), &models::HistorySource::indexFailed, this,
            [this](const QString &text) { m_head->setIndexNote(tr("The index cannot be written: %1").arg(text)); });
    connect(m_sessions, &HistorySessions::loaded, this, &HistoryWindow::sessionsLoaded);
    connect(m_sessionTree->selectionModel(), &QItemSelectionModel::currentChanged, this, &HistoryWindow::begin);
    connect(m_model, &HistoryModel::changed, this, &HistoryWindow::modelChanged);
    connect(m_model, &HistoryModel::failed, this, [this](const QString &text) {
        m_head->tell(tr("The search broke off"));
        m_list->setNote(tr("The search broke off"), text);
    });
    connect(m_list, &HistoryResults::currentRowChanged, this, &HistoryWindow::rowChanged);
    connect(m_list, &HistoryResults::rowActivated, this, [this] { m_detail->setFocus(Qt::ShortcutFocusReason); });
    connect(m_list, &HistoryResults::left, this, [this] { m_head->field().setFocus(); });
    connect(m_detail, &DetailPane::exchangeRequested, this, &HistoryWindow::goTo);
    connect(m_detail, &DetailPane::filterRequested, this, &HistoryWindow::filterRequested);
    connect(m_detail, &DetailPane::statusMessage, m_head, &HistoryHead::tell);
    connect(m_showInList, &QPushButton::clicked, this, &HistoryWindow::showInList);
    connect(m_reader.get(), &models::RecordingReader::rowsRead, this,
            [this](quint64 ticket, const std::vector<exchange::RecordPtr> &records) {
                if (ticket == m_rowTicket && !records.empty())
                    present(records.front());
            });
}

void HistoryWindow::addKeys()
{
    const auto on = [this](const QKeySequence &keys, const std::function<void()> &what) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, what);
    };
    on(QKeySequence::Open, [this] { askForFile(); });
    on(QKeySequence::Find, [this] {
        m_head->field().setFocus();
        m_head->field().selectAll();
    });
    on(QKeySequence(Qt::Key_F5), [this] { begin(); });
    on(QKeySequence(Qt::Key_F3), [this] { m_detail->openFind(); });
    on(QKeySequence(Qt::CTRL | Qt::Key_W), [this] { close(); });
    on(QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { showInList(); });
}

void HistoryWindow::openFirst()
{
    const QStringList files = m_recent.files();
    if (m_parts.current()) {
        openCurrent();
    } else if (!files.isEmpty()) {
        openFile(files.front());
    } else {
        m_head->setRecordings(false, {});
        m_head->tell({});
        m_list->setNote(tr("No recording is open"), tr("Open one with the button above (Ctrl+O)."));
    }
}

void HistoryWindow::openCurrent()
{
    if (const store::ReaderOpener opener = m_parts.current())
        open(opener, {});
    else
        openFailed(tr("Nothing is recorded now."));
}

void HistoryWindow::openFile(const QString &file)
{
    m_recent.add(file);
    open([url = store::StoreUrl{store::StoreUrl::Kind::Sqlite, file}] { return store::openReader(url); }, file);
}

void HistoryWindow::askForFile()
{
    auto *dialog = new QFileDialog(this, tr("Open a Recording"), QFileInfo(m_file).absolutePath(),
                                   tr("Recordings (*.sqlite *.db);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &HistoryWindow::openFile);
    dialog->open();
}

void HistoryWindow::open(const store::ReaderOpener &opener, const QString &file)
{
    m_open = false;
    m_file = file;
    m_head->setRecordings(bool(m_parts.current()), m_recent.files());
    m_head->setRecording(file);
    m_head->setIndexNote({});
    m_sessionTree->hide();
    m_sessions->clear();
    m_model->clear();
    present(nullptr);
    m_list->setNote({});
    m_head->tell(tr("Opening…"));
    m_source->open(opener);
    m_reader->open(opener);
}

void HistoryWindow::opened(const QString &file)
{
    m_open = true;
    m_head->recordings().setToolTip(file);
    m_sessions->load();
    begin();
}

void HistoryWindow::openFailed(const QString &text)
{
    m_head->tell({});
    m_list->setNote(tr("The recording cannot be opened"), text);
}

void HistoryWindow::search(const QString &text)
{
    m_head->field().setText(text);
    begin();
}

void HistoryWindow::begin()
{
    if (!m_open)
        return;
    store::SearchQuery query;
    query.text = m_head->text();
    if (const exchange::SessionPtr session = m_sessions->sessionAt(m_sessionTree->currentIndex()))
        HistorySessions::narrow(query, *session);
    m_model->search(query);
}

void HistoryWindow::sessionsLoaded()
{
    m_sessionTree->setVisible(!m_sessions->isEmpty());
    m_sessionTree->expandAll();
    for (int row = 0; row < m_sessions->rowCount(); ++row)
        m_sessionTree->setFirstColumnSpanned(row, {}, true);
}

void HistoryWindow::modelChanged()
{
    if (!m_open)
        return;
    const int rows = m_model->rowCount();
    const bool searching = m_model->isSearching();
    const bool isNarrow = !m_model->query().text.isEmpty() || !m_model->query().route.isEmpty();
    const QString count = models::countText(rows);
    if (searching)
        m_head->tell(rows == 0 ? tr("Searching…") : tr("Searching… %1 so far").arg(count));
    else if (m_model->hasMore())
        m_head->tell(tr("The newest %1; more below").arg(count));
    else if (rows == 0)
        m_head->tell({}); // the note in the list's place says it
    else
        m_head->tell(isNarrow ? tr("%1 found").arg(count) : tr("%1 in the recording").arg(count));
    if (rows > 0 || searching)
        m_list->setNote({});
    else if (isNarrow)
        m_list->setNote(tr("Nothing found"), tr("Every word must be there; a word is found by its beginning."));
    else
        m_list->setNote(tr("The recording is empty"));
    if (const int row = m_model->rowOf(m_shown); row >= 0 && row != m_list->currentIndex().row())
        m_list->setCurrentIndex(m_model->index(row, 0));
}

void HistoryWindow::rowChanged(int row)
{
    const exchange::RecordPtr record = m_model->recordAt(row);
    if (!record || record->id == m_shown)
        return;
    present(record);
    const QModelIndex match = m_model->index(row, HistoryModel::Match);
    const auto marks = match.data(HistoryModel::MarksRole).value<QList<store::SearchMark>>();
    if (!marks.isEmpty())
        m_detail->showFound(match.data().toString().mid(marks.front().begin, marks.front().length));
}

void HistoryWindow::present(const exchange::RecordPtr &record)
{
    m_shown = record ? record->id : exchange::ExchangeId();
    m_records->clear();
    m_payloads->clearCache();
    if (record)
        m_records->prepend({record});
    m_detail->setExchange(m_shown);
    m_showInList->setEnabled(record && m_file.isEmpty());
}

void HistoryWindow::goTo(exchange::ExchangeId id)
{
    if (const int row = m_model->rowOf(id); row >= 0)
        m_list->setCurrentIndex(m_model->index(row, 0));
    else
        m_rowTicket =
            m_reader->rowsBetween(exchange::ExchangeId(id.value() - 1), exchange::ExchangeId(id.value() + 1), 1);
}

void HistoryWindow::showInList()
{
    if (m_showInList->isEnabled())
        Q_EMIT exchangeRequested(m_shown);
}

void HistoryWindow::closeEvent(QCloseEvent *event)
{
    m_parts.settings.setValue(kGeometryKey, saveGeometry());
    QWidget::closeEvent(event);
}

} // namespace sightglass::ui
