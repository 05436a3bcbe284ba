// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"
#include "ui/models/annotations.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace sightglass::models {

class RecordRing;
class RecordPool;
class RecordSnapshot;

/// What the Time column shows.
enum class TimeFormat : quint8 {
    Clock,         ///< local time of day
    SinceStart,    ///< since the first exchange of the list
    SincePrevious, ///< since the row above
};

/// Told of every row of an ExchangeListModel, within the call that changes it; for what counts along.
class RowObserver
{
public:
    virtual ~RowObserver() = default;
    virtual void rowAdded(const exchange::Record &record) = 0;
    virtual void rowUpdated(const exchange::Record &before, const exchange::Record &after) = 0;
    virtual void rowRemoved(const exchange::Record &record) = 0; ///< made room for newer ones
    virtual void rowsCleared() = 0;
    virtual void updateDone() = 0; ///< after each change of the above: now tell others
};

/// The live list: one row per exchange in the order in which they began, without payload. A ring: above capacity() the
/// oldest rows go, in blocks. An older snapshot that comes late is ignored; an exchange that comes late gets its place.
///
/// Thread: the UI's. Owner: the composition. Never knows a widget.
class ExchangeListModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        Number,
        Time,
        DirectionColumn,
        Route,
        Session,
        Era,
        Kind,
        Method,
        Name,
        RpcId,
        Status,
        Outcome,
        Duration,
        Size,
        Comment,
        Lint,  ///< what lint found: the worst severity's sign and a count
        Rules, ///< rules that matched, tags, and the colour's name
        ColumnCount
    };
    enum Role {
        IdRole = Qt::UserRole + 1, ///< qulonglong
        FilterTermRole,            ///< QString: the filter that matches this cell, e.g. `tool:search`; empty: none
        MarkRole,                  ///< bool
        OutcomeRole,               ///< QString: ok error failed cancelled dropped open
        DirectionRole,             ///< int: exchange::Direction
        RelatedRole,               ///< bool: belongs to the current exchange (setRelated())
        HeldRole,                  ///< bool: a message of it waits for a person (setHeld())
        ColourRole,                ///< QByteArray: the colour that a rule gave it; empty: none
        SeverityRole,              ///< int: exchange::Severity of its worst finding
        SortKeyRole,               ///< qlonglong of the columns that sort; invalid for others
        RoleEnd,
    };
    static constexpr int kDefaultCapacity = 200'000;
    /// Rows go from the old end in blocks of this many, not one by one.
    static constexpr int kRemovalBlock = 512;

    explicit ExchangeListModel(QObject *parent = nullptr);
    ~ExchangeListModel() override;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;
    /// Numbers sort; texts are for the filter.
    static bool isSortable(int column);
    /// What a sortable column sorts by; -1 where the exchange has none yet.
    static qint64 sortKey(const exchange::Record &record, int column);

    /// One call per tick of the window: one insertion, the fewest dataChanged.
    void apply(const std::vector<exchange::RecordBatch> &batches);
    /// A page of older ones from the recording: oldest first, all ids below firstId(). Raises what is kept by as many,
    /// so that scrolling up is not undone by the next live row; clear() and setCapacity() end that.
    void prepend(const std::vector<exchange::RecordPtr> &older);
    /// Rows go. What comes later for exchanges that were shown stays away too; annotations stay.
    void clear();
    /// For another recording, whose ids begin anew: everything goes, annotations too.
    void startOver();

    int capacity() const { return m_capacity; }
    void setCapacity(int rows);
    /// Rows that made room for newer ones since the last clear().
    quint64 removedCount() const { return m_removed; }

    bool isEmpty() const { return rowCount() == 0; }
    int rowOf(exchange::ExchangeId id) const;      ///< -1: not in the list
    const exchange::Record &record(int row) const; ///< parts empty
    /// The first row that began with \a id or after it; rowCount(): none.
    int rowFrom(exchange::ExchangeId id) const;
    const exchange::Record *find(exchange::ExchangeId id) const; ///< null: not in the list
    exchange::ExchangeId idAt(int row) const;
    exchange::ExchangeId firstId() const; ///< invalid: no rows
    exchange::ExchangeId lastId() const;

    Annotation annotation(exchange::ExchangeId id) const { return m_annotations.value(id.value()); }
    const Annotations &annotations() const { return m_annotations; }
    void setMarked(exchange::ExchangeId id, bool marked);
    void setComment(exchange::ExchangeId id, const QString &comment);
    /// As read from a recording: in place of those that are there, without annotated().
    void setAnnotations(Annotations annotations);
    /// The next marked row below or above \a row (-1: from the end it comes from); -1: none.
    int nextMarked(int row, bool forward) const;

    TimeFormat timeFormat() const { return m_timeFormat; }
    void setTimeFormat(TimeFormat format);
    /// Text of the Time column of \a row when the row shown above it is \a previous (null: none).
    QString timeText(int row, const exchange::Record *previous) const;

    /// The exchanges that RelatedRole is true for.
    void setRelated(const QList<exchange::ExchangeId> &ids);
    /// The exchanges that HeldRole is true for.
    void setHeld(const QList<exchange::ExchangeId> &ids);

    /// The rows as they are now, for another thread to read; thaw() when it has done so and this thread knows.
    RecordSnapshot freeze();
    void thaw();

    /// The values of a field of the filter language that rows have, most frequent among the newest first; at most
    /// \a limit. Looks at the newest 20,000 rows.
    QStringList valuesOf(QStringView field, int limit = 50) const;

    /// Not owned; must live as long as this, or be removed.
    void addObserver(RowObserver *observer);
    void removeObserver(RowObserver *observer);

Q_SIGNALS:
    /// A row has a newer state; once per exchange and apply().
    void recordChanged(sightglass::exchange::ExchangeId id);
    /// A person changed it: to be kept in the recording.
    void annotated(sightglass::exchange::ExchangeId id, const sightglass::models::Annotation &annotation);

private:
    using Records = std::vector<const exchange::Record *>;
    Records newest(const std::vector<exchange::RecordBatch> &batches) const;
    void update(const Records &known);
    void insertLate(const Records &late);
    void append(const Records &fresh);
    void makeRoom(std::size_t fresh);
    void tellChanged(const std::vector<int> &rows);
    void annotate(exchange::ExchangeId id, const Annotation &annotation);
    void setIds(std::vector<exchange::ExchangeId> &kept, const QList<exchange::ExchangeId> &ids,
                const QList<int> &roles);
    void tellAdded(int first, int last);
    void tellDone();
    bool isHeld(exchange::ExchangeId id) const;
    QVariant display(int row, int column) const;
    QVariant toolTip(int row, int column) const;
    std::size_t keptRows() const { return static_cast<std::size_t>(m_capacity) + m_prepended; }

    std::unique_ptr<RecordRing> m_ring;
    std::unique_ptr<RecordPool> m_pool;
    Annotations m_annotations;
    std::vector<exchange::ExchangeId> m_related; // sorted
    std::vector<exchange::ExchangeId> m_held;    // sorted
    std::vector<RowObserver *> m_observers;
    exchange::ExchangeId m_putAway; // ids up to here that have no row get none any more
    qint64 m_originUs = 0;          // the beginning that TimeFormat::SinceStart counts from; 0: none yet
    quint64 m_removed = 0;
    std::size_t m_prepended = 0;
    int m_capacity = kDefaultCapacity;
    TimeFormat m_timeFormat = TimeFormat::Clock;
};

} // namespace sightglass::models
