# SPDX-License-Identifier: GPL-3.0-or-later
"""A table that came from Headrace: columns in shared memory, looked at in place wherever the layout allows."""

import array
import mmap
import os

# Name in messages: (code of the array module, NumPy's dtype). Text, JSON and bytes have offsets instead.
FIXED = {
    "bool": ("B", "?"),
    "int8": ("b", "i1"),
    "int16": ("h", "i2"),
    "int32": ("i", "i4"),
    "int64": ("q", "i8"),
    "uint8": ("B", "u1"),
    "uint16": ("H", "u2"),
    "uint32": ("I", "u4"),
    "uint64": ("Q", "u8"),
    "float32": ("f", "f4"),
    "float64": ("d", "f8"),
    "date": ("i", "i4"),
    "time": ("q", "m8[us]"),
    "timestamp_s": ("q", "M8[s]"),
    "timestamp_ms": ("q", "M8[ms]"),
    "timestamp_us": ("q", "M8[us]"),
    "timestamp_ns": ("q", "M8[ns]"),
    "timestamp_utc": ("q", "M8[us]"),
}
TEXTS = ("text", "json", "binary")
INTEGERS = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
FLOATS = ("float32", "float64")
TIMESTAMPS = ("timestamp_s", "timestamp_ms", "timestamp_us", "timestamp_ns", "timestamp_utc")
PER_SECOND = {"timestamp_s": 1, "timestamp_ms": 10**3, "timestamp_us": 10**6, "timestamp_ns": 10**9, "timestamp_utc": 10**6}


def need(module):
    """Imports a package; one that is not there raises ModuleNotFoundError, which the step reports with the way to install it."""
    import importlib

    return importlib.import_module(module)


def have(module):
    from .packages import is_there

    return is_there(module)


