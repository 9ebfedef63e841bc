// SPDX-License-Identifier: GPL-3.0-or-later
// A card of the gallery: thumbnail, title and first sentence of a pipeline; a button.
#pragma once

#include "models/workspace/example_library.h"

#include <QAbstractButton>

namespace headrace {

class Catalog;

/// Window's thread. The catalog must outlive it.
class ExampleCard : public QAbstractButton
{
    Q_OBJECT

public:
    ExampleCard(Example example, const Catalog &catalog, QWidget *parent = nullptr);
    const Example &example() const { return m_example; }
    /// It is being copied.
    void setBusy(bool busy);
    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return false; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    Example m_example;
    const Catalog &m_catalog;
    bool m_busy = false;
};

}  // namespace headrace
