# SPDX-License-Identifier: GPL-3.0-or-later
# What `cmake --install` puts where. The folder may be moved as a whole: programs find the rest from where they stand.
#   bin/                      headrace, headrace-workbench
#   libexec/headrace/         headrace-worker, which alone needs DuckDB
#   lib/headrace/             libduckdb.so, private
#   share/headrace/           examples with their data, the Python module
#   share/man, share/bash-completion, share/zsh
include(GNUInstallDirs)

set_target_properties(headrace-worker PROPERTIES INSTALL_RPATH "$ORIGIN/../../lib/headrace")
install(TARGETS headrace RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
if(TARGET headrace-workbench)
  install(TARGETS headrace-workbench RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
install(TARGETS headrace-worker RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/headrace)
install(FILES ${HEADRACE_PACKAGE_duckdb_library}/libduckdb.so DESTINATION lib/headrace PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/resources/python/headrace_step DESTINATION ${CMAKE_INSTALL_DATADIR}/headrace/python
  PATTERN __pycache__ EXCLUDE)
install(DIRECTORY ${CMAKE_BINARY_DIR}/examples DESTINATION ${CMAKE_INSTALL_DATADIR}/headrace
  FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ PATTERN .headrace EXCLUDE)

# The man page and the completions are what the program says of itself.
set(documents ${CMAKE_BINARY_DIR}/generated/documents)
file(MAKE_DIRECTORY ${documents})
find_program(HEADRACE_GZIP gzip REQUIRED)
add_custom_command(OUTPUT ${documents}/headrace.1.gz ${documents}/headrace.bash ${documents}/_headrace
  COMMAND headrace man > headrace.1
  COMMAND ${HEADRACE_GZIP} -9nf headrace.1
  COMMAND headrace completion bash > headrace.bash
  COMMAND headrace completion zsh > _headrace
  DEPENDS headrace
  WORKING_DIRECTORY ${documents}
  COMMENT "Writing the man page and the completions")
add_custom_target(headrace_documents ALL DEPENDS ${documents}/headrace.1.gz)
install(FILES ${documents}/headrace.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${documents}/headrace.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME headrace)
install(FILES ${documents}/_headrace DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
