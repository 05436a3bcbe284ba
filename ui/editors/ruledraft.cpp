// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/ruledraft.h"

#include "interceptor/rules/ruleset.h"
#include "mcp/jsonedit.h"
#include "mcp/jsontext.h"
#include "ui/editors/ruletextlayout.h"

#include <nlohmann/json.hpp>

#include <QPlainTextDocumentLayout>
#include <QRegularExpression>
#include <QTextCursor>
#include <QTextDocument>

#include <algorithm>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;
using interceptor::rules::RuleSet;
namespace jsonedit = mcp::jsonedit;

namespace {

/// The document's text as it is: toPlainText() would make blanks of no-break spaces.
QString rawText(const QTextDocument &document)
{
    return document.toRawText().replace(QChar::ParagraphSeparator, u'\n');
}

/// U+2029 ends a paragraph of a text document; within JSON only strings can hold it, and there it can be escaped.
QString documentText(const QByteArray &text)
{
    return QString::fromUtf8(text).replace(QChar::ParagraphSeparator, u"\\u2029"_s).remove(u'\r');
}

struct Fault {
    qsizetype byte = 0; ///< index
    QString text;
};

/// Why \a text is no JSON object (with comments); nothing: it is one.
std::optional<Fault> faultOf(const QByteArray &text)
{
    try {
        const auto parsed = nlohmann::ordered_json::parse(text.begin(), text.end(), nullptr, true, true);
        if (!parsed.is_object())
            return Fault{0, RuleDraft::tr("A rule is an object: { … }")};
        return std::nullopt;
    } catch (const nlohmann::json::parse_error &error) {
        QString what = QString::fromUtf8(error.what());
        // "[json.exception.parse_error.101] parse error at line 1, column 5: syntax error while …; last read: …"
        static const QRegularExpression place(u"line (\\d+), column (\\d+): (?:syntax error )?(.*)$"_s);
        if (const auto match = place.match(what); match.hasMatch())
            what = RuleDraft::tr("Line %1, column %2: %3").arg(match.captured(1), match.captured(2), match.captured(3));
        return Fault{std::clamp<qsizetype>(qsizetype(error.byte) - 1, 0, text.size()), what};
    } catch (const nlohmann::json::exception &error) {
        return Fault{0, QString::fromUtf8(error.what())};
    }
}

/// The code unit at "line 3, column 7" of a message about \a text; -1: it names no place.
qsizetype placeIn(const QString &message, const QString &text)
{
    static const QRegularExpression place(u"line (\\d+), column (\\d+)"_s);
    const auto match = place.match(message);
    if (!match.hasMatch())
        return -1;
    qsizetype at = 0;
    for (qsizetype line = match.captured(1).toLongLong(); line > 1; --line) {
        at = text.indexOf(u'\n', at) + 1;
        if (at == 0)
            return text.size();
    }
    return std::min(at + match.captured(2).toLongLong() - 1, text.size());
}

} // namespace

RuleDraft::RuleDraft(QObject *parent) : QObject(parent), m_document(new QTextDocument(this))
{
    m_document->setDocumentLayout(new QPlainTextDocumentLayout(m_document));
    connect(m_document, &QTextDocument::contentsChanged, this, &RuleDraft::read);
    connect(m_document, &QTextDocument::modificationChanged, this, &RuleDraft::modifiedChanged);
}

void RuleDraft::load(const QByteArray &rule)
{
    m_indentation = sharedIndentation(rule);
    // The closing brace stands furthest left; a rule that is laid out in another way stays as it is.
    m_lastKey.clear();
    m_document->setPlainText(documentText(withoutIndentation(rule, m_indentation)));
    m_document->setModified(false);
    m_document->clearUndoRedoStacks();
    read();
}

void RuleDraft::replaceText(const QByteArray &rule)
{
    m_indentation = sharedIndentation(rule);
    apply(documentText(withoutIndentation(rule, m_indentation)).toUtf8(), {});
}

QByteArray RuleDraft::fileText() const
{
    return withIndentation(m_text, m_indentation);
}

bool RuleDraft::isModified() const
{
    return m_document->isModified();
}

void RuleDraft::setSaved()
{
    m_lastKey.clear();
    m_document->setModified(false);
}

void RuleDraft::read()
{
    const QByteArray text = rawText(*m_document).toUtf8();
    if (text == m_text && !m_error.isNull())
        return; // only how it looks has changed
    m_text = text;
    check();
    Q_EMIT changed();
}

void RuleDraft::check()
{
    m_error = u""_s; // not null: it has been read
    m_errorPosition = -1;
    if (const auto fault = faultOf(m_text)) {
        m_readable = false;
        m_rule = {};
        m_error = fault->text;
        m_errorPosition = QString::fromUtf8(m_text.first(fault->byte)).size();
        return;
    }
    m_readable = true;
    m_rule = RuleSet::compile(m_text);
    if (m_rule.error.isEmpty())
        return;
    m_error = m_rule.error;
    m_errorPosition = placeIn(m_error, rawText(*m_document));
}

