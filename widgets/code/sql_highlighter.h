// SPDX-License-Identifier: GPL-3.0-or-later
// Colours the words of SQL in a text document.
#pragma once

#include <QSyntaxHighlighter>

namespace headrace {

/// Follows the theme. Window's thread.
class SqlHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    explicit SqlHighlighter(QTextDocument *document);

protected:
    void highlightBlock(const QString &text) override;
};

}  // namespace headrace
