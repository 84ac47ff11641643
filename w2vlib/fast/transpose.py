"""A matrix transposed in registers, block by block.

Element by element, a transpose touches as many lines of cache as there are numbers. Here whole
lines are loaded and stored, and what lies between is shuffles of registers. Numba has none, so
this function, too, is written in the compiler's own language.
"""

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from w2vlib.fast.row_sums import LANES, address_of_row, pointer_to

_I32, _I64 = ir.IntType(32), ir.IntType(64)
_LANES = ir.VectorType(ir.FloatType(), LANES)
_ORDER = ir.VectorType(_I32, LANES)


@intrinsic
def transpose_block(typing_context, out, rows, first_row, first_column):
    """Transpose a square of `LANES` by `LANES` numbers of `rows` into `out`.

    ``out[first_column + j, first_row + i] = rows[first_row + i, first_column + j]`` for i and j
    below `LANES`. Both are C-ordered float32 arrays of two axes. Nothing else is checked.

    The rows of the square exchange halves with the rows half a square below, then quarters
    with those a quarter below, and so on to single numbers (Eklundh, 1972, A Fast Computer
    Method for Matrix Transposing).
    """

    def generate(context, builder, signature, arguments):
        def address(position, row, column):
            start = address_of_row(
                context, builder, signature.args[position], arguments[position], row
            )
            return pointer_to(builder, start, column, _LANES)

        first_row, first_column = arguments[2:]
        lines = []
        for i in range(LANES):
            where = address(1, builder.add(first_row, _I64(i)), first_column)
            lines.append(builder.load(where, align=4))
        distance = LANES // 2
        while distance:
            # lanes of two lines, numbered through
            upper = [j if not j & distance else LANES + j - distance for j in range(LANES)]
            lower = [j + distance if not j & distance else LANES + j for j in range(LANES)]
            for i in range(LANES):
                if not i & distance:
                    pair = lines[i], lines[i + distance]
                    lines[i] = builder.shuffle_vector(*pair, _ORDER(upper))
                    lines[i + distance] = builder.shuffle_vector(*pair, _ORDER(lower))
            distance //= 2
        for j, line in enumerate(lines):
            where = address(0, builder.add(first_column, _I64(j)), first_row)
            builder.store(line, where, align=4)
        return context.get_dummy_value()

    return types.void(out, rows, types.int64, types.int64), generate
