// SPDX-License-Identifier: GPL-3.0-or-later
// The lineage as a picture that can be walked: moved, zoomed, and chosen from by mouse and keyboard.
#pragma once

#include "widgets/lineage/lineage_painter.h"

#include <QWidget>

namespace headrace {

/// Window's thread. The explorer and the catalog must outlive it.
class LineageCanvas : public QWidget
{
    Q_OBJECT

public:
    LineageCanvas(LineageExplorer *explorer, const Catalog &catalog, QWidget *parent = nullptr);

    static constexpr double kLeastZoom = 0.05;
    static constexpr double kMostZoom = 2.0;

    double zoom() const { return m_zoom; }
    void setZoom(double zoom, QPointF about);
    /// Shows all of it, not larger than it is.
    void fit();
    /// Moves so that a thing or column is in sight.
    void show(ColumnRef ref);
    /// Where a thing or column is drawn, in pixels of this widget; empty where it is not.
    QRectF rectOf(ColumnRef ref) const;
    /// What is drawn at a place; thing -1: nothing.
    ColumnRef at(QPointF place) const;

Q_SIGNALS:
    /// A person chose it; thing -1: nothing any more.
    void chosen(headrace::ColumnRef ref);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void takePicture();
    void step(int key);
    QPointF toScene(QPointF place) const { return (place - m_offset) / m_zoom; }
    int cardAt(QPointF scene) const;

    LineageExplorer *m_explorer;
    const Catalog &m_catalog;
    std::vector<LineageLine> m_lines;
    double m_zoom = 1;
    QPointF m_offset;  ///< of the scene's origin in the widget
    QPointF m_pressed, m_last;
    bool m_down = false, m_dragging = false, m_fitted = false;
    bool m_ring = false;  ///< the focus came by key: it is shown
    ColumnRef m_hovered;
    int m_keptThing = -1;  ///< the focus as it last stood, to keep it in place
    QPointF m_keptAt;
};

}  // namespace headrace
