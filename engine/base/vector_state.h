// SPDX-License-Identifier: GPL-3.0-or-later
// Clears what vector instructions left in the upper halves of this thread's registers.
#pragma once

namespace headrace {

/// On x86-64, code built for SSE alone (Debian's XGBoost) runs up to three times slower on a thread whose upper halves are not
/// zero, since every instruction then waits for the one before; a query that ended on this thread may leave them so. To be
/// called before such code. Elsewhere it does nothing.
/// Source: Intel 64 and IA-32 Architectures Optimization Reference Manual, "Mixing AVX code with SSE code".
void clearUpperVectorState();

}  // namespace headrace
