# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns what run() returned into columns in Headrace's layout: dicts, NumPy, pandas, polars, pyarrow, or a Table."""

import datetime
import decimal
import itertools
import json
import math
import sys

from .table import FIXED, TEXTS, Column, Table, packed, packed_bits


class WrongResult(Exception):
    """What run() returned is no table; says which part is not, and what would be."""

    def __init__(self, text, hint):
        super().__init__(text)
        self.text, self.hint = text, hint


class Out:
    """One column on its way back: values, validity and offsets are objects with the buffer protocol."""

    def __init__(self, type, rows, values, validity=None, nulls=0, offsets=None):
        self.type, self.rows, self.values, self.validity, self.nulls, self.offsets = type, rows, values, validity, nulls, offsets


TABLES = "a dict of columns, a pandas or polars DataFrame, a pyarrow Table, or a Table of the inputs"


def outputs_of(value, ports):
    """Port to {name: Out}, with warnings."""
    if value is None:
        raise WrongResult("run() returned nothing.", "Return a table, such as return {'%s': table}." % ports[0])
    if isinstance(value, dict) and value and set(value) <= set(ports) and all(is_table(entry) for entry in value.values()):
        missing = [port for port in ports if port not in value]
        if missing:
            raise WrongResult("run() returned no table for the output '%s'." % missing[0], "Return {%s}." % ", ".join("'%s': table" % port for port in ports))
        given = value
    else:
        given = {ports[0]: value}
    warnings = []
    return {port: columns_of(entry, warnings) for port, entry in given.items()}, warnings


def module_of(value):
    return type(value).__module__.partition(".")[0]


def is_table(value):
    if isinstance(value, (dict, Table)) or (module_of(value) in ("pandas", "polars", "pyarrow") and type(value).__name__ in ("DataFrame", "LazyFrame", "Table", "RecordBatch")):
        return True
    if isinstance(value, (list, tuple)):
        return bool(value) and all(isinstance(row, dict) for row in value)
    return module_of(value) == "numpy" and getattr(getattr(value, "dtype", None), "names", None) is not None


def columns_of(value, warnings):
    kind, module = type(value).__name__, module_of(value)
    if isinstance(value, Table):
        columns = {name: passed_on(column) for name, column in value._columns.items()}
    elif isinstance(value, dict):
        columns = {name: column_of(name, entry) for name, entry in value.items()}
    elif module == "pandas" and kind == "DataFrame":
        columns = of_pandas(value, warnings)
    elif module == "polars" and kind in ("DataFrame", "LazyFrame"):
        columns = of_polars(value.collect() if kind == "LazyFrame" else value)
    elif module == "pyarrow" and kind in ("Table", "RecordBatch"):
        columns = of_arrow(value)
    elif module == "pandas" and kind == "Series" and value.name is not None:
        columns = of_pandas(value.to_frame(), warnings)
    elif module == "polars" and kind == "Series":
        columns = {value.name: of_polars_series(value.name, value)}
    elif getattr(getattr(value, "dtype", None), "names", None):
        columns = {name: column_of(name, value[name]) for name in value.dtype.names}
    elif isinstance(value, (list, tuple)) and value and all(isinstance(row, dict) for row in value):
        names = list(dict.fromkeys(itertools.chain.from_iterable(value)))
        columns = {name: column_of(name, [row.get(name) for row in value]) for name in names}
    elif module == "numpy" and kind == "ndarray":
        raise WrongResult("run() returned an array without column names, of shape %s." % (value.shape,), "Return a dict of columns, such as {'score': array}.")
    else:
        raise WrongResult("run() returned %s, which is no table." % described(value), "Return %s." % TABLES)
    return checked(columns)


def described(value):
    module = type(value).__module__
    return "a value of type %s" % (type(value).__name__ if module == "builtins" else "%s.%s" % (module, type(value).__name__))


def checked(columns):
    result = {}
    for name, column in columns.items():
        text = str(name)
        if not text or "\0" in text:
            raise WrongResult("The table has a column without a name.", "Give every column a name.")
        if text.lower() in (other.lower() for other in result) if len(columns) < 200 else text in result:
            raise WrongResult("The table has two columns named '%s'." % text, "Rename one of them; names that differ only in case count as equal.")
        result[text] = column
    if not result:
        raise WrongResult("The table that run() returned has no columns.", "Return at least one column.")
    lengths = {}
    for name, column in result.items():
        lengths.setdefault(column.rows, name)
    if len(lengths) > 1:
        said = ["'%s' has %d" % (name, rows) for rows, name in itertools.islice(lengths.items(), 3)]
        raise WrongResult("The columns have different numbers of rows: %s." % ", ".join(said), "Return columns of equal length.")
    return result


