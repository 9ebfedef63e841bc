# SPDX-License-Identifier: GPL-3.0-or-later
# A test fixture that makes the Python environment. headrace_needs_python(test…) lets tests wait for it: they find the
# interpreter by running HEADRACE_PYTHON_ENV, and fail where the set-up failed.
set(HEADRACE_PYTHON_ENV ${CMAKE_CURRENT_LIST_DIR}/python_env.sh)
get_property(known GLOBAL PROPERTY HEADRACE_PYTHON_ENV)
if(NOT known)
  set_property(GLOBAL PROPERTY HEADRACE_PYTHON_ENV TRUE)
  add_test(NAME interop/python_env COMMAND ${HEADRACE_PYTHON_ENV})
  set_tests_properties(interop/python_env PROPERTIES LABELS interop TIMEOUT 900 FIXTURES_SETUP python_env)
endif()

function(headrace_needs_python)
  foreach(test ${ARGN})
    set_tests_properties(${test} PROPERTIES FIXTURES_REQUIRED python_env)
  endforeach()
endfunction()
