// SPDX-License-Identifier: GPL-3.0-or-later
// The page of one run: how it went, parameters, metrics, steps, artifacts, environment, note and star.
#pragma once

#include "models/runs/store_thread.h"

#include <QWidget>

class QLabel;
class QTextBrowser;
class QToolButton;

namespace headrace {

/// Window's thread.
class RunDetails : public QWidget
{
    Q_OBJECT

public:
    explicit RunDetails(StoreThread *store, QWidget *parent = nullptr);
    void showRun(qint64 run);

Q_SIGNALS:
    /// The pipeline as it was, to be opened as a document without a file.
    void pipelineRequested(const QByteArray &pipeline, const QString &name, const QString &folder);
    void lineageRequested(const QString &run, const QString &name);

private:
    struct Page;
    void refresh();
    void render(const Page &page);
    StoreThread *m_store;
    QLabel *m_title;
    QToolButton *m_star;
    QToolButton *m_open;
    QToolButton *m_lineage;
    QTextBrowser *m_text;
    qint64 m_run = 0;
    QByteArray m_pipeline;
    QString m_name, m_id;
    QString m_folder;
    bool m_starred = false;
};

}  // namespace headrace