def passed_on(column):
    return Out(column.type, column.rows, column.values, column.validity, column.nulls, column.offsets)


def column_of(name, value):
    module, kind = module_of(value), type(value).__name__
    if isinstance(value, Column):
        return passed_on(value)
    if module == "pandas":
        return of_series(name, value)
    if module == "polars" and kind == "Series":
        return of_polars_series(name, value)
    if module == "pyarrow":
        return of_arrow_array(name, value)
    if module == "numpy" and hasattr(value, "dtype"):
        return of_numpy(name, value)
    if hasattr(value, "__array__") and not isinstance(value, (str, bytes)):
        import numpy

        return of_numpy(name, numpy.asarray(value))
    if isinstance(value, (list, tuple, range)):
        return of_list(name, list(value))
    if isinstance(value, memoryview) or module == "array":
        return of_list(name, value.tolist())
    raise WrongResult("Column '%s' is %s, not a column." % (name, described(value)), "Return a list or an array with one value a row.")


def of_numpy(name, values, missing=None):
    import numpy

    if values.ndim != 1:
        raise WrongResult("Column '%s' has the shape %s; a column has one dimension." % (name, values.shape), "Return each of its columns under a name of its own.")
    if isinstance(values, numpy.ma.MaskedArray):
        missing = numpy.ma.getmaskarray(values)
        values = values.data
    kind, size = values.dtype.kind, values.dtype.itemsize
    if not values.dtype.isnative:
        values = values.astype(values.dtype.newbyteorder("="))
    if kind == "f":
        type = "float32" if size <= 4 else "float64"
        values = values.astype("f4" if size < 4 else "f8" if size > 8 else values.dtype, copy=False)
        nan = numpy.isnan(values)
        missing = nan if missing is None else missing | nan
    elif kind in "iu":
        type = "%s%d" % ("int" if kind == "i" else "uint", size * 8)
    elif kind == "b":
        type = "bool"
    elif kind == "M":
        unit = numpy.datetime_data(values.dtype)[0]
        type = {"s": "timestamp_s", "ms": "timestamp_ms", "us": "timestamp_us", "ns": "timestamp_ns", "D": "date"}.get(unit, "timestamp_us")
        nat = numpy.isnat(values)
        missing = nat if missing is None else missing | nat
        if type == "date":
            values = numpy.where(nat, 0, values.astype("M8[D]").view("i8")).astype("i4")
        else:
            values = values.astype(FIXED[type][1], copy=False)
    elif kind == "m":
        type = "duration"
        nat = numpy.isnat(values)
        missing = nat if missing is None else missing | nat
        values = numpy.where(nat, numpy.timedelta64(0, "us"), values.astype("m8[us]"))
    elif kind == "U":
        return of_list(name, values.tolist(), missing)
    elif kind in "OSV" or kind == "T":
        return of_list(name, values.tolist(), missing)
    else:
        raise WrongResult("Column '%s' has NumPy's type %s, which no table holds." % (name, values.dtype), "Turn it into numbers or texts first.")
    count = int(numpy.count_nonzero(missing)) if missing is not None else 0
    validity = numpy.packbits(~missing, bitorder="little") if count else None
    values = numpy.ascontiguousarray(values)
    if values.dtype.kind in "Mm":
        values = values.view("i8")  # times have no form in the buffer protocol
    return Out(type, len(values), values, validity, count)


def of_pandas(frame, warnings):
    import pandas

    if frame.columns.nlevels > 1:
        raise WrongResult("The DataFrame's columns have %d levels." % frame.columns.nlevels, "Flatten them first, such as df.columns = ['_'.join(map(str, c)) for c in df.columns].")
    if not frame.columns.is_unique:
        twice = frame.columns[frame.columns.duplicated()][0]
        raise WrongResult("The table has two columns named '%s'." % twice, "Rename one of them before returning it.")
    if not isinstance(frame.index, pandas.RangeIndex) and any(name is not None for name in frame.index.names):
        warnings.append("The index of the DataFrame (%s) was left out; df.reset_index() makes it a column." % ", ".join(map(str, frame.index.names)))
    return {name: of_series(name, frame.iloc[:, position]) for position, name in enumerate(frame.columns)}


