// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench-ui append|filter|sort|body|open|live [--rows N] [--bytes N] [--path FILE] [--upstream URL]
//
// What the real window costs, on whatever screen QT_QPA_PLATFORM names; one JSON line per run. `live` prints the ready
// line of its proxy, and its figures when a line comes on stdin: the load is somebody else's.
#include "app/desktop/inspector.h"
#include "bench/framemeter.h"
#include "store/samplerecords.h"
#include "ui/detail/bodyview.h"
#include "ui/detail/codeview.h"
#include "ui/detail/detailpane.h"
#include "ui/detail/detailtab.h"
#include "ui/detail/jsonview.h"
#include "ui/detail/textview.h"
#include "ui/theme/theme.h"
#include "ui/views/exchangetable.h"
#include "ui/views/mainwindow.h"

#include <QCommandLineParser>
#include <QFile>
#include <QScrollBar>
#include <QSettings>
#include <QSocketNotifier>
#include <QTemporaryDir>
#include <QTimer>

#include <cstdio>
#include <unistd.h>

using namespace sightglass;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kBatch = 500;
constexpr int kBatchesPerTick = 2;
constexpr int kQuietMs = 700;

struct Plan {
    QString what;
    int rows = 0;
    qint64 bytes = 0;
    QString path;
    QString upstream;
};

double residentMiB()
{
    QFile file(u"/proc/self/smaps_rollup"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith("Rss:"))
            return line.mid(4).simplified().split(' ').constFirst().toDouble() / 1024;
    }
    return 0;
}

