// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/rules/rule.h"

#include <QByteArray>
#include <QObject>
#include <QString>

#include <optional>

class QTextDocument;

namespace sightglass::ui {

/// The rule that is being edited: its JSONC text in a text document, which is the one truth. Whoever edits by fields
/// changes the text by splicing, so that comments and spelling stay; undo and redo are the document's and so cover both.
///
/// Thread: the UI's.
class RuleDraft : public QObject
{
    Q_OBJECT
public:
    explicit RuleDraft(QObject *parent = nullptr);

    /// For the text editor; the draft owns it.
    QTextDocument *document() const { return m_document; }
    /// Begins with \a rule as it stands in its file (without the indentation it has there): not modified, no undo.
    void load(const QByteArray &rule);
    /// As one undoable step.
    void replaceText(const QByteArray &rule);
    QByteArray text() const { return m_text; }
    /// The text with the file's indentation.
    QByteArray fileText() const;
    bool isModified() const;
    /// What is there now is what is kept.
    void setSaved();

    /// It is a JSON object; else fields have nothing to show.
    bool isReadable() const { return m_readable; }
    /// As it would be carried out; meaningless while error() is not empty.
    const interceptor::rules::Rule &rule() const { return m_rule; }
    /// Why it is no rule, in words; empty: it is one.
    QString error() const { return m_error; }
    /// Where in the document, in UTF-16 code units; -1: not known.
    qsizetype errorPosition() const { return m_errorPosition; }

    /// The JSON text of the value at \a pointer.
    std::optional<QByteArray> value(const QByteArray &pointer) const;
    /// The value where it is a string.
    std::optional<QString> string(const QByteArray &pointer) const;
    std::optional<double> number(const QByteArray &pointer) const;
    bool boolean(const QByteArray &pointer, bool ifMissing) const;
    qsizetype count(const QByteArray &pointer) const; ///< of elements or members; 0: none there

    // Edits; nothing happens while the text cannot be read. Edits of one value in a row are one step of undo.
    void set(const QByteArray &pointer, const QByteArray &json);
    void setString(const QByteArray &pointer, const QString &text);
    void remove(const QByteArray &pointer);
    /// Of the array at \a pointer, which is made where it is missing.
    void append(const QByteArray &pointer, const QByteArray &json);
    void move(const QByteArray &pointer, qsizetype from, qsizetype to);

    void undo();
    void redo();

Q_SIGNALS:
    /// The text is another one; all of the above tells about it already.
    void changed();
    void modifiedChanged(bool modified);

private:
    void read();
    void check();
    void apply(const QByteArray &text, const QByteArray &key);

    QTextDocument *m_document;
    QByteArray m_text;
    QByteArray m_indentation; ///< of the lines behind the first, in the file
    interceptor::rules::Rule m_rule;
    QString m_error;
    qsizetype m_errorPosition = -1;
    bool m_readable = false;
    QByteArray m_lastKey;    ///< what the last edit by field changed …
    int m_lastRevision = -1; ///< … and the document's revision after it
};

} // namespace sightglass::ui
