// SPDX-License-Identifier: GPL-3.0-or-later
// The header of a table of rows: type, name, a small histogram and the share of missing values; a click sorts.
#pragma once

#include "models/preview/preview_model.h"

#include <QHeaderView>

namespace headrace {

/// Shows the pictures of a PreviewModel; of any other model the names alone.
class RowsHeader : public QHeaderView
{
    Q_OBJECT

public:
    explicit RowsHeader(QWidget *parent = nullptr);
    void setPreview(PreviewModel *model) { m_preview = model; }
    QSize sizeHint() const override;
    /// What the column's header needs in width.
    int widthFor(int section) const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;

private:
    PreviewModel *m_preview = nullptr;
};

}  // namespace headrace
