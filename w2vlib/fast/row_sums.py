"""Weighted sums of rows, kept in registers: the inner product of the kernels.

``out[i] = Σ_m factors[i, m] · rows[m]`` is a matrix product. For matrices that fit in the
nearest cache, what it costs is to load and store: a loop in plain Numba loads `out` again for
each row that it adds, since the compiler cannot know that `out` and `rows` lie apart. Here
the sums of a few rows of `out` stay in registers until all is added, and each row that is
loaded serves all of them. So this one function is written in the compiler's own language.
"""

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

#: Numbers that are added up at once. Where registers hold fewer, LLVM splits them.
LANES = 16
_REGISTERS = 28  # of the 32 that AVX-512 has; some are needed for rows and factors

_FLOAT = ir.FloatType()
_LANES = ir.VectorType(_FLOAT, LANES)
_I64 = ir.IntType(64)


def rows_at_once(width):
    """Return how many sums of `width` numbers the registers hold: 8, 4, 2 or 1."""
    parts = width // LANES
    return max([tile for tile in (8, 4, 2, 1) if tile * (parts + 1) <= _REGISTERS] or [1])


def weighted_row_sums(width, transposed=False):
    """Return ``sums(out, first, factors, rows, count)`` for rows of `width` numbers.

    It sets `rows_at_once` rows of `out`, from `first` on, to sums of the first `count` rows of
    `rows`: ``out[i] = Σ_m factors[i, m] · rows[m]``. All are C-ordered float32 arrays of two
    axes. Nothing is checked.

    Parameters
    ----------
    width : int
        Numbers in a row of `out` and of `rows`; a multiple of `LANES`.
    transposed : bool
        Whether the factor of row m in sum i is ``factors[m, i]``.
    """
    if width % LANES:
        raise ValueError(f"width must be a multiple of {LANES}, but {width} came")
    parts, tile = range(width // LANES), range(rows_at_once(width))

    @intrinsic
    def sums(typing_context, out, first, factors, rows, count):
        def generate(context, builder, signature, arguments):
            def row_address(position, row):
                array_type = signature.args[position]
                array = context.make_array(array_type)(context, builder, arguments[position])
                (stride, _) = cgutils.unpack_tuple(builder, array.strides)
                start = builder.ptrtoint(array.data, _I64)
                return builder.add(start, builder.mul(stride, row))

            def at(address, number, kind):
                offset = builder.mul(number, _I64(4))
                return builder.inttoptr(builder.add(address, offset), kind.as_pointer())

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
                if transposed:
                    factors_in = row_address(2, loop.index)
                    places = [at(factors_in, number, _FLOAT) for number in numbers]
                else:
                    places = [at(factors_of[t], loop.index, _FLOAT) for t in tile]
                loaded = [
                    builder.load(at(row, _I64(LANES * part), _LANES), align=4) for part in parts
                ]
                for t in tile:
                    factor = builder.load(places[t], align=4)
                    one = builder.insert_element(
                        ir.Constant(_LANES, ir.Undefined), factor, ir.IntType(32)(0)
                    )
                    everywhere = builder.shuffle_vector(
                        one,
                        ir.Constant(_LANES, ir.Undefined),
                        ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES),
                    )
                    for part in parts:
                        now = builder.load(total[t][part])
                        more = builder.call(multiply_add, [loaded[part], everywhere, now])
                        builder.store(more, total[t][part])

            for t in tile:
                to = row_address(0, numbers[t])
                for part in parts:
                    where = at(to, _I64(LANES * part), _LANES)
                    builder.store(builder.load(total[t][part]), where, align=4)
            return context.get_dummy_value()

        return types.void(out, types.int64, factors, rows, types.int64), generate

    return sums
