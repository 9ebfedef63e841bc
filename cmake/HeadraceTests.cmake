# SPDX-License-Identifier: GPL-3.0-or-later
# headrace_add_tests(folder LABEL unit SOURCES test_a.cpp … LINK …): one executable tests_<folder>, and a ctest
# entry <folder>/<name> for each test_<name>.cpp, which holds one class registered with HEADRACE_TEST. WINDOW: with a
# QApplication and the theme. THREADS: also run under the thread sanitizer (label threads, target threads). AS_ROOT names tests
# that mount small disks.
add_custom_target(threads)

function(headrace_add_tests folder)
  cmake_parse_arguments(ARG "WINDOW;THREADS" "LABEL;TIMEOUT" "SOURCES;LINK;DEPENDS;AS_ROOT" ${ARGN})
  if(NOT ARG_LABEL)
    set(ARG_LABEL unit)
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  add_executable(tests_${folder} ${ARG_SOURCES})
  set_target_properties(tests_${folder} PROPERTIES AUTOMOC ON)
  target_include_directories(tests_${folder} PRIVATE ${CMAKE_SOURCE_DIR})
  set(support headrace_test_support)
  if(ARG_WINDOW)
    set(support headrace_test_support_window)
  endif()
  target_link_libraries(tests_${folder} PRIVATE ${support} ${ARG_LINK} Qt6::Test)
  target_compile_definitions(tests_${folder} PRIVATE
    HEADRACE_SOURCE_DIR="${CMAKE_SOURCE_DIR}" HEADRACE_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}"
    HEADRACE_VEGA_DATA="${HEADRACE_VEGA_DATA}")
  if(HEADRACE_SANITIZE MATCHES thread)
    # GCC 12 takes variants that it moves under this sanitizer alone for uninitialized.
    target_compile_options(tests_${folder} PRIVATE -Wno-maybe-uninitialized)
  endif()
  if(ARG_DEPENDS)
    add_dependencies(tests_${folder} ${ARG_DEPENDS})
  endif()
  set(labels ${ARG_LABEL})
  if(ARG_THREADS)
    list(APPEND labels threads)
    add_dependencies(threads tests_${folder})
  endif()
  foreach(source ${ARG_SOURCES})
    get_filename_component(name ${source} NAME_WE)
    if(name MATCHES "^test_(.*)$")
      set(test ${CMAKE_MATCH_1})
      set(launcher)
      if(test IN_LIST ARG_AS_ROOT)
        set(launcher ${CMAKE_SOURCE_DIR}/tests/support/as_root.sh)
      endif()
      add_test(NAME ${folder}/${test} COMMAND ${launcher} $<TARGET_FILE:tests_${folder}> ${name})
      set_tests_properties(${folder}/${test} PROPERTIES LABELS "${labels}" TIMEOUT ${ARG_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;OMP_WAIT_POLICY=passive;LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/lsan.supp;TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/tsan.supp:die_after_fork=0;UBSAN_OPTIONS=print_stacktrace=1")
    endif()
  endforeach()
endfunction()
