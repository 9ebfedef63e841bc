// SPDX-License-Identifier: GPL-3.0-or-later
// Which runs are drawn, and in which colour: shared by the run table and every chart.
#pragma once

#include <QHash>
#include <QObject>

namespace headrace {

/// By the run's key in the store. Window's thread.
class ShownRuns : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    static constexpr int kColours = 8;  ///< then the same again, dashed

    bool isShown(qint64 run) const { return m_colours.contains(run); }
    /// Number of its colour; -1 where it is not shown. The first free one is taken, so that few runs never share.
    int colourOf(qint64 run) const { return m_colours.value(run, -1); }
    QList<qint64> runs() const { return m_order; }
    void setShown(qint64 run, bool shown);
    void clear();

Q_SIGNALS:
    void changed();

private:
    QHash<qint64, int> m_colours;
    QList<qint64> m_order;
};

}  // namespace headrace
