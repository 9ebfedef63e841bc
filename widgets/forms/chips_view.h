// SPDX-License-Identifier: GPL-3.0-or-later
// A framed box of chips that flow over lines: chosen columns, texts of a list.
#pragma once

#include <QList>
#include <QRect>
#include <QStringList>
#include <QWidget>

namespace headrace {

/// One widget for all chips, so that the keyboard enters once: arrows move, Delete takes away, Ctrl+arrows reorder, Space or
/// Return opens. Window's thread.
class ChipsView : public QWidget
{
    Q_OBJECT

public:
    struct Chip {
        QString text;
        QString icon;      ///< Lucide's name; empty: none
        bool bad = false;  ///< drawn in the colour of errors, with a cross
        bool operator==(const Chip &) const = default;
    };

    explicit ChipsView(QWidget *parent);

    void setChips(const QList<Chip> &chips);
    const QList<Chip> &chips() const { return m_chips; }
    /// What stands there while there is none.
    void setPlaceholder(const QString &text);
    /// Whether a last line invites to add (a plus).
    void setAddable(bool addable);
    int current() const { return m_current; }
    void setCurrent(int index);
    QRect chipRect(int index) const;
    QRect crossRect(int index) const;
    QRect addRect() const { return m_add; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

Q_SIGNALS:
    void removeRequested(int index);
    void moveRequested(int from, int to);
    /// A click on the free place, Return, or a typed letter (then `text` is it).
    void openRequested(const QString &text);
    void chipActivated(int index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;

private:
    int place(int width, QList<QRect> *rects, QRect *add) const;
    int widthOf(const Chip &chip) const;
    int at(const QPoint &point) const;
    void relayout();

    QList<Chip> m_chips;
    QList<QRect> m_rects;
    QRect m_add;
    QString m_placeholder;
    bool m_addable = true;
    int m_current = -1;
    int m_hovered = -1;
};

}  // namespace headrace
