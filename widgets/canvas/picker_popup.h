// SPDX-License-Identifier: GPL-3.0-or-later
// A small list over the canvas that one types into: quick-add, find a node, choose a port or a colour. Window's thread.
#pragma once

#include <QColor>
#include <QFrame>
#include <QList>
#include <QPointer>

#include <functional>

class QLabel;
class QLineEdit;
class QListView;
class QStandardItemModel;

namespace headrace {

struct PickerChoice {
    QString id;
    QString title;
    QString detail;  ///< muted, at the right
    QString icon;    ///< Lucide's name
    QColor hue;      ///< of the icon
};

/// One at a time over its parent. Goes away with Escape, with a choice, and when the focus goes elsewhere.
class PickerPopup : public QFrame
{
    Q_OBJECT

public:
    using Choices = std::function<QList<PickerChoice>(const QString &typed)>;
    using Chosen = std::function<void(const QString &id)>;

    /// Opens at a place of the parent's, moved so that all of it is inside. `nothing` is said where no choice fits.
    static PickerPopup *open(QWidget *parent, QPoint at, const QString &placeholder, const QString &nothing, Choices choices,
                             Chosen chosen);

    QLineEdit *field() const { return m_field; }
    QListView *list() const { return m_list; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    PickerPopup(QWidget *parent, const QString &placeholder, const QString &nothing, Choices choices, Chosen chosen);
    void refill();
    void choose();
    void close(bool focusBack);

    Choices m_choices;
    Chosen m_chosen;
    QLineEdit *m_field;
    QListView *m_list;
    QLabel *m_nothing;
    QStandardItemModel *m_model;
    bool m_closing = false;
};

}  // namespace headrace