def of_series(name, series):
    import numpy
    import pandas

    if not isinstance(series, pandas.Series):
        series = pandas.Series(series)
    dtype = series.dtype
    if isinstance(dtype, numpy.dtype):
        return of_numpy(name, series.to_numpy())
    if isinstance(dtype, pandas.DatetimeTZDtype):
        out = of_numpy(name, series.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy().astype("M8[us]"))
        out.type = "timestamp_utc"
        return out
    if isinstance(dtype, pandas.PeriodDtype):
        return of_series(name, series.dt.to_timestamp())
    array = series.array
    if type(dtype).__name__ == "ArrowDtype" or (hasattr(array, "__arrow_array__") and isinstance(dtype, pandas.StringDtype) and have_arrow()):
        import pyarrow

        return of_arrow_array(name, pyarrow.array(array, from_pandas=True))
    numpy_dtype = getattr(dtype, "numpy_dtype", None)
    if numpy_dtype is not None and numpy_dtype.kind in "iufb":
        missing = series.isna().to_numpy()
        return of_numpy(name, array.to_numpy(dtype=numpy_dtype, na_value=0), missing)
    return of_list(name, series.astype(object).tolist(), series.isna().to_numpy())


def have_arrow():
    from .packages import is_there

    return is_there("pyarrow")


def of_polars(frame):
    if have_arrow():
        return of_arrow(frame.to_arrow())
    return {name: of_polars_series(name, frame.get_column(name)) for name in frame.columns}


def of_polars_series(name, series):
    if have_arrow():
        return of_arrow_array(name, series.to_arrow())
    return of_list(name, series.to_list(), nan_is_missing=False)


def of_arrow(table):
    names = table.schema.names
    if len(set(names)) != len(names):
        raise WrongResult("The table has two columns named '%s'." % next(name for name in names if names.count(name) > 1), "Rename one of them before returning it.")
    return {name: of_arrow_array(name, table.column(position)) for position, name in enumerate(names)}


def of_arrow_array(name, array):
    import pyarrow
    from pyarrow import types

    if isinstance(array, pyarrow.ChunkedArray):
        array = array.combine_chunks()
        if isinstance(array, pyarrow.ChunkedArray):  # larger than one array of its type may be
            array = pyarrow.concat_arrays(array.chunks) if array.num_chunks else pyarrow.array([], array.type)
    kind = array.type
    if isinstance(array, pyarrow.ExtensionArray):
        return of_arrow_array(name, array.storage)
    if types.is_dictionary(kind):
        return of_arrow_array(name, array.dictionary_decode())
    if types.is_null(kind):
        return of_list(name, [None] * len(array))
    if types.is_boolean(kind):
        array, type = array.cast(pyarrow.uint8()), "bool"
    elif types.is_integer(kind):
        type = str(kind)
    elif types.is_float64(kind):
        type = "float64"
    elif types.is_floating(kind):
        array, type = array.cast(pyarrow.float32()), "float32"
    elif types.is_decimal(kind):
        array, type = array.cast(pyarrow.float64()), "float64"
    elif types.is_date(kind):
        array, type = array.cast(pyarrow.date32()), "date"
    elif types.is_time(kind):
        array, type = array.cast(pyarrow.time64("us"), safe=False), "time"
    elif types.is_timestamp(kind):
        if kind.tz is not None:
            array, type = array.cast(pyarrow.timestamp("us", tz="UTC"), safe=False), "timestamp_utc"
        else:
            type = "timestamp_" + kind.unit
    elif types.is_duration(kind):
        array, type = array.cast(pyarrow.duration("us"), safe=False), "duration"
    elif types.is_string(kind) or types.is_large_string(kind) or str(kind) == "string_view":
        array, type = array.cast(pyarrow.large_string()), "text"
    elif types.is_binary(kind) or types.is_large_binary(kind) or types.is_fixed_size_binary(kind) or str(kind) == "binary_view":
        array, type = array.cast(pyarrow.large_binary()), "binary"
    else:
        return of_list(name, array.to_pylist(), nan_is_missing=False)
    rows, start, buffers = len(array), array.offset, array.buffers()
    validity = None
    if array.null_count:
        validity = array.is_valid().buffers()[1]
    if type in TEXTS:
        offsets = memoryview(buffers[1]).cast("B")[start * 8 : (start + rows + 1) * 8] if buffers[1] is not None and len(buffers[1]) else bytes(8)
        return Out(type, rows, buffers[2] if buffers[2] is not None else b"", validity, array.null_count, offsets)
    width = 1 if type == "bool" else kind_width(type)
    values = memoryview(buffers[1]).cast("B")[start * width : (start + rows) * width] if rows else b""
    return Out(type, rows, values, validity, array.null_count)


def kind_width(type):
    import array

    return array.array(FIXED[type][0] if type in FIXED else "q").itemsize


def is_missing(value):
    """None, NaN, NaT, pandas.NA."""
    if value is None:
        return True
    try:
        return bool(value != value)
    except (TypeError, ValueError):
        return type(value).__name__ == "NAType"


