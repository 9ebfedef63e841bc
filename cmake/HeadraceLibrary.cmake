# SPDX-License-Identifier: GPL-3.0-or-later
# headrace_add_library(name SOURCES … DEPENDS … [LINK …]): a static library headrace_<name> of the
# project whose DEPENDS may only name rooms that the table below allows. A forbidden edge stops the configuration.
# The table is the picture of docs/ARCHITECTURE.md; tests/architecture/scan_includes.py checks the includes of every file
# against the same table. The last entries are no rooms of the engine: folders above it, and programs by their folder in app/.
set(HEADRACE_ALLOWED_base "")
set(HEADRACE_ALLOWED_pipeline base)
set(HEADRACE_ALLOWED_catalog base pipeline)
set(HEADRACE_ALLOWED_protocol base)
set(HEADRACE_ALLOWED_record base)
set(HEADRACE_ALLOWED_data base pipeline catalog)
set(HEADRACE_ALLOWED_learning base pipeline catalog data)
set(HEADRACE_ALLOWED_operators base pipeline catalog data learning)
set(HEADRACE_ALLOWED_execution base pipeline catalog protocol data learning operators)
set(HEADRACE_ALLOWED_host base pipeline catalog protocol record)
set(HEADRACE_ALLOWED_models base pipeline catalog protocol record host)
set(HEADRACE_ALLOWED_widgets base pipeline catalog protocol record host models)
set(HEADRACE_ALLOWED_app_headrace base pipeline catalog protocol record host)
set(HEADRACE_ALLOWED_app_workbench base pipeline catalog protocol record host models widgets)
set(HEADRACE_ALLOWED_app_worker base pipeline catalog protocol data learning operators execution)

# With HEADRACE_UNITY a target's files are compiled several at once: Qt's headers, most of the work, are then read once for all of
# them. Names in anonymous namespaces must differ within a room.
function(headrace_join_files target)
  if(HEADRACE_UNITY)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 6)
    # A joined file is a main file to nobody: g++ then takes private classes with fields from anonymous namespaces for a mistake.
    target_compile_options(${target} PRIVATE -Wno-subobject-linkage)
  endif()
endfunction()

function(headrace_add_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;LINK;LINK_PRIVATE" ${ARGN})
  if(NOT DEFINED HEADRACE_ALLOWED_${name})
    message(FATAL_ERROR "headrace_add_library: '${name}' is no room of the house; add it to cmake/HeadraceLibrary.cmake and docs/ARCHITECTURE.md.")
  endif()
  foreach(dependency ${ARG_DEPENDS})
    if(NOT dependency IN_LIST HEADRACE_ALLOWED_${name})
      message(FATAL_ERROR "headrace_add_library: ${name} must not depend on ${dependency} (allowed: ${HEADRACE_ALLOWED_${name}}). See docs/ARCHITECTURE.md.")
    endif()
  endforeach()
  add_library(headrace_${name} STATIC ${ARG_SOURCES})
  headrace_join_files(headrace_${name})
  target_include_directories(headrace_${name} PUBLIC ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
  list(TRANSFORM ARG_DEPENDS PREPEND headrace_ OUTPUT_VARIABLE libraries)
  target_link_libraries(headrace_${name} PUBLIC ${libraries} ${ARG_LINK} PRIVATE ${ARG_LINK_PRIVATE})
  if(TARGET headrace_pch)
    target_precompile_headers(headrace_${name} REUSE_FROM headrace_pch)
  endif()
endfunction()
