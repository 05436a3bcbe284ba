// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/filterfields.h"
#include "exchange/filternode.h"
#include "exchange/filterpattern.h"
#include "exchange/filtervalue.h"

namespace sightglass::exchange {

/// A leaf: remembers how it was written, and prints that.
class FilterTerm : public FilterNode
{
public:
    explicit FilterTerm(QString source) : m_source(std::move(source)) {}
    bool needsParts() const override { return false; }
    void print(QString &out, Precedence) const override { out += m_source; }

private:
    QString m_source;
};

/// A Text field that matches any of some patterns.
class TextTerm final : public FilterTerm
{
public:
    TextTerm(QString source, const FieldInfo &field, std::vector<TextPattern> patterns)
        : FilterTerm(std::move(source)), m_field(field), m_patterns(std::move(patterns))
    {}
    Truth test(const Record &record, FilterScope scope) const override;

private:
    const FieldInfo &m_field;
    std::vector<TextPattern> m_patterns;
};

/// A Number, Word or Status field.
class ValueTerm final : public FilterTerm
{
public:
    ValueTerm(QString source, const FieldInfo &field, FieldValue value)
        : FilterTerm(std::move(source)), m_field(field), m_value(std::move(value))
    {}
    Truth test(const Record &record, FilterScope scope) const override;

    qint64 requiredDurationUs() const override;

private:
    const FieldInfo &m_field;
    FieldValue m_value;
};

/// Looks at the bodies and events.
class ContentTerm : public FilterTerm
{
public:
    ContentTerm(QString source, TextPattern pattern) : FilterTerm(std::move(source)), m_pattern(std::move(pattern)) {}
    Truth test(const Record &record, FilterScope scope) const override;
    bool needsParts() const override { return true; }
    void collectRequired(QList<QByteArray> &texts) const override;

protected:
    const TextPattern &pattern() const { return m_pattern; }

private:
    TextPattern m_pattern;
};

/// A word without a field: method, name, session and route, then the content.
class BareTerm final : public ContentTerm
{
public:
    using ContentTerm::ContentTerm;
    Truth test(const Record &record, FilterScope scope) const override;
};

/// A header of the request or of the answer.
class HeaderTerm final : public FilterTerm
{
public:
    /// Some header's name matches \a name and, if there is one, its value matches \a value.
    HeaderTerm(QString source, TextPattern name, std::optional<TextPattern> value)
        : FilterTerm(std::move(source)), m_name(std::move(name)), m_value(std::move(value))
    {}
    Truth test(const Record &record, FilterScope scope) const override;
    bool needsParts() const override { return true; }

private:
    bool holds(const Part &part) const;

    TextPattern m_name;
    std::optional<TextPattern> m_value;
};

} // namespace sightglass::exchange
