// SPDX-License-Identifier: GPL-3.0-or-later
// Several nodes in the inspector: which they are, and switches for all of them.
#pragma once

#include "engine/catalog/operator_spec.h"

#include <QStringList>
#include <QWidget>

class QCheckBox;
class QLabel;
class QListWidget;

namespace headrace {

class PipelineDocument;

/// Window's thread.
class SeveralPage : public QWidget
{
    Q_OBJECT

public:
    SeveralPage(const Catalog &catalog, QWidget *parent);
    void setDocument(PipelineDocument *document) { m_document = document; }
    void showNodes(const QStringList &ids);
    QCheckBox *box(bool Node::*flag) const;

private:
    void set(bool Node::*flag, bool on, const QString &text);
    const Catalog &m_catalog;
    PipelineDocument *m_document = nullptr;
    QStringList m_ids;
    QLabel *m_title;
    QLabel *m_operators;
    QListWidget *m_list;
    QCheckBox *m_disabled;
    QCheckBox *m_materialize;
    QCheckBox *m_frozen;
};

}  // namespace headrace
