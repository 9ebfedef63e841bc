// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/run_page.h"

#include "models/document/in_background.h"
#include "models/settings/cache_usage.h"
#include "models/settings/settings.h"
#include "widgets/theme/theme.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>

#include <cmath>

namespace headrace {
namespace {

constexpr double kGigabyte = 1e9;
constexpr int kFieldWidth = 200;

/// A number of gigabytes; 0 is what the machine allows.
QDoubleSpinBox *gigabytes(const QString &name, qint64 bytes, QWidget *parent)
{
    auto *box = new QDoubleSpinBox(parent);
    box->setObjectName(name);
    box->setRange(0, 10000);
    box->setDecimals(1);
    box->setSuffix(QStringLiteral(" GB"));
    box->setSpecialValueText(RunPage::tr("Automatic"));
    box->setValue(double(bytes) / kGigabyte);
    box->setMaximumWidth(kFieldWidth);
    return box;
}

}  // namespace

RunPage::RunPage(Settings *settings, QWidget *parent) : SettingsPage(tr("Runs and cache"), parent)
{
    auto *memory = gigabytes(QStringLiteral("memory"), settings->memory(), this);
    connect(memory, &QDoubleSpinBox::valueChanged, settings,
            [settings](double value) { settings->setMemory(std::llround(value * kGigabyte)); });
    addRow(tr("Memory"), memory, tr("What a run may use. Automatic: three quarters of this machine's."));

    auto *threads = new QSpinBox(this);
    threads->setObjectName(QStringLiteral("threads"));
    threads->setRange(0, 1024);
    threads->setSpecialValueText(tr("All cores"));
    threads->setValue(settings->threads());
    threads->setMaximumWidth(kFieldWidth);
    connect(threads, &QSpinBox::valueChanged, settings, &Settings::setThreads);
    addRow(tr("Threads"), threads);

    auto *cache = new QWidget(this);
    auto *row = new QHBoxLayout(cache);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kSpace);
    auto *limit = gigabytes(QStringLiteral("cacheBytes"), settings->cacheBytes(), cache);
    limit->setAccessibleName(tr("Size of the cache"));
    limit->setFixedWidth(kFieldWidth);
    connect(limit, &QDoubleSpinBox::valueChanged, settings,
            [settings](double value) { settings->setCacheBytes(std::llround(value * kGigabyte)); });
    m_clear = new QPushButton(tr("Clear cache"), cache);
    m_clear->setObjectName(QStringLiteral("clearCache"));
    m_clear->setAutoDefault(false);
    setThemeIcon(m_clear, QStringLiteral("trash-2"), IconRole::Secondary);
    connect(m_clear, &QPushButton::clicked, this, &RunPage::clear);
    m_usage = new QLabel(cache);
    m_usage->setObjectName(QStringLiteral("cacheUsage"));
    m_usage->setProperty("kind", QStringLiteral("secondary"));
    row->addWidget(limit);
    row->addWidget(m_clear);
    row->addWidget(m_usage, 1);
    cache->setFocusProxy(limit);
    addRow(tr("Size of the cache"), cache,
           tr("Results that are not used for longest go first. Automatic: 20 GB, or a tenth of the free disk. What starred runs and "
              "registered models need is always kept."));

    auto *lineage = new QLineEdit(settings->openLineage(), this);
    lineage->setObjectName(QStringLiteral("openLineage"));
    lineage->setPlaceholderText(tr("Nowhere"));
    connect(lineage, &QLineEdit::textChanged, settings, &Settings::setOpenLineage);
    addRow(tr("OpenLineage events"), lineage, tr("A URL or a file that takes the lineage of each run."));
    addStretch();
    measure();
}

void RunPage::measure()
{
    inBackground(
        this, [] { return cacheUsage(); },
        [this](qint64 bytes) { m_usage->setText(tr("%1 in use").arg(QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat))); });
}

void RunPage::clear()
{
    m_clear->setEnabled(false);
    m_usage->setText(tr("Clearing…"));
    inBackground(
        this, [] { return clearCache(); },
        [this](const Result<qint64> &freed) {
            m_clear->setEnabled(true);
            if (!freed) {
                m_usage->setText(freed.error().text);
                return;
            }
            m_usage->setText(tr("%1 freed").arg(QLocale().formattedDataSize(*freed, 1, QLocale::DataSizeSIFormat)));
        });
}

}  // namespace headrace

#include "moc_run_page.cpp"