// ---- reading -----------------------------------------------------------------------------------------------------------

std::optional<QByteArray> RuleDraft::value(const QByteArray &pointer) const
{
    if (!m_readable)
        return std::nullopt;
    const Result<QByteArray> found = jsonedit::value(m_text, pointer);
    return found ? std::optional(*found) : std::nullopt;
}

std::optional<QString> RuleDraft::string(const QByteArray &pointer) const
{
    const auto token = value(pointer);
    if (!token || !token->startsWith('"'))
        return std::nullopt;
    return QString::fromUtf8(mcp::unquoteJson(*token));
}

std::optional<double> RuleDraft::number(const QByteArray &pointer) const
{
    const auto token = value(pointer);
    bool ok = false;
    const double number = token ? token->toDouble(&ok) : 0;
    return ok ? std::optional(number) : std::nullopt;
}

bool RuleDraft::boolean(const QByteArray &pointer, bool ifMissing) const
{
    const auto token = value(pointer);
    return token == "true" || (token != "false" && ifMissing);
}

qsizetype RuleDraft::count(const QByteArray &pointer) const
{
    if (!m_readable)
        return 0;
    const auto children = jsonedit::children(m_text, pointer);
    return children ? children->size() : 0;
}

// ---- edits -------------------------------------------------------------------------------------------------------------

void RuleDraft::set(const QByteArray &pointer, const QByteArray &json)
{
    if (value(pointer) == json || !m_readable)
        return;
    if (const auto changed = withValue(m_text, pointer, json))
        apply(*changed, pointer);
}

void RuleDraft::setString(const QByteArray &pointer, const QString &text)
{
    set(pointer, mcp::quoteJson(text.toUtf8()));
}

void RuleDraft::remove(const QByteArray &pointer)
{
    if (!value(pointer))
        return;
    if (const auto changed = jsonedit::remove(m_text, pointer))
        apply(*changed, pointer);
}

void RuleDraft::append(const QByteArray &pointer, const QByteArray &json)
{
    if (!m_readable)
        return;
    const auto present = value(pointer);
    const auto changed = present && present->startsWith('[')
                             ? withValue(m_text, pointer + '/' + QByteArray::number(count(pointer)), json)
                             : withValue(m_text, pointer, '[' + json + ']');
    if (changed)
        apply(*changed, {});
}

void RuleDraft::move(const QByteArray &pointer, qsizetype from, qsizetype to)
{
    const auto one = value(pointer + '/' + QByteArray::number(from));
    const auto other = value(pointer + '/' + QByteArray::number(to));
    if (!one || !other || from == to)
        return;
    // Neighbours change places, so that comments and line breaks around them stay where they are.
    QByteArray text = m_text;
    for (qsizetype at = from; at != to; at += from < to ? 1 : -1) {
        const QByteArray here = pointer + '/' + QByteArray::number(at);
        const QByteArray next = pointer + '/' + QByteArray::number(at + (from < to ? 1 : -1));
        const auto moved = jsonedit::value(text, here);
        const auto passed = jsonedit::value(text, next);
        auto changed = moved && passed ? jsonedit::set(text, next, *moved) : failure(ErrorCode::NotFound, {});
        if (changed)
            changed = jsonedit::set(*changed, here, *passed);
        if (!changed)
            return;
        text = *changed;
    }
    apply(text, {});
}

/// Changes what differs, as one step of undo; together with the last one when both are of the value \a key.
void RuleDraft::apply(const QByteArray &text, const QByteArray &key)
{
    const QString before = rawText(*m_document);
    const QString after = QString::fromUtf8(text);
    if (before == after)
        return;
    const auto [end, other] = std::mismatch(before.cbegin(), before.cend(), after.cbegin(), after.cend());
    qsizetype head = end - before.cbegin();
    if (head > 0 && before[head - 1].isHighSurrogate())
        --head;
    qsizetype tail = 0;
    while (tail < std::min(before.size(), after.size()) - head
           && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    if (tail > 0 && before[before.size() - tail].isLowSurrogate())
        --tail;
    QTextCursor cursor(m_document);
    if (!key.isEmpty() && key == m_lastKey && m_document->revision() == m_lastRevision)
        cursor.joinPreviousEditBlock();
    else
        cursor.beginEditBlock();
    cursor.setPosition(int(head));
    cursor.setPosition(int(before.size() - tail), QTextCursor::KeepAnchor);
    cursor.insertText(after.sliced(head, after.size() - tail - head));
    cursor.endEditBlock();
    m_lastKey = key;
    m_lastRevision = m_document->revision();
}

void RuleDraft::undo()
{
    m_lastKey.clear();
    m_document->undo();
}

void RuleDraft::redo()
{
    m_lastKey.clear();
    m_document->redo();
}

} // namespace sightglass::ui
