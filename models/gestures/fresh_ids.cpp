// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/gestures/fresh_ids.h"

#include <QRegularExpression>

namespace headrace {

bool FreshIds::taken(const QString &id) const
{
    return m_given.contains(id) || m_pipeline.nodes.contains(id) || m_pipeline.layout.frames.contains(id)
        || m_pipeline.layout.notes.contains(id) || m_pipeline.layout.positions.contains(id);
}

QString FreshIds::next(const QString &base)
{
    // A copy of 'join-2' is 'join-3', not 'join-2-2'.
    static const QRegularExpression numbered(QStringLiteral("^(.*[^-])-\\d{1,3}$"));
    QString stem = idOf(base);
    QString id = stem;
    if (taken(id)) {
        if (const auto match = numbered.match(stem); match.hasMatch())
            stem = match.captured(1);
        int number = std::max(1, m_last.value(stem));
        do
            id = stem + QLatin1Char('-') + QString::number(++number);
        while (taken(id));
        m_last.insert(stem, number);
    }
    m_given.insert(id);
    return id;
}

QString FreshIds::idOf(const QString &text)
{
    QString id;
    for (const QChar c : text.normalized(QString::NormalizationForm_KD).toLower()) {
        const bool letter = c >= QLatin1Char('a') && c <= QLatin1Char('z');
        const bool digit = c >= QLatin1Char('0') && c <= QLatin1Char('9');
        if (letter || (!id.isEmpty() && (digit || c == QLatin1Char('_'))))
            id.append(c);
        else if (!id.isEmpty() && !id.endsWith(QLatin1Char('-')) && (c.isSpace() || c.isPunct() || c.isSymbol()))
            id.append(QLatin1Char('-'));
    }
    id.truncate(60);
    while (id.endsWith(QLatin1Char('-')))
        id.chop(1);
    return id.isEmpty() ? QStringLiteral("node") : id;
}

QString FreshIds::baseOf(const QString &op)
{
    return idOf(op.section(QLatin1Char('.'), -1));
}

}  // namespace headrace
