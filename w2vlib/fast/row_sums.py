"""Weighted sums of rows, kept in registers: the inner product of the kernels.

``out[i] = Σ_m factors[i, m] · rows[m]`` is a matrix product. For matrices that fit in the
nearest cache, what it costs is to load and store: a loop in plain Numba loads `out` again for
each row that it adds, since the compiler cannot know that `out` and `rows` lie apart. Here
the sums of a few rows of `out` stay in registers until all is added, and each row that is
loaded serves all of them. So this one function is written in the compiler's own language.
"""

from functools import partial

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.errors import TypingError
from numba.extending import intrinsic

#: Numbers that are added up at once. Where registers hold fewer, LLVM splits them.
LANES = 16
_REGISTERS = 28  # of the 32 that AVX-512 has; some are needed for rows and factors

_FLOAT = ir.FloatType()
_LANES = ir.VectorType(_FLOAT, LANES)
_I32, _I64 = ir.IntType(32), ir.IntType(64)


def rows_at_once(width):
    """Return how many sums of `width` numbers the registers hold: 8, 4, 2 or 1."""
    parts = width // LANES
    return max([tile for tile in (8, 4, 2, 1) if tile * (parts + 1) <= _REGISTERS] or [1])


def address_of_row(context, builder, array_type, array, row):
    """Return code for the address at which a row of a C-ordered array begins, as an integer."""
    array = context.make_array(array_type)(context, builder, array)
    (stride, _) = cgutils.unpack_tuple(builder, array.strides)
    return builder.add(builder.ptrtoint(array.data, _I64), builder.mul(stride, row))


def pointer_to(builder, address, number, kind):
    """Return code for a pointer to something of this kind, so many float32 after an address."""
    offset = builder.mul(number, _I64(4))
    return builder.inttoptr(builder.add(address, offset), kind.as_pointer())


@intrinsic(prefer_literal=True)
def sums_of_rows(typing_context, out, first, factors, rows, count, width):
    """Set the first `rows_at_once` rows of `out` to weighted sums of rows.

    ``out[i] = Σ_m factors[first + i, m] · rows[m]``, over the first `count` rows of `rows`. All
    three are C-ordered float32 arrays of two axes; `width`, the length of a row of `out` and
    `rows`, is a constant and a multiple of `LANES`. Nothing else is checked.
    """
    return _sums(out, factors, rows, width, transposed=False)


@intrinsic(prefer_literal=True)
def sums_of_rows_transposed(typing_context, out, first, factors, rows, count, width):
    """Do as `sums_of_rows` does, with ``factors[m, first + i]`` as factors."""
    return _sums(out, factors, rows, width, transposed=True)


def _sums(out, factors, rows, width, *, transposed):
    """Return the signature, and a function that generates the code."""
    if not isinstance(width, types.IntegerLiteral):
        return None  # Numba then says that no such function is known
    if width.literal_value % LANES:
        raise TypingError(f"width must be a multiple of {LANES}, but {width.literal_value} came")
    parts = range(width.literal_value // LANES)
    tile = range(rows_at_once(width.literal_value))

    def generate(context, builder, signature, arguments):
        def row_address(position, row):
            return address_of_row(
                context, builder, signature.args[position], arguments[position], row
            )

        at = partial(pointer_to, builder)

        def everywhere(number):
            unset = ir.Constant(_LANES, ir.Undefined)
            first_lane = ir.Constant(ir.VectorType(_I32, LANES), [0] * LANES)
            one = builder.insert_element(unset, number, _I32(0))
            return builder.shuffle_vector(one, unset, first_lane)

        multiply_add = cgutils.get_or_insert_function(
            builder.module, ir.FunctionType(_LANES, [_LANES] * 3), "llvm.fmuladd.v16f32"
        )
        first, count = arguments[1], arguments[4]
        numbers = [builder.add(first, _I64(t)) for t in tile]
        if not transposed:
            factors_of = [row_address(2, number) for number in numbers]
        # LLVM turns these into registers
        total = [[cgutils.alloca_once(builder, _LANES) for _ in parts] for _ in tile]
        for t in tile:
            for part in parts:
                builder.store(ir.Constant(_LANES, [0.0] * LANES), total[t][part])

        with cgutils.for_range(builder, count) as loop:
            row = row_address(3, loop.index)
            loaded = [builder.load(at(row, _I64(LANES * part), _LANES), align=4) for part in parts]
            if transposed:
                factors_in = row_address(2, loop.index)
                places = [at(factors_in, number, _FLOAT) for number in numbers]
            else:
                places = [at(address, loop.index, _FLOAT) for address in factors_of]
            for t in tile:
                factor = everywhere(builder.load(places[t], align=4))
                for part in parts:
                    now = builder.load(total[t][part])
                    more = builder.call(multiply_add, [loaded[part], factor, now])
                    builder.store(more, total[t][part])

        for t in tile:
            to = row_address(0, _I64(t))
            for part in parts:
                where = at(to, _I64(LANES * part), _LANES)
                builder.store(builder.load(total[t][part]), where, align=4)
        return context.get_dummy_value()

    return types.void(out, types.int64, factors, rows, types.int64, width), generate