def of_list(name, values, missing=None, nan_is_missing=True):
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        values = [value.item() if isinstance(value, numpy.generic) and not isinstance(value, (numpy.datetime64, numpy.timedelta64)) else value for value in values]
    if missing is not None:
        valid = [not absent for absent in missing]
        valid = [there and not is_missing(value) for there, value in zip(valid, values)]
    elif nan_is_missing:
        valid = [not is_missing(value) for value in values]
    else:
        valid = [value is not None for value in values]
    present = [value for value, there in zip(values, valid) if there]
    nulls = len(values) - len(present)
    validity = packed_bits(valid) if nulls else None
    type, convert, filler = form_of(name, present, values)
    if type in TEXTS:
        try:
            pieces = [convert(value) if there else b"" for value, there in zip(values, valid)]
        except UnicodeEncodeError as error:
            raise WrongResult("Column '%s' holds a text with a lone surrogate (%s), which no file can hold." % (name, error.reason), "Clean it first, such as text.encode('utf-8', 'replace').decode().")
        except (TypeError, ValueError) as error:
            raise WrongResult("Column '%s' holds a value that has no form as JSON: %s." % (name, error), "Return plain numbers, texts, lists and dicts.")
        offsets = packed("q", itertools.accumulate(map(len, pieces), initial=0))
        return Out(type, len(values), b"".join(pieces), validity, nulls, offsets)
    numbers = [convert(value) if there else filler for value, there in zip(values, valid)]
    code = "q" if type == "duration" else FIXED[type][0]
    return Out(type, len(values), packed(code, numbers), validity, nulls)


EPOCH = datetime.datetime(1970, 1, 1)
MICRO = datetime.timedelta(microseconds=1)
NAT = -(2**63)  # what NumPy takes for a missing time


def form_of(name, present, values):
    """(type, conversion, filler) that holds all of the present values."""
    kinds = set(map(type, present))

    def all_are(*wanted):
        return all(issubclass(kind, wanted) for kind in kinds)

    if not kinds or all_are(str):
        return "text", lambda value: value.encode("utf-8"), b""
    if all_are(bool):
        return "bool", int, 0
    if all_are(int):
        if all(-(2**63) <= value < 2**63 for value in present):
            return "int64", int, 0
        if all(0 <= value < 2**64 for value in present):
            return "uint64", int, 0
        raise WrongResult("Column '%s' holds a whole number beyond 64 bits: %d." % (name, max(present, key=abs)), "Return it as a float or as a text.")
    if all_are(int, float, decimal.Decimal):
        return "float64", float, math.nan
    if all_are(bytes, bytearray, memoryview):
        return "binary", bytes, b""
    if all_are(datetime.datetime):
        zones = {value.tzinfo is not None for value in present}
        if len(zones) > 1:
            raise WrongResult("Column '%s' mixes times with and without a zone." % name, "Give all of them a zone, or none.")
        if zones.pop():
            return "timestamp_utc", lambda value: (value.astimezone(datetime.timezone.utc).replace(tzinfo=None) - EPOCH) // MICRO, NAT
        return "timestamp_us", lambda value: (value - EPOCH) // MICRO, NAT
    if all_are(datetime.date):
        if any(issubclass(kind, datetime.datetime) for kind in kinds):
            raise WrongResult("Column '%s' mixes dates and times." % name, "Return only dates, or only times.")
        return "date", lambda value: (value - EPOCH.date()).days, 0
    if all_are(datetime.time):
        return "time", lambda value: ((value.hour * 60 + value.minute) * 60 + value.second) * 1_000_000 + value.microsecond, 0
    if all_are(datetime.timedelta):
        return "duration", lambda value: value // MICRO, 0
    if all_are(dict, list, tuple):
        return "json", lambda value: json.dumps(value, ensure_ascii=False, default=plain).encode("utf-8"), b""
    if all_are(*{kind for kind in kinds if kind.__name__ in ("datetime64", "timedelta64")} or {Column}):
        import numpy

        inner = of_numpy(name, numpy.array(present))
        numbers = iter(memoryview(inner.values).cast("B").cast("i" if inner.type == "date" else "q").tolist())
        return inner.type, lambda value: next(numbers), 0
    if len(kinds) > 1:
        named = sorted(kind.__name__ for kind in kinds)
        raise WrongResult("Column '%s' mixes values of different kinds: %s." % (name, ", ".join(named)), "Return values of one kind; str(value) makes any value a text.")
    row = next(row for row, value in enumerate(values) if type(value) in kinds)
    raise WrongResult("Column '%s' holds %s, in row %d, which no table holds." % (name, described(present[0]), row + 1), "Turn it into a number or a text first.")


def plain(value):
    """Values inside lists and dicts that JSON does not know."""
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return float(value)
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError("a value of type %s" % type(value).__name__)


