// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/filter.h"
#include "exchange/record.h"

#include <QString>

#include <memory>
#include <vector>

namespace sightglass::exchange {

/// Three values, in the order in which `and` is the minimum and `or` the maximum. Maybe: a wider scope would tell.
enum class Truth : quint8 { No, Maybe, Yes };

enum class Precedence : quint8 { Or, And, Not };

/// One node of a parsed filter; immutable.
class FilterNode
{
public:
    virtual ~FilterNode() = default;

    /// With FilterScope::Whole the answer is never Maybe.
    virtual Truth test(const Record &record, FilterScope scope) const = 0;
    virtual bool needsParts() const = 0;
    /// Appends texts without which it matches nothing (see Filter::requiredText).
    virtual void collectRequired(QList<QByteArray> &texts) const { Q_UNUSED(texts) }
    /// See Filter::requiredDurationUs; -1: none.
    virtual qint64 requiredDurationUs() const { return -1; }
    /// Appends the canonical spelling, in parentheses where \a outer binds tighter.
    virtual void print(QString &out, Precedence outer) const = 0;
};

using FilterNodePtr = std::shared_ptr<const FilterNode>;

/// `a and b and c`, or `a or b or c`.
class FilterGroup final : public FilterNode
{
public:
    enum class Kind { All, Any };
    FilterGroup(Kind kind, std::vector<FilterNodePtr> children);

    Truth test(const Record &record, FilterScope scope) const override;
    qint64 requiredDurationUs() const override;
    bool needsParts() const override { return m_cheap < m_order.size(); }
    void collectRequired(QList<QByteArray> &texts) const override;
    void print(QString &out, Precedence outer) const override;

private:
    Kind m_kind;
    std::vector<FilterNodePtr> m_children;   // as written
    std::vector<const FilterNode *> m_order; // those that need no payload first
    std::size_t m_cheap = 0;                 // how many these are
};

/// `not a`.
class FilterNot final : public FilterNode
{
public:
    explicit FilterNot(FilterNodePtr child) : m_child(std::move(child)) {}

    Truth test(const Record &record, FilterScope scope) const override;
    bool needsParts() const override { return m_child->needsParts(); }
    void print(QString &out, Precedence outer) const override;

private:
    FilterNodePtr m_child;
};

} // namespace sightglass::exchange
