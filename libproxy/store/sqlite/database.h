// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArrayView>
#include <QString>

#include <memory>

struct sqlite3;
struct sqlite3_stmt;

namespace sightglass::store {

/// One compiled SQL statement. Parameters count from 1, columns from 0. Must be gone before its Database.
class Statement
{
public:
    Statement() = default;

    void bind(int parameter, qint64 value);
    void bindNull(int parameter);
    /// Text and blob are not copied: the bytes must stay until run() or the next reset(). An empty text binds NULL,
    /// an empty blob does not.
    void bindText(int parameter, QByteArrayView utf8);
    void bindBlob(int parameter, QByteArrayView bytes);
    /// As bindText() and bindBlob(), for bytes that go away.
    void bindTextCopy(int parameter, QByteArrayView utf8);
    void bindBlobCopy(int parameter, QByteArrayView bytes);

    /// Steps to the next row; false when there is none, and then the statement is reset for the next use.
    Result<bool> next();
    /// Runs a statement whose rows, if any, are of no interest.
    Result<void> run();
    /// As run(), but a primary key that exists already is not an error: false.
    Result<bool> runUnlessExists();
    void reset();

    bool isNull(int column) const;
    qint64 integer(int column) const;
    /// Valid until the next step or reset.
    QByteArrayView view(int column) const;
    QByteArray bytes(int column) const { return view(column).toByteArray(); }

private:
    friend class Database;
    struct Finalizer {
        void operator()(sqlite3_stmt *statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalizer> m_statement;
};

/// One connection to a SQLite file: the library's C interface behind values and Results, nothing more. Only the thread
/// that uses it may touch it; it may be opened in another one.
class Database
{
public:
    enum class Mode {
        ReadWrite, ///< made when missing
        ReadOnly,
        ReadImmutable, ///< read only, on a medium where not even the files beside it can be made; nobody may write it
    };
    static Result<Database> open(const QString &path, Mode mode);

    Result<Statement> prepare(QByteArrayView sql) const;
    Result<void> prepare(QByteArrayView sql, Statement &into) const;
    /// Runs any number of statements.
    Result<void> execute(const QByteArray &sql) const;
    /// First column of the first row as a number; 0 when there is no row.
    Result<qint64> number(QByteArrayView sql) const;
    Result<void> begin() const { return execute("BEGIN IMMEDIATE"); }
    Result<void> commit() const { return execute("COMMIT"); }
    void rollback() const;
    /// Rows that the statement just run removed or changed.
    qint64 changes() const;
    /// Of the row inserted last.
    qint64 lastRowId() const;

private:
    struct Closer {
        void operator()(sqlite3 *connection) const;
    };
    std::unique_ptr<sqlite3, Closer> m_connection;
};

} // namespace sightglass::store
