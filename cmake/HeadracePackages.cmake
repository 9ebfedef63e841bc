# SPDX-License-Identifier: GPL-3.0-or-later
# Third-party libraries: Debian's by name, DuckDB and data from the package cache that cmake/fetch-packages fills.
find_package(Qt6 6.4 REQUIRED COMPONENTS Core DBus Gui Network PrintSupport Svg Widgets)
if(BUILD_TESTING OR NOT DEFINED BUILD_TESTING)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Test)
endif()
find_package(SQLiteCpp REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(Threads REQUIRED)
find_package(ZLIB REQUIRED)
find_library(HEADRACE_ZSTD zstd REQUIRED)
find_path(HEADRACE_ZSTD_INCLUDE zstd.h REQUIRED)
add_library(Zstd::Zstd UNKNOWN IMPORTED)
set_target_properties(Zstd::Zstd PROPERTIES IMPORTED_LOCATION ${HEADRACE_ZSTD} INTERFACE_INCLUDE_DIRECTORIES ${HEADRACE_ZSTD_INCLUDE})

if(DEFINED ENV{HEADRACE_PACKAGES})
  set(HEADRACE_PACKAGES $ENV{HEADRACE_PACKAGES})
elseif(DEFINED ENV{XDG_CACHE_HOME})
  set(HEADRACE_PACKAGES $ENV{XDG_CACHE_HOME}/headrace-packages)
else()
  set(HEADRACE_PACKAGES $ENV{HOME}/.cache/headrace-packages)
endif()
set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/cmake/packages.lock)
execute_process(COMMAND ${CMAKE_SOURCE_DIR}/cmake/fetch-packages ${HEADRACE_PACKAGES}
  RESULT_VARIABLE failed OUTPUT_VARIABLE folders OUTPUT_STRIP_TRAILING_WHITESPACE)
if(failed)
  message(FATAL_ERROR "The packages in cmake/packages.lock could not be fetched or verified; see above.")
endif()
string(REPLACE "\n" ";" folders "${folders}")
foreach(line ${folders})
  string(REGEX MATCH "^([a-z_]+) (.+)$" line "${line}")
  set(HEADRACE_PACKAGE_${CMAKE_MATCH_1} ${CMAKE_MATCH_2})
endforeach()
string(REGEX MATCH "duckdb_headers-([0-9.]+)-" HEADRACE_DUCKDB_VERSION "${HEADRACE_PACKAGE_duckdb_headers}")
set(HEADRACE_DUCKDB_VERSION ${CMAKE_MATCH_1})

add_library(DuckDB::DuckDB SHARED IMPORTED)
set_target_properties(DuckDB::DuckDB PROPERTIES
  IMPORTED_LOCATION ${HEADRACE_PACKAGE_duckdb_library}/libduckdb.so
  IMPORTED_SONAME libduckdb.so
  INTERFACE_INCLUDE_DIRECTORIES ${HEADRACE_PACKAGE_duckdb_headers}/include)
add_library(XGBoost::XGBoost UNKNOWN IMPORTED)
find_library(HEADRACE_XGBOOST xgboost REQUIRED)
set_target_properties(XGBoost::XGBoost PROPERTIES IMPORTED_LOCATION ${HEADRACE_XGBOOST})
set(HEADRACE_VEGA_DATA ${HEADRACE_PACKAGE_vega_datasets}/data)

# The window's libraries. QCustomPlot's plain name is the one for Qt 5.
find_library(HEADRACE_QCUSTOMPLOT QCustomPlotQt6 REQUIRED)
find_path(HEADRACE_QCUSTOMPLOT_INCLUDE qcustomplot.h REQUIRED)
add_library(QCustomPlot::QCustomPlot UNKNOWN IMPORTED)
set_target_properties(QCustomPlot::QCustomPlot PROPERTIES
  IMPORTED_LOCATION ${HEADRACE_QCUSTOMPLOT}
  INTERFACE_INCLUDE_DIRECTORIES ${HEADRACE_QCUSTOMPLOT_INCLUDE}
  INTERFACE_COMPILE_DEFINITIONS QCUSTOMPLOT_USE_LIBRARY
  INTERFACE_LINK_LIBRARIES "Qt6::Widgets;Qt6::PrintSupport")
find_library(HEADRACE_QSCINTILLA qscintilla2_qt6 REQUIRED)
add_library(QScintilla::QScintilla UNKNOWN IMPORTED)
set_target_properties(QScintilla::QScintilla PROPERTIES
  IMPORTED_LOCATION ${HEADRACE_QSCINTILLA}
  INTERFACE_COMPILE_DEFINITIONS QSCINTILLA_DLL
  INTERFACE_LINK_LIBRARIES "Qt6::Widgets;Qt6::PrintSupport")
find_path(HEADRACE_INTER Inter-Regular.otf PATHS /usr/share/fonts/opentype/inter REQUIRED NO_DEFAULT_PATH)
find_path(HEADRACE_JETBRAINS_MONO JetBrainsMono-Regular.ttf PATHS /usr/share/fonts/truetype/jetbrains-mono REQUIRED NO_DEFAULT_PATH)