class Column:
    """Where the values of one column are."""

    def __init__(self, place, view, rows):
        def part(key):
            if key not in place:
                return None
            offset, size = place[key]
            return view[offset : offset + size]

        self.name = place["name"]
        self.type = place["type"]
        self.nulls = place["nulls"]
        self.offset = place["values"][0]
        self.values = part("values")
        self.validity = part("validity")
        self.offsets = part("offsets")
        self.rows = rows

    def missing(self):
        """NumPy mask that is true where a value is missing; None where none is."""
        if not self.nulls:
            return None
        numpy = need("numpy")
        bits = numpy.frombuffer(self.validity, dtype="u1")
        return numpy.unpackbits(bits, bitorder="little")[: self.rows] == 0

    def valid(self, row):
        return not self.nulls or self.validity[row >> 3] >> (row & 7) & 1

    def to_list(self):
        if self.type in TEXTS:
            ends = self.offsets.cast("q")
            content = bytes(self.values)
            pieces = [content[ends[row] : ends[row + 1]] for row in range(self.rows)]
            values = pieces if self.type == "binary" else [piece.decode("utf-8") for piece in pieces]
        else:
            values = self.values.cast(FIXED[self.type][0]).tolist()
            convert = self._converter()
            if convert:
                values = [convert(value) if self.valid(row) else None for row, value in enumerate(values)]
        if self.nulls:
            values = [value if self.valid(row) else None for row, value in enumerate(values)]
        return values

    def _converter(self):
        import datetime

        epoch = datetime.datetime(1970, 1, 1)
        if self.type == "bool":
            return bool
        if self.type == "date":
            return lambda days: (epoch + datetime.timedelta(days=days)).date()
        if self.type == "time":
            return lambda micros: (epoch + datetime.timedelta(microseconds=min(micros, 86_399_999_999))).time()
        if self.type in TIMESTAMPS:
            per_second = PER_SECOND[self.type]
            zone = datetime.timezone.utc if self.type == "timestamp_utc" else None
            return lambda count: (epoch + datetime.timedelta(microseconds=count * 10**6 // per_second)).replace(tzinfo=zone)
        return None

    def to_numpy(self):
        numpy = need("numpy")
        if self.type in TEXTS:
            if self.type != "binary" and have("pyarrow"):
                return self.to_arrow().to_numpy(zero_copy_only=False)
            result = numpy.empty(self.rows, dtype=object)
            result[:] = self.to_list()
            return result
        values = numpy.frombuffer(self.values, dtype=FIXED[self.type][1])
        if self.type == "date":
            values = values.astype("M8[D]")
        if not self.nulls or self.type in FLOATS or self.type in TIMESTAMPS:
            return values  # under missing values stand NaN and NaT
        missing = self.missing()
        if self.type == "bool":
            values = values.astype(object)
            values[missing] = None
        elif self.type in INTEGERS:
            values = values.astype("f8")
            values[missing] = numpy.nan
        else:
            values = values.copy()
            values[missing] = "NaT"
        return values

    def to_arrow(self):
        pyarrow = need("pyarrow")
        types = {
            "bool": pyarrow.uint8(),
            "float32": pyarrow.float32(),
            "float64": pyarrow.float64(),
            "date": pyarrow.date32(),
            "time": pyarrow.time64("us"),
            "timestamp_s": pyarrow.timestamp("s"),
            "timestamp_ms": pyarrow.timestamp("ms"),
            "timestamp_us": pyarrow.timestamp("us"),
            "timestamp_ns": pyarrow.timestamp("ns"),
            "timestamp_utc": pyarrow.timestamp("us", tz="UTC"),
            "text": pyarrow.large_string(),
            "json": pyarrow.large_string(),
            "binary": pyarrow.large_binary(),
        }
        kind = types[self.type] if self.type in types else getattr(pyarrow, self.type)()
        buffers = [pyarrow.py_buffer(self.validity) if self.nulls else None]
        if self.offsets is not None:
            buffers.append(pyarrow.py_buffer(self.offsets))
        buffers.append(pyarrow.py_buffer(self.values))
        result = pyarrow.Array.from_buffers(kind, self.rows, buffers, self.nulls)
        return result.cast(pyarrow.bool_()) if self.type == "bool" else result

    def to_pandas(self):
        """A Series; integers and booleans with missing values as pandas' own nullable types."""
        pandas = need("pandas")
        if self.type in TEXTS and self.type != "binary" and have("pyarrow"):
            return self.to_arrow().to_pandas()
        if self.nulls and (self.type in INTEGERS or self.type == "bool"):
            numpy = need("numpy")
            values = numpy.frombuffer(self.values, dtype=FIXED[self.type][1])
            kind = pandas.arrays.BooleanArray if self.type == "bool" else pandas.arrays.IntegerArray
            return pandas.Series(kind(values, self.missing()))
        if self.type == "time":
            return pandas.Series(self.to_list(), dtype=object)  # pandas has no type for it
        series = pandas.Series(self.to_numpy(), copy=False)
        return series.dt.tz_localize("UTC") if self.type == "timestamp_utc" else series


class Table:
    """Rows of an input, in a fixed order. Arrays are views on the shared memory where they can be; writing to them changes only
    what this step sees."""

    def __init__(self, fd, layout):
        self._rows = layout["rows"]
        size = os.fstat(fd).st_size
        self._map = None
        view = memoryview(b"")
        if size:
            try:
                self._map = mmap.mmap(fd, size, access=mmap.ACCESS_COPY)
            except OSError:  # a system that promises no more memory than it has; reading needs none
                self._map = mmap.mmap(fd, size, access=mmap.ACCESS_READ)
            view = memoryview(self._map)
        self._columns = {place["name"]: Column(place, view, self._rows) for place in layout["columns"]}

    def __len__(self):
        return self._rows

    def __repr__(self):
        return "<Table of %d rows: %s>" % (self._rows, ", ".join(self._columns))

    @property
    def columns(self):
        return list(self._columns)

    @property
    def types(self):
        """Column name to type: bool, int64, float64, date, timestamp_us, text, json, …"""
        return {name: column.type for name, column in self._columns.items()}

    def __contains__(self, name):
        return name in self._columns

    def __getitem__(self, name):
        """One column: a NumPy array, or a list where the interpreter has no NumPy."""
        column = self._column(name)
        return column.to_numpy() if have("numpy") else column.to_list()

    def _column(self, name):
        try:
            return self._columns[name]
        except (KeyError, TypeError):
            import difflib

            lower = {known.lower(): known for known in self._columns}
            near = difflib.get_close_matches(str(name).lower(), lower, 1)
            raise KeyError("there is no column %r%s" % (name, "; did you mean %r?" % lower[near[0]] if near else "")) from None

    def _chosen(self, columns):
        return [self._column(name) for name in (self._columns if columns is None else columns)]

    def to_dict(self, columns=None):
        """Column name to list of Python values; needs no package."""
        return {column.name: column.to_list() for column in self._chosen(columns)}

    def to_numpy(self, columns=None, as_dict=False):
        """A matrix of rows × columns, or with as_dict=True (or for columns of different kinds) a dict of arrays; for one name its array.

        Columns of one fixed-width type without missing values, and floats even with them, are not copied."""
        if isinstance(columns, str):
            return self._column(columns).to_numpy()
        numpy = need("numpy")
        chosen = self._chosen(columns)
        if not as_dict:
            matrix = self._matrix(chosen, numpy)
            if matrix is not None:
                return matrix
        arrays = {column.name: column.to_numpy() for column in chosen}
        numeric = all(array.dtype.kind in "biuf" for array in arrays.values())
        return numpy.column_stack(list(arrays.values())) if numeric and arrays and not as_dict else arrays

    def _matrix(self, chosen, numpy):
        """Columns of one type that lie at equal distances are a matrix already."""
        if not chosen or not self._rows or len({column.type for column in chosen}) != 1:
            return None
        kind = chosen[0].type
        if not (kind in FLOATS or kind in INTEGERS or kind == "bool") or (kind not in FLOATS and any(column.nulls for column in chosen)):
            return None
        dtype = numpy.dtype(FIXED[kind][1])
        steps = {second.offset - first.offset for first, second in zip(chosen, chosen[1:])}
        if len(steps) > 1:
            return None
        strides = (dtype.itemsize, steps.pop() if steps else dtype.itemsize * self._rows)
        return numpy.ndarray((self._rows, len(chosen)), dtype, self._map, chosen[0].offset, strides)

    def to_arrow(self, columns=None):
        """A pyarrow Table; only booleans are copied."""
        pyarrow = need("pyarrow")
        chosen = self._chosen(columns)
        return pyarrow.Table.from_arrays([column.to_arrow() for column in chosen], names=[column.name for column in chosen])

    def to_pandas(self, columns=None):
        """A DataFrame; numbers without missing values, floats and timestamps are not copied."""
        pandas = need("pandas")
        return pandas.DataFrame({column.name: column.to_pandas() for column in self._chosen(columns)}, index=pandas.RangeIndex(self._rows), copy=False)

    def to_polars(self, columns=None):
        """A polars DataFrame; without a copy where pyarrow is there, too."""
        polars = need("polars")
        if have("pyarrow"):
            return polars.from_arrow(self.to_arrow(columns))
        return polars.DataFrame({column.name: column.to_list() if column.nulls or column.type in TEXTS else column.to_numpy() for column in self._chosen(columns)})


def packed_bits(valid):
    """A validity bitmap of a sequence of truth values, lowest bit first."""
    bits = bytearray((len(valid) + 7) // 8)
    for row, is_valid in enumerate(valid):
        if is_valid:
            bits[row >> 3] |= 1 << (row & 7)
    return bytes(bits)


def packed(code, values):
    return array.array(code, values).tobytes()
