# SPDX-License-Identifier: GPL-3.0-or-later
# What `cmake --install` puts where. The folder may be moved as a whole: programs find the rest from where they stand.
#   bin/                      headrace, headrace-workbench
#   libexec/headrace/         headrace-worker, which alone needs DuckDB
#   lib/headrace/duckdb/      libduckdb.so, private (right below lib/headrace, CPack would have the package call ldconfig)
#   share/headrace/           examples and templates with their data, the Python module
#   share/man, share/bash-completion, share/zsh
#   share/applications, share/icons, share/mime, share/metainfo    what the desktop knows of the window
#   share/doc/headrace        whose it is, and what changed
# The Debian package (installer/) is this, under /usr.
include(GNUInstallDirs)

add_subdirectory(installer)
set(made ${CMAKE_BINARY_DIR}/installer)

set_target_properties(headrace-worker PROPERTIES INSTALL_RPATH "$ORIGIN/../../lib/headrace/duckdb")
install(TARGETS headrace RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
if(TARGET headrace-workbench)
  install(TARGETS headrace-workbench RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
install(TARGETS headrace-worker RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/headrace)
install(FILES ${made}/libduckdb.so DESTINATION lib/headrace/duckdb PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/resources/python/headrace_step DESTINATION ${CMAKE_INSTALL_DATADIR}/headrace/python
  PATTERN __pycache__ EXCLUDE)
# From where they came, not from the build tree: there people run and change them.
get_property(shipped GLOBAL PROPERTY HEADRACE_SHIPPED)
foreach(entry ${shipped})
  string(REGEX MATCH "^(.+)\\|(.+)$" entry "${entry}")
  install(FILES "${CMAKE_MATCH_2}" DESTINATION ${CMAKE_INSTALL_DATADIR}/headrace/${CMAKE_MATCH_1})
endforeach()

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

# What the desktop knows of the window.
if(TARGET headrace-workbench)
  install(FILES installer/headrace-workbench.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
  install(FILES installer/headrace.mime.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages RENAME headrace.xml)
  install(FILES ${made}/org.headrace.workbench.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
  install(FILES ${made}/headrace-workbench.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  set(icons ${CMAKE_INSTALL_DATADIR}/icons/hicolor)
  foreach(size ${HEADRACE_ICON_SIZES})
    install(FILES ${HEADRACE_ICONS}-${size}.png DESTINATION ${icons}/${size}x${size}/apps RENAME headrace-workbench.png)
  endforeach()
  install(FILES resources/icons/headrace.svg DESTINATION ${icons}/scalable/apps RENAME headrace-workbench.svg)
endif()

install(FILES installer/copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/headrace)
install(FILES ${made}/changelog.gz DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/headrace RENAME changelog.Debian.gz)
install(FILES installer/lintian-overrides DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides RENAME headrace)
