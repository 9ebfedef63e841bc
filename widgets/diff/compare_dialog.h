// SPDX-License-Identifier: GPL-3.0-or-later
// A window of its own that compares two pipelines; beside the main one, which can be worked in meanwhile.
#pragma once

#include "engine/catalog/operator_spec.h"
#include "engine/pipeline/pipeline.h"

#include <QDialog>
#include <QPointer>
#include <QTimer>

class QPushButton;

namespace headrace {

class DiffView;
class PipelineDocument;

/// Two pipelines and what they are called: 'HEAD (1a2b3c4)', 'saved at 12:04'.
struct Comparison {
    Pipeline before;
    Pipeline after;
    QString beforeName;
    QString afterName;
};

/// To be shown; it deletes itself when closed. Window's thread; the catalog must outlive it.
class CompareDialog : public QDialog
{
    Q_OBJECT

public:
    CompareDialog(const Catalog &catalog, const Comparison &comparison, QWidget *parent);

    /// The later one is this document as it is now, whenever it changes; nodes can be shown in it. Closes when it goes.
    void follow(PipelineDocument *document);
    DiffView *view() const { return m_view; }

Q_SIGNALS:
    /// A node of the followed document is to be shown where it can be edited.
    void showRequested(const QString &node);

private:
    void refresh();
    void askToShow();

    Comparison m_comparison;
    DiffView *m_view;
    QPushButton *m_show;
    QPointer<PipelineDocument> m_document;
    QTimer m_later;
};

}  // namespace headrace
