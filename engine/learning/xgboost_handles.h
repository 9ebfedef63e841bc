// SPDX-License-Identifier: GPL-3.0-or-later
// Owners for XGBoost's handles, and its errors in words.
#pragma once

#include "engine/base/result.h"

#include <xgboost/c_api.h>

#include <utility>

namespace headrace::learning {

template <int (*release)(void *)> class XgboostHandle
{
public:
    XgboostHandle() = default;
    XgboostHandle(XgboostHandle &&other) noexcept : m_handle(std::exchange(other.m_handle, nullptr)) {}
    XgboostHandle &operator=(XgboostHandle &&other) noexcept
    {
        std::swap(m_handle, other.m_handle);
        return *this;
    }
    ~XgboostHandle()
    {
        if (m_handle)
            release(m_handle);
    }
    void *get() const { return m_handle; }
    void **out() { return &m_handle; }

private:
    void *m_handle = nullptr;
};

using DMatrix = XgboostHandle<XGDMatrixFree>;
using Booster = XgboostHandle<XGBoosterFree>;

/// What the last call on this thread complained about.
Error xgboostError();
/// XGBoost's own messages would go to the standard error stream; what matters comes as errors. For this thread.
void silenceXgboost();
/// Hands XGBoost's error on.
#define HR_XGBOOST(call)                                                                                                                   \
    do {                                                                                                                                   \
        if ((call) != 0)                                                                                                                   \
            return xgboostError();                                                                                                         \
    } while (false)

/// Row-major float32 as XGBoost's array interface.
QByteArray arrayInterface(const float *data, size_t rows, size_t columns);

}  // namespace headrace::learning
