// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/intercept/headeredits.h"

#include "ui/models/exchangetext.h"

#include <QCoreApplication>

#include <algorithm>

namespace sightglass::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(HeaderEdits)
};

bool sameName(const QByteArray &one, const QByteArray &other)
{
    return one.compare(other, Qt::CaseInsensitive) == 0;
}

QList<QByteArray> valuesOf(const QList<HeaderField> &fields, const QByteArray &name)
{
    QList<QByteArray> values;
    for (const HeaderField &field : fields) {
        if (sameName(field.name, name))
            values.append(field.value);
    }
    return values;
}

/// tchar of RFC 9110 §5.6.2.
bool isTokenCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
           || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

} // namespace

QList<HeaderField> fieldsOf(const QByteArray &head)
{
    QList<HeaderField> fields;
    const QList<QByteArray> lines = head.split('\n');
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            fields.append({line.first(colon), line.sliced(colon + 1).trimmed()});
    }
    return fields;
}

interceptor::HeaderEdits headerEdits(const QList<HeaderField> &before, const QList<HeaderField> &after)
{
    interceptor::HeaderEdits edits;
    QList<QByteArray> done;
    const auto isDone = [&](const QByteArray &name) {
        return std::any_of(done.cbegin(), done.cend(), [&](const QByteArray &one) { return sameName(one, name); });
    };
    for (const HeaderField &field : after) {
        if (isDone(field.name))
            continue;
        done.append(field.name);
        const QList<QByteArray> values = valuesOf(after, field.name);
        if (values != valuesOf(before, field.name))
            edits.append({field.name, values.join(", ")});
    }
    for (const HeaderField &field : before) {
        if (!isDone(field.name))
            edits.append({field.name, std::nullopt});
        done.append(field.name);
    }
    return edits;
}

QString fieldProblem(const HeaderField &field)
{
    const QString name = models::lineText(field.name, 40);
    if (field.name.isEmpty())
        return Text::tr("A header needs a name");
    if (!std::all_of(field.name.cbegin(), field.name.cend(), isTokenCharacter))
        return Text::tr("“%1” can be no header name: letters, digits and dashes only").arg(name);
    // RFC 9110 §5.5: a value with these would end the field, or the head.
    if (field.value.contains('\r') || field.value.contains('\n') || field.value.contains('\0'))
        return Text::tr("The value of %1 must be one line").arg(name);
    return {};
}

bool isDerived(QByteArrayView name)
{
    for (const QByteArrayView one : {QByteArrayView("content-length"), QByteArrayView("transfer-encoding")}) {
        if (name.compare(one, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

} // namespace sightglass::ui
