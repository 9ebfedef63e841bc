// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/vector_state.h"

namespace headrace {

#if defined(__x86_64__)

__attribute__((target("avx"))) static void zeroUpper()
{
    __builtin_ia32_vzeroupper();
}

void clearUpperVectorState()
{
    if (__builtin_cpu_supports("avx"))
        zeroUpper();
}

#else

void clearUpperVectorState() {}

#endif

}  // namespace headrace