/// Exchanges as they are, and some that a filter wants: one in ten is slow, one in a hundred fails.
exchange::RecordBatch batchOf(int first, int count)
{
    auto records = std::make_shared<std::vector<exchange::RecordPtr>>();
    for (int i = first; i < first + count; ++i) {
        exchange::Record record = store::usualRecord(quint64(i) + 1, 1'700'000'000'000'000 + qint64(i) * 100);
        record.parts.clear();
        if (i % 10 == 0)
            record.endUs += 300'000;
        if (i % 100 == 0)
            record.toolError = true;
        record.name = i % 3 ? "echo" : "search";
        records->push_back(store::share(std::move(record)));
    }
    return records;
}

/// One run: ends the program when it has printed its figures.
class Run : public QObject
{
public:
    Run(const Plan &plan, bench::FrameMeter &meter, ui::Theme &theme, const QString &folder)
        : m_plan(plan),
          m_meter(meter),
          m_keep(folder + u"/desktop.ini"_s, QSettings::IniFormat),
          m_inspector(
              theme, m_keep,
              {settings(folder), plan.what == u"open"_s ? plan.path : QString(), false, folder + u"/rules.jsonc"_s})
    {
        m_inspector.window().resize(1360, 850);
        connect(&m_inspector.feed(), &models::LiveFeed::ticked, &m_meter, &bench::FrameMeter::tick);
        connect(&m_inspector, &app::Inspector::finished, qApp, &QCoreApplication::exit, Qt::QueuedConnection);
    }

    void start()
    {
        if (m_plan.what == u"open"_s)
            return open();
        if (m_plan.what == u"live"_s)
            return live();
        m_inspector.window().show();
        m_step = [this] { append(); };
        connect(&m_timer, &QTimer::timeout, this, [this] { m_step(); });
        m_meter.reset();
        m_timer.start(1);
    }

private:
    ui::Settings settings(const QString &folder) const
    {
        ui::Settings settings;
        settings.listCapacity = qMax(m_plan.rows, 200'000);
        settings.store = u"sqlite:"_s + folder + u"/traffic.sqlite"_s;
        settings.proxy.listenPort = 0;
        if (!m_plan.upstream.isEmpty()) {
            proxy::RouteConfig route;
            route.upstream = QUrl(m_plan.upstream);
            settings.proxy.routes.append(route);
        }
        return settings;
    }

    void append()
    {
        std::vector<exchange::RecordBatch> batches;
        for (int i = 0; i < kBatchesPerTick && m_added < m_plan.rows; ++i) {
            const int count = qMin(kBatch, m_plan.rows - m_added);
            batches.push_back(batchOf(m_added, count));
            m_added += count;
        }
        m_meter.tick();
        const qint64 begin = m_meter.nowUs();
        m_inspector.exchanges().apply(batches);
        m_applyUs += m_meter.nowUs() - begin;
        if (m_added < m_plan.rows)
            return;
        m_timer.stop();
        if (m_plan.what == u"append"_s)
            QTimer::singleShot(0, this, [this] { appended(); });
        else if (m_plan.what == u"filter"_s)
            QTimer::singleShot(kQuietMs, this, [this] { filter(); });
        else if (m_plan.what == u"sort"_s)
            QTimer::singleShot(kQuietMs, this, [this] { sort(); });
        else
            QTimer::singleShot(kQuietMs, this, [this] { body(); });
    }

    void appended()
    {
        const auto *table = m_inspector.window().findChild<ui::ExchangeTable *>();
        const auto *bar = table->verticalScrollBar();
        if (m_inspector.shown().rowCount() != m_plan.rows || bar->value() != bar->maximum())
            return fail("the list does not end with the newest row");
        print(QStringLiteral(R"("rows":%1,"seconds":%2,"apply_seconds":%3)")
                  .arg(m_plan.rows)
                  .arg(double(m_meter.nowUs()) / 1e6, 0, 'f', 3)
                  .arg(double(m_applyUs) / 1e6, 0, 'f', 3));
    }

    void filter()
    {
        const auto filter = exchange::Filter::parse(u"method:tools/call and tool:search and duration:>200ms"_s);
        if (!filter)
            return fail("the filter is wrong");
        connect(&m_inspector.shown(), &models::FilteredExchangeModel::filteringChanged, this, [this](bool filtering) {
            if (!filtering)
                filtered();
        });
        m_meter.reset();
        m_inspector.shown().setFilter(*filter);
        if (!m_inspector.shown().isFiltering())
            filtered();
    }

    void filtered()
    {
        if (std::exchange(m_done, true))
            return;
        const double milliseconds = double(m_meter.nowUs()) / 1000;
        const int matches = m_inspector.shown().rowCount();
        if (matches == 0 || matches > m_plan.rows / 10)
            return fail("the filter matches what it should not");
        QTimer::singleShot(kQuietMs, this, [=, this] {
            print(QStringLiteral(R"("rows":%1,"matches":%2,"milliseconds":%3)")
                      .arg(m_plan.rows)
                      .arg(matches)
                      .arg(milliseconds, 0, 'f', 1));
        });
    }

    /// All rows by their duration; then some seconds of traffic into the sorted list.
    void sort()
    {
        m_step = [this] {
            if (m_inspector.shown().isSorting())
                return;
            m_timer.stop();
            m_sortedMs = double(m_meter.nowUs()) / 1000;
            QTimer::singleShot(kQuietMs, this, [this] { // with what the views make of it
                m_sortFrames = m_meter.frames();
                m_meter.reset();
                m_step = [this] { appendToSorted(); };
                m_timer.start(models::LiveFeed::kTickMs);
            });
        };
        m_meter.reset();
        m_inspector.shown().sortBy(models::ExchangeListModel::Duration, Qt::DescendingOrder);
        m_timer.start(1);
    }

    void appendToSorted()
    {
        constexpr int kPerTick = 330; // 10,000 per second
        constexpr qint64 kForUs = 5'000'000;
        if (m_meter.nowUs() < kForUs) {
            m_meter.tick();
            m_inspector.exchanges().apply({batchOf(m_added, kPerTick)});
            m_added += kPerTick;
            return;
        }
        m_timer.stop();
        const auto frames = m_meter.frames();
        QTimer::singleShot(2 * models::FilteredExchangeModel::kResortMs, this, [this, frames] {
            const auto &shown = m_inspector.shown();
            for (int row = 1; row < shown.rowCount(); ++row) {
                if (shown.record(row - 1).endUs < shown.record(row).endUs)
                    return fail("the list is not sorted");
            }
            print(QStringLiteral(R"("rows":%1,"milliseconds":%2,"sort_worst_ms":%3)")
                      .arg(shown.rowCount())
                      .arg(m_sortedMs, 0, 'f', 1)
                      .arg(m_sortFrames.worstMs, 0, 'f', 2),
                  frames);
        });
    }

    /// A tool's answer of so many bytes, as JSON of many small members.
    exchange::RecordPtr largeRecord()
    {
        exchange::Record record =
            store::usualRecord(quint64(m_added) + 1, 1'700'000'000'000'000 + qint64(m_added) * 100);
        QByteArray text = R"({"jsonrpc":"2.0","id":1,"result":{"content":[)";
        int lines = 0;
        for (; text.size() < m_plan.bytes - 200; ++lines) {
            text += (lines ? "," : "") + QByteArrayLiteral("{\"type\":\"text\",\"text\":\"line ")
                    + QByteArray::number(lines) + " of a rather long answer\"}";
        }
        text += "]}}";
        m_lines = lines;
        record.responseBytes = text.size();
        record.parts.back().bytes = text;
        return store::share(std::move(record));
    }

    /// Selected as a user does it, who looks at answers: until the tree shows it.
    void body()
    {
        auto batch = std::make_shared<std::vector<exchange::RecordPtr>>();
        batch->push_back(largeRecord());
        m_inspector.mailbox().post(batch);
        m_inspector.feed().drain();
        auto *pane = m_inspector.window().findChild<ui::DetailPane *>();
        pane->setCurrentTab(ui::DetailPane::Response);
        // There are two, of which the one for what was sent instead stays hidden.
        ui::BodyView *view = nullptr;
        for (auto *one : pane->findChild<ui::DetailTab *>(u"Response"_s)->findChildren<ui::BodyView *>()) {
            if (!one->isHidden())
                view = one;
        }
        if (!view)
            return fail("the tab of the answer is not shown");
        m_body = batch->back()->parts.back().bytes;
        const auto shows = [this, view] {
            return view->tree().document() == m_body && view->tree().indexAt(QPoint(40, 20)).isValid();
        };
        if (m_inspector.window().findChild<ui::ExchangeTable *>()->currentExchange() == batch->back()->id)
            return fail("the exchange is selected already");
        m_meter.reset();
        m_meter.watch(view->tree().viewport(), shows);
        if (!m_inspector.window().findChild<ui::ExchangeTable *>()->selectExchange(batch->back()->id))
            return fail("the exchange is not in the list");
        whenShown("the tree does not show the body", [this, view](double shownMs) { bodyAsText(*view, shownMs); });
    }

    /// \a next when the meter has seen what it watches for and all is quiet; fails after a while.
    void whenShown(const char *otherwise, std::function<void(double shownMs)> next)
    {
        constexpr qint64 kPatienceUs = 60'000'000;
        m_step = [this, otherwise, next = std::move(next)] {
            if (m_meter.shownUs() < 0 && m_meter.nowUs() > kPatienceUs) {
                m_timer.stop();
                return fail(otherwise);
            }
            if (m_meter.shownUs() < 0 || !m_meter.isQuiet(kQuietMs))
                return;
            m_timer.stop();
            const auto continued = next; // which replaces this step
            continued(double(m_meter.shownUs()) / 1000);
        };
        m_timer.start(50);
    }

    /// Then its head as text, and by "Load all" the whole of it.
    void bodyAsText(ui::BodyView &view, double treeMs)
    {
        const auto frames = m_meter.frames(); // of the selection
        ui::CodeView &code = view.code();
        m_meter.reset();
        m_meter.watch(code.view().viewport(),
                      [&code] { return code.isHead() && code.text().contains(u"line 99 of"_s); });
        view.setMode(ui::BodyView::Text);
        whenShown("the head of the body is not shown", [this, &code, treeMs, frames](double headMs) {
            m_meter.reset();
            m_meter.watch(code.view().viewport(), [this, &code] { return isWhole(code); });
            code.loadAll();
            whenShown("the body is not there in whole", [this, treeMs, headMs, frames](double allMs) {
                print(QStringLiteral(R"("bytes":%1,"milliseconds":%2,"head_ms":%3,"load_all_ms":%4,)"
                                     R"("load_all_worst_frame_ms":%5)")
                          .arg(m_plan.bytes)
                          .arg(treeMs, 0, 'f', 1)
                          .arg(headMs, 0, 'f', 1)
                          .arg(allMs, 0, 'f', 1)
                          .arg(m_meter.frames().worstMs, 0, 'f', 1),
                      frames);
            });
        });
    }

    /// Its last line is looked for, so that half of it is not taken for all.
    bool isWhole(const ui::CodeView &code) const
    {
        if (!code.isComplete())
            return false;
        const QString last = u"line "_s + QString::number(m_lines - 1) + u" of a rather long answer"_s;
        const QString text = code.text();
        return text.size() >= m_plan.bytes && text.lastIndexOf(last) > text.size() - 200;
    }

    void open()
    {
        connect(&m_inspector.exchanges(), &QAbstractItemModel::rowsInserted, this, [this] { m_done = true; });
        connect(&m_timer, &QTimer::timeout, this, [this] {
            if (m_done && m_firstRowsUs < 0 && m_meter.lastPaintUs() > 0)
                m_firstRowsUs = m_meter.lastPaintUs();
            if (m_firstRowsUs >= 0 && m_inspector.shown().rowCount() >= m_plan.rows) {
                m_timer.stop();
                print(QStringLiteral(R"("rows":%1,"first_rows_ms":%2,"seconds":%3)")
                          .arg(m_inspector.shown().rowCount())
                          .arg(double(m_firstRowsUs) / 1000, 0, 'f', 1)
                          .arg(double(m_meter.nowUs()) / 1e6, 0, 'f', 3));
            }
        });
        m_meter.reset();
        m_inspector.start();
        m_timer.start(1);
    }

    void live()
    {
        m_inspector.start();
        m_meter.reset();
        auto *input = new QSocketNotifier(STDIN_FILENO, QSocketNotifier::Read, this);
        connect(input, &QSocketNotifier::activated, this, [this, input] {
            char line[64];
            if (read(STDIN_FILENO, line, sizeof line) > 0 && line[0] == 'b')
                return m_meter.reset(); // "begin": the load starts now
            input->setEnabled(false);
            const auto frames = m_meter.frames(); // of the time under load only
            QTimer::singleShot(kQuietMs, this, [this, frames] {
                const auto &list = m_inspector.exchanges();
                print(QStringLiteral(R"("exchanges":%1,"snapshots":%2,"not_shown":%3)")
                          .arg(quint64(list.rowCount()) + list.removedCount())
                          .arg(m_inspector.mailbox().posted())
                          .arg(m_inspector.feed().notShown()),
                      frames);
            });
        });
    }

    void print(const QString &own) { print(own, m_meter.frames()); }
    void print(const QString &own, const bench::FrameMeter::Frames &frames)
    {
        std::printf(
            "{%s,\"frames\":%zu,\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"worst_ms\":%.2f,\"busy\":%.3f,\"rss_mib\":%.0f}\n",
            qUtf8Printable(own), frames.count, frames.p50Ms, frames.p99Ms, frames.worstMs, frames.share, residentMiB());
        std::fflush(stdout);
        m_inspector.close();
    }

    void fail(const char *what)
    {
        std::fprintf(stderr, "bench-ui: %s\n", what);
        QCoreApplication::exit(1);
    }

    Plan m_plan;
    bench::FrameMeter &m_meter;
    QSettings m_keep;
    app::Inspector m_inspector;
    QTimer m_timer;
    std::function<void()> m_step;
    int m_added = 0;
    qint64 m_applyUs = 0;
    qint64 m_firstRowsUs = -1;
    QByteArray m_body;
    int m_lines = 0;
    double m_sortedMs = 0;
    bench::FrameMeter::Frames m_sortFrames;
    bool m_done = false;
};

} // namespace

int main(int argc, char **argv)
{
    bench::FrameMeter application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    QApplication::setCursorFlashTime(0); // a cursor that blinks is never quiet
    QCommandLineParser parser;
    const QCommandLineOption rows(u"rows"_s, QString(), u"n"_s, u"1000000"_s);
    const QCommandLineOption bytes(u"bytes"_s, QString(), u"n"_s, u"16777216"_s);
    const QCommandLineOption path(u"path"_s, QString(), u"file"_s);
    const QCommandLineOption upstream(u"upstream"_s, QString(), u"url"_s);
    parser.addOptions({rows, bytes, path, upstream});
    parser.process(application);
    const Plan plan = {parser.positionalArguments().value(0), parser.value(rows).toInt(),
                       parser.value(bytes).toLongLong(), parser.value(path), parser.value(upstream)};
    if (!QStringList{u"append"_s, u"filter"_s, u"sort"_s, u"body"_s, u"open"_s, u"live"_s}.contains(plan.what)) {
        std::fprintf(stderr, "usage: bench-ui append|filter|sort|body|open|live [options]\n");
        return 2;
    }
    QTemporaryDir folder;
    ui::Theme theme(application, ui::Theme::Mode::Light);
    Run run(plan, application, theme, folder.path());
    run.start();
    return QApplication::exec();
}
