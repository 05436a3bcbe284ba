// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/filter.h"

#include "exchange/filterfields.h"
#include "exchange/filternode.h"
#include "exchange/filterparser.h"

#include <vector>

namespace sightglass::exchange {

QString FilterError::text() const
{
    return QStringLiteral("position %1: %2").arg(QString::number(position + 1), message);
}

std::span<const FilterField> filterFields()
{
    static const std::vector<FilterField> kFields = [] {
        std::vector<FilterField> fields;
        for (const FieldInfo &field : fieldTable())
            fields.push_back(field.about);
        return fields;
    }();
    return kFields;
}

tl::expected<Filter, FilterError> Filter::parse(QStringView text)
{
    auto root = FilterParser(text).parse();
    if (!root)
        return tl::unexpected(std::move(root.error()));
    return Filter(std::move(*root));
}

bool Filter::matches(const Record &record) const
{
    return !m_root || m_root->test(record, FilterScope::Whole) == Truth::Yes;
}

std::optional<bool> Filter::matchesWithoutParts(const Record &record) const
{
    return test(record, FilterScope::Facts);
}

std::optional<bool> Filter::test(const Record &record, FilterScope scope) const
{
    const Truth truth = m_root ? m_root->test(record, scope) : Truth::Yes;
    return truth == Truth::Maybe ? std::nullopt : std::optional(truth == Truth::Yes);
}

QList<QByteArray> Filter::requiredText() const
{
    QList<QByteArray> texts;
    if (m_root)
        m_root->collectRequired(texts);
    return texts;
}

qint64 Filter::requiredDurationUs() const
{
    return m_root ? m_root->requiredDurationUs() : -1;
}

bool Filter::needsParts() const
{
    return m_root && m_root->needsParts();
}

QString Filter::toString() const
{
    QString text;
    if (m_root)
        m_root->print(text, Precedence::Or);
    return text;
}

} // namespace sightglass::exchange
