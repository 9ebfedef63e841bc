// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/pair_row.h"

#include <QBoxLayout>
#include <QResizeEvent>

namespace headrace {

constexpr int kPairGap = 8;
constexpr int kColumnGap = 12;
constexpr int kLeastWidth = 88;

PairRow::PairRow(Field *left, Field *right, QWidget *parent)
    : QWidget(parent), m_left(left), m_right(right), m_line(new QBoxLayout(QBoxLayout::LeftToRight, this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_line->setContentsMargins(0, 0, 0, 0);
    m_line->setSpacing(kPairGap);
    for (Field *field : {left, right}) {
        field->setParent(this);
        field->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Maximum);
        m_line->addWidget(field, 1, Qt::AlignTop);
    }
}

QSize PairRow::minimumSizeHint() const
{
    return {kLeastWidth, m_line->minimumSize().height()};
}

void PairRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int half = (width() - kPairGap) / 2;
    const bool beside = half >= std::max({m_left->labelWidth() - 24, m_right->labelWidth() - 24, kLeastWidth});
    const auto wanted = beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom;
    if (m_line->direction() != wanted) {
        m_line->setDirection(wanted);
        m_line->setSpacing(beside ? kPairGap : kColumnGap);
    }
}

void addInPairs(QVBoxLayout *column, const QList<Field *> &fields, QWidget *parent, bool dense)
{
    const auto isShort = [dense](const Field *field) {
        const ParamType type = field->spec().type;
        return field->isShort() || (dense && (type == ParamType::Text || type == ParamType::Column));
    };
    for (qsizetype i = 0; i < fields.size(); ++i) {
        if (i + 1 < fields.size() && isShort(fields[i]) && isShort(fields[i + 1])) {
            column->addWidget(new PairRow(fields[i], fields[i + 1], parent));
            ++i;
        } else {
            column->addWidget(fields[i]);
        }
    }
}

}  // namespace headrace

#include "moc_pair_row.cpp"
