// SPDX-License-Identifier: GPL-3.0-or-later
// Statistics of the columns at a node's outputs, as the worker computed them.
#pragma once

#include "engine/base/result.h"
#include "engine/catalog/operator_spec.h"

#include <QHash>
#include <QJsonObject>
#include <QSet>
#include <QWidget>

class QComboBox;
class QLabel;
class QListView;
class QPushButton;
class QSplitter;
class QStandardItemModel;

namespace headrace {

class ColumnStatistics;
class PortSchemas;

/// Window's thread.
class StatisticsPage : public QWidget
{
    Q_OBJECT

public:
    explicit StatisticsPage(QWidget *parent);

    /// Asks for what is not known of the port that is shown.
    void show(const QString &node, const OperatorSpec *spec, const PortSchemas *schemas);
    void setStatistics(const QString &port, const QJsonObject &answer);
    void setFailed(const QString &port, const Error &error);
    /// The answers may not hold any more.
    void documentChanged();
    void forgetAll();
    /// Whether those of the port that is shown are there.
    bool hasStatistics() const { return m_answers.contains(port()); }
    QListView *list() const { return m_list; }
    ColumnStatistics *details() const { return m_details; }

Q_SIGNALS:
    void statisticsRequested(const QString &port);

private:
    QString port() const;
    void ask();
    void refresh();
    void showColumn(int row);

    QString m_node;
    QHash<QString, QJsonObject> m_answers;  ///< by port
    QHash<QString, Error> m_failures;
    QSet<QString> m_asked;
    QSet<QString> m_old;  ///< ports whose answer is of an earlier state
    QComboBox *m_ports;
    QLabel *m_words;
    QPushButton *m_again;
    QStandardItemModel *m_model;
    QSplitter *m_split;
    QListView *m_list;
    ColumnStatistics *m_details;
    QString m_shownPort;
    QString m_column;
};

}  // namespace headrace
