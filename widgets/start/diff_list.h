// SPDX-License-Identifier: GPL-3.0-or-later
// The difference of two pipelines as a list that a person can read.
#pragma once

#include "models/document/diff_words.h"

#include <QTextBrowser>

namespace headrace {

/// Window's thread.
class DiffList : public QTextBrowser
{
    Q_OBJECT

public:
    explicit DiffList(QWidget *parent = nullptr);
    void setLines(const QList<DiffLine> &lines);
    /// Text in place of a list.
    void say(const QString &text);

private:
    void draw();
    QList<DiffLine> m_lines;
    QString m_text;
};

}  // namespace headrace
